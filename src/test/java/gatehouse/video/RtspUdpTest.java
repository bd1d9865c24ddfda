package gatehouse.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.Fetch;
import gatehouse.door.Fetch.Transport;
import gatehouse.door.Fetch.Warm;
import gatehouse.door.Login;
import gatehouse.door.Streams;
import gatehouse.door.Trouble.Kind;
import gatehouse.rtp.Rtcp;
import gatehouse.rtp.RtpPacket;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// How the packets travel: inside the connection, by UDP, and how one stands in for the other.
@Execution(ExecutionMode.CONCURRENT)
class RtspUdpTest {
    private final ScriptedCamera camera = ScriptedCamera.start();

    @AfterEach
    void end() {
        camera.close();
    }

    private Watching watching(Transport transport) {
        var fetch = new Fetch(transport, 0, Warm.AUTO, 0, Optional.empty());
        return new Watching(new Streams(camera.uri(), camera.uri(), Login.NONE, fetch), Watching.QUICK);
    }

    private static StreamInfo awaitInfo(Watching watching, Predicate<StreamInfo> wanted) throws InterruptedException {
        try (var view = watching.video.watch(64, 64, false)) {
            Watching.awaitPicture(view, v -> wanted.test(watching.video.info()));
            return watching.video.info();
        }
    }

    private List<String> setups() {
        return camera.requests.stream()
                .filter(request -> request.method().equals("SETUP"))
                .map(request -> request.header("Transport").contains("interleaved") ? "TCP" : "UDP")
                .toList();
    }

    @Test
    void pictureComesInsideTheConnectionFirst() throws InterruptedException {
        try (var watching = watching(Transport.AUTO)) {
            watching.up();
            assertEquals("TCP", watching.video.info().transport());
        }
        assertEquals(List.of("TCP"), setups());
    }

    @Test
    void pictureComesByUdpWhereThatIsWanted() throws InterruptedException {
        try (var watching = watching(Transport.UDP)) {
            watching.up();
            var info = awaitInfo(watching, i -> i.packetsReceived() > 100);
            assertEquals("UDP", info.transport());
            assertEquals(0, info.packetsLost());
            String wish = camera.requests.stream()
                    .filter(request -> request.method().equals("SETUP"))
                    .findFirst()
                    .orElseThrow()
                    .header("Transport");
            int port = camera.viewerPort(1);
            assertEquals(0, port % 2);
            assertEquals("RTP/AVP;unicast;client_port=" + port + "-" + (port + 1), wish);
        }
        assertEquals(List.of("UDP"), setups());
    }

