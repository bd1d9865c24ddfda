package gatehouse.desk;

import gatehouse.door.Door;
import gatehouse.operator.Right;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// How calls are taken, shown and ended. Part of [Rules]; pure as they are.
final class CallRules {
    private CallRules() {}

    static Step rang(DeskState state, Happening.Rang h) {
        if (state.call(h.call()).isPresent()) {
            return new Step(state, List.of());
        }
        var door = h.door().map(id -> state.doors().get(id)).map(DoorState::door);
        var call = new Call(
                h.call(),
                door.map(Door::id),
                door.map(Door::name).orElse("Unknown caller"),
                h.from(),
                door.map(Door::priority).orElse(0),
                h.at(),
                new Phase.Ringing(),
                Optional.empty());
        var next = state.change();
        next.calls.add(call);
        door.ifPresent(d -> next.doors.computeIfPresent(d.id(), (id, was) -> was.with(Optional.<Opening>empty())));
        if (state.shownCall().filter(Call::alive).isEmpty()) {
            shows(next, call.id(), h.nanos());
        }
        var photo = door.isPresent() ? Optional.of(Memory.Photo.RING) : Optional.<Memory.Photo>empty();
        var deeds = new ArrayList<Deed>();
        deeds.add(remember(
                Memory.What.RANG,
                h.at(),
                call,
                Optional.empty(),
                Map.of("from", h.from()),
                call.title() + " rang, " + h.from(),
                photo));
        door.ifPresent(d -> {
            deeds.add(new Deed.Film(d.id(), d.name(), new Deed.Occasion.OfCall(h.call())));
            deeds.add(new Deed.Prepare(d));
        });
        return new Step(next.done(), deeds);
    }

