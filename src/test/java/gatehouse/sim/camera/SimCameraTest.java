package gatehouse.sim.camera;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.Login;
import gatehouse.door.Secret;
import gatehouse.sim.Fault;
import gatehouse.sim.Faults;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/// The camera over real sockets on loopback.
@Timeout(60)
@Isolated
class SimCameraTest {
    private static final Login LOGIN = new Login("guard", Secret.of("gate"));
    private static final int STAP_A = 24;

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
    void everyViewerBeginsWithAKeyPicture() throws IOException {
        try (var first = viewer()) {
            assertEquals(
                    STAP_A, first.play(camera.subUri()).picture().getFirst().nalType());
            assertEquals(1, first.picture().getFirst().nalType());
            try (var second = viewer()) {
                assertEquals(
                        STAP_A,
                        second.play(camera.subUri()).picture().getFirst().nalType());
                assertEquals(2, camera.viewers());
            }
        }
    }

    @Test
    void packetsAreNumberedWithoutGapsAndPicturesAdvanceOnThe90KilohertzClock() throws IOException {
        try (var viewer = viewer().play(camera.subUri())) {
            var before = viewer.picture().getLast();
            for (int i = 0; i < 20; i++) {
                var picture = viewer.picture();
                assertEquals(before.sequence() + 1 & 0xffff, picture.getFirst().sequence());
                int step = picture.getFirst().bytes().getInt(4) - before.bytes().getInt(4);
                assertTrue(step > 0 && step < 90_000 * 20, "step of " + step);
                assertEquals(96, picture.getFirst().bytes().get(1) & 0x7f);
                before = picture.getLast();
            }
        }
    }

    @Test
    void aSenderReportComesWithTheFirstPicture() throws IOException {
        try (var viewer = viewer().play(camera.subUri())) {
            var report = viewer.frame();
            assertEquals(1, report.channel());
            assertEquals(200, report.bytes().get(1) & 0xff);
            long ntpSeconds = report.bytes().getInt(8) & 0xffff_ffffL;
            long now = System.currentTimeMillis() / 1000 + 2_208_988_800L;
            assertTrue(Math.abs(now - ntpSeconds) < 60);
            assertEquals(202, report.bytes().get(29) & 0xff);
            assertEquals(report.bytes().getInt(16), viewer.rtp().bytes().getInt(4));
        }
    }

    @Test
    void udpComesFromAnEvenPortWithItsReportsOnTheOddOne() throws IOException {
        try (var rtp = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                var rtcp = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                var viewer = viewer()) {
            viewer.ask("DESCRIBE", camera.subUri());
            var setup = viewer.ask(
                    "SETUP",
                    track(),
                    "Transport: RTP/AVP;unicast;client_port=" + rtp.getLocalPort() + "-" + rtcp.getLocalPort());
            assertEquals(200, setup.status());
            var ports = setup.header("transport")
                    .replaceAll(".*server_port=(\\d+)-(\\d+).*", "$1 $2")
                    .split(" ", 2);
            int even = Integer.parseInt(ports[0]);
            assertEquals(0, even % 2);
            assertEquals(even + 1, Integer.parseInt(ports[1]));
            viewer.session(setup.header("session").split(";", 2)[0]);
            assertEquals(200, viewer.ask("PLAY", camera.subUri()).status());
            var packet = receive(rtp);
            assertEquals(even, packet.getPort());
            assertEquals(STAP_A, packet.getData()[12] & 0x1f);
            var report = receive(rtcp);
            assertEquals(even + 1, report.getPort());
            assertEquals(200, report.getData()[1] & 0xff);
        }
    }