    @Test
    void firewallIsOpenedFromOurSide() throws InterruptedException {
        try (var watching = watching(Transport.UDP)) {
            watching.up();
            byte[] punch = camera.punches.poll(Watching.PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertNotNull(punch);
            assertEquals(
                    96, RtpPacket.read(ByteBuffer.wrap(punch)).orElseThrow().payloadType());
            assertNotNull(camera.reports.poll(Watching.PATIENCE_SECONDS, TimeUnit.SECONDS));
        }
    }

    @Test
    void cameraThatRefusesTheConnectionIsAskedForUdpAndRemembered() throws InterruptedException {
        camera.acceptsTcp = false;
        try (var watching = watching(Transport.AUTO)) {
            watching.up();
            assertEquals("UDP", watching.video.info().transport());
            assertEquals(1, camera.connections.get(), "in the same connection");
            camera.cutAll();
            assertEquals(Kind.NETWORK, watching.trouble().kind());
            watching.up();
        }
        assertEquals(List.of("TCP", "UDP", "UDP"), setups());
    }

    @Test
    void udpThatBringsNothingGivesWayToTheConnection() throws InterruptedException {
        camera.script = (request, connection) -> connection == 1
                        && request.method().equals("SETUP")
                        && request.header("Transport").contains("interleaved")
                ? ScriptedCamera.reply("461 Unsupported Transport", request, "")
                : null;
        camera.sending =
                (packet, index, connection) -> connection == 1 ? List.of() : List.of(ScriptedCamera.framed(0, packet));
        try (var watching = watching(Transport.AUTO)) {
            watching.up();
            assertEquals("TCP", watching.video.info().transport());
            assertEquals(2, camera.connections.get(), "no pause in between");
            assertTrue(
                    camera.requests.stream().anyMatch(r -> r.method().equals("TEARDOWN")), "the place is given back");
        }
        assertEquals(List.of("TCP", "UDP", "TCP"), setups());
    }

    @Test
    void cameraThatSpeaksUdpAloneAndIsNotHeardIsSaidSo() throws InterruptedException {
        camera.acceptsTcp = false;
        camera.sending = (packet, index, connection) -> List.of();
        try (var watching = watching(Transport.AUTO)) {
            var trouble = watching.trouble();
            assertEquals(Kind.STALLED, trouble.kind());
            assertTrue(trouble.remedy().contains("firewall"), trouble.remedy());
        }
    }

    @Test
    void connectionThatBringsNothingGivesWayToUdpTheNextTime() throws InterruptedException {
        camera.sending =
                (packet, index, connection) -> connection == 1 ? List.of() : List.of(ScriptedCamera.framed(0, packet));
        try (var watching = watching(Transport.AUTO)) {
            assertEquals(Kind.STALLED, watching.trouble().kind());
            watching.up();
            assertEquals("UDP", watching.video.info().transport());
        }
    }

    @Test
    void whatIsConfiguredIsNotReplaced() throws InterruptedException {
        camera.acceptsTcp = false;
        try (var watching = watching(Transport.TCP)) {
            var trouble = watching.trouble();
            assertEquals(Kind.NOT_SUPPORTED, trouble.kind());
            assertTrue(trouble.sentence().contains("TCP") && trouble.remedy().contains("auto"), trouble.toString());
        }
        camera.acceptsTcp = true;
        camera.acceptsUdp = false;
        try (var watching = watching(Transport.UDP)) {
            var trouble = watching.trouble();
            assertEquals(Kind.NOT_SUPPORTED, trouble.kind());
            assertTrue(trouble.sentence().contains("UDP") && trouble.remedy().contains("auto"), trouble.toString());
        }
        assertTrue(setups().indexOf("UDP") >= 1);
        assertEquals(List.of("TCP", "UDP"), setups().stream().distinct().toList());
    }

    @Test
    void overtakenPacketsArePutBackInOrder() throws InterruptedException {
        var held = new ArrayList<RtpPacket>();
        camera.sending = (packet, index, connection) -> {
            held.add(new RtpPacket(
                    packet.payloadType(),
                    packet.marker(),
                    packet.sequence(),
                    packet.timestamp(),
                    packet.ssrc(),
                    packet.payload()));
            if (held.size() < 4) {
                return List.of();
            }
            var frames = ScriptedCamera.frames(index < 8 ? held : held.reversed());
            held.clear();
            return frames;
        };
        try (var watching = watching(Transport.UDP)) {
            var info = awaitInfo(watching, i -> i.packetsReceived() > 200);
            assertEquals(0, info.packetsLost());
        }
    }

    @Test
    void missingPacketsAreCountedAndThePictureGoesOn() throws InterruptedException {
        camera.sending =
                (packet, index, connection) -> index % 20 == 7 ? List.of() : List.of(ScriptedCamera.framed(0, packet));
        try (var watching = watching(Transport.UDP)) {
            var info = awaitInfo(watching, i -> i.packetsReceived() > 200);
            assertTrue(info.packetsLost() >= 8, info.toString());
            assertTrue(info.packetsLost() < info.packetsReceived() / 10, info.toString());
        }
    }

    @Test
    void packetsOfStrangersAreCountedAndNotTaken() throws Exception {
        var track = new RtpPacket(96, true, 9, 9, 0x1234, ByteBuffer.wrap(new byte[] {1, 2, 3}));
        camera.sending = (packet, index, connection) -> List.of(
                ScriptedCamera.framed(0, packet),
                ScriptedCamera.framed(0, new RtpPacket(97, true, packet.sequence(), 1, 0x1234, packet.payload())),
                ScriptedCamera.framed(0, new RtpPacket(96, true, packet.sequence(), 1, 0x9999, packet.payload())));
        var ways = new RtspSession.Ways(List.of(Transport.UDP), Optional.empty());
        try (var session = new RtspSession(
                        RtspAddress.of(camera.uri()), Login.NONE, Optional.empty(), ways, Watching.QUICK);
                var stranger = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            session.prepare();
            var taken = new ArrayList<Integer>();
            session.receive((packet, now) -> {
                assertEquals(0x1234, packet.ssrc());
                taken.add(packet.sequence());
                if (taken.size() % 10 == 0) {
                    send(stranger, track.write().array());
                }
                if (taken.size() == 200) {
                    session.leave();
                }
            });
            for (int i = 1; i < taken.size(); i++) {
                assertEquals((taken.get(i - 1) + 1) & 0xffff, taken.get(i));
            }
            assertTrue(session.dropped() >= 398, "two of three, and the stranger's: " + session.dropped());
            assertEquals(200, (double) session.received(), 2);
        }
    }

    private void send(DatagramSocket from, byte[] bytes) {
        try {
            from.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), camera.viewerPort(1)));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void cameraHearsHowItIsReceivedOnEachWay() throws InterruptedException {
        for (var transport : List.of(Transport.TCP, Transport.UDP)) {
            camera.reports.clear();
            camera.sending = (packet, index, connection) ->
                    index % 20 == 7 ? List.of() : List.of(ScriptedCamera.framed(0, packet));
            try (var watching = watching(transport)) {
                watching.up();
                var block = awaitBlock();
                assertEquals(0x1234, block.ssrc());
                assertTrue(block.lost() > 0, block.toString());
                assertTrue(block.highest() > 65_500, block.toString());
            }
        }
    }

