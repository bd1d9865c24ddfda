package gatehouse.desk;

import gatehouse.door.CallAt;
import gatehouse.door.CallsFrom;
import gatehouse.door.Door;
import gatehouse.door.DoorId;
import gatehouse.door.Intercom;
import gatehouse.site.Target;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Whom this desk calls, and to whom it hands a call. Part of [Rules]; pure as they are.
///
/// Only doors and listed targets are called; what is typed nobody calls. A door that was called is authenticated by
/// where it was called, as one that rings is by where it rings from.
final class DialRules {
    private DialRules() {}

    private record Party(Callee callee, String title, CallAt at, Optional<DoorId> door, int priority) {}

    static Step dialPressed(DeskState state, Happening.DialPressed h) {
        var door = h.callee() instanceof Callee.OfDoor d ? Optional.of(d.door()) : Optional.<DoorId>empty();
        if (!Turn.mayAnswer(state, door)) {
            return Turn.nothing(state);
        }
        var there = door.flatMap(state::callOf);
        if (there.isPresent()) {
            return alreadyThere(state, there.get(), h);
        }
        var party = party(state, h.callee());
        if (party.isEmpty()) {
            return Turn.notice(state, h.at(), "There is no number to call there");
        }
        if (TalkRules.answering(state) || state.call(h.call()).isPresent()) {
            return Turn.nothing(state);
        }
        var turn = new Turn(state);
        var aside = TalkRules.makeRoom(turn, h.at(), h.nanos());
        calls(turn, party.get(), h.call(), aside, h.at(), h.nanos());
        return turn.step();
    }

    /// Whoever calls a door that is there already gets that call.
    private static Step alreadyThere(DeskState state, Call call, Happening.DialPressed h) {
        return switch (call.phase()) {
            case Phase.Ringing p ->
                TalkRules.answerPressed(state, new Happening.AnswerPressed(call.id(), h.at(), h.nanos()));
            case Phase.Held p ->
                TalkRules.resumePressed(state, new Happening.ResumePressed(call.id(), h.at(), h.nanos()));
            case Phase.Answering p -> CallRules.show(state, new Happening.ShowPressed(call.id(), h.nanos()));
            case Phase.Calling p -> CallRules.show(state, new Happening.ShowPressed(call.id(), h.nanos()));
            case Phase.Talking p -> CallRules.show(state, new Happening.ShowPressed(call.id(), h.nanos()));
            case Phase.Over p -> Turn.nothing(state);
        };
    }

    private static void calls(Turn turn, Party party, CallId id, Optional<CallId> aside, Instant at, long nanos) {
        var call = new Call(
                id,
                party.door(),
                party.title(),
                party.at().words(),
                party.priority(),
                at,
                new Phase.Calling(turn.who(), at, Phase.Progress.ASKED),
                Optional.empty(),
                Course.called());
        turn.next.calls.add(call);
        turn.next.book = turn.next.book.withLast(new CallBook.Last(party.callee(), party.title()));
        CallRules.shows(turn.next, id, nanos);
        turn.does(new Deed.Dial(id, party.at(), party.door(), aside));
        turn.remember(
                Memory.What.CALLED,
                at,
                call,
                turn.seat(),
                Map.of("to", party.at().words(), "callee", party.title()),
                call.title() + " called by " + turn.who(),
                call.door().map(d -> Memory.Photo.RING));
        CallRules.filmed(turn, call);
        party.door().map(d -> turn.before.doors().get(d).door()).ifPresent(d -> turn.does(new Deed.Prepare(d)));
    }

    private static Optional<Party> party(DeskState state, Callee callee) {
        return switch (callee) {
            case Callee.OfDoor d ->
                Optional.ofNullable(state.doors().get(d.door()))
                        .map(DoorState::door)
                        .flatMap(door -> door.calledAt()
                                .map(at ->
                                        new Party(callee, door.name(), at, Optional.of(door.id()), door.priority())));
            case Callee.OfTarget t ->
                target(state, t.target())
                        .map(target -> new Party(callee, target.name(), target.at(), Optional.empty(), 0));
        };
    }

    private static Optional<Target> target(DeskState state, String id) {
        return state.site().calls().plan().target(id);
    }

