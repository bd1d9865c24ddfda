package gatehouse.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Tells a visit in one sentence and a few badges, from its events alone. A pure function, the only place where these
/// sentences are made.
record VisitStory(String sentence, List<Badge> badges) {
    private static final int MOST_UNLOCKS_TOLD = 3;

    static VisitStory of(List<Event> events) {
        var badges = EnumSet.noneOf(Badge.class);
        String sentence = call(events, badges) + unlocks(events, badges);
        for (Event event : events) {
            switch (event.kind()) {
                case TROUBLE -> badges.add(Badge.TROUBLE);
                case NOTE -> badges.add(Badge.NOTE);
                default -> {
                    // The others are told by the sentence.
                }
            }
        }
        return new VisitStory(sentence, List.copyOf(badges));
    }

    private static String call(List<Event> events, Set<Badge> badges) {
        var rang = first(events, Kind.RANG);
        var answered = first(events, Kind.ANSWERED);
        var ended = first(events, Kind.ENDED);
        var elsewhere = first(events, Kind.ANSWERED_ELSEWHERE);
        var declined = first(events, Kind.DECLINED);
        var missed = first(events, Kind.MISSED);
        var refused = first(events, Kind.REFUSED_CALL);
        var called = first(events, Kind.CALLED);
        if (called.isPresent()) {
            return called(called.get(), answered, ended) + onward(events);
        }
        if (answered.isPresent()) {
            String talked = ended.map(e -> ", talked " + clock(between(answered.get(), e)))
                    .orElse("");
            return "Answered" + by(answered.get()) + after(rang, answered.get()) + talked + onward(events);
        }
        var forwarded = first(events, Kind.FORWARDED);
        if (forwarded.isPresent()) {
            return "Nobody took it; sent on"
                    + forwarded.get().fact("target").map(t -> " to " + t).orElse("");
        }
        if (elsewhere.isPresent()) {
            badges.add(Badge.ANSWERED_ELSEWHERE);
            return "Answered by " + elsewhere.get().fact(Fact.DESK).orElse("another desk") + "; not for this desk";
        }
        if (declined.isPresent()) {
            badges.add(Badge.DECLINED);
            return "Declined" + by(declined.get()) + after(rang, declined.get());
        }
        if (missed.isPresent()) {
            badges.add(Badge.MISSED);
            return rang.map(r -> "Missed: nobody answered within " + seconds(between(r, missed.get())) + " s")
                    .orElse("Missed: nobody answered");
        }
        if (refused.isPresent()) {
            badges.add(Badge.UNKNOWN_CALLER);
            return refused.get().sentence();
        }
        if (rang.isPresent()) {
            return ended.isPresent() ? "Ended before anybody answered" : "Ringing";
        }
        return without(events);
    }

    private static String called(Event called, Optional<Event> answered, Optional<Event> ended) {
        String talked = answered.flatMap(a -> ended.map(e -> ", talked " + clock(between(a, e))))
                .orElse("");
        String how = answered.isPresent() ? talked : ended.isPresent() ? ", not reached" : "";
        Optional<String> callee = called.door().isEmpty() ? called.fact("callee") : Optional.empty();
        return callee.map(c -> c + " called").orElse("Called") + by(called) + how;
    }

    private static String onward(List<Event> events) {
        return first(events, Kind.TRANSFERRED)
                .map(e ->
                        ", handed over" + e.fact("target").map(t -> " to " + t).orElse(""))
                .orElse("");
    }

    /// Events that belong to no call: an unlock given from the wall, or one event that speaks for itself.
    private static String without(List<Event> events) {
        var unlock = first(events, Kind.UNLOCK_INTENT).or(() -> first(events, Kind.UNLOCK_RESULT));
        if (unlock.isPresent()) {
            return unlock.get().operator().orElse("Somebody") + " without a call";
        }
        return events.stream()
                .filter(e -> e.kind() != Kind.PICTURE && e.kind() != Kind.CLIP)
                .findFirst()
                .orElse(events.getFirst())
                .sentence();
    }

