package gatehouse.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ReceptionTest {
    private final Reception reception = new Reception(8000);

    @Test
    void lossIsWhatWasExpectedAndDidNotCome() {
        for (int n = 0; n < 100; n++) {
            if (n % 10 != 5) {
                assertTrue(reception.count(1, 65500 + n & 0xffff));
            }
        }
        var counts = reception.counts();
        assertEquals(90, counts.received());
        assertEquals(10, counts.lost());
        assertEquals(0.1, counts.lostShare(), 1e-9);
        assertEquals(25, reception.fractionLostSinceReport());
        assertEquals(0, reception.fractionLostSinceReport());
    }

    @Test
    void aStrayIsNotBelievedAndANewBeginningIs() {
        reception.count(1, 100);
        reception.count(1, 101);
        assertFalse(reception.count(1, 30_000));
        assertTrue(reception.count(1, 102));
        assertFalse(reception.count(1, 40_000));
        assertTrue(reception.count(1, 40_001));
        assertTrue(reception.count(1, 40_002));
        assertEquals(0, reception.counts().lost());
    }

    @Test
    void jitterIsZeroForAnEvenSenderAndGrowsWithUnevenness() {
        for (int n = 0; n < 500; n++) {
            reception.time(n * 160L, n * 20_000_000L);
        }
        assertEquals(0, reception.counts().jitter(), 0.01);
        for (int n = 500; n < 1500; n++) {
            reception.time(n * 160L, n * 20_000_000L + (n % 2) * 10_000_000L);
        }
        assertEquals(80, reception.counts().jitter(), 1);
    }

    @Test
    void aWrappedTimestampIsNoJitter() {
        for (int n = 0; n < 10; n++) {
            reception.time(0xffff_ffffL - 800 + n * 160L & 0xffff_ffffL, n * 20_000_000L);
        }
        assertEquals(0, reception.counts().jitter(), 0.01);
    }
}