    @Test
    void theDescriptionCarriesTheParameterSetsThatAreSent() throws IOException {
        try (var viewer = viewer()) {
            var reply = viewer.ask("DESCRIBE", camera.mainUri());
            assertEquals("application/sdp", reply.header("content-type"));
            assertEquals(camera.mainUri() + "/", reply.header("content-base"));
            var sets = reply.body()
                    .replaceAll("(?s).*sprop-parameter-sets=([^\r]+)\r.*", "$1")
                    .split(",", -1);
            assertEquals(2, sets.length);
            var sps = Base64.getDecoder().decode(sets[0]);
            viewer.play(camera.mainUri());
            var stapA = viewer.picture().getFirst().bytes();
            var sent = new byte[stapA.getShort(13)];
            stapA.get(15, sent);
            assertArrayEquals(sps, sent);
        }
    }

    @Test
    void pausedViewersGetNothingAndGoOnWithAKeyPicture() throws IOException {
        try (var viewer = viewer().play(camera.subUri())) {
            viewer.picture();
            assertEquals(200, viewer.ask("PAUSE", camera.subUri()).status());
            assertEquals(0, camera.viewers());
            assertEquals(200, viewer.ask("GET_PARAMETER", camera.subUri()).status());
            assertEquals(200, viewer.ask("PLAY", camera.subUri()).status());
            while (viewer.picture().getFirst().nalType() != STAP_A) {
                // what was on its way before the pause
            }
            assertEquals(200, viewer.ask("TEARDOWN", camera.subUri()).status());
            assertEquals(0, camera.viewers());
            assertEquals(454, viewer.ask("PLAY", camera.subUri()).status());
        }
    }

    @Test
    void aWrongPasswordIsRefusedWithAFreshNonceEachTime() throws IOException {
        try (var viewer = new TestViewer(camera.port(), new Login("guard", Secret.of("wrong")))) {
            var first = viewer.ask("DESCRIBE", camera.subUri());
            var second = viewer.askOnce("DESCRIBE", camera.subUri());
            assertEquals(401, first.status());
            assertEquals(401, second.status());
            assertFalse(first.header("www-authenticate").equals(second.header("www-authenticate")));
            assertEquals(200, viewer.askOnce("OPTIONS", camera.subUri()).status());
        }
    }

    @Test
    void sha256WorksWhereItIsOffered() throws IOException {
        try (var other = SimCamera.open(settings().withSha256(), new Faults());
                var viewer = new TestViewer(other.port(), LOGIN)) {
            var offers = viewer.askOnce("DESCRIBE", other.subUri()).headers().get("www-authenticate");
            assertTrue(offers.getFirst().contains("SHA-256"));
            assertTrue(offers.getLast().contains("MD5"));
            assertEquals(200, viewer.ask("DESCRIBE", other.subUri()).status());
        }
    }

    @Test
    void statusesSayWhatIsWrong() throws IOException {
        try (var viewer = viewer()) {
            var nowhere = URI.create("rtsp://127.0.0.1:" + camera.port() + "/attic");
            assertEquals(404, viewer.ask("DESCRIBE", nowhere).status());
            assertEquals(
                    461,
                    viewer.ask("SETUP", track(), "Transport: RTP/AVP;multicast").status());
            assertEquals(
                    454,
                    viewer.ask("PLAY", camera.subUri(), "Session: 12345678").status());
            assertEquals(501, viewer.ask("RECORD", camera.subUri()).status());
            assertEquals(
                    551,
                    viewer.ask("DESCRIBE", camera.subUri(), "Require: com.x").status());
            assertTrue(viewer.ask("OPTIONS", camera.subUri()).header("public").contains("GET_PARAMETER"));
        }
    }

    @Test
    void garbageIsAnsweredWith400AndTheEnd() throws IOException {
        String[] garbage = {
            "GET / HTTP/1.1\r\n\r\n",
            "\u0000\u0001\u0002\r\n\r\n",
            "OPTIONS * RTSP/1.0\r\nno colon\r\n\r\n",
            "OPTIONS * RTSP/1.0\r\n\r\n",
            "OPTIONS * RTSP/1.0\r\nCSeq: 99999999999\r\n\r\n",
            "OPTIONS * RTSP/1.0\r\nCSeq: 1\r\nContent-Length: -5\r\n\r\n",
            "OPTIONS * RTSP/1.0\r\n" + "X: y\r\n".repeat(100) + "\r\n",
            "OPTIONS * RTSP/1.0\r\nX: " + "y".repeat(50_000),
        };
        for (var text : garbage) {
            try (var viewer = viewer()) {
                viewer.send(text);
                assertEquals(
                        400, viewer.reply().status(), text.lines().findFirst().orElse(""));
                viewer.awaitEnd();
            }
        }
        try (var viewer = viewer()) {
            assertEquals(200, viewer.ask("DESCRIBE", camera.subUri()).status());
        }
    }