    private Rtcp.Block awaitBlock() throws InterruptedException {
        while (true) {
            byte[] report = camera.reports.poll(Watching.PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertNotNull(report, "no report came");
            var first = Rtcp.read(ByteBuffer.wrap(report)).getFirst();
            if (first instanceof Rtcp.ReceiverReport told && !told.blocks().isEmpty()) {
                return told.blocks().getFirst();
            }
        }
    }

    @Test
    void goodByeOfTheCameraEndsTheStream() throws InterruptedException {
        var rtcp = Rtcp.write(new Rtcp.Bye(0x1234), "camera");
        var frame = ByteBuffer.allocate(4 + rtcp.remaining());
        frame.put((byte) '$').put((byte) 1).putShort((short) rtcp.remaining()).put(rtcp);
        for (var transport : List.of(Transport.TCP, Transport.UDP)) {
            camera.sending = (packet, index, connection) ->
                    List.of(index == 100 ? frame.array() : ScriptedCamera.framed(0, packet));
            try (var watching = watching(transport)) {
                watching.up();
                var trouble = watching.trouble();
                assertEquals(Kind.NETWORK, trouble.kind());
                assertTrue(trouble.cause().contains("ended the stream"), trouble.cause());
            }
        }
    }

    @Test
    void endOfTheConnectionIsTheEndOfItsUdpToo() throws InterruptedException {
        try (var watching = watching(Transport.UDP)) {
            watching.up();
            camera.cutAll();
            assertEquals(Kind.NETWORK, watching.trouble().kind());
            watching.up();
        }
    }

    @Test
    void sessionByUdpIsKeptAliveAndLeftWithTeardown() throws InterruptedException {
        camera.sessionTimeout = ";timeout=1";
        try (var watching = watching(Transport.UDP)) {
            watching.up();
            next("GET_PARAMETER");
        }
        assertTrue(next("TEARDOWN").header("Session").startsWith("4711"));
    }

    private ScriptedCamera.Request next(String method) throws InterruptedException {
        while (true) {
            var request = camera.requests.poll(Watching.PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertNotNull(request, "no " + method + " came");
            if (request.method().equals(method)) {
                return request;
            }
        }
    }

    @Test
    void portsAreAnEvenOneAndTheNext() throws Exception {
        for (int i = 0; i < 20; i++) {
            try (var pair = PortPair.open(InetAddress.getLoopbackAddress())) {
                assertEquals(0, pair.rtp().getLocalPort() % 2);
                assertEquals(pair.rtp().getLocalPort() + 1, pair.rtcp().getLocalPort());
                assertTrue(pair.rtp().getReceiveBufferSize() >= pair.rtcp().getReceiveBufferSize());
            }
        }
    }
}
