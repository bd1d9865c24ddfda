package gatehouse;

import gatehouse.desk.CallId;
import gatehouse.lifecycle.Trace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How long it took from the INVITE until the pop-up stood there, and until a fresh face was in it. Safe for any
/// thread; keeps the last thousand of each.
public final class Figures {
    private static final int MOST = 1000;

    private final Map<CallId, Long> arrived = new HashMap<>(); // all guarded by this
    private final Map<CallId, Duration> popups = new HashMap<>();
    private final Map<CallId, Duration> faces = new HashMap<>();
    private final List<Duration> faceTimes = new ArrayList<>();

    synchronized void arrived(CallId call, long nanos) {
        if (arrived.size() >= MOST) {
            arrived.clear();
            popups.clear();
            faces.clear();
        }
        arrived.put(call, nanos);
        Trace.step("INVITE", call.value(), nanos);
    }

    synchronized void popupShown(CallId call, long nanos) {
        var at = arrived.get(call);
        if (at != null) {
            popups.putIfAbsent(call, Duration.ofNanos(nanos - at));
            Trace.step("pop-up", call.value(), nanos);
        }
    }

    /// Answers the median of all faces when this call's was not known before.
    synchronized Optional<Duration> faceShown(CallId call, long nanos) {
        var at = arrived.get(call);
        if (at == null || faces.containsKey(call)) {
            return Optional.empty();
        }
        var took = Duration.ofNanos(nanos - at);
        faces.put(call, took);
        Trace.step("face", call.value(), nanos);
        if (faceTimes.size() >= MOST) {
            faceTimes.removeFirst();
        }
        faceTimes.add(took);
        return Optional.of(median(faceTimes));
    }

    public synchronized Optional<Duration> popup(CallId call) {
        return Optional.ofNullable(popups.get(call));
    }

    public synchronized Optional<Duration> face(CallId call) {
        return Optional.ofNullable(faces.get(call));
    }

    private static Duration median(List<Duration> times) {
        var sorted = new ArrayList<>(times);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }
}
