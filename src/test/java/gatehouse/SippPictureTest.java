package gatehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.darkroom.Darkroom;
import gatehouse.desk.Happening;
import gatehouse.door.CallsFrom;
import gatehouse.door.DoorId;
import gatehouse.peers.Program;
import gatehouse.video.CallVideo;
import gatehouse.video.VideoSettings;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// sipp as a door without a camera of its own: who stands there is seen before the call is answered, by packets that
/// ffmpeg made.
@Tag("peer")
class SippPictureTest {
    private static final DoorId NORTH_GATE = new DoorId("north-gate");
    private static final int PACKETS = 200;

    private final Told told = new Told();

    @TempDir
    private Path folder;

    @Test
    void whoRingsIsSeenBeforeHeIsAnsweredAndNotAfterTheCall() throws Exception {
        Program.need("sipp", "ffmpeg");
        var site = SmallSite.listening(SmallSite.door(NORTH_GATE.value(), new CallsFrom.Peer("127.0.0.1", 0)));
        var moves = new PictureMoves();
        try (var darkroom = Darkroom.inside();
                var eye = CallVideo.open("north-gate", CallVideo.Ports.ANY, darkroom, VideoSettings.STANDARD, moves);
                var view = eye.watch(324, 180, true);
                var telephone = Telephone.open(
                        site, new Ears(1000), new Figures(), (door, here) -> Optional.of(eye.await(here)), told)) {
            record(folder.resolve("picture.pcap"));
            try (var sipp = sipp(telephone)) {
                var rang = told.next(Happening.Rang.class);
                moves.await(sipp::output);
                PictureMoves.awaitPicture(view, sipp::output);
                assertTrue(told.unread(Happening.Answered.class).isEmpty());

                telephone.answer(new gatehouse.desk.Deed.Answer(rang.call()));
                told.next(Happening.Answered.class);
                told.next(Happening.CallOver.class);
                assertEquals(0, sipp.status(30), sipp.output());
                moves.await(() -> "it is told that the picture is gone");
                assertEquals(Optional.empty(), view.newest());
            }
        }
    }

    private Program sipp(Telephone telephone) throws IOException {
        try (var in = SippPictureTest.class.getResourceAsStream("/peers/sipp/show-before-answered.xml")) {
            Files.copy(in, folder.resolve("show.xml"));
        }
        var there = telephone.listening().getFirst().address();
        return Program.start(
                folder,
                "sipp",
                "-sf",
                "show.xml",
                "-s",
                "desk",
                "-i",
                "127.0.0.1",
                "-mi",
                "127.0.0.1",
                "-m",
                "1",
                "-timeout",
                "60s",
                "-nostdin",
                "127.0.0.1:" + there.getPort());
    }

    /// ffmpeg's packets as a capture that sipp can play: libpcap's file of Ethernet frames.
    private void record(Path capture) throws IOException {
        try (var rtp = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                var out = new DataOutputStream(Files.newOutputStream(capture));
                var ffmpeg = Program.start(
                        folder,
                        "ffmpeg",
                        "-nostdin",
                        "-re",
                        "-f",
                        "lavfi",
                        "-i",
                        "testsrc2=s=648x360:r=25",
                        "-c:v",
                        "libx264",
                        "-pix_fmt",
                        "yuv420p",
                        "-preset",
                        "ultrafast",
                        "-tune",
                        "zerolatency",
                        "-g",
                        "12",
                        "-bsf:v",
                        "dump_extra",
                        "-payload_type",
                        "96",
                        "-f",
                        "rtp",
                        "rtp://127.0.0.1:" + rtp.getLocalPort() + "?pkt_size=1200")) {
            rtp.setSoTimeout(20_000);
            out.writeInt(0xa1b2c3d4);
            out.writeShort(2);
            out.writeShort(4);
            out.writeInt(0);
            out.writeInt(0);
            out.writeInt(65_535);
            out.writeInt(1); // Ethernet
            var datagram = new DatagramPacket(new byte[2000], 2000);
            long start = System.nanoTime();
            for (int i = 0; i < PACKETS; i++) {
                datagram.setLength(2000);
                rtp.receive(datagram);
                frame(out, (System.nanoTime() - start) / 1000, datagram);
            }
            assertTrue(ffmpeg.output().contains("libx264"), ffmpeg.output());
        }
    }

    private static void frame(DataOutputStream out, long micros, DatagramPacket rtp) throws IOException {
        int udp = 8 + rtp.getLength();
        int ip = 20 + udp;
        out.writeInt((int) (micros / 1_000_000));
        out.writeInt((int) (micros % 1_000_000));
        out.writeInt(14 + ip);
        out.writeInt(14 + ip);
        out.write(new byte[12]);
        out.writeShort(0x0800);
        out.writeShort(0x4500);
        out.writeShort(ip);
        out.writeInt(0);
        out.writeShort(64 << 8 | 17);
        out.writeShort(0);
        out.writeInt(0x7f000001);
        out.writeInt(0x7f000001);
        out.writeShort(rtp.getPort());
        out.writeShort(6000);
        out.writeShort(udp);
        out.writeShort(0);
        out.write(rtp.getData(), 0, rtp.getLength());
    }
}
