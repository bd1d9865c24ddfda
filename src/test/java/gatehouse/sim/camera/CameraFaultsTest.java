package gatehouse.sim.camera;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.Login;
import gatehouse.sim.Fault;
import gatehouse.sim.FaultNames;
import gatehouse.sim.Faults;
import gatehouse.sim.camera.rtsp.Offer;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// What a camera does wrong on purpose while somebody watches, and cameras that are choosy.
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
class CameraFaultsTest {
    private static final int STAP_A = 24;
    private static final int FU_A = 28;
    private static final int IDR = 5;
    private static final String TCP = "Transport: RTP/AVP/TCP;unicast;interleaved=0-1";

    private final Faults faults = new Faults();
    private SimCamera camera;

    @BeforeEach
    void open() throws IOException {
        camera = SimCamera.open(settings(), faults);
    }

    @AfterEach
    void close() {
        camera.close();
    }

    @Test
    void aRepeatedPictureIsTheSameToTheByteWithNewNumbersAndTimes() throws IOException {
        try (var viewer = viewer(camera).play(camera.subUri())) {
            viewer.picture();
            faults.add(new Fault.Repeats());
            var first = payloads(viewer);
            var second = payloads(viewer);
            while (!second.equals(first)) {
                first = second;
                second = payloads(viewer);
            }
            var before = viewer.rtp();
            while (!before.marker()) {
                before = viewer.rtp();
            }
            var after = viewer.rtp();
            assertEquals(before.sequence() + 1 & 0xffff, after.sequence());
            assertTrue(after.bytes().getInt(4) - before.bytes().getInt(4) > 0);
            faults.clear();
            while (payloads(viewer).equals(second)) {
                // what was on its way
            }
        }
    }

    @Test
    void withoutKeyPicturesTheOthersStillCome() throws IOException {
        faults.add(new Fault.NoKeyPicture());
        try (var viewer = viewer(camera).play(camera.subUri())) {
            for (int i = 0; i < 20; i++) {
                for (var packet : viewer.picture()) {
                    assertNotEquals(STAP_A, packet.nalType());
                    assertFalse(packet.nalType() == FU_A && (packet.bytes().get(13) & 0x1f) == IDR);
                }
            }
            faults.clear();
            while (viewer.picture().getFirst().nalType() != STAP_A) {
                // what was on its way
            }
        }
    }

    @Test
    void brokenPicturesKeepTheirPacketsAndParameterSets() throws IOException {
        faults.add(new Fault.BrokenPictures());
        try (var viewer = viewer(camera).play(camera.subUri())) {
            var packets = viewer.picture();
            assertEquals(STAP_A, packets.getFirst().nalType());
            var slice = packets.get(1);
            assertEquals(1, slice.bytes().get(slice.nalType() == FU_A ? 14 : 13));
            assertTrue(packets.getLast().marker());
        }
    }

    @Test
    void theDescriptionNamesACodecNobodyKnows() throws IOException {
        faults.add(new Fault.UnknownCodec());
        try (var viewer = viewer(camera)) {
            var sdp = viewer.ask("DESCRIBE", camera.subUri()).body();
            assertTrue(sdp.contains("a=rtpmap:96 H266/90000"), sdp);
            assertFalse(sdp.contains("sprop"), sdp);
        }
    }

    @Test
    void noMoreViewersAreTakenButTheOneThereStays() throws IOException {
        try (var first = viewer(camera).play(camera.subUri());
                var second = viewer(camera)) {
            faults.add(new Fault.NoMoreViewers());
            second.ask("DESCRIBE", camera.subUri());
            assertEquals(453, second.ask("SETUP", track(camera), TCP).status());
            first.picture();
        }
    }