    @Test
    void aStallingCameraPlaysButSendsNothingUntilItRecovers() throws IOException {
        try (var viewer = viewer().play(camera.subUri())) {
            viewer.picture();
            faults.add(new Fault.Stalls());
            var reply = viewer.ask("GET_PARAMETER", camera.subUri());
            assertEquals(200, reply.status());
            viewer.patience(Duration.ofSeconds(1));
            assertThrows(SocketTimeoutException.class, () -> {
                while (true) {
                    viewer.picture(); // at first what was on its way
                }
            });
            viewer.patience(Duration.ofSeconds(20));
            faults.clear();
            assertEquals(STAP_A, viewer.picture().getFirst().nalType());
        }
    }

    @Test
    void aDroppedStreamEndsAndNewConnectionsWork() throws IOException {
        try (var viewer = viewer().play(camera.subUri())) {
            viewer.picture();
            faults.add(new Fault.DropsStream(Duration.ofMillis(1)));
            viewer.awaitEnd();
        }
        faults.add(new Fault.DropsStream(Duration.ofHours(1)));
        try (var viewer = viewer().play(camera.subUri())) {
            viewer.picture();
        }
    }

    @Test
    void aBusyCameraAnswers453() throws IOException {
        faults.add(new Fault.Busy());
        try (var viewer = viewer()) {
            assertEquals(200, viewer.ask("DESCRIBE", camera.subUri()).status());
            assertEquals(
                    453,
                    viewer.ask("SETUP", track(), "Transport: RTP/AVP/TCP;interleaved=0-1")
                            .status());
        }
    }

    @Test
    void theWrongPasswordFaultRefusesTheRightOne() throws IOException {
        faults.add(new Fault.WrongPassword());
        try (var viewer = viewer()) {
            assertEquals(401, viewer.ask("DESCRIBE", camera.subUri()).status());
            faults.clear();
            assertEquals(200, viewer.ask("DESCRIBE", camera.subUri()).status());
        }
    }

    @Test
    void aCameraThatNeverAnswersTakesTheConnectionAndSaysNothing() throws IOException {
        faults.add(new Fault.NeverAnswers());
        try (var viewer = viewer()) {
            viewer.send("OPTIONS * RTSP/1.0\r\nCSeq: 1\r\n\r\n");
            viewer.patience(Duration.ofMillis(300));
            assertThrows(SocketTimeoutException.class, viewer::reply);
        }
    }

    @Test
    void aViewerWhoSaysNothingIsSentAwayAndOneWhoSpeaksStays() throws IOException {
        try (var brief = SimCamera.open(settings().withSessionTimeout(Duration.ofSeconds(2)), new Faults());
                var silent = new TestViewer(brief.port(), LOGIN).play(brief.subUri());
                var speaking = new TestViewer(brief.port(), LOGIN).play(brief.subUri())) {
            long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
            while (System.nanoTime() < end) {
                speaking.picture();
                assertEquals(200, speaking.ask("GET_PARAMETER", brief.subUri()).status());
            }
            silent.awaitEnd();
            assertEquals(1, brief.viewers());
        }
    }

