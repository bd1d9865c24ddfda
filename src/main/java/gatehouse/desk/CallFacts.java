package gatehouse.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Every call is kept as facts when it is over: how long it rang, waited, was talked in and was on hold, who, how it
/// ended, to whom it went, and how it sounded.
final class CallFacts {
    private CallFacts() {}

    static void told(Turn turn, Call call, Phase.Over over) {
        var what = switch (over.how()) {
            case MISSED -> Memory.What.MISSED;
            case DECLINED -> Memory.What.DECLINED;
            case ANSWERED_ELSEWHERE -> Memory.What.ANSWERED_ELSEWHERE;
            case FORWARDED -> Memory.What.FORWARDED;
            case VISITOR_HUNG_UP, GUARD_HUNG_UP, FAILED, TRANSFERRED, NOT_REACHED -> Memory.What.ENDED;
        };
        var by = switch (over.how()) {
            case DECLINED, GUARD_HUNG_UP, TRANSFERRED -> turn.seat();
            case MISSED, ANSWERED_ELSEWHERE, VISITOR_HUNG_UP, FAILED, FORWARDED, NOT_REACHED ->
                Optional.<String>empty();
        };
        turn.remember(
                what,
                over.at(),
                call,
                by,
                facts(call, over),
                call.title() + ": " + summary(call, over),
                Optional.empty());
    }

    static Map<String, String> facts(Call call, Phase.Over over) {
        var facts = new HashMap<String, String>();
        var course = call.course();
        facts.put("how", over.how().name());
        facts.put("direction", course.outgoing() ? "out" : "in");
        facts.put("rings", Integer.toString(course.rings()));
        var rang = Duration.between(call.since(), course.answered().orElse(over.at()));
        var held = heldAt(call, over.at());
        facts.put("rangMs", millis(rang));
        facts.put("waitedMs", millis(rang.plus(held)));
        if (course.answered().isPresent()) {
            facts.put("talkedMs", millis(talkedAt(call, over.at())));
            facts.put("heldMs", millis(held));
        }
        by(call).ifPresent(name -> facts.put("by", name));
        course.unrung().ifPresent(why -> facts.put("handled", "not rung: " + why));
        course.reason().ifPresent(why -> facts.put("reason", why));
        course.tones().ifPresent(method -> facts.put("tones", method));
        course.transfer().ifPresent(t -> {
            facts.put("target", t.targetName());
            facts.put("transfer", t.how() + " " + t.stage());
        });
        course.sounding().ifPresent(s -> sounding(facts, s));
        if (!over.words().isEmpty()) {
            facts.put("reason", over.words());
        }
        return facts;
    }

    private static void sounding(Map<String, String> facts, Sounding s) {
        facts.put("codec", s.codec());
        facts.put("sealed", s.sealed() ? "yes" : "no");
        s.quality().ifPresent(q -> {
            facts.put("r", number(q.r(), 1));
            facts.put("mos", number(q.mos(), 2));
            facts.put("lostPercent", number(100 * q.lostShare(), 1));
            facts.put("unheardPercent", number(100 * q.unheardShare(), 1));
            facts.put("jitterMs", millis(q.jitter()));
            facts.put("bufferMs", millis(q.held()));
            q.roundTrip().ifPresent(rtt -> facts.put("roundTripMs", millis(rtt)));
        });
        s.explanation()
                .flatMap(e -> e.first())
                .ifPresent(f -> facts.put("finding", f.getClass().getSimpleName()));
    }

    static Duration talkedAt(Call call, Instant at) {
        return call.phase() instanceof Phase.Talking t
                ? Duration.between(t.since(), at)
                : call.course().talked();
    }

    static Duration heldAt(Call call, Instant at) {
        return call.phase() instanceof Phase.Held h
                ? call.course().held().plus(Duration.between(h.since(), at))
                : call.course().held();
    }

    private static Optional<String> by(Call call) {
        return switch (call.phase()) {
            case Phase.Ringing p -> Optional.empty();
            case Phase.Over p -> Optional.empty();
            case Phase.Answering p -> Optional.of(p.by());
            case Phase.Calling p -> Optional.of(p.by());
            case Phase.Talking p -> Optional.of(p.by());
            case Phase.Held p -> Optional.of(p.by());
        };
    }

    static String summary(Call call, Phase.Over over) {
        var to = call.course().transfer().map(t -> " to " + t.targetName()).orElse("");
        return switch (over.how()) {
            case MISSED ->
                call.course()
                        .unrung()
                        .map(why -> "nobody was rung (" + why + ")")
                        .orElse("missed after " + seconds(call.since(), over.at()));
            case DECLINED ->
                "declined" + call.course().reason().map(r -> ", " + r).orElse("");
            case ANSWERED_ELSEWHERE -> "answered elsewhere";
            case VISITOR_HUNG_UP -> "the visitor ended the call";
            case GUARD_HUNG_UP -> "call ended";
            case FORWARDED -> "nobody took it; sent on" + to;
            case TRANSFERRED -> "handed over" + to;
            case NOT_REACHED -> over.words().isEmpty() ? "nobody answered there" : over.words();
            case FAILED -> over.words().isEmpty() ? "the call failed" : over.words();
        };
    }

    private static String seconds(Instant from, Instant to) {
        return Duration.between(from, to).toSeconds() + " s";
    }

    private static String millis(Duration time) {
        return Long.toString(Math.max(0, time.toMillis()));
    }

    private static String number(double value, int places) {
        return String.format(Locale.ROOT, "%." + places + "f", value);
    }
}