    @Test
    void halfTheSizeComesInTheMiddleOfTheStreamWithItsOwnParameterSets() throws IOException {
        try (var viewer = viewer(camera).play(camera.subUri())) {
            var sets = setsOf(viewer);
            faults.add(new Fault.HalfSize());
            var smaller = setsOf(viewer);
            while (smaller.equals(sets)) {
                smaller = setsOf(viewer);
            }
            try (var other = viewer(camera)) {
                assertTrue(other.ask("DESCRIBE", camera.subUri()).body().contains("a=framesize:96 320-176"));
            }
            faults.clear();
            while (!setsOf(viewer).equals(sets)) {
                // what was on its way
            }
        }
    }

    @Test
    void numbersLeapAheadByAThousand() throws IOException {
        faults.add(new Fault.SequenceJumps(Duration.ofMillis(200)));
        try (var viewer = viewer(camera).play(camera.subUri())) {
            var before = viewer.rtp();
            var after = viewer.rtp();
            while (after.sequence() == (before.sequence() + 1 & 0xffff)) {
                before = after;
                after = viewer.rtp();
            }
            assertEquals(before.sequence() + 1001 & 0xffff, after.sequence());
        }
    }

    @Test
    void aClockThatRunsBackwardsGivesEarlierTimeStamps() throws IOException {
        faults.add(new Fault.ClockBackwards());
        try (var viewer = viewer(camera).play(camera.subUri())) {
            int first = viewer.picture().getFirst().bytes().getInt(4);
            for (int i = 0; i < 5; i++) {
                int next = viewer.picture().getFirst().bytes().getInt(4);
                assertTrue(next - first < 0);
                first = next;
            }
        }
    }

    @Test
    void blackAndCoveredPicturesKeepOnlyTheWriting() {
        var painter = new ScenePainter(SceneKind.GATE, 0, "North gate", 640, 360);
        var clock = LocalDateTime.of(2026, 11, 23, 6, 12, 8);
        painter.paint(0, clock, Optional.empty());
        var scene = painter.pixels().clone();
        painter.through(Lens.BLACK);
        assertEquals(2, painter.paint(83, clock, Optional.empty()).size(), "all of it, and the clock");
        assertTrue(brightness(painter) < 8, "black: " + brightness(painter));
        painter.through(Lens.COVERED);
        painter.paint(166, clock, Optional.empty());
        assertTrue(brightness(painter) > 70 && brightness(painter) < 110, "grey: " + brightness(painter));
        assertTrue(TimeCode.read(painter.picture()).isEmpty());
        painter.through(Lens.CLEAR);
        painter.paint(0, clock, Optional.empty());
        assertEquals(ByteBuffer.wrap(bytes(scene)), ByteBuffer.wrap(bytes(painter.pixels())));
    }

    @Test
    void eachTransportCanBeTheOnlyOne() throws IOException {
        var udp = "Transport: RTP/AVP;unicast;client_port=40000-40001";
        try (var tcpOnly = SimCamera.open(settings().withOffer(Offer.TCP_ONLY), faults);
                var udpOnly = SimCamera.open(settings().withOffer(Offer.UDP_ONLY), faults);
                var one = viewer(tcpOnly);
                var other = viewer(udpOnly)) {
            assertEquals(461, one.ask("SETUP", track(tcpOnly), udp).status());
            assertEquals(200, one.ask("SETUP", track(tcpOnly), TCP).status());
            assertEquals(461, other.ask("SETUP", track(udpOnly), TCP).status());
            assertEquals(200, other.ask("SETUP", track(udpOnly), udp).status());
        }
    }

    @Test
    void aStationForOneViewerTakesTheNextWhenTheFirstIsGone() throws IOException {
        try (var narrow = SimCamera.open(settings().withMostViewers(1), faults);
                var second = viewer(narrow)) {
            second.ask("DESCRIBE", narrow.subUri());
            try (var first = viewer(narrow).play(narrow.subUri())) {
                first.picture();
                assertEquals(453, second.ask("SETUP", track(narrow), TCP).status());
                assertEquals(200, first.ask("TEARDOWN", narrow.subUri()).status());
            }
            assertEquals(200, second.ask("SETUP", track(narrow), TCP).status());
        }
    }

