package gatehouse.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class ClipsTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Instant BEGIN = Instant.parse("2026-01-05T12:00:00Z");
    private static final ClipOrigin ORIGIN =
            new ClipOrigin(Samples.NORTH, Optional.of("call-1"), Optional.empty(), BEGIN);

    @TempDir
    Path data;

    @Test
    void aClipIsKeptUnderItsHashAndToldByItsVisit() throws Exception {
        ClipRef ref;
        try (var history = History.open(data)) {
            var file = Files.write(history.arrivingClip(ORIGIN), movie(12));
            ref = history.keepClip(file, BEGIN, clip -> List.of(told(clip)));
            assertFalse(Files.exists(file));
            assertTrue(Files.exists(history.clipFile(ref)));
            assertEquals(Duration.ofSeconds(12), ref.length());
            assertEquals("H.264 640x360", ref.codec() + " " + ref.width() + "x" + ref.height());
            assertEquals("clips/" + ref.sha256().substring(0, 2) + "/" + ref.sha256() + ".mp4", ref.file());
            assertTrue(history.flush(LONG));
            assertEquals(List.of(ref), clipsOf(history));
            assertTrue(history.visits(Search.everything()).rows().getFirst().filmed());
        }
        assertEquals(0, arriving(), "nothing is left where clips arrive");
        var report = History.verify(data);
        assertTrue(report.ok(), () -> report.problems().toString());
        assertEquals(1, report.clips());
    }

    @Test
    void verifyNamesAClipOfWhichOneBitWasChangedAndOneThatIsGone() throws Exception {
        ClipRef ref;
        try (var history = History.open(data)) {
            ref = history.keepClip(Files.write(history.arrivingClip(ORIGIN), movie(3)), BEGIN, c -> List.of(told(c)));
        }
        var file = data.resolve(ref.file());
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        var changed = History.verify(data).problems();
        assertEquals(List.of(ref.file()), changed.stream().map(Problem::file).toList());
        assertTrue(changed.getFirst().sentence().contains("changed since it was recorded"), changed.toString());
        Files.delete(file);
        var gone = History.verify(data).problems();
        assertTrue(gone.getFirst().sentence().contains("is gone"), gone.toString());
        try (var history = History.open(data)) {
            assertThrows(HistoryFault.class, () -> history.proveClip(ref));
        }
    }

    @Test
    void whatACrashCutShortIsAdoptedWithItsVisitAtTheNextStart() throws Exception {
        var whole = movie(12);
        var random = new Random(7);
        for (int round = 0; round < 4; round++) {
            var folder = data.resolve("round" + round);
            try (var history = History.open(folder)) {
                var file = history.arrivingClip(ORIGIN);
                int cut = whole.length / 3 + random.nextInt(whole.length / 2);
                Files.write(file, Arrays.copyOf(whole, cut));
            }
            try (var history = History.open(folder)) {
                var adopted = awaitClips(history);
                assertEquals(1, adopted.size());
                long seconds = adopted.getFirst().length().toSeconds();
                assertTrue(seconds >= 3 && seconds < 12, "whole fragments only: " + seconds);
                assertEquals(BEGIN, adopted.getFirst().begin());
                var event = history.timelineOfCall("call-1").getFirst();
                assertTrue(event.sentence().contains("cut short when the program ended"), event.sentence());
                assertEquals(Optional.of(Samples.NORTH), event.door());
            }
            assertTrue(History.verify(folder).ok());
        }
    }

    @Test
    void aClipInItsPlaceThatIsNotOnRecordIsAdopted() throws Exception {
        ClipRef ref;
        try (var history = History.open(data)) {
            var file = Files.write(history.arrivingClip(ORIGIN), movie(5));
            var clips = new Clips(data, Disk.REAL);
            ref = clips.keep(file, BEGIN); // and the program ends before the event
        }
        try (var history = History.open(data)) {
            assertEquals(List.of(ref), awaitClips(history));
        }
        try (var history = History.open(data)) {
            assertTrue(history.flush(LONG));
            assertEquals(List.of(ref), clipsOf(history), "once, not at every start");
        }
    }

    @Test
    void aClipWithoutAWholeSecondIsNoClip() throws Exception {
        try (var history = History.open(data)) {
            var file = Files.write(history.arrivingClip(ORIGIN), Arrays.copyOf(movie(1), 200));
            var fault = assertThrows(HistoryFault.class, () -> history.keepClip(file, BEGIN, c -> List.of(told(c))));
            assertEquals(HistoryFault.Why.DAMAGED, fault.why());
        }
        assertEquals(0, arriving());
    }

    @Test
    void rubbishIsNoMovieAndNoTrouble() throws Exception {
        var random = new Random(11);
        var whole = movie(4);
        for (int i = 0; i < 2_000; i++) {
            var bytes = whole.clone();
            for (int n = 0; n < 8; n++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            MovieFacts.of(Files.write(data.resolve("rubbish"), bytes));
        }
    }

    @Test
    void anEventOfBeforeThereWereClipsIsReadAsItWas() {
        var event = Event.now(Kind.RANG, "Rang").withVisit("call-1");
        assertFalse(EventJson.write(event).contains("clips"), "and is written as it was");
        assertEquals(event, EventJson.read(EventJson.write(event)));
    }

    private static Event told(ClipRef clip) {
        return Event.now(Kind.CLIP, "Clip").withVisit("call-1").withClip(clip);
    }

    private List<ClipRef> awaitClips(History history) throws Exception {
        long end = System.nanoTime() + LONG.toNanos();
        while (clipsOf(history).isEmpty()) {
            assertTrue(System.nanoTime() < end, "no clip was adopted");
            assertTrue(history.flush(LONG));
            Thread.onSpinWait();
        }
        return clipsOf(history);
    }

    private static List<ClipRef> clipsOf(History history) throws HistoryFault, InterruptedException {
        assertTrue(history.flush(LONG));
        return history.timelineOfCall("call-1").stream()
                .flatMap(e -> e.clips().stream())
                .toList();
    }

    private long arriving() throws IOException {
        try (var files = Files.list(data.resolve("clips").resolve("arriving"))) {
            return files.count();
        }
    }

    /// An MP4 file of so many fragments of a second, without real pictures.
    private static byte[] movie(int seconds) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(box("ftyp", ints(0x69736f35)));
        byte[] entry = ByteBuffer.allocate(78)
                .putShort(24, (short) 640)
                .putShort(26, (short) 360)
                .array();
        var stsd = box("stsd", ints(0, 1), box("avc1", entry));
        var mdhd = box("mdhd", ints(0, 0, 0, 90_000, 0, 0));
        out.writeBytes(box("moov", box("trak", box("mdia", mdhd, box("minf", box("stbl", stsd))))));
        for (int i = 0; i < seconds; i++) {
            var tfhd = box("tfhd", ints(0x020008, 1, 3_600));
            var tfdt = box("tfdt", ints(0, i * 90_000));
            var trun = box("trun", ints(0x1, 25, 0));
            out.writeBytes(box("moof", box("mfhd", ints(0, i)), box("traf", tfhd, tfdt, trun)));
            out.writeBytes(box("mdat", new byte[1_000]));
        }
        return out.toByteArray();
    }

    private static byte[] ints(int... values) {
        var bytes = ByteBuffer.allocate(4 * values.length);
        Arrays.stream(values).forEach(bytes::putInt);
        return bytes.array();
    }

    private static byte[] box(String type, byte[]... contents) {
        int length = 8 + Arrays.stream(contents).mapToInt(c -> c.length).sum();
        var bytes = ByteBuffer.allocate(length).putInt(length).put(type.getBytes(StandardCharsets.US_ASCII));
        Arrays.stream(contents).forEach(bytes::put);
        return bytes.array();
    }
}
