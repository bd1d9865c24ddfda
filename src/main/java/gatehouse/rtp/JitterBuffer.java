package gatehouse.rtp;

import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;

/// Holds packets just long enough that they can be played evenly and in order.
///
/// The listener takes one packet's worth at a time, by its own clock. How much is held back follows the delays seen:
/// the worst recent lateness plus one packet, between `least` and `most`. A sender whose clock runs fast fills the
/// buffer, so one packet a second is let go while it is fuller than wanted; one that runs slow empties it, so the
/// listener waits a packet's time now and then. Both are heard as nothing. What was heaped up while nobody listened (a
/// sound device that opens slowly or stood still) is let go at once: delay that nobody needs is worse than one gap.
///
/// Safe for any thread.
public final class JitterBuffer {
    /// What is there to be played next.
    public sealed interface Taken {
        /// The next packet in order.
        @SuppressWarnings("ArrayRecordComponent") // handed over whole, never compared
        record Media(byte[] payload) implements Taken {}

        /// The next packet never came, later ones did: conceal one packet's worth.
        record Missing() implements Taken {}

        /// Nothing is there: not begun, paused, or run dry.
        record Nothing() implements Taken {}
    }

    /// Counters since the beginning. `late` came after their turn, `skipped` were let go to catch up.
    public record Counts(long duplicates, long late, long missing, long skipped, long dry) {}

    private static final Taken MISSING = new Taken.Missing();
    private static final Taken NOTHING = new Taken.Nothing();
    private static final int MOST_PACKETS = 100;
    private static final int FAR = 1000; // packets; farther than this is another stream, not disorder
    private static final int DRY_TURNS = 5; // after so many empty turns it fills up anew
    private static final long HEAP = 2L; // packets; so many too many all the time were heaped up, not drifted in

    @SuppressWarnings("ArrayRecordComponent") // handed over whole, never compared
    private record Held(byte[] payload, int samples) {}

    private final int clockRate;
    private final long leastSamples;
    private final long mostSamples;
    private final TreeMap<Long, Held> held = new TreeMap<>(); // this and all below: guarded by this
    private long newest = -1;
    private long next = -1;
    private boolean playing;
    private int dryTurns;
    private long heldSamples;
    private int packetSamples = 160;
    private final Lateness lateness;
    private int turns;
    private long deepest;
    private long shallowest = Long.MAX_VALUE;
    private long duplicates;
    private long late;
    private long missing;
    private long skipped;
    private long dry;

    public JitterBuffer(int clockRate, Duration least, Duration most) {
        this.clockRate = clockRate;
        this.leastSamples = least.toMillis() * clockRate / 1000;
        this.mostSamples = most.toMillis() * clockRate / 1000;
        this.lateness = new Lateness(clockRate);
    }

    /// Keeps a media packet of so many samples.
    public synchronized void put(int sequence, long timestamp, int samples, byte[] payload, long arrivalNanos) {
        if (samples <= 0) {
            return;
        }
        long at = extended(sequence);
        packetSamples = samples;
        lateness.note(timestamp, arrivalNanos);
        if (next >= 0 && at < next) {
            late++;
            return;
        }
        if (held.putIfAbsent(at, new Held(payload, samples)) != null) {
            duplicates++;
            return;
        }
        heldSamples += samples;
        while (held.size() > MOST_PACKETS || heldSamples > 2 * mostSamples + samples) {
            letGo();
        }
    }

    /// Notes a packet of the same sequence that holds nothing to be played here, so that it is not missed.
    public synchronized void pass(int sequence) {
        long at = extended(sequence);
        if (next < 0 || at >= next) {
            held.putIfAbsent(at, new Held(new byte[0], 0));
            if (held.size() > MOST_PACKETS) {
                letGo();
            }
        }
    }

    /// Forgets the stream: another one begins.
    public synchronized void restart() {
        forget();
    }

    /// What to play for the next packet's time.
    public synchronized Taken take() {
        if (!playing) {
            if (heldSamples < target()) {
                return NOTHING;
            }
            playing = true;
            dryTurns = 0;
            if (heldSamples > target() + HEAP * packetSamples) {
                letGoDownTo(target());
            }
            forgetDepths();
            next = next < 0 ? held.firstKey() : Math.max(next, held.firstKey());
        }
        dropTheSurplus();
        while (true) {
            Held turn = held.remove(next);
            if (turn != null) {
                next++;
                if (turn.samples() > 0) {
                    heldSamples -= turn.samples();
                    dryTurns = 0;
                    return new Taken.Media(turn.payload());
                }
            } else if (heldSamples > 0) {
                next++;
                missing++;
                return MISSING;
            } else {
                return ranDry();
            }
        }
    }

    /// The payload that will be taken next, if it is there already: what a codec may mend a missing one with.
    public synchronized Optional<byte[]> upcoming() {
        return Optional.ofNullable(held.get(next))
                .filter(packet -> packet.samples() > 0)
                .map(Held::payload);
    }

    public synchronized Counts counts() {
        return new Counts(duplicates, late, missing, skipped, dry);
    }

    /// How long a sample waits here now.
    public synchronized Duration depth() {
        return Duration.ofMillis(heldSamples * 1000 / clockRate);
    }

    /// How long it is meant to wait.
    public synchronized Duration wanted() {
        return Duration.ofMillis(target() * 1000 / clockRate);
    }

    private Taken ranDry() {
        dry++;
        dryTurns++;
        if (dryTurns >= DRY_TURNS) {
            playing = false;
        }
        return NOTHING;
    }

    private long target() {
        return Math.clamp(lateness.recentWorst() + packetSamples, leastSamples, mostSamples);
    }

    private void dropTheSurplus() {
        deepest = Math.max(deepest, heldSamples);
        shallowest = Math.min(shallowest, heldSamples);
        if (++turns < clockRate / packetSamples) {
            return;
        }
        if (shallowest > target() + HEAP * packetSamples) {
            letGoDownTo(heldSamples - shallowest + target());
        } else if (deepest > target() + packetSamples && heldSamples > packetSamples) {
            letGo();
        }
        forgetDepths();
    }

    private void forgetDepths() {
        turns = 0;
        deepest = 0;
        shallowest = Long.MAX_VALUE;
    }

    private void letGoDownTo(long samples) {
        while (heldSamples > Math.max(samples, packetSamples) && held.size() > 1) {
            letGo();
        }
    }

    private void letGo() {
        var oldest = held.pollFirstEntry();
        heldSamples -= oldest.getValue().samples();
        next = Math.max(next, oldest.getKey() + 1);
        if (oldest.getValue().samples() > 0) {
            skipped++;
        }
    }

    /// Counts on over the 16 bits of the wire, starting high enough that earlier packets stay positive.
    private long extended(int sequence) {
        if (newest < 0) {
            newest = 0x10000L + sequence;
            return newest;
        }
        short step = (short) (sequence - newest);
        if (step > FAR || step < -FAR) {
            forget();
            return extended(sequence);
        }
        long at = newest + step;
        newest = Math.max(newest, at);
        return at;
    }

    private void forget() {
        held.clear();
        heldSamples = 0;
        newest = -1;
        next = -1;
        playing = false;
        lateness.restart();
    }
}
