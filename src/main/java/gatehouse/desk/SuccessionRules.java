package gatehouse.desk;

import gatehouse.door.Door;
import gatehouse.door.DoorId;
import gatehouse.door.Intercom;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/// How a call goes on with somebody else: the porter was asked about a visitor, and puts the two together. Part of
/// [Rules]; pure as they are.
///
/// It is another call from then on, for a call is one door's for its whole life: the open button belongs to the new
/// one, and is armed anew (rules 3 and 4 of the house). What the person at the desk was about stays as it was: nobody
/// is rung, and who was on hold or not to hear the guard is so still.
final class SuccessionRules {
    private SuccessionRules() {}

    static Step tookOver(DeskState state, Happening.TookOver h) {
        var before = state.call(h.before()).filter(c -> c.talking() || c.held());
        if (before.isEmpty() || state.call(h.call()).isPresent() || !Turn.mayAnswer(state, h.door())) {
            return new Step(state, List.of(new Deed.HangUp(h.call())));
        }
        var turn = new Turn(state);
        var door = h.door().map(id -> state.doors().get(id)).map(DoorState::door);
        var call = goesOn(before.get(), door, h);
        turn.next.calls.add(call);
        door.ifPresent(d -> {
            turn.next.doors.computeIfPresent(d.id(), (id, was) -> was.with(Optional.<Opening>empty()));
            turn.next.book = turn.next.book.withLast(new CallBook.Last(new Callee.OfDoor(d.id()), d.name()));
        });
        var over = new Phase.Over(End.TRANSFERRED, h.at(), "goes on with " + call.title());
        CallRules.finish(turn, before.get(), over, h.nanos());
        if (state.shown().equals(Optional.of(h.before()))) {
            CallRules.shows(turn.next, call.id(), h.nanos());
        }
        if (call.phase() instanceof Phase.Talking t && !t.heard()) {
            turn.does(new Deed.Microphone(call.id(), false));
        }
        door.ifPresent(d -> turn.does(new Deed.Prepare(d)));
        CallRules.filmed(turn, call);
        remembers(turn, before.get(), call, h.at());
        return turn.step();
    }

    private static Call goesOn(Call before, Optional<Door> door, Happening.TookOver h) {
        var course = Course.RANG.change();
        course.answered = Optional.of(h.at());
        course.rings = 0;
        return new Call(
                h.call(),
                door.map(Door::id),
                door.map(Door::name).orElse("Unknown caller"),
                h.from(),
                door.map(Door::priority).orElse(0),
                h.at(),
                phase(before.phase(), door, h.at()),
                Optional.empty(),
                course.done());
    }

    private static Phase phase(Phase before, Optional<Door> door, Instant at) {
        boolean push =
                door.filter(d -> d.intercom().mode() == Intercom.Mode.PUSH).isPresent();
        return switch (before) {
            case Phase.Talking t -> new Phase.Talking(t.by(), at, t.muted(), t.pushToTalk() || push, t.talking());
            case Phase.Held p -> new Phase.Held(p.by(), at, p.muted(), p.pushToTalk() || push);
            case Phase.Calling p -> new Phase.Talking(p.by(), at, false, push, false);
            case Phase.Answering p -> new Phase.Talking(p.by(), at, false, push, false);
            case Phase.Ringing p -> p;
            case Phase.Over p -> p;
        };
    }

    private static void remembers(Turn turn, Call before, Call call, Instant at) {
        var facts = new HashMap<String, String>();
        facts.put("from", call.from());
        facts.put("insteadOf", before.title());
        facts.put("insteadOfCall", before.id().value());
        facts.put("waitedMs", "0");
        turn.remember(
                Memory.What.ANSWERED,
                at,
                call,
                turn.seat(),
                facts,
                call.title() + ", " + call.from() + ", goes on in place of " + before.title(),
                call.door().map((DoorId d) -> Memory.Photo.ANSWER));
    }

    /// The other side knows now that it is answered, and can be told how the call stands here.
    static Step answered(DeskState state, CallId id) {
        var call = state.call(id);
        if (call.isEmpty()) {
            return Turn.nothing(state);
        }
        return switch (call.get().phase()) {
            case Phase.Held p -> new Step(state, List.of(new Deed.Hold(id)));
            case Phase.Talking t ->
                t.heard() ? Turn.nothing(state) : new Step(state, List.of(new Deed.Microphone(id, false)));
            case Phase.Ringing p -> Turn.nothing(state);
            case Phase.Answering p -> Turn.nothing(state);
            case Phase.Calling p -> Turn.nothing(state);
            case Phase.Over p -> Turn.nothing(state);
        };
    }
}
