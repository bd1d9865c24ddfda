package gatehouse.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RtcpTest {
    private static final Rtcp.Block BLOCK = new Rtcp.Block(77, 25, -3, 70_000, 12, 0xfeed_beefL, 65_536);

    @Test
    void aSenderReportIsReadAsItWasWritten() {
        var report = new Rtcp.SenderReport(42, 0x1234_5678_9abc_def0L, 0xffff_fff0L, 1000, 160_000, List.of(BLOCK));
        assertEquals(List.of(report), Rtcp.read(Rtcp.write(report, "someone@gatehouse")));
        assertEquals(0x5678_9abcL, report.middle());
    }

    @Test
    void aCompoundDatagramIsWholeWords() {
        for (int length = 0; length < 12; length++) {
            var bye = Rtcp.write(new Rtcp.Bye(9), "x".repeat(length));
            assertEquals(0, bye.remaining() % 4);
            assertEquals(List.of(new Rtcp.ReceiverReport(9, List.of()), new Rtcp.Bye(9)), Rtcp.read(bye));
        }
    }

    @Test
    void garbageIsReadAsNothingWorse() {
        var random = new Random(3);
        var good = Rtcp.write(new Rtcp.SenderReport(42, 1, 2, 3, 4, List.of(BLOCK)), "someone");
        for (int i = 0; i < 20_000; i++) {
            var bytes = new byte[random.nextInt(good.limit() + 1)];
            System.arraycopy(good.array(), 0, bytes, 0, bytes.length);
            for (int k = random.nextInt(4); k > 0 && bytes.length > 0; k--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            assertTrue(Rtcp.read(ByteBuffer.wrap(bytes)).size() <= Rtcp.MOST);
        }
    }
}
