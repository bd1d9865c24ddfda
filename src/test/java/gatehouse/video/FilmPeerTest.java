package gatehouse.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.darkroom.AccessUnit;
import gatehouse.darkroom.Coding;
import gatehouse.darkroom.Darkroom;
import gatehouse.darkroom.Shooting;
import gatehouse.peers.Program;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The films of the darkroom, read by ffprobe and ffmpeg; and those that ffmpeg coded in other ways, written by it.
@Tag("peer")
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class FilmPeerTest {
    private static final Instant BEGIN = Instant.parse("2026-01-05T12:00:00Z");
    private static final int TICKS = 3600;

    @TempDir
    Path folder;

    private final Darkroom darkroom = Darkroom.inside();

    @AfterEach
    void close() {
        darkroom.close();
    }

    @Test
    void ffprobeReadsLengthPicturesTurnAndTime() throws Exception {
        Program.need("ffprobe", "ffmpeg");
        var film = film(Coding.H264, h264(100), 90);
        assertEquals(
                "h264,avc1,320,180,100",
                probe(film, "stream=codec_name,width,height,codec_tag_string,nb_read_packets", "-count_packets"));
        assertEquals("4.000000", probe(film, "format=duration"));
        assertTrue(probe(film, "format_tags=creation_time").startsWith("2026-01-05T12:00:00"));
        assertEquals("-90", probe(film, "stream_side_data=rotation"));
        assertEquals("", decodingErrors(film));
    }

    @Test
    void ffmpegDecodesWhatIsWholeOfAFilmThatWasCut() throws Exception {
        Program.need("ffprobe", "ffmpeg");
        byte[] whole = Files.readAllBytes(film(Coding.H264, h264(100), 0));
        var random = new Random(9);
        for (int i = 0; i < 4; i++) {
            int length = whole.length / 3 + random.nextInt(whole.length / 2);
            var cut = Files.write(folder.resolve("cut" + i + ".mp4"), Arrays.copyOf(whole, length));
            int pictures = Integer.parseInt(probe(cut, "stream=nb_read_frames", "-count_frames"));
            assertTrue(pictures >= 100 * length / whole.length - 26, pictures + " of " + length + "/" + whole.length);
        }
    }

    @Test
    void h265AndMotionJpegAreWrittenToo() throws Exception {
        Program.need("ffprobe", "ffmpeg");
        var h265 = folder.resolve("peer.h265");
        run(
                "ffmpeg",
                "-v",
                "error",
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=320x180:rate=25",
                "-frames:v",
                "50",
                "-c:v",
                "libx265",
                "-x265-params",
                "log-level=none:bframes=0:keyint=25:repeat-headers=1:aud=1",
                h265.toString());
        var film = film(Coding.H265, accessUnits(Files.readAllBytes(h265)), 0);
        assertEquals(
                "hevc,hvc1,320,180,50",
                probe(film, "stream=codec_name,width,height,codec_tag_string,nb_read_packets", "-count_packets"));
        assertEquals("", decodingErrors(film));
        run(
                "ffmpeg",
                "-v",
                "error",
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=320x180:rate=25",
                "-frames:v",
                "25",
                "-c:v",
                "mjpeg",
                folder.resolve("picture%03d.jpg").toString());
        var pictures = new ArrayList<byte[]>();
        for (int i = 1; i <= 25; i++) {
            pictures.add(Files.readAllBytes(folder.resolve(String.format(Locale.ROOT, "picture%03d.jpg", i))));
        }
        film = film(Coding.JPEG, pictures, 0);
        assertEquals(
                "mjpeg,320,180,25", probe(film, "stream=codec_name,width,height,nb_read_packets", "-count_packets"));
        assertEquals("", decodingErrors(film));
    }

    private int films;

    private Path film(Coding coding, List<byte[]> pictures, int turn) throws Exception {
        var file = folder.resolve("film" + films++ + ".mp4");
        try (var shooting = Shooting.begin(darkroom, "door", file, turn, BEGIN)) {
            for (int i = 0; i < pictures.size(); i++) {
                boolean key = coding == Coding.JPEG || isKey(coding, pictures.get(i));
                var unit = new AccessUnit(coding, pictures.get(i), key, false, false, 0, 0);
                shooting.add(unit, (long) i * TICKS, TICKS);
            }
            shooting.end();
        }
        return file;
    }

    private static List<byte[]> h264(int count) {
        var pictures = new ArrayList<byte[]>();
        for (var units : Film.of(320, 180, 25, count).pictures()) {
            var bytes = new ByteArrayOutputStream();
            units.forEach(unit -> {
                bytes.writeBytes(new byte[] {0, 0, 0, 1});
                bytes.writeBytes(unit);
            });
            pictures.add(bytes.toByteArray());
        }
        return pictures;
    }

    /// H.265 split before each access unit delimiter.
    private static List<byte[]> accessUnits(byte[] stream) {
        var pictures = new ArrayList<byte[]>();
        var bytes = new ByteArrayOutputStream();
        for (byte[] unit : Film.units(stream)) {
            if ((unit[0] >> 1 & 0x3f) == 35 && bytes.size() > 0) {
                pictures.add(bytes.toByteArray());
                bytes.reset();
            }
            bytes.writeBytes(new byte[] {0, 0, 0, 1});
            bytes.writeBytes(unit);
        }
        pictures.add(bytes.toByteArray());
        return pictures;
    }

    private static boolean isKey(Coding coding, byte[] picture) {
        return Film.units(picture).stream().anyMatch(unit -> {
            int type = coding == Coding.H264 ? unit[0] & 0x1f : unit[0] >> 1 & 0x3f;
            return coding == Coding.H264 ? type == 5 : type >= 16 && type <= 21;
        });
    }

    private String probe(Path film, String entries, String... more) throws Exception {
        var command = new ArrayList<>(List.of("ffprobe", "-v", "error", "-of", "csv=p=0", "-show_entries", entries));
        command.addAll(List.of(more));
        command.add(film.toString());
        return run(command.toArray(String[]::new))
                .lines()
                .findFirst()
                .orElse("")
                .replaceAll(",+$", "");
    }

    private String decodingErrors(Path film) throws Exception {
        return run("ffmpeg", "-v", "error", "-i", film.toString(), "-f", "null", "-");
    }

    private String run(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command)
                .redirectErrorStream(!command[0].equals("ffprobe"))
                .start();
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        process.waitFor();
        return said;
    }
}
