package gatehouse.desk;

import gatehouse.audio.Explanation;
import gatehouse.audio.Finding;
import gatehouse.door.Intercom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// How calls are taken, talked in and put aside. Part of [Rules]; pure as they are.
///
/// There is one conversation at a time, and never two by accident: whatever begins one puts the other on hold first.
final class TalkRules {
    private TalkRules() {}

    static Step answerPressed(DeskState state, Happening.AnswerPressed h) {
        var found = state.call(h.call()).filter(Call::ringing);
        if (found.isEmpty() || !Turn.mayAnswer(state, found.get().door()) || answering(state)) {
            return Turn.nothing(state);
        }
        var turn = new Turn(state);
        var aside = makeRoom(turn, h.at(), h.nanos());
        var course = found.get().course().change();
        course.transfer = Optional.empty(); // who is taken here need not go elsewhere
        turn.put(found.get().with(course.done()).in(new Phase.Answering(turn.who())));
        CallRules.shows(turn.next, h.call(), h.nanos());
        turn.does(new Deed.Answer(h.call(), aside));
        return turn.step();
    }

    static Step answerNext(DeskState state, Happening.AnswerNextPressed h) {
        return state.seen().waiting().stream()
                .filter(c -> state.mayAnswer(c.door()))
                .findFirst()
                .map(c -> answerPressed(state, new Happening.AnswerPressed(c.id(), h.at(), h.nanos())))
                .orElse(Turn.nothing(state));
    }

    static boolean answering(DeskState state) {
        return state.calls().stream().anyMatch(c -> c.phase() instanceof Phase.Answering);
    }

    /// Nobody is talked with after this: a conversation is on hold, a call of ours that nobody has answered yet is
    /// given up. Says whose voice must be silent before the next one is heard.
    static Optional<CallId> makeRoom(Turn turn, Instant at, long nanos) {
        var talking = turn.now().talking();
        talking.ifPresent(call -> {
            switch (call.phase()) {
                case Phase.Talking t -> putAside(turn, call, t, at);
                case Phase.Calling c -> {
                    turn.does(new Deed.HangUp(call.id()));
                    CallRules.finish(turn, call, new Phase.Over(End.GUARD_HUNG_UP, at, "given up"), nanos);
                }
                case Phase.Answering p -> {}
                case Phase.Ringing p -> {}
                case Phase.Held p -> {}
                case Phase.Over p -> {}
            }
        });
        return talking.map(Call::id);
    }

    private static void putAside(Turn turn, Call call, Phase.Talking t, Instant at) {
        var course = call.course().change();
        course.talked = Duration.between(t.since(), at);
        course.announcing = Optional.empty();
        var held = new Phase.Held(t.by(), at, t.muted(), t.pushToTalk());
        turn.put(call.with(course.done()).in(held));
        turn.remember(Memory.What.HELD, at, call, Map.of("on", "yes"), call.title() + ": put on hold by " + turn.who());
    }

    static Step answered(DeskState state, Happening.Answered h) {
        var found = state.call(h.call())
                .filter(c -> c.phase() instanceof Phase.Answering || c.phase() instanceof Phase.Calling);
        if (found.isEmpty()) {
            return SuccessionRules.answered(state, h.call());
        }
        var call = found.get();
        var turn = new Turn(state);
        var by = call.phase() instanceof Phase.Answering a ? a.by() : ((Phase.Calling) call.phase()).by();
        boolean push = h.byKey()
                || call.door()
                        .map(d -> state.doors().get(d))
                        .filter(d -> d.door().intercom().mode() == Intercom.Mode.PUSH)
                        .isPresent();
        var course = call.course().change();
        course.answered = Optional.of(h.at());
        course.forwardAt = Optional.empty();
        turn.put(call.with(course.done()).in(new Phase.Talking(by, h.at(), false, push, false)));
        if (push) {
            turn.does(new Deed.Microphone(call.id(), false));
        }
        call.door().ifPresent(d -> {
            turn.next.book = turn.next.book.withLast(new CallBook.Last(new Callee.OfDoor(d), call.title()));
            servedByThat(turn, call);
        });
        var waited = Duration.between(call.since(), h.at());
        var after = " after " + waited.toSeconds() + " s";
        turn.remember(
                Memory.What.ANSWERED,
                h.at(),
                call,
                Optional.of(by),
                Map.of("waitedMs", Long.toString(waited.toMillis())),
                call.course().outgoing() ? call.title() + " answered" + after : "Answered by " + by + after,
                call.door().map(d -> Memory.Photo.ANSWER));
        return turn.step();
    }

