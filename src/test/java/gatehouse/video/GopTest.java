package gatehouse.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.darkroom.AccessUnit;
import gatehouse.darkroom.Coding;
import org.junit.jupiter.api.Test;

/// The warm memory: what a reader gets, from where, and how much is kept.
class GopTest {
    private final Gop gop = new Gop(100_000);
    private long time;

    private void add(boolean key, int size) {
        gop.add(new AccessUnit(Coding.H264, new byte[size], key, false, false, time, time++));
    }

    private void addGop(int count) {
        for (int i = 0; i < count; i++) {
            add(i == 0, 10);
        }
    }

    @Test
    void readerBeginsAtTheLastKeyPicture() throws InterruptedException {
        addGop(10);
        addGop(4);
        var reader = gop.reader();
        for (long expected = 10; expected < 14; expected++) {
            assertTrue(reader.behind());
            assertEquals(expected, reader.await().orElseThrow().arrivedNanos());
        }
        assertFalse(reader.behind());
    }

    @Test
    void readerAlongsideGetsEveryPictureOverTheKeyPicture() throws InterruptedException {
        addGop(10);
        var reader = gop.reader();
        for (int i = 0; i < 8; i++) {
            reader.await();
        }
        addGop(2);
        for (long expected = 8; expected < 12; expected++) {
            assertEquals(expected, reader.await().orElseThrow().arrivedNanos());
        }
    }

    @Test
    void readerFarBehindGoesOnAtTheNewKeyPicture() throws InterruptedException {
        addGop(30);
        var reader = gop.reader();
        reader.await();
        addGop(3);
        assertEquals(30, reader.await().orElseThrow().arrivedNanos());
    }

    @Test
    void wokenReaderGetsNothingAndMissesNothing() throws InterruptedException {
        addGop(2);
        var reader = gop.reader();
        reader.wake();
        assertTrue(reader.await().isEmpty());
        assertEquals(0, reader.await().orElseThrow().arrivedNanos());
    }

    @Test
    void memoryIsCappedAndWhoReadsAlongIsServedOn() throws InterruptedException {
        add(true, 20_000);
        var reader = gop.reader();
        reader.await();
        for (int i = 1; i < 40; i++) {
            add(false, 9_000);
            assertEquals(i, reader.await().orElseThrow().arrivedNanos());
        }
        assertTrue(gop.sinceKey().isEmpty(), "a beginning without its key picture is none");
        var late = gop.reader();
        assertFalse(late.behind());
        add(true, 20_000);
        assertEquals(40, late.await().orElseThrow().arrivedNanos());
        assertEquals(1, gop.sinceKey().size());
    }
}
