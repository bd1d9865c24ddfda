package gatehouse.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import gatehouse.darkroom.AccessUnit;
import gatehouse.darkroom.Coding;
import gatehouse.rtp.RtpPacket;
import java.awt.Color;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Debian's ffmpeg puts films into RTP packets, we take them out again, and Debian's ffmpeg decodes the result: picture
/// by picture the same as of the film itself.
@Tag("peer")
@Execution(ExecutionMode.CONCURRENT)
class RtpPeerTest {
    private static final int PICTURES = 50;
    private static final String FFMPEG = "ffmpeg";

    private static final String GSTREAMER = """
            import sys, gi
            gi.require_version('Gst', '1.0')
            from gi.repository import Gst
            Gst.init(None)
            pipeline = Gst.parse_launch(sys.argv[1])
            pipeline.set_state(Gst.State.PLAYING)
            pipeline.get_bus().timed_pop_filtered(20 * Gst.SECOND, Gst.MessageType.EOS | Gst.MessageType.ERROR)
            pipeline.set_state(Gst.State.NULL)
            """;

    @TempDir
    Path folder;

    @BeforeAll
    static void ffmpegIsHere() throws InterruptedException {
        try {
            run(FFMPEG, "-version");
        } catch (IOException e) {
            String missing = "ffmpeg is missing";
            if ("required".equals(System.getenv("GATEHOUSE_PEERS"))) {
                fail(missing, e);
            }
            Assumptions.abort(missing);
        }
    }

    private record Received(Sdp.Track track, List<AccessUnit> units, Depacketizer depacketizer) {}

    @Test
    void h264InSlicesWithPicturesOutOfOrder() throws Exception {
        var film =
                film("libx264", "-pix_fmt", "yuv420p", "-x264-params", "keyint=10:bframes=2:slices=3:log-level=error");
        var received = throughPackets(film);
        assertSame(film, received, "h264");
        assertTrue(received.units().stream().anyMatch(AccessUnit::disposable));
    }

    @Test
    void h265WithOpenGopsAndSetsInEveryKeyPicture() throws Exception {
        var film = h265("repeat-headers=1:bframes=3:open-gop=1");
        var received = throughPackets(film);
        assertSame(film, received, "hevc");
        assertTrue(received.units().stream().anyMatch(AccessUnit::disposable));
    }

    @Test
    void h265WithSetsOnlyInTheDescription() throws Exception {
        var film = h265("repeat-headers=0:bframes=0:open-gop=0");
        var received = throughPackets(film);
        assertEquals(3, ((Codec.H265) received.track().codec()).parameterSets().size());
        assertSame(film, received, "hevc");
    }

    private Path h265(String more) throws IOException, InterruptedException {
        return film("libx265", "-pix_fmt", "yuv420p", "-x265-params", "keyint=10:min-keyint=10:log-level=none:" + more);
    }

    @Test
    void motionJpegWithTablesInThePackets() throws Exception {
        var film = film("mjpeg", "-pix_fmt", "yuvj420p", "-huffman", "default", "-q:v", "4");
        var received = throughPackets(film);
        assertEquals(26, received.track().payloadType());
        assertSame(film, received, "mjpeg");
    }

    /// ffmpeg sends only 4:2:0, GStreamer both.
    @Test
    void motionJpegOfBothSamplings() throws Exception {
        GStreamer.needed();
        for (String format : List.of("I420", "Y42B")) {
            try (var rtp = socket()) {
                var sender = sender(
                        "/usr/bin/python3",
                        "-c",
                        GSTREAMER,
                        "videotestsrc num-buffers=20 is-live=true pattern=red"
                                + " ! video/x-raw,width=648,height=360,framerate=25/1,format=" + format
                                + " ! jpegenc ! rtpjpegpay ! udpsink sync=false host=127.0.0.1 port="
                                + rtp.getLocalPort());
                var received = received(
                        rtp, sender, () -> new Sdp.Track(26, new Codec.Jpeg(Optional.empty()), "", Optional.empty()));
                assertEquals(20, received.units().size());
                for (var unit : received.units()) {
                    var image = ImageIO.read(new ByteArrayInputStream(unit.data()));
                    assertEquals(648, image.getWidth());
                    assertEquals(360, image.getHeight());
                    var seen = new Color(image.getRGB(500, 300));
                    // GStreamer writes the narrow range of video into its JPEGs.
                    assertTrue(
                            seen.getRed() > 225 && seen.getGreen() < 25 && seen.getBlue() < 25, seen + " is not red");
                }
            }
        }
    }