    /// The door pressed again before it was answered: whoever stands there is being talked with.
    private static void servedByThat(Turn turn, Call call) {
        turn.before.calls().stream()
                .filter(c ->
                        c.ringing() && !c.id().equals(call.id()) && c.door().equals(call.door()))
                .forEach(c -> turn.does(new Deed.Decline(c.id())));
    }

    static Step declinePressed(DeskState state, Happening.DeclinePressed h) {
        var call = state.call(h.call()).filter(Call::ringing);
        if (call.isEmpty() || !Turn.mayAnswer(state, call.get().door())) {
            return Turn.nothing(state);
        }
        var turn = new Turn(state);
        var reason = h.reason().flatMap(id -> state.site().calls().plan().reason(id));
        // Rings of one door are one item, and go with it.
        state.calls().stream()
                .filter(c -> c.id().equals(h.call())
                        || (c.ringing()
                                && c.door().isPresent()
                                && c.door().equals(call.get().door())))
                .forEach(c ->
                        turn.does(reason.map(r -> new Deed.Decline(c.id(), r)).orElse(new Deed.Decline(c.id()))));
        reason.ifPresent(r -> {
            var course = call.get().course().change();
            course.reason = Optional.of(r.name());
            turn.put(call.get().with(course.done()));
        });
        return turn.step();
    }

    static Step endPressed(DeskState state, Happening.EndPressed h) {
        var call = state.call(h.call()).filter(c -> c.talking() || c.held());
        return call.isEmpty() ? Turn.nothing(state) : new Step(state, List.of(new Deed.HangUp(h.call())));
    }

    static Step holdPressed(DeskState state, Happening.HoldPressed h) {
        var call = state.call(h.call());
        if (call.isEmpty() || !(call.get().phase() instanceof Phase.Talking t)) {
            return Turn.nothing(state);
        }
        var turn = new Turn(state);
        putAside(turn, call.get(), t, h.at());
        turn.does(new Deed.Hold(h.call()));
        return turn.step();
    }

    static Step resumePressed(DeskState state, Happening.ResumePressed h) {
        var call = state.call(h.call());
        if (call.isEmpty() || !(call.get().phase() instanceof Phase.Held held)) {
            return Turn.nothing(state);
        }
        if (!Turn.mayAnswer(state, call.get().door()) || answering(state)) {
            return Turn.nothing(state);
        }
        var turn = new Turn(state);
        var aside = makeRoom(turn, h.at(), h.nanos());
        var course = call.get().course().change();
        course.held = call.get().course().held().plus(Duration.between(held.since(), h.at()));
        var talks = new Phase.Talking(
                held.by(), h.at().minus(call.get().course().talked()), held.muted(), held.pushToTalk(), false);
        turn.put(call.get().with(course.done()).in(talks));
        CallRules.shows(turn.next, h.call(), h.nanos());
        turn.does(new Deed.Resume(h.call(), aside));
        turn.remember(
                Memory.What.HELD,
                h.at(),
                call.get(),
                Map.of("on", "no"),
                call.get().title() + ": talked in again by " + turn.who());
        return turn.step();
    }

    /// One key: from the talked call to the one that has been on hold longest; with one call only, on hold and back.
    static Step swapPressed(DeskState state, Happening.SwapPressed h) {
        var held = state.held().stream().findFirst();
        if (held.isPresent()) {
            return resumePressed(state, new Happening.ResumePressed(held.get().id(), h.at(), h.nanos()));
        }
        return state.talking()
                .map(c -> holdPressed(state, new Happening.HoldPressed(c.id(), h.at())))
                .orElse(Turn.nothing(state));
    }

