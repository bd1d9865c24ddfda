package gatehouse.audio;

import gatehouse.rtp.JitterBuffer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/// A network that loses packets and delays each by chance, in reckoned time: nothing waits, so the same seed gives the
/// same figures on every machine. What arrives goes through the real jitter buffer and is taken every 20 ms.
///
/// Each packet takes `base`, and `jitter` on top times a number between 0 and 1; packets overtake each other.
record RoughNetwork(double loss, Duration base, Duration jitter, long seed) {
    private static final long STEP = Duration.ofMillis(20).toNanos();

    private record Packet(int number, long arrival) {}

    /// What was heard: how long from the mouth to the speaker's line (with 20 ms for the packet itself and what
    /// `CallQuality` reckons for the line), and which share of all turns had to be made up or was let go.
    record Heard(Duration mouthToEar, double unheardShare, Duration held, JitterBuffer.Counts counts) {
        double rating(Codec codec) {
            return EModel.rating(Impairment.of(codec), mouthToEar, unheardShare, 1);
        }
    }

    /// So many packets of G.711, of which the first two seconds are not judged: nothing is known of a network then.
    Heard carry(int packets) {
        var random = new Random(seed);
        var buffer = new JitterBuffer(8000, Hearing.LEAST_HELD, Hearing.MOST_HELD);
        var arriving = arriving(packets, random);
        long turn = (long) (random.nextDouble() * STEP);
        int next = 0;
        int turns = 0;
        int made = 0;
        long delays = 0;
        long held = 0;
        int played = 0;
        for (long now = turn; now < packets * STEP; now += STEP) {
            while (next < arriving.size() && arriving.get(next).arrival() <= now) {
                var packet = arriving.get(next++);
                var payload =
                        ByteBuffer.allocate(160).putInt(0, packet.number()).array();
                buffer.put(packet.number() & 0xffff, 160L * packet.number(), payload.length, payload, packet.arrival());
            }
            boolean judged = now > 100 * STEP;
            held += judged ? buffer.depth().toNanos() : 0;
            switch (buffer.take(now)) {
                case JitterBuffer.Taken.Media media -> {
                    if (judged) {
                        delays += now - ByteBuffer.wrap(media.payload()).getInt() * STEP;
                        played++;
                    }
                }
                case JitterBuffer.Taken.Missing missing -> made += judged ? 1 : 0;
                case JitterBuffer.Taken.Nothing nothing -> made += judged ? 1 : 0;
            }
            turns += judged ? 1 : 0;
        }
        return new Heard(
                Duration.ofNanos(delays / played).plus(CallQuality.TERMINALS),
                (double) (made + buffer.counts().skipped()) / turns,
                Duration.ofNanos(held / turns),
                buffer.counts());
    }

    private List<Packet> arriving(int packets, Random random) {
        var arriving = new ArrayList<Packet>();
        for (int i = 0; i < packets; i++) {
            boolean lost = random.nextDouble() < loss;
            long delay = base.toNanos() + (long) (random.nextDouble() * jitter.toNanos());
            if (!lost) {
                arriving.add(new Packet(i, i * STEP + delay));
            }
        }
        arriving.sort(Comparator.comparingLong(Packet::arrival));
        return arriving;
    }
}
