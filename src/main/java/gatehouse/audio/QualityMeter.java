package gatehouse.audio;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;

/// Rates a call from its counters, over its last ten seconds and as a whole.
///
/// Safe for any thread.
final class QualityMeter {
    private static final long WINDOW = Duration.ofSeconds(10).toNanos();
    private static final long STEP = Duration.ofSeconds(1).toNanos();

    /// The counters at one moment: packets that were due and that came, frames played as they came and made up, the sum
    /// of how long they were held.
    record Reading(long due, long received, long heard, long concealed, long frames, long heldNanos) {
        static final Reading ZERO = new Reading(0, 0, 0, 0, 0, 0);

        private Reading since(Reading before) {
            return new Reading(
                    due - before.due,
                    received - before.received,
                    heard - before.heard,
                    concealed - before.concealed,
                    frames - before.frames,
                    heldNanos - before.heldNanos);
        }

        private CallQuality rated(Codec codec, Duration jitter, Optional<Duration> roundTrip) {
            return CallQuality.of(
                    codec,
                    share(due - received, due),
                    share(concealed, heard + concealed),
                    jitter,
                    roundTrip,
                    Duration.ofNanos(frames == 0 ? 0 : heldNanos / frames));
        }

        private static double share(long part, long whole) {
            return whole <= 0 ? 0 : Math.clamp((double) part / whole, 0.0, 1.0);
        }
    }

    private record Dated(long atNanos, Reading reading) {}

    private volatile Codec codec;
    private final ArrayDeque<Dated> past = new ArrayDeque<>(); // guarded by this

    QualityMeter(Codec codec) {
        this.codec = codec;
    }

    /// Another codec from now on; the seconds before it were another's.
    synchronized void codec(Codec next) {
        if (next != codec) {
            codec = next;
            past.clear();
        }
    }

    /// Over the last ten seconds, as far as it was asked at least every few of them.
    synchronized CallQuality live(Reading now, Duration jitter, Optional<Duration> roundTrip, long atNanos) {
        while (past.size() > 1 && atNanos - past.getFirst().atNanos() > WINDOW) {
            past.removeFirst();
        }
        var before = past.isEmpty() ? Reading.ZERO : past.getFirst().reading();
        if (past.isEmpty() || atNanos - past.getLast().atNanos() >= STEP) {
            past.addLast(new Dated(atNanos, now));
        }
        return now.since(before).rated(codec, jitter, roundTrip);
    }

    CallQuality whole(Reading now, Duration jitter, Optional<Duration> roundTrip) {
        return now.rated(codec, jitter, roundTrip);
    }
}