    @Test
    void receiverReportsAreCountedAndRead() throws IOException {
        try (var rtp = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                var rtcp = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                var viewer = viewer(camera)) {
            var ports = "client_port=" + rtp.getLocalPort() + "-" + rtcp.getLocalPort();
            var setup = viewer.ask("SETUP", track(camera), "Transport: RTP/AVP;" + ports);
            viewer.session(setup.header("session").split(";", 2)[0]);
            viewer.ask("PLAY", camera.subUri());
            var report = new DatagramPacket(new byte[2000], 2000);
            rtcp.setSoTimeout(20_000);
            rtcp.receive(report);
            var block = ByteBuffer.allocate(32)
                    .putInt(0x81c90007)
                    .putInt(1)
                    .putInt(2)
                    .putInt(64 << 24 | 7)
                    .putInt(0x0001_0203)
                    .array();
            rtcp.send(new DatagramPacket(block, block.length, report.getSocketAddress()));
            while (camera.receiverReports() == 0) {
                viewer.ask("GET_PARAMETER", camera.subUri());
            }
            var newest = camera.newestReport().orElseThrow();
            assertEquals(0.25, newest.lostShare());
            assertEquals(7, newest.lost());
            assertEquals(0x0001_0203, newest.highestSequence());
        }
    }

    @Test
    void motionJpegIsSentAsRfc2435HasIt() throws IOException {
        var shape = StreamShape.SUB.asMjpeg();
        try (var other = SimCamera.open(settings().withShapes(StreamShape.MAIN, shape), faults);
                var viewer = viewer(other)) {
            var sdp = viewer.ask("DESCRIBE", other.subUri()).body();
            assertTrue(sdp.contains("m=video 0 RTP/AVP 26"), sdp);
            viewer.play(other.subUri());
            int offset = 0;
            for (var packet : viewer.picture()) {
                var bytes = packet.bytes();
                assertEquals(26, bytes.get(1) & 0x7f);
                assertEquals(offset, bytes.getInt(12));
                assertEquals(1, bytes.get(16));
                assertEquals(80, bytes.get(18));
                assertEquals(45, bytes.get(19));
                offset += bytes.remaining() - 12 - 8 - (offset == 0 ? 4 + 128 : 0);
            }
        }
    }

    @Test
    void everyFaultHasAName() {
        for (var name : FaultNames.all()) {
            assertEquals(name, FaultNames.of(FaultNames.named(name)));
        }
        assertEquals(
                Fault.class.getPermittedSubclasses().length, FaultNames.all().size());
    }

    private static String payloads(TestViewer viewer) throws IOException {
        var text = new StringBuilder();
        for (var packet : viewer.picture()) {
            text.append(packet.bytes()
                            .slice(12, packet.bytes().remaining() - 12)
                            .hashCode())
                    .append(' ');
        }
        return text.toString();
    }

    private static ByteBuffer setsOf(TestViewer viewer) throws IOException {
        while (true) {
            var first = viewer.picture().getFirst();
            if (first.nalType() == STAP_A) {
                return first.bytes().slice(12, first.bytes().remaining() - 12);
            }
        }
    }

    private static double brightness(ScenePainter painter) {
        long sum = 0;
        for (int p : painter.pixels()) {
            sum += p >> 8 & 0xff;
        }
        return (double) sum / painter.pixels().length;
    }

    private static byte[] bytes(int[] pixels) {
        var out = ByteBuffer.allocate(4 * pixels.length);
        out.asIntBuffer().put(pixels);
        return out.array();
    }

    private static URI track(SimCamera camera) {
        return URI.create(camera.subUri() + "/trackID=0");
    }

    private static TestViewer viewer(SimCamera camera) throws IOException {
        return new TestViewer(camera.port(), Login.NONE);
    }

    private static CameraSettings settings() {
        return new CameraSettings(InetAddress.getLoopbackAddress(), 0, "North gate", SceneKind.GATE, 0, Login.NONE);
    }
}
