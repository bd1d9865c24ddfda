package gatehouse.rtp;

import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;

/// Holds packets just long enough that they can be played evenly and in order.
///
/// The listener takes one packet's worth at a time, by its own clock, and says when. What counts is how long a packet
/// has waited when its turn comes, its slack: the earliest packets need as much of it as the latest are late, and
/// nobody
/// needs more. So once a second, where all had a packet's time to spare, as much is let go as was too much: what a
/// sender of fast clock filled up, what was heaped up while nobody listened (a sound device that opens slowly or stood
/// still), what an uneven beginning left. Where several came after their turn, the listener waits a packet's time so
/// that the others come in time; so he does where a slow clock lets it run dry. Both are heard as next to nothing.
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
    private static final int LATE = 2; // packets in a second that came after their turn
    private static final double MARGIN = 0.002; // s of slack that are never let go

    /// `early` is how long before the latest of its kind it came, in clock units.
    @SuppressWarnings("ArrayRecordComponent") // handed over whole, never compared
    private record Held(byte[] payload, int samples, long arrivalNanos, double lateness) {}

    private final int clockRate;
    private final long leastSamples;
    private final long mostSamples;
    private final TreeMap<Long, Held> held = new TreeMap<>(); // this and all below: guarded by this
    private long newest = -1;
    private long next = -1;
    private boolean playing;
    private int dryTurns;
    private long dryNanos; // when the first of them was
    private long heldSamples;
    private int packetSamples = 160;
    private final Lateness lateness;
    private int turns;
    private double leastSlack = Double.MAX_VALUE;
    private double mostSlack;
    private int lateTurns;
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
        double behind = lateness.note(timestamp, arrivalNanos);
        if (next >= 0 && at < next) {
            late++;
            lateTurns++;
            return;
        }
        if (held.putIfAbsent(at, new Held(payload, samples, arrivalNanos, behind)) != null) {
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
            held.putIfAbsent(at, new Held(new byte[0], 0, 0, 0));
            if (held.size() > MOST_PACKETS) {
                letGo();
            }
        }
    }

    /// Forgets the stream: another one begins.
    public synchronized void restart() {
        forget();
    }

    /// What to play for the next packet's time, which begins now.
    public synchronized Taken take(long nowNanos) {
        if (!playing) {
            if (heldSamples < leastSamples || (spare(nowNanos) < 0 && heldSamples < target())) {
                return NOTHING;
            }
            playing = true;
            dryTurns = 0;
            letGoWhile(nowNanos);
            forgetSlack();
            next = next < 0 ? held.firstKey() : Math.max(next, held.firstKey());
        }
        if (settle()) {
            return NOTHING;
        }
        while (true) {
            Held turn = held.remove(next);
            if (turn != null) {
                next++;
                if (turn.samples() > 0) {
                    heldSamples -= turn.samples();
                    dryTurns = 0;
                    note(turn, nowNanos);
                    return new Taken.Media(turn.payload());
                }
            } else if (heldSamples > 0) {
                next++;
                missing++;
                if (!waitedOut(nowNanos)) {
                    return MISSING;
                }
            } else {
                return ranDry(nowNanos);
            }
        }
    }

    /// What the oldest packet has waited beyond what the latest ones need, were it to be taken now; in clock units.
    private double spare(long nowNanos) {
        return held.values().stream()
                .filter(packet -> packet.samples() > 0)
                .findFirst()
                .map(packet -> waited(packet, nowNanos) + packet.lateness() - lateness.recentWorst())
                .orElse(-1.0);
    }

    /// Of what was heaped up before anybody listened only the newest is wanted.
    private void letGoWhile(long nowNanos) {
        while (heldSamples - packetSamples >= leastSamples && spare(nowNanos) > packetSamples + margin()) {
            letGo();
        }
    }

    private double waited(Held packet, long nowNanos) {
        return (nowNanos - packet.arrivalNanos()) * 1e-9 * clockRate;
    }

    private double margin() {
        return Math.max(MARGIN * clockRate, leastSamples - packetSamples);
    }

    private void note(Held turn, long nowNanos) {
        double slack = waited(turn, nowNanos);
        leastSlack = Math.min(leastSlack, slack);
        mostSlack = Math.max(mostSlack, slack + turn.lateness());
    }

    /// Once a second: lets go what was too much. True where one turn is to be waited instead.
    private boolean settle() {
        if (++turns < clockRate / packetSamples) {
            return false;
        }
        double surplus = Math.min(leastSlack, mostSlack - lateness.recentWorst()) - margin();
        boolean known = mostSlack > 0;
        boolean tooLate = lateTurns >= LATE && known && mostSlack < Math.min(lateness.recentWorst(), mostSamples);
        forgetSlack();
        long many = known ? (long) (surplus / packetSamples) : 0;
        for (long i = 0; i < many && heldSamples >= leastSamples && held.size() > 1; i++) {
            letGo();
        }
        return tooLate;
    }

    private void forgetSlack() {
        turns = 0;
        leastSlack = Double.MAX_VALUE;
        mostSlack = 0;
        lateTurns = 0;
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

    /// Whether the listener waited in vain for this one already, when nothing was there: then it had its turn.
    private boolean waitedOut(long nowNanos) {
        long packet = packetSamples * 1_000_000_000L / clockRate;
        if (dryTurns == 0 || nowNanos - dryNanos < packet * 3 / 4) {
            return false;
        }
        dryNanos += packet;
        return true;
    }

    private Taken ranDry(long nowNanos) {
        dry++;
        if (dryTurns == 0) {
            dryNanos = nowNanos;
        }
        dryTurns++;
        if (dryTurns >= DRY_TURNS) {
            playing = false;
        }
        return NOTHING;
    }

    private long target() {
        return Math.clamp(lateness.recentWorst() + packetSamples, leastSamples, mostSamples);
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
