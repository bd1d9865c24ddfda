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
    public void openOffRecord(
            Optional<CallId> call,
            DoorId door,
            String outputId,
            long pressedAt,
            String supervisor,
            Optional<Secret> pin) {
        var press = press(call, door, outputId, pressedAt);
        by(supervisor, pin, this::refused, who -> {
            if (!who.may().test(Right.OVERRIDE, door)) {
                refused(who.name() + " may not open off the record.");
                return;
            }
            desk.accept(new Happening.OffRecordPressed(press, who.name(), who.duress()));
        });
    }

    @Override
    public void ground(UUID command, Grounds grounds, String second, Secret pin) {
        if (second.isEmpty()) {
            given(command, grounds, false);
            return;
        }
        by(second, Optional.of(pin), words -> desk.accept(new Happening.GroundsRefused(command, words)), who -> {
            var door = state.get().guarding().asking().map(a -> a.press().door());
            if (door.isEmpty() || !who.may().test(Right.CONSENT, door.get())) {
                desk.accept(new Happening.GroundsRefused(command, who.name() + " may not agree to this."));
                return;
            }
            given(
                    command,
                    new Grounds(grounds.reason(), grounds.visitor(), grounds.note(), Optional.of(who.name())),
                    who.duress());
        });
    }

    private void given(UUID command, Grounds grounds, boolean duress) {
        desk.accept(new Happening.GroundsGiven(command, grounds, duress, System.nanoTime(), Instant.now()));
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
            desk.accept(new Happening.LockdownReleased(UUID.randomUUID(), may, who.name(), Instant.now()));
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
