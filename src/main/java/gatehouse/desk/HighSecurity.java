package gatehouse.desk;

import gatehouse.door.Output;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Doors of high security: the press waits until its grounds are given, and is then looked at as if it were pressed
/// anew. Part of [Rules]; pure as they are.
final class HighSecurity {
    /// Longer than this nobody remembers what was shown when the button went down.
    static final Duration LONGEST = Duration.ofMinutes(2);

    private HighSecurity() {}

    static Step asks(DeskState state, Happening.OpenPressed h, Manner manner, Output output, boolean offRecord) {
        var door = state.doors().get(h.door()).door();
        var next = state.change();
        next.guarding = next.guarding.with(
                Optional.of(new Asking(h, manner, door.name(), output.name(), door.security(), offRecord, "")));
        return new Step(next.done(), List.of());
    }

    static Step given(DeskState state, Happening.GroundsGiven h) {
        var asking = state.guarding().asking().filter(a -> a.press().command().equals(h.command()));
        if (asking.isEmpty()) {
            return new Step(state, List.of());
        }
        var press = asking.get().press();
        if (h.nanos() - press.pressedAt() > LONGEST.toNanos()) {
            return says(state, "That took longer than " + LONGEST.toMinutes() + " minutes. Press the button again.");
        }
        var grounds = asking.get().offRecord() ? answered(h) : h.grounds();
        var missing =
                missing(asking.get(), grounds, h.answersFor(), state.seat().map(Seat::name));
        if (missing.isPresent()) {
            return says(state, missing.get());
        }
        return OpenRules.pressedWith(
                dropped(state), press, asking.get().manner().forced(h.duress()).offRecord(h.answersFor()), grounds);
    }

    /// Whoever answers for an opening off the record is the second person too.
    private static Grounds answered(Happening.GroundsGiven h) {
        var g = h.grounds();
        return new Grounds(g.reason(), g.visitor(), g.note(), g.second().or(h::answersFor));
    }

    static Step refused(DeskState state, Happening.GroundsRefused h) {
        return state.guarding()
                        .asking()
                        .filter(a -> a.press().command().equals(h.command()))
                        .isPresent()
                ? says(state, h.words())
                : new Step(state, List.of());
    }

    static Step dropped(DeskState state, Happening.GroundsDropped h) {
        return state.guarding()
                        .asking()
                        .filter(a -> a.press().command().equals(h.command()))
                        .isPresent()
                ? new Step(dropped(state), List.of())
                : new Step(state, List.of());
    }

    /// An output that is opened meanwhile by another press needs no more asking: one of the two is enough.
    static Guarding answeredBy(Guarding guarding, Happening.OpenPressed opened) {
        return guarding.with(guarding.asking()
                .filter(a -> !(a.press().door().equals(opened.door())
                        && a.press().output().equals(opened.output()))));
    }

    /// What is asked for belongs to what is shown: when the call is over or another one is shown, somebody else sits
    /// here, or the door is locked down, the question is gone.
    static DeskState stillAsked(DeskState state) {
        return state.guarding().asking().filter(a -> !stands(state, a)).isPresent() ? dropped(state) : state;
    }

    private static boolean stands(DeskState state, Asking asking) {
        var press = asking.press();
        var door = state.doors().get(press.door());
        boolean inView = press.call()
                .map(id -> state.call(id).filter(Call::alive).isPresent()
                        && state.shown().equals(Optional.of(id)))
                .orElse(true);
        return inView
                && door != null
                && !door.mode().lockedDown()
                && state.seat().isPresent();
    }

    private static Optional<String> missing(
            Asking asking, Grounds grounds, Optional<String> answersFor, Optional<String> who) {
        var security = asking.security();
        if (asking.offRecord() && answersFor.isEmpty()) {
            return Optional.of("A supervisor must answer for it with their PIN.");
        }
        if (security.reason() && grounds.reason().isEmpty()) {
            return Optional.of("Say why the door is opened.");
        }
        if (security.visitor() && grounds.visitor().isEmpty()) {
            return Optional.of("Write down for whom the door is opened.");
        }
        if (security.consent() && grounds.second().isEmpty()) {
            return Optional.of("A second person must agree with their PIN.");
        }
        if (security.consent() && grounds.second().equals(who)) {
            return Optional.of("The second person must be somebody else.");
        }
        return Optional.empty();
    }

    private static Step says(DeskState state, String words) {
        var next = state.change();
        next.guarding = next.guarding.with(next.guarding.asking().map(a -> a.saying(words)));
        return new Step(next.done(), List.of());
    }

    private static DeskState dropped(DeskState state) {
        var next = state.change();
        next.guarding = next.guarding.with(Optional.<Asking>empty());
        return next.done();
    }
}
