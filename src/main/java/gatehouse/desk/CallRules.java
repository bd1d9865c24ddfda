package gatehouse.desk;

import gatehouse.door.Door;
import gatehouse.door.DoorId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How calls come, are shown, and are over. Part of [Rules]; pure as they are. What is talked is in [TalkRules], what
/// this desk calls or hands on in [DialRules], and when it is not rung in [QuietRules].
final class CallRules {
    private CallRules() {}

    static Step rang(DeskState state, Happening.Rang h) {
        if (state.call(h.call()).isPresent()) {
            return Turn.nothing(state);
        }
        var turn = new Turn(state);
        var door = h.door().map(id -> state.doors().get(id)).map(DoorState::door);
        var unrung = QuietRules.unrung(state, h.at());
        var forward = state.site().calls().plan().forward(h.at());
        var course = Course.RANG.change();
        course.unrung = unrung;
        // Nobody will take what does not ring, so it need not wait.
        forward.ifPresent(f -> course.forwardAt = Optional.of(unrung.isPresent() ? h.at() : h.at().plus(f.after())));
        course.rings = 1 + door.map(d -> ringsOf(state, d.id())).orElse(0);
        var call = new Call(
                h.call(),
                door.map(Door::id),
                door.map(Door::name).orElse("Unknown caller"),
                h.from(),
                door.map(Door::priority).orElse(0),
                h.at(),
                new Phase.Ringing(),
                Optional.empty(),
                course.done());
        turn.next.calls.add(call);
        door.ifPresent(d -> {
            count(turn, d.id(), call.course().rings());
            turn.next.doors.computeIfPresent(d.id(), (id, was) -> was.with(Optional.<Opening>empty()));
        });
        if (unrung.isEmpty()
                && state.sees(call)
                && state.shownCall().filter(Call::alive).isEmpty()) {
            shows(turn.next, call.id(), h.nanos());
        }
        remembersRing(turn, call, forward.map(f -> f.target()));
        filmed(turn, call);
        door.ifPresent(d -> turn.does(new Deed.Prepare(d)));
        forward.ifPresent(f ->
                turn.does(new Deed.ForwardLater(call.id(), unrung.isPresent() ? java.time.Duration.ZERO : f.after())));
        return turn.step();
    }

    private static void remembersRing(Turn turn, Call call, Optional<String> forward) {
        var facts = new HashMap<String, String>();
        facts.put("from", call.from());
        facts.put("rings", Integer.toString(call.course().rings()));
        call.course().unrung().ifPresent(why -> facts.put("handled", "not rung: " + why));
        forward.ifPresent(to -> facts.put("forward", to));
        turn.remember(
                Memory.What.RANG,
                call.since(),
                call,
                Optional.empty(),
                facts,
                call.title() + " rang, " + call.from()
                        + call.course()
                                .unrung()
                                .map(why -> "; nobody was rung: " + why)
                                .orElse(""),
                call.door().map(d -> Memory.Photo.RING));
    }

    static void filmed(Turn turn, Call call) {
        call.door().ifPresent(d -> turn.does(new Deed.Film(d, call.title(), new Deed.Occasion.OfCall(call.id()))));
    }

    /// How often the door was pressed since somebody took it: rings of one door are one item.
    private static int ringsOf(DeskState state, DoorId door) {
        return state.calls().stream()
                .filter(c -> c.ringing() && c.door().equals(Optional.of(door)))
                .mapToInt(c -> c.course().rings())
                .max()
                .orElse(0);
    }

    private static void count(Turn turn, DoorId door, int rings) {
        turn.next.calls.replaceAll(c -> {
            if (!c.ringing() || !c.door().equals(Optional.of(door))) {
                return c;
            }
            var course = c.course().change();
            course.rings = rings;
            return c.with(course.done());
        });
    }

