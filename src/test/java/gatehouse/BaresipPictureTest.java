package gatehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.darkroom.Darkroom;
import gatehouse.desk.Deed;
import gatehouse.desk.Happening;
import gatehouse.door.CallsFrom;
import gatehouse.door.DoorId;
import gatehouse.peers.Baresip;
import gatehouse.peers.Program;
import gatehouse.peers.ToneFile;
import gatehouse.video.CallVideo;
import gatehouse.video.VideoSettings;
import java.awt.Color;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// baresip as a door without a camera of its own: it offers H.264 with its call, and what it films is seen here.
@Tag("peer")
class BaresipPictureTest {
    private static final DoorId NORTH_GATE = new DoorId("north-gate");

    private final Told told = new Told();
    private final Semaphore moved = new Semaphore(0);

    @TempDir
    private Path folder;

    @Test
    void whatTheDoorFilmsIsSeenInTheCallAndNotAfterIt() throws Exception {
        Program.need("ffmpeg");
        Baresip.needVideo();
        try (var door = baresip(redAndBlue());
                var darkroom = Darkroom.inside();
                var eye = CallVideo.open(
                        "north-gate", CallVideo.Ports.ANY, darkroom, VideoSettings.STANDARD, listener());
                var view = eye.watch(320, 180, true);
                var telephone = Telephone.open(
                        SmallSite.listening(
                                SmallSite.door(NORTH_GATE.value(), new CallsFrom.Peer("127.0.0.1", door.sipPort()))),
                        new Ears(1000),
                        new Figures(),
                        (id, here) -> Optional.of(eye.await(here)),
                        told)) {
            door.dial("sip:desk@127.0.0.1:"
                    + telephone.listening().getFirst().address().getPort());
            var rang = told.next(Happening.Rang.class);
            telephone.answer(new Deed.Answer(rang.call()));
            told.next(Happening.Answered.class);
            assertTrue(moved.tryAcquire(30, TimeUnit.SECONDS), door::output);
            var pictures = new Semaphore(0);
            view.onPicture(pictures::release);
            while (view.newest().isEmpty()) {
                assertTrue(pictures.tryAcquire(30, TimeUnit.SECONDS), door::output);
            }
            assertEquals("H.264", view.source().orElseThrow().codec());
            var still = ImageIO.read(
                    new ByteArrayInputStream(eye.still().orElseThrow().jpeg()));
            var left = new Color(still.getRGB(still.getWidth() / 4, still.getHeight() / 2));
            var right = new Color(still.getRGB(still.getWidth() * 3 / 4, still.getHeight() / 2));
            assertTrue(left.getRed() > 180 && left.getBlue() < 80, "at the left: " + left);
            assertTrue(right.getBlue() > 180 && right.getRed() < 80, "at the right: " + right);

            telephone.hangUp(rang.call());
            told.next(Happening.CallOver.class);
            assertTrue(moved.tryAcquire(30, TimeUnit.SECONDS), "it is told that the picture is gone");
            assertEquals(Optional.empty(), eye.still());
        }
    }

    private CallVideo.Listener listener() {
        return new CallVideo.Listener() {
            @Override
            public void comes() {
                moved.release();
            }

            @Override
            public void rests() {
                moved.release();
            }
        };
    }

    private Path redAndBlue() throws Exception {
        Path film = folder.resolve("film.mp4");
        var source = "color=red:s=320x360:r=15,pad=640:360:0:0:blue";
        try (var ffmpeg = Program.start(
                folder,
                "ffmpeg",
                "-nostdin",
                "-v",
                "error",
                "-f",
                "lavfi",
                "-i",
                source,
                "-t",
                "60",
                "-c:v",
                "mpeg4",
                "-q:v",
                "3",
                "-g",
                "15",
                film.toString())) {
            assertEquals(0, ffmpeg.status(60), ffmpeg.output());
        }
        return film;
    }

    private Baresip baresip(Path film) throws Exception {
        var own = Files.createDirectories(folder.resolve("door"));
        var tone = ToneFile.wav(own.resolve("tone.wav"), 600, 60);
        return Baresip.start(own, "door1", "udp", ";regint=0;video_codecs=h264", tone, """
                module avcodec.so
                module avformat.so
                module fakevideo.so
                video_source avformat,%s
                video_display fakevideo,nil
                video_size 640x360
                video_bitrate 600000
                video_fps 15.00
                """.formatted(film));
    }
}
