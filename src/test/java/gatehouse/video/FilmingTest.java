package gatehouse.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.darkroom.AccessUnit;
import gatehouse.darkroom.Coding;
import gatehouse.darkroom.Darkroom;
import gatehouse.darkroom.Order;
import gatehouse.darkroom.Print;
import gatehouse.darkroom.Showing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FilmingTest {
    private static final long FRAME = 40_000_000;
    private static final long TICKS = 3600;

    private static final Order ORDER = new Order(320, 180);

    @TempDir
    Path folder;

    private final Gop gop = new Gop(16 << 20, Duration.ofSeconds(10));
    private final Kept kept = new Kept();
    private final Darkroom darkroom = Darkroom.inside();
    private Cutter cutter = Cutter.in(darkroom, "door");
    private long arrival = System.nanoTime() - 20 * 1_000_000_000L;
    private long media = 1_000;

    /// Where the parts of the tested clips go.
    private final class Kept implements Filming.Shelf {
        private final List<Path> files = new ArrayList<>();
        private final List<Instant> begins = new ArrayList<>();
        private final LinkedBlockingQueue<Filming.Ending> ended = new LinkedBlockingQueue<>();
        private final CompletableFuture<Optional<String>> over = new CompletableFuture<>();

        @Override
        public Path room(Instant begin) {
            files.add(folder.resolve("part" + files.size() + ".mp4"));
            begins.add(begin);
            return files.getLast();
        }

        @Override
        public void put(Path file, Instant begin, Filming.Ending how) {
            ended.add(how);
        }

        @Override
        public void over(Optional<String> trouble) {
            over.complete(trouble);
        }
    }

    @AfterEach
    void closeTheDarkroom() {
        darkroom.close();
    }

    @Test
    void theTimeBeforeIsInTheClipAndEveryPictureAfter() throws Exception {
        show(Film.small(), 0, 30); // before anybody rang
        long rang = arrival;
        var filming = film(Duration.ofMillis(700));
        show(Film.small(), 0, 30);
        filming.close();
        assertEquals(Filming.Ending.DONE, kept.ended.poll(20, TimeUnit.SECONDS));
        assertEquals(Optional.empty(), kept.over.get(20, TimeUnit.SECONDS));
        try (var reader = open(kept.files.getFirst())) {
            // 0.7 s before the ring is picture 13; the key picture at or before it is number 10.
            assertEquals(50, reader.times().length);
            assertEquals(2_000 * 90, reader.length());
            assertEquals(10 * TICKS, reader.times()[10]);
        }
        var before = Duration.ofNanos(rang - 20 * FRAME);
        long off = Duration.between(kept.begins.getFirst(), Instant.now()).toNanos()
                - (System.nanoTime() - before.toNanos());
        assertTrue(Math.abs(off) < 1_000_000_000L, "the clip says when it began, off by " + off);
    }

    @Test
    void aGapOfTheCameraIsAGapInTheClip() throws Exception {
        show(Film.small(), 0, 10);
        var filming = film(Duration.ofSeconds(10));
        arrival += 3_000_000_000L; // a new connection, whose clock begins anew
        media = 77;
        show(Film.small(), 0, 10);
        filming.close();
        try (var reader = open(kept.files.getFirst())) {
            assertEquals(20, reader.times().length);
            assertEquals(10 * TICKS + 3 * 90_000, reader.times()[10]);
        }
    }

    @Test
    void itEndsByItselfAndIsExtendedWhenSomethingHappensAgain() throws Exception {
        arrival = System.nanoTime() - 10 * FRAME;
        show(Film.small(), 0, 10);
        var filming = film(Duration.ofSeconds(10));
        filming.end(Duration.ofHours(1));
        assertTrue(filming.goOn());
        filming.end(Duration.ZERO);
        assertEquals(Optional.empty(), kept.over.get(20, TimeUnit.SECONDS));
        assertFalse(filming.goOn(), "what is over stays over");
        assertEquals(1, kept.files.size());
        filming.close();
    }

    @Test
    void anotherPictureSizeBeginsAnotherFile() throws Exception {
        show(Film.small(), 0, 10);
        var filming = film(Duration.ofSeconds(10));
        show(Film.of(640, 360, 10, 30), 0, 10);
        filming.close();
        assertEquals(List.of(Filming.Ending.CHANGED, Filming.Ending.DONE), List.copyOf(kept.ended));
        for (int i = 0; i < 2; i++) {
            try (var reader = open(kept.files.get(i))) {
                assertEquals(10, reader.times().length);
                assertEquals(i == 0 ? 320 : 640, width(reader.show(9, ORDER)));
            }
        }
    }

    @Test
    void whenTheWritingBreaksItGoesOnFromMemoryInANewFile() throws Exception {
        var direct = cutter;
        cutter = (file, first, rotation, begin) -> {
            var strip = direct.begin(file, first, rotation, begin);
            return file.endsWith("part0.mp4") ? breaking(strip, 40) : strip;
        };
        show(Film.of(320, 180, 10, 60), 0, 60);
        var filming = film(Duration.ofSeconds(10));
        show(Film.of(320, 180, 10, 60), 0, 60);
        filming.close();
        assertEquals(List.of(Filming.Ending.BROKEN, Filming.Ending.DONE), List.copyOf(kept.ended));
        var second = Duration.between(kept.begins.get(0), kept.begins.get(1)).toMillis();
        try (var broken = open(kept.files.get(0));
                var rest = open(kept.files.get(1))) {
            long end = broken.length() / 90;
            assertTrue(end >= second, "no gap: the first part lasts until " + end + ", the second begins at " + second);
            assertEquals(4_800.0, (double) (second + rest.length() / 90), 150.0);
        }
    }

    @Test
    void aClipOfWhichNothingCanBeWrittenIsGivenUpAndSaid() throws Exception {
        cutter = (file, first, rotation, begin) -> {
            throw new IOException("No space left on device");
        };
        show(Film.small(), 0, 30);
        film(Duration.ofSeconds(10));
        assertTrue(kept.over.get(20, TimeUnit.SECONDS).orElseThrow().contains("No space left"));
    }

    @Test
    void aClipHasAMostLength() throws Exception {
        show(Film.small(), 0, 30);
        Filming.start(
                "door", gop::readerSince, 0, cutter, 0, kept, new Filming.Limits(Duration.ofMillis(500), 1 << 20));
        assertEquals(Filming.Ending.LONGEST, kept.ended.poll(20, TimeUnit.SECONDS));
        assertEquals(Optional.empty(), kept.over.get(20, TimeUnit.SECONDS));
    }

    @Test
    void aFileCutAnywherePlaysUpToItsLastWholeFragment() throws Exception {
        var film = Film.of(320, 180, 10, 100);
        show(film, 0, 100);
        film(Duration.ofSeconds(10)).close();
        byte[] whole = Files.readAllBytes(kept.files.getFirst());
        var random = new Random(5);
        int most = 0;
        for (int i = 0; i < 12; i++) {
            int length = whole.length * (i + 1) / 13 + random.nextInt(500);
            var cut = Files.write(folder.resolve("cut.mp4"), java.util.Arrays.copyOf(whole, length));
            try (var reader = open(cut)) {
                int pictures = reader.times().length;
                int fair = 100 * length / whole.length - 12;
                assertTrue(pictures >= fair, pictures + " pictures of " + length + " bytes of " + whole.length);
                reader.show(pictures / 10 * 10, ORDER);
                most = Math.max(most, pictures);
            } catch (IOException e) {
                assertTrue(length < whole.length / 5, length + " bytes of " + whole.length + ": " + e.getMessage());
            }
        }
        assertTrue(most > 80, "only " + most);
    }

    private static int width(Print print) {
        assertTrue(print.turn());
        return print.picture().sourceWidth();
    }

    private Showing open(Path file) throws IOException, InterruptedException {
        return darkroom.show("test", file);
    }

    private Filming film(Duration preRoll) {
        long since = arrival - FRAME - preRoll.toNanos();
        return Filming.start("door", gop::readerSince, since, cutter, 0, kept, Filming.Limits.STANDARD);
    }

    private void show(Film film, int from, int to) {
        for (int i = from; i < to; i++) {
            var bytes = new java.io.ByteArrayOutputStream();
            for (byte[] unit : film.pictures().get(i)) {
                bytes.writeBytes(new byte[] {0, 0, 0, 1});
                bytes.writeBytes(unit);
            }
            boolean key = film.pictures().get(i).stream().anyMatch(u -> (u[0] & 0x1f) == 5);
            gop.add(new AccessUnit(Coding.H264, bytes.toByteArray(), key, false, false, media, arrival));
            arrival += FRAME;
            media += TICKS;
        }
    }

    private static Cutter.Strip breaking(Cutter.Strip strip, int after) {
        return new Cutter.Strip() {
            private int count;

            @Override
            public void add(AccessUnit unit, long time, long duration) throws IOException {
                if (count++ == after) {
                    throw new IOException("The darkroom is gone");
                }
                strip.add(unit, time, duration);
            }

            @Override
            public void end() throws IOException {
                strip.end();
            }

            @Override
            public void close() {
                strip.close();
            }
        };
    }
}
