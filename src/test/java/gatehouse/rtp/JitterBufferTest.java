package gatehouse.rtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.rtp.JitterBuffer.Taken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JitterBufferTest {
    private static final long MILLI = 1_000_000;

    private record Arrival(int number, long nanos) {}

    @Test
    void fivePercentLossAndReorderingAreHeardInOrderAndOnlyTheLostAreMissing() {
        var random = new Random(7);
        var arrivals = new ArrayList<Arrival>();
        int lost = 0;
        for (int n = 0; n < 5000; n++) {
            if (random.nextInt(100) < 5) {
                lost++;
                continue;
            }
            arrivals.add(new Arrival(n, n * 20 * MILLI + random.nextLong(60 * MILLI)));
        }
        var heard = play(arrivals, 20.0, 5200);

        for (int i = 1; i < heard.media().size(); i++) {
            assertTrue(heard.media().get(i) > heard.media().get(i - 1), "in order");
        }
        var counts = heard.buffer().counts();
        assertTrue(heard.media().size() > (5000 - lost) * 0.98, "nearly all that came was played: " + counts);
        assertTrue(Math.abs(counts.missing() - lost) < lost * 0.2, lost + " lost, said missing: " + counts);
        assertTrue(
                heard.buffer().wanted().toMillis() <= 120,
                "held back " + heard.buffer().wanted());
    }

    @Test
    void aSenderWhoseClockIsFastDoesNotFillItUp() {
        var arrivals = new ArrayList<Arrival>();
        for (int n = 0; n < 20_000; n++) {
            arrivals.add(new Arrival(n, (long) (n * 20 * MILLI / 1.005)));
        }
        var heard = play(arrivals, 20.0, 19_000);
        assertTrue(
                heard.buffer().depth().toMillis() <= 120,
                "depth " + heard.buffer().depth());
        assertTrue(heard.media().size() > 18_500);
    }

    @Test
    void aSenderWhoseClockIsSlowIsWaitedFor() {
        var arrivals = new ArrayList<Arrival>();
        for (int n = 0; n < 10_000; n++) {
            arrivals.add(new Arrival(n, (long) (n * 20 * MILLI * 1.005)));
        }
        var heard = play(arrivals, 20.0, 10_050);
        assertTrue(heard.media().size() > 9_900, "played " + heard.media().size());
        assertEquals(0, heard.buffer().counts().missing());
    }

    @Test
    void whatWasHeapedUpWhileNobodyListenedIsLetGoAtOnce() {
        var buffer = new JitterBuffer(8000, Duration.ofMillis(40), Duration.ofMillis(300));
        int sent = 0;
        for (; sent < 25; sent++) { // the speaker takes half a second to open
            put(buffer, sent, sent * 20 * MILLI);
        }
        var first = assertInstanceOf(Taken.Media.class, buffer.take(500 * MILLI));
        assertArrayEquals(payload(23), first.payload(), "the newest 40 ms");

        for (; sent < 45; sent++) { // and later stands still for 400 ms
            put(buffer, sent, sent * 20 * MILLI);
        }
        assertTrue(buffer.depth().toMillis() >= 400);
        for (; sent < 45 + 125; sent++) {
            put(buffer, sent, sent * 20 * MILLI);
            buffer.take((sent + 1) * 20 * MILLI);
        }
        assertTrue(buffer.depth().toMillis() <= 60, "depth " + buffer.depth());
    }

    @Test
    void duplicatesArePlayedOnce() {
        var buffer = new JitterBuffer(8000, Duration.ofMillis(40), Duration.ofMillis(300));
        for (int n = 0; n < 4; n++) {
            put(buffer, n, n * 20 * MILLI);
            put(buffer, n, n * 20 * MILLI + MILLI);
        }
        for (int n = 0; n < 4; n++) {
            assertArrayEquals(
                    payload(n),
                    assertInstanceOf(Taken.Media.class, buffer.take((40 + 20L * n) * MILLI))
                            .payload());
        }
        assertEquals(4, buffer.counts().duplicates());
        assertInstanceOf(Taken.Nothing.class, buffer.take(200 * MILLI));
    }

    @Test
    void telephoneEventsInTheSequenceAreNotMissed() {
        var buffer = new JitterBuffer(8000, Duration.ofMillis(40), Duration.ofMillis(300));
        put(buffer, 10, 0);
        put(buffer, 11, 20 * MILLI);
        assertInstanceOf(Taken.Media.class, buffer.take(40 * MILLI));
        assertInstanceOf(Taken.Media.class, buffer.take(60 * MILLI));
        for (int n = 12; n < 20; n++) {
            buffer.pass(n);
        }
        put(buffer, 20, 200 * MILLI);
        put(buffer, 21, 220 * MILLI);
        for (int i = 0; i < 2; i++) {
            assertInstanceOf(Taken.Media.class, buffer.take((240 + 20L * i) * MILLI));
        }
        assertEquals(0, buffer.counts().missing());
    }

    @Test
    void theSequenceTurnsOverUnnoticed() {
        var buffer = new JitterBuffer(8000, Duration.ofMillis(40), Duration.ofMillis(300));
        put(buffer, 65534, 0);
        put(buffer, 0, 40 * MILLI);
        put(buffer, 65535, 41 * MILLI);
        put(buffer, 1, 60 * MILLI);
        for (int n : new int[] {65534, 65535, 0, 1}) {
            assertArrayEquals(
                    payload(n),
                    assertInstanceOf(Taken.Media.class, buffer.take(30 * MILLI)).payload());
        }
    }

    @Test
    void aFloodIsCapped() {
        var buffer = new JitterBuffer(8000, Duration.ofMillis(40), Duration.ofMillis(300));
        for (int n = 0; n < 100_000; n++) {
            put(buffer, n & 0xffff, 0);
        }
        assertTrue(buffer.depth().toMillis() <= 700, "depth " + buffer.depth());
        for (int n = 0; n < 100_000; n++) {
            buffer.pass(n & 0xffff);
        }
        assertTrue(buffer.depth().toMillis() <= 700, "depth " + buffer.depth());
    }

    private record Heard(JitterBuffer buffer, List<Integer> media) {}

    /// Plays by a listener's clock; the sender sent every 20 ms by his.
    private static Heard play(List<Arrival> arrivals, double everyMillis, int turns) {
        var buffer = new JitterBuffer(8000, Duration.ofMillis(40), Duration.ofMillis(300));
        arrivals.sort(Comparator.comparingLong(Arrival::nanos));
        var media = new ArrayList<Integer>();
        int next = 0;
        for (int turn = 0; turn < turns; turn++) {
            long now = (long) (turn * everyMillis * MILLI);
            while (next < arrivals.size() && arrivals.get(next).nanos() <= now) {
                put(buffer, arrivals.get(next).number(), arrivals.get(next).nanos());
                next++;
            }
            if (buffer.take(now) instanceof Taken.Media heard) {
                media.add((heard.payload()[0] & 0xff) << 8 | heard.payload()[1] & 0xff);
            }
        }
        return new Heard(buffer, media);
    }

    private static void put(JitterBuffer buffer, int number, long nanos) {
        buffer.put(number & 0xffff, number * 160L, 160, payload(number), nanos);
    }

    private static byte[] payload(int number) {
        return new byte[] {(byte) (number >> 8), (byte) number};
    }
}
