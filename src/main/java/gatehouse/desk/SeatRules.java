package gatehouse.desk;

import gatehouse.door.DoorId;
import gatehouse.operator.Right;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who sits at the desk, is locked out for the moment, leaves, and hands over. Part of [Rules]; pure as they are.
///
/// Nothing here touches a call: operators change while calls go on.
final class SeatRules {
    private SeatRules() {}

    /// The log-in itself is on record already, see `operator`.
    static Step taken(DeskState state, Happening.SeatTaken h) {
        var next = state.change();
        next.seat = Optional.of(h.seat());
        next.logInWords = Optional.empty();
        CallRules.showsTo(next, h.nanos());
        boolean begins = state.shift().of().isEmpty()
                && state.shift().left().isEmpty()
                && h.seat().rights().may(Right.ANSWER);
        if (!begins) {
            return new Step(next.done(), List.of());
        }
        next.shift = new Shift(Optional.of(h.seat().name()), Optional.empty());
        return new Step(
                next.done(),
                List.of(remember(
                        Memory.What.SHIFT_STARTED,
                        h.at(),
                        h.seat().name(),
                        Map.of(),
                        h.seat().name() + "'s shift began; no note was left")));
    }

    static Step left(DeskState state, Happening.SeatLeft h) {
        if (state.seat().isEmpty()) {
            return new Step(state, List.of());
        }
        var who = state.seat().get().name();
        var next = state.change();
        next.seat = Optional.empty();
        next.logInWords = Optional.empty();
        return new Step(
                next.done(), List.of(remember(Memory.What.LOGGED_OUT, h.at(), who, Map.of(), who + " left the desk")));
    }

    static Step locked(DeskState state, Happening.SeatLocked h) {
        // Whoever talks to a visitor is there, whatever the hands do.
        boolean busy = h.idle() && state.talking().isPresent();
        if (state.seat().isEmpty() || state.seat().get().locked() || busy) {
            return new Step(state, List.of());
        }
        var seat = state.seat().get();
        var next = state.change();
        next.seat = Optional.of(seat.lock());
        next.logInWords = Optional.empty();
        return new Step(
                next.done(),
                List.of(remember(
                        Memory.What.LOCKED,
                        h.at(),
                        seat.name(),
                        Map.of("idle", Boolean.toString(h.idle())),
                        h.idle()
                                ? "The desk locked itself: nobody was at work, " + seat.name() + " sits here"
                                : seat.name() + " locked the desk")));
    }

    static Step logInRefused(DeskState state, Happening.LogInRefused h) {
        var next = state.change();
        next.logInWords = Optional.of(h.words());
        return new Step(next.done(), List.of());
    }

    /// Only who has the PIN now ends a shift.
    static Step handedOver(DeskState state, Happening.HandedOver h) {
        if (state.seat().filter(seat -> !seat.locked()).isEmpty()) {
            return new Step(state, List.of());
        }
        var seat = state.seat().get();
        var over = new HandOver(seat.name(), h.at(), h.note().strip(), open(state));
        var next = state.change();
        next.seat = Optional.empty();
        next.logInWords = Optional.empty();
        next.shift = new Shift(Optional.empty(), Optional.of(over));
        return new Step(
                next.done(),
                List.of(remember(
                        Memory.What.SHIFT_ENDED,
                        h.at(),
                        seat.name(),
                        Map.of("note", over.note(), "open", String.join("\n", over.open())),
                        seat.name() + "'s shift ended" + said(over))));
    }

    /// The next guard has read what was left.
    static Step handOverTaken(DeskState state, Happening.HandOverTaken h) {
        var over = state.shift().left();
        if (over.isEmpty() || !state.may(Right.ANSWER) || state.seat().get().locked()) {
            return new Step(state, List.of());
        }
        var seat = state.seat().get();
        var next = state.change();
        next.shift = new Shift(Optional.of(seat.name()), Optional.empty());
        return new Step(
                next.done(),
                List.of(remember(
                        Memory.What.SHIFT_STARTED,
                        h.at(),
                        seat.name(),
                        Map.of("from", over.get().from(), "note", over.get().note()),
                        seat.name() + "'s shift began, taken over from "
                                + over.get().from() + said(over.get()))));
    }

    /// From the history, when the console starts again between two shifts.
    static Step shiftKnown(DeskState state, Happening.ShiftKnown h) {
        if (!state.shift().equals(Shift.NONE)) {
            return new Step(state, List.of());
        }
        var next = state.change();
        next.shift = h.shift();
        return new Step(next.done(), List.of());
    }

    private static String said(HandOver over) {
        var words = over.note().isEmpty() ? ", no note" : ": " + over.note();
        return over.open().isEmpty() ? words : words + " (open: " + String.join("; ", over.open()) + ")";
    }

    /// What the next guard must know: who waits, what was missed, which opening nobody confirmed, which door is not
    /// well.
    static List<String> open(DeskState state) {
        var lines = new ArrayList<String>();
        for (var call : state.calls()) {
            if (call.alive()) {
                lines.add(call.title() + (call.ringing() ? " is ringing" : " is being talked with"));
            }
        }
        if (state.missed() > 0) {
            lines.add(state.missed() + (state.missed() == 1 ? " missed call" : " missed calls") + " nobody has seen");
        }
        state.book().missed().forEach(missed -> lines.add(missed.title() + ": missed"));
        for (var concern : state.guarding().concerns()) {
            lines.add(concern.doorName() + ": " + concern.words() + " (nobody has looked)");
        }
        for (var door : state.doors().values()) {
            var name = door.door().name();
            switch (door.mode()) {
                case Mode.Normal it -> {}
                case Mode.HeldOpen mode -> lines.add(name + ": held open, by " + mode.by());
                case Mode.LockedDown mode -> lines.add(name + ": locked down, by " + mode.by());
            }
            if (door.picture() instanceof Picture.Troubled trouble) {
                lines.add(name + ": " + trouble.trouble().sentence());
            }
        }
        return lines;
    }

    static Step peopleChanged(DeskState state, Happening.PeopleChanged h) {
        var next = state.change();
        next.site = state.site().withPeople(h.people());
        if (h.sentence().isEmpty()) {
            return new Step(next.done(), List.of());
        }
        var by = h.by().or(() -> state.seat().map(Seat::name));
        return new Step(
                next.done(),
                List.of(new Deed.Remember(new Memory(
                        h.what(),
                        h.at(),
                        Optional.<DoorId>empty(),
                        by,
                        Optional.empty(),
                        Map.of(),
                        h.sentence(),
                        Optional.empty()))));
    }

    private static Deed remember(Memory.What what, Instant at, String who, Map<String, String> facts, String sentence) {
        return new Deed.Remember(new Memory(
                what, at, Optional.empty(), Optional.of(who), Optional.empty(), facts, sentence, Optional.empty()));
    }
}
