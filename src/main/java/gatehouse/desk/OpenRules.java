package gatehouse.desk;

import gatehouse.door.Output;
import gatehouse.operator.Right;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// When a press on an open button opens something. Part of [Rules]; pure as they are.
///
/// Rule 3: the press belongs to the call and door that were shown when the button went down. It counts only when that
/// call is still the one shown, and had been shown for [DeskState#ARMING] when it was pressed. A double click and a key
/// that repeats are one press ([Pace]). A door in lockdown stays shut, and what cannot be put on record is not sent.
final class OpenRules {
    private OpenRules() {}

    private record Refusal(Opening.Bar bar, String words) {}

    static Step pressed(DeskState before, Happening.OpenPressed h, Manner manner) {
        return pressed(before, h, manner, false);
    }

    /// Only asks: it is sent when somebody who may has answered for it.
    static Step pressedOffRecord(DeskState before, Happening.OpenPressed h) {
        return pressed(before, h, Manner.USUAL, true);
    }

    private static Step pressed(DeskState before, Happening.OpenPressed h, Manner manner, boolean offRecord) {
        var known = before.doors().get(h.door());
        if (known == null || known.door().output(h.output()).isEmpty()) {
            return new Step(before, List.of());
        }
        var output = known.door().output(h.output()).get();
        var verdict = known.standing().pace(h.output()).judge(h.pressedAt());
        var state = paced(before, h, known);
        if (verdict == Pace.Verdict.REPEATED) {
            return new Step(state, List.of());
        }
        var refusal = refusal(state, h, offRecord, verdict);
        if (refusal.isPresent()) {
            return refused(state, h, output, refusal.get());
        }
        if (isOpening(state, h)) {
            return new Step(state, List.of());
        }
        if (known.door().security().high() || offRecord) {
            return HighSecurity.asks(state, h, manner, output, offRecord);
        }
        return opens(state, h, manner, output, Grounds.NONE);
    }

    /// The press once more, now with its grounds: all that could stand in its way is looked at again.
    static Step pressedWith(DeskState state, Happening.OpenPressed h, Manner manner, Grounds grounds) {
        var known = state.doors().get(h.door());
        var output = Optional.ofNullable(known).flatMap(d -> d.door().output(h.output()));
        if (output.isEmpty() || isOpening(state, h)) {
            return new Step(state, List.of());
        }
        var refusal = refusal(state, h, manner.offRecord().isPresent(), Pace.Verdict.FREE);
        return refusal.isPresent()
                ? refused(state, h, output.get(), refusal.get())
                : opens(state, h, manner, output.get(), grounds);
    }

    private static Step opens(DeskState state, Happening.OpenPressed h, Manner manner, Output output, Grounds grounds) {
        var door = state.doors().get(h.door());
        var opening = new Opening(h.command(), h.output(), output.name(), Opening.Stage.ASKED, false, "Asked", h.at());
        var pace = door.standing().pace(h.output()).openedAt(h.pressedAt(), h.command());
        var next = state.change();
        next.doors.put(h.door(), door.with(door.standing().with(h.output(), pace)));
        put(next, h, opening);
        next.guarding = HighSecurity.answeredBy(next.guarding, h);
        var deeds = new ArrayList<Deed>();
        var by = state.seat().map(Seat::name).orElse("nobody");
        deeds.add(new Deed.Open(
                h.command(),
                h.call(),
                h.door(),
                door.door().name(),
                output,
                manner.offRecord()
                        .filter(o -> !o.equals(by))
                        .map(o -> by + ", on the word of " + o)
                        .orElse(by),
                h.pressedAt(),
                h.at(),
                grounds,
                manner.offRecord().isPresent()));
        if (h.call().isEmpty()) {
            deeds.addAll(filmed(state, h, door.door().name()));
        }
        if (manner.duress() || state.seat().map(Seat::duress).orElse(false)) {
            deeds.add(new Deed.SilentAlarm(
                    h.command(), h.call(), h.door(), door.door().name(), by, "opened " + output.name(), h.at()));
        }
        manner.offRecord().ifPresent(who -> Concerns.offRecord(next, deeds, h, door.door(), who));
        return new Step(next.done(), deeds);
    }

    /// A door that is opened without a call is filmed too, shortly; while a call of it is filmed, that clip has it.
    private static List<Deed> filmed(DeskState state, Happening.OpenPressed h, String name) {
        return state.callOf(h.door()).isPresent()
                ? List.of()
                : List.of(
                        new Deed.Film(h.door(), name, new Deed.Occasion.OfOpening(h.command())),
                        new Deed.FilmEnds(h.door(), Rules.FILMED_AFTER));
    }

