package gatehouse.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.rtp.Reception;
import gatehouse.rtp.Rtcp;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// RFC 3550 §6.4: what a viewer reports.
class ReportsTest {
    private static final long SECOND = 1_000_000_000L;

    private final Reception reception = new Reception(90_000);
    private final Reports reports = new Reports(reception, new Random(1), 0);

    private Rtcp.Block block(long now) {
        var report =
                (Rtcp.ReceiverReport) Rtcp.read(reports.next(now).orElseThrow()).getFirst();
        return report.blocks().getFirst();
    }

    @Test
    void nothingIsReportedAboutNobody() {
        assertTrue(reports.next(0).isEmpty());
    }

    @Test
    void lossIsReportedInAllAndSinceTheLastReport() {
        for (int sequence : new int[] {65_534, 65_535, 0, 4}) {
            reception.count(0xabcd, sequence);
        }
        var first = block(SECOND);
        assertEquals(0xabcd, first.ssrc());
        assertEquals(3, first.lost());
        assertEquals(3 * 256 / 7, first.fractionLost());
        assertEquals(65_536 + 4, first.highest());
        reception.count(0xabcd, 5);
        var second = block(2 * SECOND);
        assertEquals(3, second.lost());
        assertEquals(0, second.fractionLost());
    }

    @Test
    void jitterIsThatOfTheClockOfVideo() {
        for (int i = 0; i < 100; i++) {
            reception.count(1, i);
            reception.time(i * 3600L, i * 40_000_000L + (i % 2) * 10_000_000L);
        }
        assertEquals(900, (double) block(SECOND).jitter(), 20);
    }

    @Test
    void lastSenderReportIsNamedWithItsAge() throws VideoFault {
        reception.count(7, 1);
        assertEquals(0, block(SECOND).lastSender());
        long ntp = 0x1122_3344_5566_7788L;
        reports.heard(Rtcp.write(new Rtcp.SenderReport(7, ntp, 0, 0, 0, List.of()), "camera"), 10 * SECOND);
        reports.heard(Rtcp.write(new Rtcp.SenderReport(8, 1, 0, 0, 0, List.of()), "another"), 11 * SECOND);
        var block = block(12 * SECOND);
        assertEquals(0x3344_5566L, block.lastSender());
        assertEquals(2 * 65_536, (double) block.sinceLastSender(), 1);
    }

    @Test
    void goodByeOfTheSourceEndsTheSessionAndOthersDoNot() throws VideoFault {
        reports.heard(Rtcp.write(new Rtcp.Bye(7), "camera"), 0);
        reception.count(7, 1);
        reports.heard(Rtcp.write(new Rtcp.Bye(8), "another"), 0);
        var bye = Rtcp.write(new Rtcp.Bye(7), "camera");
        assertThrows(VideoFault.Lost.class, () -> reports.heard(bye, 0));
    }

    @Test
    void reportsAreSpreadAroundFiveSeconds() {
        reception.count(7, 1);
        var pauses = new TreeSet<Long>();
        long now = 0;
        for (int i = 0; i < 200; i++) {
            reports.next(now);
            pauses.add(reports.due() - now);
            now = reports.due();
        }
        assertTrue(pauses.first() >= 2_500_000_000L && pauses.last() <= 7_500_000_000L, pauses.toString());
        assertEquals(5.0, now / 200.0 / SECOND, 0.5);
    }
}