    private Path film(String codec, String... options) throws IOException, InterruptedException {
        var film = Files.createTempFile(folder, codec, ".mkv");
        var command = new ArrayList<>(List.of(
                FFMPEG,
                "-v",
                "error",
                "-y",
                "-f",
                "lavfi",
                "-i",
                "testsrc2=s=648x360:r=25",
                "-frames:v",
                "" + PICTURES));
        command.addAll(List.of("-c:v", codec));
        command.addAll(List.of(options));
        command.add(film.toString());
        run(command.toArray(String[]::new));
        return film;
    }

    private Received throughPackets(Path film) throws Exception {
        var description = folder.resolve("film.sdp");
        try (var rtp = socket();
                var rtcp = socket()) {
            String address = "rtp://127.0.0.1:" + rtp.getLocalPort() + "?pkt_size=1300&rtcpport=" + rtcp.getLocalPort();
            var sender = sender(
                    FFMPEG,
                    "-v",
                    "error",
                    "-y",
                    "-re",
                    "-i",
                    film.toString(),
                    "-c",
                    "copy",
                    "-sdp_file",
                    description.toString(),
                    "-f",
                    "rtp",
                    address);
            return received(
                    rtp, sender, () -> Sdp.read(Files.readAllBytes(description)).chosen());
        }
    }

    private static DatagramSocket socket() throws IOException {
        var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        socket.setReceiveBufferSize(4 << 20);
        socket.setSoTimeout(300);
        return socket;
    }

    private static Process sender(String... command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static Received received(DatagramSocket socket, Process sender, Callable<Sdp.Track> described)
            throws Exception {
        try {
            var packets = packets(socket, sender);
            var track = described.call();
            var units = new ArrayList<AccessUnit>();
            var depacketizer = Depacketizer.of(track.codec());
            packets.forEach(packet -> depacketizer.accept(packet, 0, units::add));
            return new Received(track, units, depacketizer);
        } finally {
            sender.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
        }
    }

    private static List<RtpPacket> packets(DatagramSocket socket, Process sender) throws IOException {
        var packets = new ArrayList<RtpPacket>();
        var datagram = new DatagramPacket(new byte[2048], 2048);
        while (true) {
            boolean over = !sender.isAlive();
            try {
                socket.receive(datagram);
                var bytes = Arrays.copyOf(datagram.getData(), datagram.getLength());
                packets.add(RtpPacket.read(ByteBuffer.wrap(bytes)).orElseThrow());
            } catch (SocketTimeoutException e) {
                if (over) {
                    return packets;
                }
            }
        }
    }

    private void assertSame(Path film, Received received, String format) throws IOException, InterruptedException {
        assertEquals(0, received.depacketizer().packetsLost());
        assertEquals(new View.Size(648, 360), received.depacketizer().size().orElseThrow());
        assertEquals(PICTURES, received.units().size());
        assertTrue(received.units().stream().noneMatch(unit -> unit.coding() == Coding.JPEG && !unit.key()));
        var all = new ByteArrayOutputStream();
        received.units().forEach(unit -> all.writeBytes(unit.data()));
        var file = Files.write(folder.resolve("received." + format), all.toByteArray());
        var pictures = hashes("-f", format, "-i", file.toString());
        assertFalse(pictures.isEmpty());
        assertEquals(hashes("-i", film.toString()), pictures);
    }

    private static List<String> hashes(String... input) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(FFMPEG, "-v", "error"));
        command.addAll(List.of(input));
        command.addAll(List.of("-fps_mode", "passthrough", "-f", "framemd5", "-"));
        return run(command.toArray(String[]::new))
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.substring(line.lastIndexOf(',') + 1).strip())
                .toList();
    }

    private static String run(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), String.join(" ", command));
        return out;
    }
}
