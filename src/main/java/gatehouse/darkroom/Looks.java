package gatehouse.darkroom;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Tells from looks at regular times whether a darkroom process hangs. Counted in looks, not in seconds, so that a
/// console that was asleep itself accuses nobody.
final class Looks {
    private record Seen(int calls, int looks) {}

    private final int most;
    private Map<Integer, Seen> inside = Map.of();
    private int beats;
    private int silent;

    /// `most`: after so many looks at the same call, it hangs.
    Looks(int most) {
        this.most = most;
    }

    /// What one look finds: the jobs whose native call does not end, and whether the whole process stands still, which
    /// is no job's fault.
    record Finding(Set<Integer> hanging, boolean stopped) {
        boolean isWell() {
            return hanging.isEmpty() && !stopped;
        }
    }

    /// `calls`: of each job that is inside native code, the count of its goings in and out; `beat`: a number that grows
    /// as long as the process lives.
    Finding look(Map<Integer, Integer> calls, int beat) {
        silent = beat == beats ? silent + 1 : 0;
        beats = beat;
        var now = new HashMap<Integer, Seen>();
        calls.forEach((job, count) -> {
            var before = inside.get(job);
            boolean same = before != null && before.calls() == count;
            now.put(job, new Seen(count, same ? before.looks() + 1 : 0));
        });
        inside = now;
        boolean stopped = silent >= most;
        var hanging = new java.util.HashSet<Integer>();
        now.forEach((job, seen) -> {
            if (!stopped && seen.looks() >= most) {
                hanging.add(job);
            }
        });
        return new Finding(hanging, stopped);
    }
}
