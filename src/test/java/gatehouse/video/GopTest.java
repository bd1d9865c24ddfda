package gatehouse.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.darkroom.AccessUnit;
import gatehouse.darkroom.Coding;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// The warm memory: what a reader gets, from where, and how much is kept.
class GopTest {
    private final Gop gop = new Gop(100_000, Duration.ofNanos(5));
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

    @Test
    void wholeGopsAreKeptSoThatTheLastWhileIsThere() {
        var memory = new Gop(1 << 20, Duration.ofNanos(100));
        for (int i = 0; i < 1000; i++) {
            memory.add(picture(i % 30 == 0, 10, i));
            var warmth = memory.warmth();
            assertTrue(warmth.span().toNanos() >= Math.min(i, 100), "at least what is wanted");
            assertTrue(warmth.span().toNanos() < 100 + 30 + 8, "and hardly more than a GOP beyond");
            assertEquals(0, warmth.dropped());
        }
    }

    @Test
    void capTakesWholeGopsFromTheFarEndAndSaysHowMuch() {
        var memory = new Gop(100_000, Duration.ofNanos(1000));
        for (int i = 0; i < 300; i++) {
            memory.add(picture(i % 10 == 0, 1000, i));
            assertTrue(memory.warmth().bytes() <= 100_000);
        }
        assertEquals(210, memory.warmth().dropped(), "nine GOPs have room");
        assertEquals(89, memory.warmth().span().toNanos());
        assertEquals(100_000, memory.warmth().mostBytes());
    }

    @Test
    void floodOfTinyPicturesIsNoWayAroundTheCap() {
        var memory = new Gop(100_000, Duration.ofSeconds(1));
        for (int i = 0; i < 100_000; i++) {
            memory.add(picture(i % 10 == 0, 1, i));
        }
        assertTrue(memory.warmth().bytes() <= 100_000);
        assertTrue(memory.sinceKey().size() <= 10);
    }

    @Test
    void clipBeginsAtTheKeyPictureBeforeTheMomentAndMissesNothing() throws InterruptedException {
        var memory = new Gop(1 << 20, Duration.ofNanos(1000));
        for (int i = 0; i < 100; i++) {
            memory.add(picture(i % 10 == 0, 10, i));
        }
        var clip = memory.readerSince(47);
        for (int i = 40; i < 100; i++) {
            assertEquals(i, clip.await().orElseThrow().arrivedNanos());
        }
        assertFalse(clip.behind());
        assertEquals(0, clip.lost());
        assertEquals(0, memory.readerSince(-1000).await().orElseThrow().arrivedNanos(), "else at the oldest");
        assertEquals(40, memory.readerSince(40).await().orElseThrow().arrivedNanos(), "the moment itself is enough");
    }

    @Test
    void clipThatIsTooSlowGoesOnAtAKeyPictureAndKnowsItsLoss() throws InterruptedException {
        var memory = new Gop(50_000, Duration.ofNanos(1000));
        for (int i = 0; i < 10; i++) {
            memory.add(picture(i % 10 == 0, 1000, i));
        }
        var clip = memory.readerSince(0);
        clip.await();
        for (int i = 10; i < 105; i++) {
            memory.add(picture(i % 10 == 0, 1000, i));
        }
        var next = clip.await().orElseThrow();
        assertTrue(next.key());
        assertEquals(next.arrivedNanos() - 1, clip.lost());
    }

    @Test
    void clipOfAnEmptyMemoryWaitsForTheFirstKeyPicture() throws InterruptedException {
        var clip = gop.readerFrom(Duration.ofSeconds(10));
        add(false, 10);
        assertFalse(clip.behind());
        add(true, 10);
        assertEquals(1, clip.await().orElseThrow().arrivedNanos());
        assertEquals(0, clip.lost());
    }

    @Test
    void liveReaderFollowsPicturesThatAreAllKeyPictures() throws InterruptedException {
        var memory = new Gop(1 << 20, Duration.ofNanos(100));
        memory.add(picture(true, 10, 0));
        var live = memory.reader();
        live.await();
        for (int i = 1; i < 9; i++) {
            memory.add(picture(true, 10, i));
        }
        assertEquals(1, live.await().orElseThrow().arrivedNanos());
        for (int i = 9; i < 50; i++) {
            memory.add(picture(true, 10, i));
        }
        assertEquals(49, live.await().orElseThrow().arrivedNanos());
    }

    private static AccessUnit picture(boolean key, int size, long arrived) {
        return new AccessUnit(Coding.H264, new byte[size], key, false, false, arrived, arrived);
    }
}