    static Step callAgain(DeskState state, Happening.CallAgainPressed h) {
        return state.book()
                .last()
                .map(last -> dialPressed(state, new Happening.DialPressed(h.call(), last.callee(), h.at(), h.nanos())))
                .orElse(Turn.nothing(state));
    }

    /// Calling the door of a missed call says that it was seen.
    static Step callBack(DeskState state, Happening.CallBackPressed h) {
        var door = state.book().missed(h.missed()).flatMap(MissedCall::door);
        if (door.isEmpty()) {
            return Turn.nothing(state);
        }
        var dialled = dialPressed(
                state, new Happening.DialPressed(h.call(), new Callee.OfDoor(door.get()), h.at(), h.nanos()));
        if (dialled.state() == state) {
            return dialled;
        }
        var seen = QuietRules.seen(dialled.state(), new Happening.MissedSeen(h.missed(), h.at()));
        var deeds = new java.util.ArrayList<>(dialled.deeds());
        deeds.addAll(seen.deeds());
        return new Step(seen.state(), deeds);
    }

    /// Against a voice that is not heard: the call ends here and the door is called by us.
    static Step calledBack(DeskState state, Call call, Happening.RemedyPressed h) {
        var party = call.door().flatMap(d -> party(state, new Callee.OfDoor(d)));
        if (party.isEmpty()) {
            return Turn.notice(state, h.at(), call.title() + ": there is no number to call back");
        }
        var turn = new Turn(state);
        turn.does(new Deed.HangUp(call.id()));
        CallRules.finish(turn, call, new Phase.Over(End.GUARD_HUNG_UP, h.at(), "called back"), h.nanos());
        calls(turn, party.get(), h.fresh(), Optional.of(call.id()), h.at(), h.nanos());
        return turn.step();
    }

    static Step dialMoved(DeskState state, Happening.DialMoved h) {
        var call = state.call(h.call());
        if (call.isEmpty()
                || !(call.get().phase() instanceof Phase.Calling was)
                || was.progress().compareTo(h.progress()) >= 0) {
            return Turn.nothing(state);
        }
        var next = state.change();
        CallRules.replace(next, call.get().in(new Phase.Calling(was.by(), was.since(), h.progress())));
        return new Step(next.done(), java.util.List.of());
    }

    /// A call that is talked in or on hold is handed over; one that still rings is sent on.
    static Step transferPressed(DeskState state, Happening.TransferPressed h) {
        var call = state.call(h.call()).filter(Call::alive);
        var target = target(state, h.target());
        if (call.isEmpty()
                || target.isEmpty()
                || !Turn.mayAnswer(state, call.get().door())
                || busy(call.get())) {
            return Turn.nothing(state);
        }
        return switch (call.get().phase()) {
            case Phase.Ringing p -> sendOn(state, call.get(), target.get(), h.at());
            case Phase.Talking p -> handOver(state, call.get(), target.get(), h.at());
            case Phase.Held p -> handOver(state, call.get(), target.get(), h.at());
            case Phase.Answering p -> Turn.nothing(state);
            case Phase.Calling p -> Turn.nothing(state);
            case Phase.Over p -> Turn.nothing(state);
        };
    }

    private static boolean busy(Call call) {
        return call.course().transfer().filter(Transfer::underWay).isPresent();
    }

    private static Step handOver(DeskState state, Call call, Target target, Instant at) {
        var turn = new Turn(state);
        turn.put(moving(call, Transfer.How.BLIND, target.id(), target.name(), at));
        turn.does(new Deed.HandOver(call.id(), target));
        return turn.step();
    }

    static Step transferToPressed(DeskState state, Happening.TransferToPressed h) {
        var one = state.call(h.held()).filter(DialRules::established);
        var other = state.call(h.other()).filter(DialRules::established);
        if (one.isEmpty() || other.isEmpty() || h.held().equals(h.other())) {
            return Turn.nothing(state);
        }
        if (busy(one.get())
                || busy(other.get())
                || !Turn.mayAnswer(state, one.get().door())
                || !Turn.mayAnswer(state, other.get().door())) {
            return Turn.nothing(state);
        }
        var turn = new Turn(state);
        turn.put(moving(
                one.get(), Transfer.How.ATTENDED, h.other().value(), other.get().title(), h.at()));
        turn.put(moving(
                other.get(), Transfer.How.ATTENDED, h.held().value(), one.get().title(), h.at()));
        turn.does(new Deed.Connect(h.held(), h.other()));
        return turn.step();
    }