    static Step refused(DeskState state, Happening.CallerRefused h) {
        var next = state.change();
        next.recent = Rules.recentWith(state, new Recent(h.at(), "Unknown caller refused: " + h.from(), false));
        return new Step(
                next.done(),
                List.of(new Deed.Remember(new Memory(
                        Memory.What.REFUSED_CALL,
                        h.at(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of("from", h.from(), "why", h.why()),
                        "Refused a call from " + h.from() + ": " + h.why(),
                        Optional.empty()))));
    }

    /// One conversation at a time: whoever is talked with already must be ended first.
    static Step answerPressed(DeskState state, Happening.AnswerPressed h) {
        var call = state.call(h.call()).filter(Call::ringing);
        if (call.isEmpty() || state.talking().isPresent() || !state.may(Right.ANSWER)) {
            return new Step(state, List.of());
        }
        var next = state.change();
        replace(next, call.get().in(new Phase.Answering(who(state))));
        if (!state.shown().equals(Optional.of(h.call()))) {
            shows(next, h.call(), h.nanos());
        }
        return new Step(next.done(), List.of(new Deed.Answer(h.call())));
    }

    static Step answered(DeskState state, Happening.Answered h) {
        var call = state.call(h.call()).filter(c -> c.phase() instanceof Phase.Answering);
        if (call.isEmpty()) {
            return new Step(state, List.of());
        }
        var by = ((Phase.Answering) call.get().phase()).by();
        var next = state.change();
        replace(next, call.get().in(new Phase.Talking(by, h.at(), false, false, false)));
        var waited = Duration.between(call.get().since(), h.at());
        return new Step(
                next.done(),
                List.of(remember(
                        Memory.What.ANSWERED,
                        h.at(),
                        call.get(),
                        Optional.of(by),
                        Map.of("waitedMs", Long.toString(waited.toMillis())),
                        "Answered by " + by + " after " + waited.toSeconds() + " s",
                        photoOf(call.get(), Memory.Photo.ANSWER))));
    }

    static Step declinePressed(DeskState state, Happening.DeclinePressed h) {
        var call = state.call(h.call()).filter(Call::ringing);
        if (call.isEmpty() || !state.may(Right.ANSWER)) {
            return new Step(state, List.of());
        }
        return new Step(state, List.of(new Deed.Decline(h.call())));
    }

    static Step endPressed(DeskState state, Happening.EndPressed h) {
        var call = state.call(h.call()).filter(Call::talking);
        if (call.isEmpty()) {
            return new Step(state, List.of());
        }
        return new Step(state, List.of(new Deed.HangUp(h.call())));
    }

    static Step over(DeskState state, Happening.CallOver h) {
        var found = state.call(h.call()).filter(Call::alive);
        if (found.isEmpty()) {
            return new Step(state, List.of());
        }
        var call = found.get();
        var next = state.change();
        var deeds = new ArrayList<Deed>();
        deeds.add(told(state, call, h));
        call.door()
                .filter(door -> state.calls().stream()
                        .noneMatch(c -> c.alive()
                                && !c.id().equals(call.id())
                                && c.door().equals(call.door())))
                .ifPresent(door -> deeds.add(new Deed.FilmEnds(door, Rules.FILMED_AFTER)));
        boolean byHand = h.how() == End.GUARD_HUNG_UP || h.how() == End.DECLINED;
        boolean shown = state.shown().equals(Optional.of(call.id()));
        if (shown && !byHand && state.waiting().stream().allMatch(c -> c.id().equals(call.id()))) {
            replace(next, call.in(new Phase.Over(h.how(), h.at(), h.words())));
            if (h.how() != End.MISSED) {
                deeds.add(new Deed.DismissLater(call.id(), Rules.LINGERS));
            }
        } else {
            next.calls.removeIf(c -> c.id().equals(call.id()));
            if (shown) {
                showsNext(next, h.nanos());
            }
        }
        if (h.how() == End.MISSED) {
            next.book = state.book().withMissed(Missing.with(state.book().missed(), call, h.at()));
        }
        next.recent = Rules.recentWith(
                state, new Recent(h.at(), call.title() + ": " + summary(call, h), h.how() == End.MISSED, call.door()));
        return new Step(next.done(), deeds);
    }

    static Step talk(DeskState state, CallId id, UnaryOperator<Phase.Talking> change) {
        var call = state.call(id);
        if (call.isEmpty() || !(call.get().phase() instanceof Phase.Talking was)) {
            return new Step(state, List.of());
        }
        var now = change.apply(was);
        var next = state.change();
        replace(next, call.get().in(now));
        return new Step(
                next.done(), now.heard() == was.heard() ? List.of() : List.of(new Deed.Microphone(id, now.heard())));
    }

    static Step show(DeskState state, Happening.ShowPressed h) {
        if (state.call(h.call()).isEmpty() || state.shown().equals(Optional.of(h.call()))) {
            return new Step(state, List.of());
        }
        var next = state.change();
        shows(next, h.call(), h.nanos());
        next.calls.removeIf(c -> !c.alive());
        return new Step(next.done(), List.of());
    }

    static Step dismissed(DeskState state, Happening.Dismissed h) {
        var call = state.call(h.call());
        if (call.isEmpty() || call.get().alive()) {
            return new Step(state, List.of());
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

    private static void shows(DeskState.Changed next, CallId call, long nanos) {
        next.shown = Optional.of(call);
        next.shownAt = nanos;
        next.calls.removeIf(c -> !c.alive() && !c.id().equals(call));
    }

    /// The call that is talked in comes first, then the most urgent one that waits.
    private static void showsNext(DeskState.Changed next, long nanos) {
        var state = next.done();
        var call = state.talking().or(() -> state.waiting().stream().findFirst());
        next.shown = call.map(Call::id);
        next.shownAt = nanos;
    }

    private static String who(DeskState state) {
        return state.seat().map(Seat::name).orElse("nobody");
    }

    private static Deed told(DeskState state, Call call, Happening.CallOver h) {
        var facts = new HashMap<String, String>();
        facts.put("how", h.how().name());
        if (call.phase() instanceof Phase.Talking t) {
            facts.put(
                    "talkedMs",
                    Long.toString(Duration.between(t.since(), h.at()).toMillis()));
        }
        facts.put("rangMs", Long.toString(Duration.between(call.since(), h.at()).toMillis()));
        var what = switch (h.how()) {
            case MISSED -> Memory.What.MISSED;
            case DECLINED -> Memory.What.DECLINED;
            case ANSWERED_ELSEWHERE -> Memory.What.ANSWERED_ELSEWHERE;
            case VISITOR_HUNG_UP, GUARD_HUNG_UP, FAILED, FORWARDED, TRANSFERRED, NOT_REACHED -> Memory.What.ENDED;
        };
        var by = h.how() == End.DECLINED || h.how() == End.GUARD_HUNG_UP
                ? state.seat().map(Seat::name)
                : Optional.<String>empty();
        return remember(what, h.at(), call, by, facts, call.title() + ": " + summary(call, h), Optional.empty());
    }

    private static String summary(Call call, Happening.CallOver h) {
        return switch (h.how()) {
            case MISSED -> "missed after " + seconds(call.since(), h.at());
            case DECLINED -> "declined";
            case ANSWERED_ELSEWHERE -> "answered elsewhere";
            case VISITOR_HUNG_UP -> "the visitor ended the call";
            case GUARD_HUNG_UP -> "call ended";
            case FORWARDED -> "nobody took it; sent on";
            case TRANSFERRED -> "handed over";
            case NOT_REACHED -> h.words().isEmpty() ? "nobody answered there" : h.words();
            case FAILED -> h.words().isEmpty() ? "the call failed" : h.words();
        };
    }

    private static String seconds(Instant from, Instant to) {
        return Duration.between(from, to).toSeconds() + " s";
    }

    private static Optional<Memory.Photo> photoOf(Call call, Memory.Photo photo) {
        return call.door().isPresent() ? Optional.of(photo) : Optional.empty();
    }

    private static Deed remember(
            Memory.What what,
            Instant at,
            Call call,
            Optional<String> operator,
            Map<String, String> facts,
            String sentence,
            Optional<Memory.Photo> photo) {
        return new Deed.Remember(
                new Memory(what, at, call.door(), operator, Optional.of(call.id()), facts, sentence, photo));
    }
}
