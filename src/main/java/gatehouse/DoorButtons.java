package gatehouse;

import gatehouse.desk.CallId;
import gatehouse.desk.DeskState;
import gatehouse.desk.DoorClicks;
import gatehouse.desk.Grounds;
import gatehouse.desk.Happening;
import gatehouse.desk.Where;
import gatehouse.door.DoorId;
import gatehouse.door.Secret;
import gatehouse.operator.LogIn;
import gatehouse.operator.Right;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// What is clicked about doors becomes a happening. A PIN that another person types is looked at beside, and only its
/// answer goes to the desk. Safe for any thread.
final class DoorButtons implements DoorClicks {
    private static final String WRONG = "That PIN is not right.";

    private final Consumer<Happening> desk;
    private final Supplier<LogIn> logIn;
    private final Supplier<DeskState> state;

    /// Somebody who has shown who they are; `duress` by the PIN for that.
    private record Shown(String name, BiPredicate<Right, DoorId> may, boolean duress) {}

    DoorButtons(Consumer<Happening> desk, Supplier<LogIn> logIn, Supplier<DeskState> state) {
        this.desk = desk;
        this.logIn = logIn;
        this.state = state;
    }

    @Override
    public void openUnderDuress(Optional<CallId> call, DoorId door, String outputId, long pressedAt) {
        desk.accept(new Happening.DuressOpenPressed(press(call, door, outputId, pressedAt)));
    }

    @Override
    public void openOffRecord(Optional<CallId> call, DoorId door, String outputId, long pressedAt) {
        desk.accept(new Happening.OffRecordPressed(press(call, door, outputId, pressedAt)));
    }

    @Override
    public void ground(UUID command, Grounds grounds, String who, Optional<Secret> pin) {
        var asking =
                state.get().guarding().asking().filter(a -> a.press().command().equals(command));
        if (asking.isEmpty()) {
            return;
        }
        boolean offRecord = asking.get().offRecord();
        if (!offRecord && who.isEmpty()) {
            given(command, grounds, Optional.empty(), false);
            return;
        }
        var right = offRecord ? Right.OVERRIDE : Right.CONSENT;
        by(who, pin, words -> desk.accept(new Happening.GroundsRefused(command, words)), shown -> {
            if (!shown.may().test(right, asking.get().press().door())) {
                desk.accept(new Happening.GroundsRefused(command, shown.name() + " may not agree to this."));
            } else if (offRecord) {
                given(command, grounds, Optional.of(shown.name()), shown.duress());
            } else {
                given(command, grounds.with(shown.name()), Optional.empty(), shown.duress());
            }
        });
    }

    private void given(UUID command, Grounds grounds, Optional<String> answersFor, boolean duress) {
        desk.accept(new Happening.GroundsGiven(command, grounds, answersFor, duress, System.nanoTime(), Instant.now()));
    }

    @Override
    public void dropGrounds(UUID command) {
        desk.accept(new Happening.GroundsDropped(command, Instant.now()));
    }

    @Override
    public void holdOpen(Where where, Instant until) {
        desk.accept(new Happening.HoldOpenPressed(UUID.randomUUID(), where, until, Instant.now()));
    }

    @Override
    public void backToNormal(Where where) {
        desk.accept(new Happening.NormalPressed(UUID.randomUUID(), where, Instant.now()));
    }

    @Override
    public void lockDown(Where where) {
        desk.accept(new Happening.LockdownPressed(UUID.randomUUID(), where, Instant.now()));
    }

    @Override
    public void release(Where where, String supervisor, Optional<Secret> pin) {
        by(supervisor, pin, this::refused, who -> {
            var may = state.get().doors(where).stream()
                    .filter(door -> who.may().test(Right.RELEASE_LOCKDOWN, door))
                    .collect(Collectors.toSet());
            if (may.isEmpty()) {
                refused(who.name() + " may not release a lockdown.");
                return;
            }
            desk.accept(
                    new Happening.LockdownReleased(UUID.randomUUID(), may, who.name(), who.duress(), Instant.now()));
        });
    }

    @Override
    public void lookedAt(UUID concern) {
        desk.accept(new Happening.LookedAt(concern, Instant.now()));
    }

    private void refused(String words) {
        desk.accept(new Happening.ReleaseRefused(words));
    }

    /// The person at the desk by being there, anybody else by a PIN: that takes a moment, so it is looked at beside.
    private void by(String name, Optional<Secret> pin, Consumer<String> refused, Consumer<Shown> then) {
        if (pin.isEmpty()) {
            state.get()
                    .seat()
                    .filter(s -> !s.locked())
                    .ifPresent(s -> then.accept(new Shown(s.name(), s::may, s.duress())));
            return;
        }
        Thread.ofVirtual().name("second-person").start(() -> {
            switch (logIn.get().check(name, pin.get())) {
                case LogIn.Result.Welcome w ->
                    then.accept(new Shown(w.operator().name(), w.operator()::may, w.duress()));
                case LogIn.Result.Wrong w -> refused.accept(WRONG);
                case LogIn.Result.Wait w ->
                    refused.accept("Too many wrong PINs. Try again in "
                            + Math.max(1, w.left().toSeconds()) + " s.");
            }
        });
    }

    private static Happening.OpenPressed press(Optional<CallId> call, DoorId door, String outputId, long pressedAt) {
        return new Happening.OpenPressed(
                UUID.randomUUID(), call, door, outputId, pressedAt, System.nanoTime(), Instant.now());
    }
}