    private static boolean established(Call call) {
        return call.phase() instanceof Phase.Talking || call.phase() instanceof Phase.Held;
    }

    private static Call moving(Call call, Transfer.How how, String target, String name, Instant at) {
        var course = call.course().change();
        course.transfer = Optional.of(new Transfer(how, target, name, Transfer.Stage.ASKED, "", at));
        return call.with(course.done());
    }

    static Step forwardDue(DeskState state, Happening.ForwardDue h) {
        var call = state.call(h.call()).filter(Call::ringing).filter(c -> !busy(c));
        var target = state.site()
                .calls()
                .plan()
                .forward(h.at())
                .or(() -> call.flatMap(c -> state.site().calls().plan().forward(c.since())))
                .flatMap(f -> target(state, f.target()));
        return call.isEmpty() || target.isEmpty()
                ? Turn.nothing(state)
                : sendOn(state, call.get(), target.get(), h.at());
    }

    private static Step sendOn(DeskState state, Call call, Target target, Instant at) {
        var turn = new Turn(state);
        turn.put(moving(call, Transfer.How.FORWARD, target.id(), target.name(), at));
        turn.does(new Deed.SendOn(call.id(), target, followsRedirect(state, call)));
        return turn.step();
    }

    /// An exchange sends a call on where it is told to; most stations that call straight do not.
    private static boolean followsRedirect(DeskState state, Call call) {
        var door = call.door().map(d -> state.doors().get(d)).map(DoorState::door);
        return switch (door.map(Door::intercom).map(Intercom::redirect).orElse(Intercom.Redirect.AUTO)) {
            case YES -> true;
            case NO -> false;
            case AUTO ->
                door.flatMap(Door::callsFrom)
                        .map(f -> f instanceof CallsFrom.Extension)
                        .orElse(true);
        };
    }

    static Step transferMoved(DeskState state, Happening.TransferMoved h) {
        var found = state.call(h.call()).filter(Call::alive);
        var was = found.flatMap(c -> c.course().transfer()).filter(Transfer::underWay);
        if (was.isEmpty()) {
            return Turn.nothing(state);
        }
        var turn = new Turn(state);
        moves(turn, found.get(), h);
        if (was.get().how() == Transfer.How.ATTENDED) {
            state.call(new CallId(was.get().target())).filter(Call::alive).ifPresent(other -> moves(turn, other, h));
        }
        if (h.stage() == Transfer.Stage.FAILED) {
            turn.recent(
                    h.at(),
                    found.get().title() + ": could not be handed to "
                            + was.get().targetName() + (h.words().isEmpty() ? "" : ", " + h.words()),
                    true);
        }
        if (h.stage() == Transfer.Stage.DONE) {
            done(turn, found.get(), was.get(), h.at());
        }
        return turn.step();
    }

    private static void moves(Turn turn, Call call, Happening.TransferMoved h) {
        var course = call.course().change();
        course.transfer = call.course().transfer().map(t -> t.at(h.stage(), h.words(), h.at()));
        if (h.stage() == Transfer.Stage.FAILED) {
            course.forwardAt = Optional.empty();
        }
        turn.put(call.with(course.done()));
    }

    private static void done(Turn turn, Call call, Transfer was, Instant at) {
        if (was.how() == Transfer.How.FORWARD) {
            var now = turn.now().call(call.id()).orElseThrow();
            CallRules.finish(turn, now, new Phase.Over(End.FORWARDED, at, ""), turn.next.shownAt);
            return;
        }
        var facts = new HashMap<String, String>();
        facts.put("target", was.targetName());
        facts.put("transfer", was.how().name());
        turn.remember(
                Memory.What.TRANSFERRED,
                at,
                call,
                facts,
                call.title() + ": handed to " + was.targetName() + " by " + turn.who());
        turn.does(new Deed.HangUp(call.id()));
        if (was.how() == Transfer.How.ATTENDED) {
            turn.does(new Deed.HangUp(new CallId(was.target())));
        }
    }
}
