package gatehouse.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.rtp.RtpPacket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Packets come out in their order, at once when they came in it, and a missing one holds nobody up for long.
class ReorderingTest {
    private static final long MS = 1_000_000;

    private final List<Integer> out = new ArrayList<>();
    private final List<RtpPacket> packets = new ArrayList<>();
    private final Reordering reordering = new Reordering((packet, now) -> {
        out.add(packet.sequence());
        packets.add(packet);
    });

    private static RtpPacket packet(int sequence) {
        var payload = ByteBuffer.allocate(4).putInt(0, sequence);
        return new RtpPacket(96, false, sequence & 0xffff, 0, 1, payload);
    }

    private void come(long now, int... sequences) throws VideoFault {
        for (int sequence : sequences) {
            reordering.accept(packet(sequence), now);
        }
    }

    @Test
    void whatComesInOrderPassesAtOnceAndUncopied() throws VideoFault {
        var first = packet(65_535);
        reordering.accept(first, 0);
        come(0, 0, 1, 2);
        assertEquals(List.of(65_535, 0, 1, 2), out);
        assertSame(first, packets.getFirst());
        assertFalse(reordering.isWaiting());
    }

    @Test
    void whatOvertookWaitsForTheMissing() throws VideoFault {
        come(0, 65_534, 1, 0);
        assertEquals(List.of(65_534), out);
        come(5 * MS, 65_535);
        assertEquals(List.of(65_534, 65_535, 0, 1), out);
        assertEquals(0, reordering.late());
    }

    @Test
    void missingPacketIsGivenUpInTimeAndIsLateThen() throws VideoFault {
        come(0, 10, 12, 13);
        assertTrue(reordering.isWaiting());
        assertEquals(Reordering.PATIENCE, reordering.deadline());
        reordering.expire(Reordering.PATIENCE - 1);
        assertEquals(List.of(10), out);
        reordering.expire(Reordering.PATIENCE);
        come(Reordering.PATIENCE, 14);
        assertEquals(List.of(10, 12, 13, 14), out);
        come(Reordering.PATIENCE, 11, 14);
        assertEquals(List.of(10, 12, 13, 14), out);
        assertEquals(2, reordering.late());
    }

    @Test
    void secondGapHasItsOwnTime() throws VideoFault {
        come(0, 1, 3);
        come(20 * MS, 5);
        reordering.expire(60 * MS);
        assertEquals(List.of(1, 3), out);
        reordering.expire(80 * MS);
        assertEquals(List.of(1, 3, 5), out);
    }

    @Test
    void anotherNumberingIsTakenUpAtOnce() throws VideoFault {
        come(0, 1, 3, 30_000, 30_001);
        assertEquals(List.of(1, 3, 30_000, 30_001), out);
        assertFalse(reordering.isWaiting());
    }

    @Test
    void whatWaitsIsACopy() throws VideoFault {
        var shared = ByteBuffer.allocate(1).put(0, (byte) 7);
        come(0, 1);
        reordering.accept(new RtpPacket(96, false, 3, 0, 1, shared), 0);
        shared.put(0, (byte) 9);
        come(0, 2);
        assertEquals(7, packets.getLast().payload().get(0));
    }

    @Test
    void shuffledStreamLosesNothingAndKeepsItsOrder() throws VideoFault {
        var random = new Random(7);
        var expected = new ArrayList<Integer>();
        come(0, 64_999);
        expected.add(64_999);
        for (int block = 0; block < 200; block++) {
            var sequences = new ArrayList<Integer>();
            for (int i = 0; i < 20; i++) {
                sequences.add((65_000 + block * 20 + i) & 0xffff);
            }
            expected.addAll(sequences);
            java.util.Collections.shuffle(sequences, random);
            for (int sequence : sequences) {
                come(block * 40L * MS, sequence);
            }
        }
        assertEquals(expected, out);
        assertEquals(0, reordering.late());
    }
}
