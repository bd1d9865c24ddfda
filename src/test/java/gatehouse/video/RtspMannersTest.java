package gatehouse.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.Login;
import gatehouse.door.Trouble.Kind;
import gatehouse.rtp.RtpPacket;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The many ways in which cameras read RFC 2326: control, bases, redirects, keep-alive, and what they send besides.
@Execution(ExecutionMode.CONCURRENT)
class RtspMannersTest {
    private final ScriptedCamera camera = ScriptedCamera.start();

    @AfterEach
    void end() {
        camera.close();
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

    private void refusing(String method, String url, String status) {
        camera.script = (request, connection) ->
                request.method().equals(method) && request.url().equals(url)
                        ? ScriptedCamera.reply(status, request, "")
                        : null;
    }

    private String own() {
        return camera.uri().toString();
    }

    @Test
    void playNamesTheWholeWhereTheCameraSaysHow() throws InterruptedException {
        record Case(String base, String session, String control, String setup, String play) {}
        String authority = own().substring(0, own().length() - "/live".length());
        for (var c : List.of(
                new Case("", "a=control:*\r\n", "track1", own() + "/track1", own()),
                new Case("", "", "track1", own() + "/track1", own()),
                new Case("Content-Base: /inner/", "", "track1", authority + "/inner/track1", authority + "/inner/"),
                new Case(
                        "Content-Location: rtsp://10.0.0.1/in/",
                        "a=control:*\r\n",
                        "track1",
                        authority + "/in/track1",
                        authority + "/in/"),
                new Case(
                        "",
                        "a=control:rtsp://10.0.0.1/all\r\n",
                        "rtsp://10.0.0.1/all/t",
                        authority + "/all/t",
                        authority + "/all"),
                new Case("", "", "", own(), own()))) {
            camera.requests.clear();
            camera.describeHeaders = c.base().isEmpty() ? "" : c.base() + "\r\n";
            camera.sessionLines = c.session();
            camera.control = c.control();
            try (var watching = new Watching(camera)) {
                watching.up();
                assertEquals(c.setup(), next("SETUP").url(), c.toString());
                assertEquals(c.play(), next("PLAY").url(), c.toString());
            }
            assertEquals(c.play(), next("TEARDOWN").url(), c.toString());
        }
    }

    @Test
    void cameraThatPlaysTracksOnlyIsAskedForTheTrack() throws InterruptedException {
        refusing("PLAY", own(), "459 Aggregate Operation Not Allowed");
        try (var watching = new Watching(camera)) {
            watching.up();
        }
        assertEquals(own() + "/track1", next("TEARDOWN").url(), "and it is left in the same way");
    }

    @Test
    void cameraThatPlaysTheWholeOnlyIsAskedForTheWhole() throws InterruptedException {
        camera.sessionLines = "a=control:inner\r\n";
        refusing("PLAY", own() + "/inner", "460 Only Aggregate Operation Allowed");
        try (var watching = new Watching(camera)) {
            watching.up();
        }
        assertEquals(own(), next("TEARDOWN").url());
    }

    @Test
    void cameraThatKnowsNoRangeIsAskedWithoutOne() throws InterruptedException {
        camera.script = (request, connection) ->
                request.method().equals("PLAY") && !request.header("Range").isEmpty()
                        ? ScriptedCamera.reply("457 Invalid Range", request, "")
                        : null;
        try (var watching = new Watching(camera)) {
            watching.up();
        }
    }

    @Test
    void redirectWithinTheHostIsFollowedAndAnEndlessOneIsNot() throws InterruptedException {
        try (var other = ScriptedCamera.start()) {
            String there = other.uri().toString();
            camera.script = (request, connection) -> request.method().equals("DESCRIBE")
                    ? ScriptedCamera.reply("302 Moved Temporarily", request, "Location: " + there + "\r\n")
                    : null;
            try (var watching = new Watching(camera)) {
                watching.up();
                assertEquals(1, other.connections.get());
            }
            String back = own();
            other.script = (request, connection) -> request.method().equals("DESCRIBE")
                    ? ScriptedCamera.reply("301 Moved", request, "Location: " + back + "\r\n")
                    : null;
            camera.connections.set(0);
            other.connections.set(0);
            try (var watching = new Watching(camera)) {
                assertEquals(Kind.REFUSED, watching.trouble().kind());
            }
            assertTrue(camera.connections.get() + other.connections.get() >= 4);
        }
    }

    @Test
    void cameraThatSendsItsViewersOnWhilePlayingIsFollowed() throws InterruptedException {
        try (var other = ScriptedCamera.start()) {
            byte[] order = ("REDIRECT " + own() + " RTSP/1.0\r\nCSeq: 7\r\nLocation: " + other.uri() + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
            camera.sending =
                    (packet, index, connection) -> List.of(index == 50 ? order : ScriptedCamera.framed(0, packet));
            try (var watching = new Watching(camera);
                    var view = watching.video.watch(64, 64, false)) {
                watching.up();
                Watching.awaitPicture(view, v -> other.connections.get() == 1);
                assertEquals(1, camera.connections.get());
            }
            next("TEARDOWN");
        }
    }

    @Test
    void keepAliveThatIsRefusedIsReplacedByTheOther() throws InterruptedException {
        camera.sessionTimeout = ";timeout=1";
        camera.script = (request, connection) -> request.method().equals("GET_PARAMETER")
                ? ScriptedCamera.reply("501 Not Implemented", request, "")
                : null;
        try (var watching = new Watching(camera)) {
            watching.up();
            next("GET_PARAMETER");
            assertTrue(next("OPTIONS").header("Session").startsWith("4711"));
            assertTrue(next("OPTIONS").header("Session").startsWith("4711"));
            assertEquals(1, camera.connections.get());
        }
    }

    @Test
    void forgottenSessionIsBegunAnewAtOnce() throws InterruptedException {
        camera.sessionTimeout = ";timeout=1";
        camera.script =
                (request, connection) -> connection == 1 && request.method().equals("GET_PARAMETER")
                        ? ScriptedCamera.reply("454 Session Not Found", request, "")
                        : null;
        try (var watching = new Watching(camera)) {
            watching.up();
            assertNotNull(watching.await(VideoEvent.class, event -> true));
            assertEquals(2, camera.connections.get());
            assertEquals(1, watching.video.info().reconnects());
        }
    }

    @Test
    void cameraThatForgetsEveryTimeIsToldAsATrouble() throws InterruptedException {
        refusing("PLAY", own(), "454 Session Not Found");
        try (var watching = new Watching(camera)) {
            assertEquals(Kind.NETWORK, watching.trouble().kind());
        }
    }

    @Test
    void multicastIsRefusedWithItsReason() throws InterruptedException {
        camera.script = (request, connection) -> request.method().equals("SETUP")
                ? ScriptedCamera.reply(
                        "200 OK",
                        request,
                        "Session: 1\r\nTransport: RTP/AVP;multicast;destination=239.1.2.3;port=5000-5001;ttl=16\r\n")
                : null;
        try (var watching = new Watching(camera)) {
            var trouble = watching.trouble();
            assertEquals(Kind.NOT_SUPPORTED, trouble.kind());
            assertTrue(trouble.sentence().contains("multicast"), trouble.sentence());
        }
        camera.script = (request, connection) -> null;
        camera.videoLines = "c=IN IP4 239.1.2.3/16\r\n";
        camera.acceptsTcp = false;
        camera.acceptsUdp = false;
        try (var watching = new Watching(camera)) {
            assertTrue(watching.trouble().sentence().contains("multicast"));
        }
        camera.acceptsTcp = true;
        try (var watching = new Watching(camera)) {
            watching.up();
        }
    }

    @Test
    void onlyTheVideoIsSetUpAndStraySoundIsDropped() throws Exception {
        camera.sending = (packet, index, connection) -> List.of(
                ScriptedCamera.framed(2, new RtpPacket(0, true, (int) index & 0xffff, 1, 5, ByteBuffer.allocate(160))),
                ScriptedCamera.framed(200, packet),
                ScriptedCamera.framed(0, new RtpPacket(0, true, (int) index & 0xffff, 1, 5, ByteBuffer.allocate(160))),
                ScriptedCamera.framed(0, packet));
        var ways = new RtspSession.Ways(List.of(gatehouse.door.Fetch.Transport.TCP), java.util.Optional.empty());
        var taken = new AtomicInteger();
        try (var session = new RtspSession(
                RtspAddress.of(camera.uri()), Login.NONE, java.util.Optional.empty(), ways, Watching.QUICK)) {
            session.prepare();
            session.receive((packet, now) -> {
                assertEquals(96, packet.payloadType());
                if (taken.incrementAndGet() == 50) {
                    session.leave();
                }
            });
            assertTrue(session.dropped() >= 147, "three of four: " + session.dropped());
        }
        assertEquals(
                1,
                camera.requests.stream().filter(r -> r.method().equals("SETUP")).count());
    }

    @Test
    void channelsAreThoseThatTheCameraGrants() throws InterruptedException {
        camera.script = (request, connection) -> request.method().equals("SETUP")
                ? ScriptedCamera.reply(
                        "200 OK", request, "Session: 1\r\nTransport: RTP/AVP/TCP;unicast;interleaved=4-5;ssrc=zz\r\n")
                : null;
        camera.sending = (packet, index, connection) -> List.of(ScriptedCamera.framed(4, packet));
        try (var watching = new Watching(camera)) {
            watching.up();
        }
    }

    @Test
    void cameraThatAsksByItselfIsAnswered() throws InterruptedException {
        byte[] question = "OPTIONS * RTSP/1.0\r\nCSeq: 77\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        camera.sending = (packet, index, connection) -> index % 10 == 9
                ? List.of(question, ScriptedCamera.framed(0, packet))
                : List.of(ScriptedCamera.framed(0, packet));
        try (var watching = new Watching(camera)) {
            watching.up();
            assertNotNull(next("RTSP/1.0"));
        }
    }

    @Test
    void repliesToOtherQuestionsAreNotTakenForOurs() throws InterruptedException {
        camera.script = (request, connection) -> {
            if (!request.method().equals("DESCRIBE")) {
                return null;
            }
            String stray = "RTSP/1.0 404 Not Found\r\nCSeq: 9999\r\n\r\nRTSP/1.0 100 Continue\r\nCSeq: "
                    + request.header("CSeq") + "\r\n\r\n";
            return (stray + new String(camera.usual(request), StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
        };
        try (var watching = new Watching(camera)) {
            watching.up();
        }
        camera.script = (request, connection) ->
                "RTSP/1.0 200 OK\r\nCSeq: 9999\r\n\r\n".repeat(300).getBytes(StandardCharsets.UTF_8);
        try (var watching = new Watching(camera)) {
            assertEquals(Kind.GARBAGE, watching.trouble().kind());
        }
    }

    @Test
    void replyThatDripsIsNoAnswer() throws InterruptedException {
        String endless = "RTSP/1.0 200 OK\r\nCSeq: 1\r\nContent-Length: 60000\r\n\r\n" + "x".repeat(5000);
        try (var server = Rude.dripping(endless.getBytes(StandardCharsets.US_ASCII))) {
            URI uri = server.uri("rtsp");
            try (var watching = new Watching(uri, uri, Login.NONE, Watching.QUICK)) {
                assertEquals(Kind.NO_ANSWER, watching.trouble().kind());
            }
        }
    }

    @Test
    void cameraThatFloodsAndReadsNothingIsLeft() throws InterruptedException {
        byte[] question = "OPTIONS * RTSP/1.0\r\nCSeq: 1\r\n\r\n".repeat(1000).getBytes(StandardCharsets.US_ASCII);
        try (var server = Rude.start((socket, out) -> {
            socket.setReceiveBufferSize(1024);
            while (true) {
                out.write(question);
            }
        })) {
            URI uri = server.uri("rtsp");
            try (var watching = new Watching(uri, uri, Login.NONE, Watching.QUICK)) {
                var kind = watching.trouble().kind();
                assertTrue(kind == Kind.NETWORK || kind == Kind.GARBAGE, kind.toString());
            }
        }
    }

    @Test
    void doorIsClosedWhileTheCameraIsSilent() throws InterruptedException {
        try (var server =
                Rude.start((socket, out) -> socket.getInputStream().transferTo(OutputStream.nullOutputStream()))) {
            URI uri = server.uri("rtsp");
            for (int i = 0; i < 5; i++) {
                new Watching(uri, uri, Login.NONE, VideoSettings.STANDARD).close();
            }
        }
    }
}
