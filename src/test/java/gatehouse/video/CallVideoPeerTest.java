package gatehouse.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.darkroom.Darkroom;
import gatehouse.peers.Program;
import gatehouse.rtp.SrtpKey;
import gatehouse.rtp.SrtpSuite;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The picture of a door without a camera of its own, sent by Debian's ffmpeg as a call brings it.
@Tag("peer")
class CallVideoPeerTest {
    private static final View.Size SMALL = new View.Size(324, 180);

    private final LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();

    @TempDir
    private Path folder;

    @Test
    void pictureComesWithTheCallAndGoesWithIt() throws Exception {
        seenAndGone(Optional.empty());
    }

    @Test
    void sealedPictureIsSeenWithItsKeyOnly() throws Exception {
        seenAndGone(Optional.of("MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkw"));
    }

    private void seenAndGone(Optional<String> key) throws Exception {
        Program.need("ffmpeg");
        try (var darkroom = Darkroom.inside();
                var video = CallVideo.open(
                        "north-gate", CallVideo.Ports.ANY, darkroom, VideoSettings.STANDARD, listener());
                var view = video.watch(SMALL.width(), SMALL.height(), true);
                var theirs = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            assertEquals(Optional.empty(), view.newest());
            assertEquals(List.of(), video.details().streams());
            try (var picture = video.await(InetAddress.getLoopbackAddress());
                    var ffmpeg = ffmpeg(picture.address().getPort(), theirs.getLocalPort(), key)) {
                picture.receive(new CallPicture.Agreed(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), theirs.getLocalPort()),
                        96,
                        "",
                        key.map(CallVideoPeerTest::key),
                        key.map(CallVideoPeerTest::key)));
                Watching.awaitPicture(view, v -> v.newest().equals(Optional.of(SMALL)));
                assertEquals("comes", told.poll(Watching.PATIENCE_SECONDS, TimeUnit.SECONDS));
                var info = video.details().streams().getFirst();
                assertEquals(Optional.of(new View.Size(648, 360)), info.size());
                assertEquals("H.264", view.source().orElseThrow().codec());
                assertEquals(648, video.still().orElseThrow().width());
            }
            assertEquals("rests", told.poll(Watching.PATIENCE_SECONDS, TimeUnit.SECONDS));
            assertEquals(Optional.empty(), view.newest(), "the last visitor is not shown for the next one");
            assertEquals(Optional.empty(), video.still());
        }
    }

    @Test
    void whoeverIsNotTheDoorIsNotSeen() throws Exception {
        try (var darkroom = Darkroom.inside();
                var video = CallVideo.open(
                        "north-gate", CallVideo.Ports.ANY, darkroom, VideoSettings.STANDARD, listener());
                var picture = video.await(InetAddress.getLoopbackAddress());
                var door = new DatagramSocket(0, InetAddress.getByName("127.0.0.9"))) {
            Program.need("ffmpeg");
            try (var stranger = ffmpeg(picture.address().getPort(), 0, Optional.empty())) {
                // The door itself sends nothing but hears that it is asked for a report: the picture is awaited.
                picture.receive(new CallPicture.Agreed(
                        new InetSocketAddress(door.getLocalAddress(), door.getLocalPort() - 1),
                        96,
                        "",
                        Optional.empty(),
                        Optional.empty()));
                door.setSoTimeout(20_000);
                door.receive(new DatagramPacket(new byte[1500], 1500));
                stranger.until("frame=[1-9]", 20);
                assertEquals(Optional.empty(), video.still());
                assertTrue(told.isEmpty(), told.toString());
            }
        }
    }

    private CallVideo.Listener listener() {
        return new CallVideo.Listener() {
            @Override
            public void comes() {
                told.add("comes");
            }

            @Override
            public void rests() {
                told.add("rests");
            }
        };
    }

    private static SrtpKey key(String base64) {
        return SrtpKey.of(SrtpSuite.AES_CM_128_HMAC_SHA1_80, Base64.getDecoder().decode(base64));
    }

    private Program ffmpeg(int port, int from, Optional<String> key) throws Exception {
        var command = new ArrayList<>(List.of(
                "ffmpeg",
                "-nostdin",
                "-nostats",
                "-progress",
                "pipe:1",
                "-re",
                "-f",
                "lavfi",
                "-i",
                "testsrc2=s=648x360:r=25",
                "-c:v",
                "libx264"));
        command.addAll(List.of("-pix_fmt", "yuv420p", "-preset", "ultrafast", "-tune", "zerolatency", "-g", "12"));
        command.addAll(List.of("-bsf:v", "dump_extra", "-payload_type", "96", "-f", "rtp"));
        key.ifPresent(
                k -> command.addAll(List.of("-srtp_out_suite", "AES_CM_128_HMAC_SHA1_80", "-srtp_out_params", k)));
        command.add((key.isPresent() ? "srtp" : "rtp") + "://127.0.0.1:" + port + "?pkt_size=1200");
        return Program.start(Files.createDirectories(folder.resolve("ffmpeg" + from)), command.toArray(String[]::new));
    }
}
