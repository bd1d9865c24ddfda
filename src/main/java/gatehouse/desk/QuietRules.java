package gatehouse.desk;

import gatehouse.operator.Right;
import gatehouse.site.Target;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// When the desk is not rung, and what was missed. Part of [Rules]; pure as they are.
///
/// Whoever presses is put on record all the same, with picture and clip, and stands silently in the queue.
final class QuietRules {
    private QuietRules() {}

    /// Why nobody is rung at this moment, if so.
    static Optional<String> unrung(DeskState state, Instant at) {
        return state.book()
                .undisturbed()
                .filter(u -> u.until().map(at::isBefore).orElse(true))
                .map(u -> "do not disturb, by " + u.by())
                .or(() -> state.site().calls().plan().quiet(at).map(s -> "quiet hours, " + s.id()));
    }

    static Step undisturbed(DeskState state, Happening.UndisturbedPressed h) {
        if (!state.may(Right.DIVERT) || (!h.on() && state.book().undisturbed().isEmpty())) {
            return Turn.nothing(state);
        }
        var turn = new Turn(state);
        var until = h.time().map(h.at()::plus);
        turn.next.book = state.book()
                .withUndisturbed(
                        h.on() ? Optional.of(new CallBook.Undisturbed(turn.who(), h.at(), until)) : Optional.empty());
        said(
                turn,
                h.at(),
                turn.seat(),
                h.on() ? turn.who() + " does not want to be disturbed" : turn.who() + " takes calls again");
        rungAgain(turn, h.at(), h.nanos());
        return turn.step();
    }

    private static void said(Turn turn, Instant at, Optional<String> who, String sentence) {
        turn.recent(at, sentence, false);
        turn.does(new Deed.Remember(new Memory(
                Memory.What.NOTE,
                at,
                Optional.empty(),
                who,
                Optional.empty(),
                Map.of("doNotDisturb", turn.next.book.undisturbed().isPresent() ? "on" : "off"),
                sentence,
                Optional.empty())));
    }

    static Step clock(DeskState state, Happening.ClockStruck h) {
        var turn = new Turn(state);
        var plan = state.site().calls().plan();
        var quiet = plan.quiet(h.at()).flatMap(s -> s.until(h.at()).map(until -> new CallBook.Quiet(s.id(), until)));
        var forwarded = plan.forward(h.at())
                .filter(f -> f.schedule().isPresent())
                .flatMap(f -> plan.target(f.target()))
                .map(Target::name);
        turn.next.book = state.book().withTimes(quiet, forwarded);
        boolean over = state.book()
                .undisturbed()
                .flatMap(CallBook.Undisturbed::until)
                .filter(until -> !h.at().isBefore(until))
                .isPresent();
        if (over) {
            turn.next.book = turn.next.book.withUndisturbed(Optional.empty());
            said(turn, h.at(), Optional.empty(), "The desk takes calls again");
        }
        if (turn.next.book.equals(state.book())) {
            return Turn.nothing(state);
        }
        rungAgain(turn, h.at(), h.nanos());
        return turn.step();
    }

    /// Who still stands at a door when the desk takes calls again rings from then on.
    private static void rungAgain(Turn turn, Instant at, long nanos) {
        if (unrung(turn.now(), at).isPresent()) {
            return;
        }
        turn.next.calls.replaceAll(c -> {
            if (!c.ringing() || c.course().unrung().isEmpty()) {
                return c;
            }
            var course = c.course().change();
            course.unrung = Optional.empty();
            return c.with(course.done());
        });
        var now = turn.now();
        if (now.shownCall().filter(Call::alive).isEmpty()) {
            now.waiting().stream().findFirst().ifPresent(c -> CallRules.shows(turn.next, c.id(), nanos));
        }
    }

    static Step seen(DeskState state, Happening.MissedSeen h) {
        return state.book()
                .missed(h.missed())
                .map(m -> seen(state, List.of(m), h.at()))
                .orElse(Turn.nothing(state));
    }

    static Step allSeen(DeskState state, Happening.MissedAcknowledged h) {
        return seen(state, state.book().missed(), h.at());
    }

    private static Step seen(DeskState state, List<MissedCall> missed, Instant at) {
        if (missed.isEmpty() || !state.may(Right.ACKNOWLEDGE_MISSED)) {
            return Turn.nothing(state);
        }
        var turn = new Turn(state);
        turn.next.book = state.book()
                .withMissed(state.book().missed().stream()
                        .filter(m -> !missed.contains(m))
                        .toList());
        if (turn.next.book.missed().isEmpty()) {
            turn.next.recent = state.recent().stream()
                    .map(r -> new Recent(r.at(), r.sentence(), false, r.door()))
                    .toList();
        }
        for (var m : missed) {
            turn.does(new Deed.Remember(new Memory(
                    Memory.What.NOTE,
                    at,
                    m.door(),
                    turn.seat(),
                    Optional.of(m.call()),
                    Map.of("acknowledged", Integer.toString(m.times())),
                    turn.seat().orElse("Somebody") + " has seen the missed call of " + m.title()
                            + (m.times() > 1 ? ", " + m.times() + " rings" : ""),
                    Optional.empty())));
        }
        return turn.step();
    }
}