    static Step refused(DeskState state, Happening.CallerRefused h) {
        var turn = new Turn(state);
        turn.recent(h.at(), "Unknown caller refused: " + h.from(), false);
        turn.does(new Deed.Remember(new Memory(
                Memory.What.REFUSED_CALL,
                h.at(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of("from", h.from(), "why", h.why()),
                "Refused a call from " + h.from() + ": " + h.why(),
                Optional.empty())));
        return turn.step();
    }

    static Step over(DeskState state, Happening.CallOver h) {
        var found = state.call(h.call()).filter(Call::alive);
        if (found.isEmpty()) {
            return Turn.nothing(state);
        }
        var turn = new Turn(state);
        finish(turn, found.get(), new Phase.Over(judged(found.get(), h.how()), h.at(), h.words()), h.nanos());
        return turn.step();
    }

    /// What the end means depends on what had become of the call.
    private static End judged(Call call, End how) {
        boolean handedOver = call.course()
                .transfer()
                .filter(t -> t.how() != Transfer.How.FORWARD
                        && t.stage() != Transfer.Stage.ASKED
                        && t.stage() != Transfer.Stage.FAILED)
                .isPresent();
        if (handedOver && (how == End.GUARD_HUNG_UP || how == End.VISITOR_HUNG_UP)) {
            return End.TRANSFERRED;
        }
        boolean unreached = call.course().outgoing() && call.course().answered().isEmpty();
        if (unreached && (how == End.MISSED || how == End.VISITOR_HUNG_UP || how == End.DECLINED)) {
            return End.NOT_REACHED;
        }
        return how;
    }

    /// The call is over; nothing else will be heard of it.
    static void finish(Turn turn, Call call, Phase.Over over, long nanos) {
        var state = turn.now();
        var others = state.calls().stream()
                .filter(c -> c.alive() && !c.id().equals(call.id()))
                .toList();
        boolean again = over.how() == End.MISSED
                && call.door().isPresent()
                && others.stream().anyMatch(c -> c.ringing() && c.door().equals(call.door()));
        CallFacts.told(turn, call, over);
        call.door()
                .filter(door -> others.stream().noneMatch(c -> c.door().equals(call.door())))
                .ifPresent(door -> turn.does(new Deed.FilmEnds(door, Rules.FILMED_AFTER)));
        others.forEach(other -> leftAlone(turn, call, other, over));
        boolean byHand = over.how() == End.GUARD_HUNG_UP || over.how() == End.DECLINED || over.how() == End.TRANSFERRED;
        boolean shown = state.shown().equals(Optional.of(call.id()));
        if (shown && !byHand && others.stream().noneMatch(c -> c.ringing() || c.held() || c.talking())) {
            turn.put(call.in(over));
            if (over.how() != End.MISSED) {
                turn.does(new Deed.DismissLater(call.id(), Rules.LINGERS));
            }
        } else {
            turn.next.calls.removeIf(c -> c.id().equals(call.id()));
            if (shown) {
                showsNext(turn.next, nanos);
            }
        }
        if (over.how() == End.MISSED && !again) {
            turn.next.book = turn.next.book.withMissed(Missing.with(turn.next.book.missed(), call, over.at()));
        }
        turn.next.recent = Rules.recentWith(
                turn.now(),
                new Recent(
                        over.at(),
                        call.title() + ": " + CallFacts.summary(call, over),
                        over.how() == End.MISSED && !again,
                        call.door()));
    }

    /// Half of an attended transfer that is gone takes the transfer with it, unless it was the success.
    private static void leftAlone(Turn turn, Call gone, Call other, Phase.Over over) {
        boolean pair = attended(gone) && attended(other);
        if (pair && over.how() != End.TRANSFERRED) {
            var course = other.course().change();
            course.transfer = other.course()
                    .transfer()
                    .map(t -> t.at(Transfer.Stage.FAILED, "the other call is over", over.at()));
            turn.put(other.with(course.done()));
        }
    }

    private static boolean attended(Call call) {
        return call.course()
                .transfer()
                .filter(t -> t.how() == Transfer.How.ATTENDED && t.underWay())
                .isPresent();
    }

    static Step show(DeskState state, Happening.ShowPressed h) {
        if (state.call(h.call()).filter(state::sees).isEmpty() || state.shown().equals(Optional.of(h.call()))) {
            return Turn.nothing(state);
        }
        var next = state.change();
        shows(next, h.call(), h.nanos());
        next.calls.removeIf(c -> !c.alive());
        return new Step(next.done(), List.of());
    }

    static Step dismissed(DeskState state, Happening.Dismissed h) {
        var call = state.call(h.call());
        if (call.isEmpty() || call.get().alive()) {
            return Turn.nothing(state);
        }
        var next = state.change();
        next.calls.removeIf(c -> c.id().equals(h.call()));
        if (state.shown().equals(Optional.of(h.call()))) {
            showsNext(next, h.nanos());
        }
        return new Step(next.done(), List.of());
    }

    static void replace(DeskState.Changed next, Call call) {
        next.calls.replaceAll(c -> c.id().equals(call.id()) ? call : c);
    }

    static void shows(DeskState.Changed next, CallId call, long nanos) {
        if (!next.shown.equals(Optional.of(call))) {
            next.shown = Optional.of(call);
            next.shownAt = nanos;
        }
        next.calls.removeIf(c -> !c.alive() && !c.id().equals(call));
    }

    /// Somebody else sits here: what is shown is a call that is there for them.
    static void showsTo(DeskState.Changed next, long nanos) {
        var state = next.done();
        boolean shows = state.shownCall().filter(state::sees).isPresent();
        boolean rings = state.waiting().stream()
                .anyMatch(c -> state.sees(c) && c.course().unrung().isEmpty());
        if (!shows && (state.shown().isPresent() || rings)) {
            showsNext(next, nanos);
        }
    }

    /// The call that is talked in comes first, then the one that has been on hold longest, then the most urgent one
    /// that rings.
    static void showsNext(DeskState.Changed next, long nanos) {
        var state = next.done();
        var call = state.talking()
                .filter(state::sees)
                .or(() -> state.held().stream().filter(state::sees).findFirst())
                .or(() -> state.waiting().stream()
                        .filter(c -> state.sees(c) && c.course().unrung().isEmpty())
                        .findFirst());
        next.shown = call.map(Call::id);
        next.shownAt = nanos;
    }
}