    @Test
    void overUdpReceiverReportsAreEnoughToStay() throws IOException {
        try (var brief = SimCamera.open(settings().withSessionTimeout(Duration.ofSeconds(2)), new Faults());
                var rtp = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                var rtcp = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                var viewer = new TestViewer(brief.port(), LOGIN)) {
            viewer.ask("DESCRIBE", brief.subUri());
            var ports = "client_port=" + rtp.getLocalPort() + "-" + rtcp.getLocalPort();
            var setup = viewer.ask("SETUP", URI.create(brief.subUri() + "/trackID=0"), "Transport: RTP/AVP;" + ports);
            viewer.session(setup.header("session").split(";", 2)[0]);
            assertEquals(200, viewer.ask("PLAY", brief.subUri()).status());
            var report = receive(rtcp).getSocketAddress();
            long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
            while (System.nanoTime() < end) {
                receive(rtp);
                rtcp.send(new DatagramPacket(new byte[] {(byte) 0x80, (byte) 201, 0, 1, 0, 0, 0, 1}, 8, report));
            }
            assertEquals(1, brief.viewers());
            viewer.awaitEnd();
            // The viewer hears of its end a moment before it is counted out.
            long patience = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (brief.viewers() > 0 && System.nanoTime() < patience) {
                Thread.onSpinWait();
            }
            assertEquals(0, brief.viewers());
        }
    }

    @Test
    void theSnapshotShowsThisMoment() throws IOException {
        camera.walkUp();
        var picture = ImageIO.read(new ByteArrayInputStream(camera.jpeg()));
        assertEquals(1280, picture.getWidth());
        long code = TimeCode.read(picture).orElseThrow();
        assertTrue(Math.abs(TimeCode.ageMillis(code, System.currentTimeMillis())) < 20_000);
    }

    @Test
    void nothingIsEncodedWhileNobodyWatchesAndCloseLeavesNoThread() throws IOException, InterruptedException {
        assertEquals(Set.of(), encoders());
        var viewer = viewer().play(camera.subUri());
        viewer.picture();
        assertEquals(Set.of("camera North gate sub"), names());
        var main = viewer().play(camera.mainUri());
        main.picture();
        var sub = encoders().stream()
                .filter(t -> t.getName().endsWith("sub"))
                .findFirst()
                .orElseThrow();
        viewer.close();
        sub.join(20_000);
        assertEquals(Set.of("camera North gate main"), names());
        camera.close();
        assertEquals(Set.of(), names());
        main.awaitEnd();
        main.close();
        assertThrows(IOException.class, () -> viewer().close());
        camera.close();
    }

    @Test
    void aTakenPortIsSaidAndNothingStaysOpen() {
        assertThrows(
                IOException.class,
                () -> SimCamera.open(
                        new CameraSettings(
                                InetAddress.getLoopbackAddress(), camera.port(), "Twin", SceneKind.DOCK, 0, LOGIN),
                        faults));
    }

    @Test
    void aConnectionThatEndsEarlyHarmsNobody() throws IOException {
        try (var viewer = viewer()) {
            viewer.send("DESCRIBE rtsp://");
        }
        try (var viewer = viewer().play(camera.subUri())) {
            viewer.picture();
        }
        assertThrows(IOException.class, () -> {
            try (var viewer = viewer().play(camera.subUri())) {
                camera.close();
                while (true) {
                    viewer.picture();
                }
            }
        });
    }

    private TestViewer viewer() throws IOException {
        return new TestViewer(camera.port(), LOGIN);
    }

    private URI track() {
        return URI.create(camera.subUri() + "/trackID=0");
    }

    private static CameraSettings settings() {
        return new CameraSettings(InetAddress.getLoopbackAddress(), 0, "North gate", SceneKind.GATE, 0, LOGIN);
    }

    private static DatagramPacket receive(DatagramSocket socket) throws IOException {
        var packet = new DatagramPacket(new byte[2000], 2000);
        socket.setSoTimeout(20_000);
        socket.receive(packet);
        return packet;
    }

    private static Set<Thread> encoders() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().startsWith("camera "))
                .collect(Collectors.toSet());
    }

    private static Set<String> names() {
        return encoders().stream().map(Thread::getName).collect(Collectors.toSet());
    }
}