    private static String unlocks(List<Event> events, Set<Badge> badges) {
        var byCommand = new LinkedHashMap<String, List<Event>>();
        for (Event event : events) {
            if (event.kind() == Kind.UNLOCK_INTENT || event.kind() == Kind.UNLOCK_RESULT) {
                byCommand
                        .computeIfAbsent(event.fact(Fact.COMMAND).orElse(""), c -> new ArrayList<>())
                        .add(event);
            }
        }
        var told = new StringBuilder();
        int n = 0;
        for (List<Event> unlock : byCommand.values()) {
            String one = unlock(unlock, badges);
            n = n + 1;
            if (n <= MOST_UNLOCKS_TOLD) {
                told.append(one);
            }
        }
        if (n > MOST_UNLOCKS_TOLD) {
            told.append("; and ").append(n - MOST_UNLOCKS_TOLD).append(" more times");
        }
        return told.toString();
    }

    private static String unlock(List<Event> unlock, Set<Badge> badges) {
        String what = said(unlock, Fact.OUTPUT).map(VisitStory::thing).orElse("");
        String how = first(unlock, Kind.UNLOCK_RESULT)
                .flatMap(e -> e.fact(Fact.METHOD))
                .or(() -> said(unlock, Fact.METHOD))
                .map(m -> " by " + m)
                .orElse("");
        var result = first(unlock, Kind.UNLOCK_RESULT).flatMap(e -> e.fact(Fact.OUTCOME));
        if (result.isEmpty() && first(unlock, Kind.UNLOCK_RESULT).isEmpty()) {
            return "; asked to open" + what + how;
        }
        return switch (Outcome.of(result.orElse(""))) {
            case CONFIRMED -> {
                badges.add(Badge.OPENED_CONFIRMED);
                yield ", opened" + what + "; confirmed";
            }
            case ACCEPTED -> {
                badges.add(Badge.OPENED_ACCEPTED);
                yield ", opened" + what + "; accepted by the door";
            }
            case NOT_CONFIRMED -> {
                badges.add(Badge.NOT_CONFIRMED);
                yield "; asked to open" + what + how + ", the door did not confirm";
            }
            case REFUSED -> {
                badges.add(Badge.REFUSED);
                yield "; asked to open" + what + how
                        + switch (said(unlock, Fact.REFUSED_BY).orElse("device")) {
                            case "console" -> ", the console refused";
                            case "nobody" -> ", nobody was reached";
                            default -> ", the door refused";
                        };
            }
            case UNKNOWN -> {
                badges.add(Badge.OUTCOME_UNKNOWN);
                yield "; asked to open" + what + how + ", the outcome is unknown";
            }
        };
    }

    private static Optional<String> said(List<Event> events, String fact) {
        return events.stream().flatMap(e -> e.fact(fact).stream()).findFirst();
    }

    /// "Open gate" and "Gate" both become " the gate".
    private static String thing(String output) {
        String lower = output.strip();
        if (lower.toLowerCase(Locale.ROOT).startsWith("open ")) {
            lower = lower.substring(5).strip();
        }
        if (lower.isEmpty() || lower.equalsIgnoreCase("open")) {
            return "";
        }
        return " the " + lower.substring(0, 1).toLowerCase(Locale.ROOT) + lower.substring(1);
    }

    private static String by(Event event) {
        return event.operator().map(o -> " by " + o).orElse("");
    }

    private static String after(Optional<Event> rang, Event event) {
        return rang.map(r -> seconds(between(r, event)))
                .map(s -> s == 0 ? " at once" : " after " + s + " s")
                .orElse("");
    }

    private static Optional<Event> first(List<Event> events, Kind kind) {
        return events.stream().filter(e -> e.kind() == kind).findFirst();
    }

    /// By the monotonic clock: one call lives in one process, and the wall clock may step meanwhile.
    private static Duration between(Event from, Event to) {
        long nanos = to.monotonic() - from.monotonic();
        return nanos < 0 ? Duration.ZERO : Duration.ofNanos(nanos);
    }

    private static long seconds(Duration time) {
        return Math.round(time.toMillis() / 1000.0);
    }

    private static String clock(Duration time) {
        long seconds = seconds(time);
        return seconds >= 3600
                ? String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
    }
}
