package gatehouse.desk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The list of what was missed: one entry for each door, the last one first, and no longer than somebody reads.
final class Missing {
    static final int MOST = 100;

    private Missing() {}

    static List<MissedCall> with(List<MissedCall> were, Call call, Instant at) {
        var known = were.stream()
                .filter(m -> call.door().isPresent()
                        ? m.door().equals(call.door())
                        : m.door().isEmpty() && m.from().equals(call.from()))
                .findFirst();
        int times = call.course().rings() + known.map(MissedCall::times).orElse(0);
        var now = new ArrayList<MissedCall>();
        now.add(new MissedCall(
                call.id(),
                call.door(),
                call.title(),
                call.from(),
                known.map(MissedCall::first).orElse(call.since()),
                at,
                times,
                call.course().unrung()));
        were.stream().filter(m -> !known.equals(java.util.Optional.of(m))).forEach(now::add);
        return now.size() > MOST ? now.subList(0, MOST) : now;
    }
}
