package gatehouse.sim.camera;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.Login;
import gatehouse.door.Secret;
import gatehouse.peers.Program;
import gatehouse.sim.Fault;
import gatehouse.sim.Faults;
import gatehouse.sim.camera.rtsp.Offer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The camera as FFmpeg's programs see it.
@Tag("peer")
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class SimCameraPeerTest {
    private static final Login LOGIN = new Login("guard", Secret.of("gate"));

    @TempDir
    Path folder;

    private final Faults faults = new Faults();
    private SimCamera camera;

    @BeforeEach
    void open() throws IOException {
        Program.need("ffprobe", "ffmpeg");
        camera = SimCamera.open(
                new CameraSettings(InetAddress.getLoopbackAddress(), 0, "Main entrance", SceneKind.ENTRANCE, 0, LOGIN),
                faults);
    }

    @AfterEach
    void close() {
        if (camera != null) {
            camera.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"tcp,main,1280,720", "tcp,sub,640,360", "udp,main,1280,720", "udp,sub,640,360"})
    void ffprobeSeesBothStreamsOverTcpAndUdp(String transport, String stream, int width, int height)
            throws IOException, InterruptedException {
        var run = run(
                "ffprobe",
                "-v",
                "error",
                "-rtsp_transport",
                transport,
                "-show_entries",
                "stream=codec_name,profile,width,height,has_b_frames",
                "-of",
                "csv=p=0",
                uri(stream, "gate"));
        assertEquals(
                "h264,Constrained Baseline," + width + "," + height + ",0",
                run.text().strip());
        assertEquals(0, run.exit());
    }

    @ParameterizedTest
    @CsvSource({"tcp,main", "udp,sub", "tcp,sub"})
    void everyDecodedPictureCarriesItsTimeCode(String transport, String stream)
            throws IOException, InterruptedException {
        camera.walkUp();
        var run = run(
                "ffmpeg",
                "-v",
                "error",
                "-rtsp_transport",
                transport,
                "-i",
                uri(stream, "gate"),
                "-frames:v",
                "20",
                "-vf",
                "scale=640:360",
                "-fps_mode",
                "passthrough",
                folder.resolve("%02d.png").toString());
        assertEquals(0, run.exit(), run.text());
        long before = Long.MIN_VALUE;
        for (int i = 1; i <= 20; i++) {
            var picture = ImageIO.read(
                    folder.resolve(String.format(Locale.ROOT, "%02d.png", i)).toFile());
            long code = TimeCode.read(picture).orElseThrow();
            long age = TimeCode.ageMillis(code, System.currentTimeMillis());
            assertTrue(age > 0 && age < 100_000, "an age of " + age);
            assertTrue(code > before);
            before = code;
        }
    }

    @Test
    void ffprobeIsRefusedWithAWrongPasswordAndWhenTheCameraIsBusy() throws IOException, InterruptedException {
        var refused = run("ffprobe", "-v", "error", uri("sub", "wrong"));
        assertNotEquals(0, refused.exit());
        assertTrue(refused.text().contains("401"), refused.text());
        faults.add(new Fault.Busy());
        var busy = run("ffprobe", "-v", "error", "-rtsp_transport", "tcp", uri("sub", "gate"));
        assertNotEquals(0, busy.exit());
        assertTrue(busy.text().contains("453"), busy.text());
    }

    @ParameterizedTest
    @CsvSource({"tcp", "udp"})
    void motionJpegIsDecodedWithItsTimeCodeAndItsColours(String transport) throws IOException, InterruptedException {
        var shape = StreamShape.SUB.asMjpeg();
        var settings = camera.settings().withShapes(StreamShape.MAIN, shape);
        try (var jpeg = SimCamera.open(settings, faults)) {
            var uri = "rtsp://guard:gate@127.0.0.1:" + jpeg.port() + "/sub";
            var file = folder.resolve("jpeg.png");
            var run = run(
                    "ffmpeg",
                    "-v",
                    "error",
                    "-rtsp_transport",
                    transport,
                    "-i",
                    uri,
                    "-frames:v",
                    "1",
                    file.toString());
            assertEquals(0, run.exit(), run.text());
            var picture = ImageIO.read(file.toFile());
            assertEquals(640, picture.getWidth());
            assertTrue(TimeCode.read(picture).isPresent());
            var drawn = ImageIO.read(new ByteArrayInputStream(jpeg.jpeg()));
            for (int[] at : new int[][] {{320, 300}, {100, 200}, {560, 120}}) {
                int want = drawn.getRGB(at[0] * 2, at[1] * 2);
                int have = picture.getRGB(at[0], at[1]);
                for (int shift = 0; shift < 24; shift += 8) {
                    int off = Math.abs((want >> shift & 0xff) - (have >> shift & 0xff));
                    assertTrue(off < 16, Integer.toHexString(want) + " became " + Integer.toHexString(have));
                }
            }
        }
    }

    @Test
    void ffmpegFallsBackToUdpWhereNothingElseIsOffered() throws IOException, InterruptedException {
        try (var other = SimCamera.open(camera.settings().withOffer(Offer.UDP_ONLY), faults)) {
            var uri = "rtsp://guard:gate@127.0.0.1:" + other.port() + "/sub";
            var tcp = run("ffprobe", "-v", "error", "-rtsp_transport", "tcp", uri);
            assertTrue(tcp.text().contains("461"), tcp.text());
            assertEquals(
                    0,
                    run("ffprobe", "-v", "error", "-rtsp_transport", "udp", uri).exit());
        }
    }

    private String uri(String stream, String password) {
        return "rtsp://guard:" + password + "@127.0.0.1:" + camera.port() + "/" + stream;
    }

    private record Run(int exit, String text) {}

    private Run run(String... command) throws IOException, InterruptedException {
        var output = folder.resolve("output.txt");
        var process = new ProcessBuilder(new ArrayList<>(List.of(command)))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        try {
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), () -> command[0] + " does not end");
            return new Run(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