    static Step talk(DeskState state, CallId id, UnaryOperator<Phase.Talking> change) {
        var call = state.call(id);
        if (call.isEmpty() || !(call.get().phase() instanceof Phase.Talking was)) {
            return Turn.nothing(state);
        }
        var now = change.apply(was);
        // Being heard at a door is for who may answer it; being silent and ending is for everybody.
        if (now.heard() && !was.heard() && !state.mayAnswer(call.get().door())) {
            return Turn.nothing(state);
        }
        var next = state.change();
        CallRules.replace(next, call.get().in(now));
        return new Step(
                next.done(), now.heard() == was.heard() ? List.of() : List.of(new Deed.Microphone(id, now.heard())));
    }

    static Step heldThere(DeskState state, Happening.HeldThere h) {
        return course(state, h.call(), c -> c.heldThere = h.on());
    }

    static Step announcePressed(DeskState state, Happening.AnnouncePressed h) {
        var announcement = state.site().calls().plan().announcement(h.announcement());
        var call = state.call(h.call()).filter(c -> c.phase() instanceof Phase.Talking && state.mayAnswer(c.door()));
        if (announcement.isEmpty() || call.isEmpty()) {
            return Turn.nothing(state);
        }
        var turn = new Turn(state);
        var course = call.get().course().change();
        course.announcing = Optional.of(h.announcement());
        turn.put(call.get().with(course.done()));
        turn.does(new Deed.Announce(h.call(), announcement.get()));
        turn.remember(
                Memory.What.NOTE,
                h.at(),
                call.get(),
                Map.of("announcement", h.announcement()),
                call.get().title() + ": \"" + announcement.get().name() + "\" played by " + turn.who());
        return turn.step();
    }

    static Step hushPressed(DeskState state, Happening.HushPressed h) {
        var step = course(state, h.call(), c -> c.announcing = Optional.empty());
        return new Step(step.state(), List.of(new Deed.Hush(h.call())));
    }

    static Step announcementOver(DeskState state, Happening.AnnouncementOver h) {
        return course(state, h.call(), c -> c.announcing = Optional.empty());
    }

    static Step tonesSent(DeskState state, Happening.TonesSent h) {
        return course(state, h.call(), c -> c.tones = Optional.of(h.method()));
    }

    static Step voiceTold(DeskState state, Happening.VoiceTold h) {
        var call = state.call(h.call()).filter(c -> c.alive() && !c.ringing());
        if (call.isEmpty()) {
            return Turn.nothing(state);
        }
        var turn = new Turn(state);
        var course = call.get().course().change();
        course.sounding = Optional.of(h.sounding());
        turn.put(call.get().with(course.done()));
        var was = certain(call.get().course().sounding());
        certain(Optional.of(h.sounding()))
                .filter(f ->
                        was.map(Object::getClass).filter(f.getClass()::equals).isEmpty())
                .ifPresent(f -> foundOut(turn, call.get(), f, h.at()));
        return turn.step();
    }

    private static Optional<Finding> certain(Optional<Sounding> sounding) {
        return sounding.flatMap(Sounding::explanation)
                .flatMap(Explanation::first)
                .filter(Finding::certain);
    }

    private static void foundOut(Turn turn, Call call, Finding finding, Instant at) {
        turn.remember(
                Memory.What.NOTE,
                at,
                call,
                Optional.empty(),
                FoundOut.facts(finding),
                call.title() + ": " + FoundOut.sentence(finding),
                Optional.empty());
    }

    static Step remedyPressed(DeskState state, Happening.RemedyPressed h) {
        var call = state.call(h.call()).filter(c -> c.phase() instanceof Phase.Talking && state.mayAnswer(c.door()));
        if (call.isEmpty()) {
            return Turn.nothing(state);
        }
        return switch (h.remedy()) {
            case PUSH_TO_TALK -> talk(state, h.call(), t -> t.withPushToTalk(true));
            case G711_ONLY -> new Step(state, List.of(new Deed.PlainVoice(h.call())));
            case CALL_BACK -> DialRules.calledBack(state, call.get(), h);
            case CHOOSE_DEVICE -> Turn.nothing(state); // the screen's own
        };
    }

    static Step course(DeskState state, CallId id, java.util.function.Consumer<Course.Changed> change) {
        var call = state.call(id).filter(Call::alive);
        if (call.isEmpty()) {
            return Turn.nothing(state);
        }
        var course = call.get().course().change();
        change.accept(course);
        var next = state.change();
        CallRules.replace(next, call.get().with(course.done()));
        return new Step(next.done(), List.of());
    }
}