    private static Optional<Refusal> refusal(
            DeskState state, Happening.OpenPressed h, boolean offRecord, Pace.Verdict verdict) {
        var aim = h.call().isPresent() ? refusalInCall(state, h) : refusalWithoutCall(state, h);
        if (aim.isPresent()) {
            return aim;
        }
        if (state.doors().get(h.door()).mode() instanceof Mode.LockedDown) {
            return bar(Opening.Bar.LOCKDOWN, "lockdown; nobody opens until a supervisor releases it");
        }
        if (verdict == Pace.Verdict.TOO_OFTEN) {
            return bar(
                    Opening.Bar.PACE,
                    "opened " + Pace.MOST_PER_MINUTE + " times within a minute; wait a little, nothing was opened");
        }
        if (!offRecord && !recordable(state)) {
            return bar(Opening.Bar.NO_RECORD, "nothing can be put on record, so nothing was opened");
        }
        return Optional.empty();
    }

    private static Optional<Refusal> refusalInCall(DeskState state, Happening.OpenPressed h) {
        var call = h.call().flatMap(state::call).filter(Call::alive);
        if (!state.may(Right.UNLOCK, h.door())) {
            return bar(Opening.Bar.RIGHT, "log in as somebody who may open this door");
        }
        if (call.isEmpty()) {
            return bar(Opening.Bar.AIM, "the call was over before the button was let go; nothing was opened");
        }
        if (!call.get().door().equals(Optional.of(h.door()))) {
            return bar(Opening.Bar.AIM, "this call does not come from that door; nothing was opened");
        }
        if (call.get().phase() instanceof Phase.Calling && !state.may(Right.UNLOCK_WITHOUT_CALL, h.door())) {
            return bar(Opening.Bar.RIGHT, "the door has not answered yet; nothing was opened");
        }
        if (!state.shown().equals(h.call())) {
            return bar(Opening.Bar.AIM, "another call came into view; press again, nothing was opened");
        }
        if (h.pressedAt() - state.shownAt() < DeskState.ARMING.toNanos()) {
            return bar(Opening.Bar.AIM, "pressed in the moment the call changed; press again, nothing was opened");
        }
        return Optional.empty();
    }

    private static Optional<Refusal> refusalWithoutCall(DeskState state, Happening.OpenPressed h) {
        return state.may(Right.UNLOCK_WITHOUT_CALL, h.door())
                ? Optional.empty()
                : bar(Opening.Bar.RIGHT, "opening without a call is for supervisors; nothing was opened");
    }

    private static Optional<Refusal> bar(Opening.Bar bar, String words) {
        return Optional.of(new Refusal(bar, words));
    }

    /// Whether what is done can be put on record at this moment, as the history's lamp says.
    static boolean recordable(DeskState state) {
        var lamp = state.lamps().get("history");
        return lamp == null || lamp.health() != Lamp.Health.BAD;
    }

    /// Stands where the opening would, unless one is under way there: that one is not covered up.
    private static Step refused(DeskState state, Happening.OpenPressed h, Output output, Refusal why) {
        var door = state.doors().get(h.door());
        var next = state.change();
        if (!isOpening(state, h)) {
            put(
                    next,
                    h,
                    new Opening(
                                    h.command(),
                                    h.output(),
                                    output.name(),
                                    Opening.Stage.REFUSED,
                                    true,
                                    why.words(),
                                    h.at())
                            .barred(why.bar()));
        }
        var sentence = door.door().name() + ": " + why.words();
        next.recent = Rules.recentWith(state, new Recent(h.at(), sentence, false, Optional.of(h.door())));
        return new Step(
                next.done(),
                List.of(new Deed.Remember(new Memory(
                        Memory.What.OPEN_REFUSED,
                        h.at(),
                        Optional.of(h.door()),
                        state.seat().map(Seat::name),
                        h.call(),
                        Map.of("bar", why.bar().name(), "output", output.name()),
                        sentence,
                        Optional.empty()))));
    }

    /// One order at a time for each output.
    private static boolean isOpening(DeskState state, Happening.OpenPressed h) {
        return state.doors()
                .get(h.door())
                .standing()
                .pace(h.output())
                .underWay()
                .isPresent();
    }

    private static DeskState paced(DeskState state, Happening.OpenPressed h, DoorState door) {
        var pace = door.standing().pace(h.output()).pressedAt(h.pressedAt());
        var next = state.change();
        next.doors.put(h.door(), door.with(door.standing().with(h.output(), pace)));
        return next.done();
    }

    private static void put(DeskState.Changed next, Happening.OpenPressed h, Opening opening) {
        next.doors.computeIfPresent(h.door(), (id, was) -> was.with(Optional.of(opening)));
        h.call().ifPresent(id -> next.calls.replaceAll(c -> c.id().equals(id) ? c.with(opening) : c));
    }
}
