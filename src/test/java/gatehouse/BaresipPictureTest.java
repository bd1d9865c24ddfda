package gatehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.darkroom.Darkroom;
import gatehouse.desk.Deed;
import gatehouse.desk.Happening;
import gatehouse.door.CallsFrom;
import gatehouse.peers.Baresip;
import gatehouse.peers.Program;
import gatehouse.peers.ToneFile;
import gatehouse.video.CallVideo;
import gatehouse.video.VideoSettings;
import java.awt.Color;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// baresip as a door without a camera of its own: it offers H.264 with its call, and what it films is seen here.
@Tag("peer")
class BaresipPictureTest {
    private static final String NORTH_GATE = "north-gate";

    private final Told told = new Told();
    private final PictureMoves moves = new PictureMoves();

    @TempDir
    private Path folder;

    @Test
    void whatTheDoorFilmsIsSeenInTheCallAndNotAfterIt() throws Exception {
        Program.need("ffmpeg");
        Baresip.needVideo();
        try (var door = baresip(redAndBlue());
                var darkroom = Darkroom.inside();
                var eye = CallVideo.open(NORTH_GATE, CallVideo.Ports.ANY, darkroom, VideoSettings.STANDARD, moves);
                var view = eye.watch(320, 180, true);
                var telephone = Telephone.open(
                        SmallSite.listening(
                                SmallSite.door(NORTH_GATE, new CallsFrom.Peer("127.0.0.1", door.sipPort()))),
                        new Ears(1000),
                        new Figures(),
                        (id, here) -> Optional.of(eye.await(here)),
                        told)) {
            door.dial("sip:desk@127.0.0.1:"
                    + telephone.listening().getFirst().address().getPort());
            var rang = told.next(Happening.Rang.class);
            telephone.answer(new Deed.Answer(rang.call()));
            told.next(Happening.Answered.class);
            moves.await(door::output);
            PictureMoves.awaitPicture(view, door::output);
            assertEquals("H.264", view.source().orElseThrow().codec());
            var still = ImageIO.read(
                    new ByteArrayInputStream(eye.still().orElseThrow().jpeg()));
            var left = new Color(still.getRGB(still.getWidth() / 4, still.getHeight() / 2));
            var right = new Color(still.getRGB(still.getWidth() * 3 / 4, still.getHeight() / 2));
            assertTrue(left.getRed() > 180 && left.getBlue() < 80, "at the left: " + left);
            assertTrue(right.getBlue() > 180 && right.getRed() < 80, "at the right: " + right);

            telephone.hangUp(rang.call());
            told.next(Happening.CallOver.class);
            moves.await(() -> "it is told that the picture is gone");
            assertEquals(Optional.empty(), eye.still());
        }
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
        return Baresip.start(
                own, "door1", "udp", ";regint=0;video_codecs=h264", tone, String.format(Locale.ROOT, """
                module avcodec.so
                module avformat.so
                module fakevideo.so
                video_source avformat,%s
                video_display fakevideo,nil
                video_size 640x360
                video_bitrate 600000
                video_fps 15.00
                """, film));
    }
}
