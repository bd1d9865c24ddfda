package gatehouse.video;

import static gatehouse.door.Trouble.Kind.BUSY;
import static gatehouse.door.Trouble.Kind.GARBAGE;
import static gatehouse.door.Trouble.Kind.NETWORK;
import static gatehouse.door.Trouble.Kind.NOT_SUPPORTED;
import static gatehouse.door.Trouble.Kind.NO_ANSWER;
import static gatehouse.door.Trouble.Kind.NO_PICTURE;
import static gatehouse.door.Trouble.Kind.REFUSED;
import static gatehouse.door.Trouble.Kind.STALLED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.Login;
import gatehouse.door.Trouble;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Each thing a camera can do wrong has its own words on the tile, and the door recovers by itself.
@Execution(ExecutionMode.CONCURRENT)
class RtspFaultsTest {
    private final ScriptedCamera camera = ScriptedCamera.start();

    @AfterEach
    void end() {
        camera.close();
    }

    private Trouble troubleWhenItSays(String status, String headers) throws InterruptedException {
        camera.script = (request, connection) ->
                request.method().equals("DESCRIBE") ? ScriptedCamera.reply(status, request, headers) : null;
        return trouble();
    }

    private Trouble troubleWhenItWrites(String raw) throws InterruptedException {
        camera.script = (request, connection) -> raw.getBytes(StandardCharsets.ISO_8859_1);
        return trouble();
    }

    private Trouble trouble() throws InterruptedException {
        try (var watching = new Watching(camera)) {
            return watching.trouble();
        }
    }

    @Test
    void tooManyViewersIsBusy() throws InterruptedException {
        assertEquals(BUSY, troubleWhenItSays("453 Not Enough Bandwidth", "").kind());
        assertEquals(BUSY, troubleWhenItSays("503 Service Unavailable", "").kind());
    }

    @Test
    void redirectToAnotherHostIsRefusedAndNotFollowed() throws Exception {
        try (var elsewhere = new ServerSocket(0)) {
            String there = "rtsp://user:hunter2@127.0.0.2:" + elsewhere.getLocalPort() + "/live";
            var trouble = troubleWhenItSays("302 Moved Temporarily", "Location: " + there + "\r\n");
            assertEquals(REFUSED, trouble.kind());
            assertTrue(trouble.sentence().contains("127.0.0.2"), trouble.sentence());
            assertFalse(trouble.toString().contains("hunter2"), "a password of the address is not shown");
            elsewhere.setSoTimeout(1);
            org.junit.jupiter.api.Assertions.assertThrows(
                    java.net.SocketTimeoutException.class, elsewhere::accept, "nobody may go there");
        }
    }

    @Test
    void unknownPathIsRefusedWithItsReason() throws InterruptedException {
        var trouble = troubleWhenItSays("404 Stream Not Found", "");
        assertEquals(REFUSED, trouble.kind());
        assertTrue(trouble.sentence().contains("404 Stream Not Found"), trouble.sentence());
    }

    @Test
    void unknownCodecIsNamed() throws InterruptedException {
        camera.rtpmap = "VP8/90000";
        var trouble = trouble();
        assertEquals(NOT_SUPPORTED, trouble.kind());
        assertTrue(trouble.sentence().contains("VP8"), trouble.sentence());
    }

    @Test
    void udpOnlyCameraIsNotSupported() throws InterruptedException {
        camera.script = (request, connection) -> request.method().equals("SETUP")
                ? ScriptedCamera.reply("461 Unsupported Transport", request, "")
                : null;
        assertEquals(NOT_SUPPORTED, trouble().kind());
    }

    @Test
    void cameraThatNeverAnswersIsSaidSo() throws InterruptedException {
        camera.script = (request, connection) -> new byte[0];
        assertEquals(NO_ANSWER, trouble().kind());
    }

    @Test
    void nobodyThereIsNoAnswer() throws InterruptedException {
        URI uri = camera.uri();
        camera.close();
        try (var watching = new Watching(uri, uri, Login.NONE, Watching.QUICK)) {
            assertEquals(NO_ANSWER, watching.trouble().kind());
        }
    }

    @Test
    void otherSchemesAreNotOpened() throws InterruptedException {
        for (String address : List.of("file:///etc/passwd", "http://127.0.0.1/x", "rtsp:///x", "rtsp://h:99999/x")) {
            URI uri = URI.create(address);
            try (var watching = new Watching(uri, uri, Login.NONE, Watching.QUICK)) {
                assertEquals(NOT_SUPPORTED, watching.trouble().kind(), address);
            }
        }
    }

    @Test
    void cameraThatPlaysButSendsNothingStalls() throws InterruptedException {
        camera.sending = (packet, index, connection) -> List.of();
        var trouble = trouble();
        assertEquals(STALLED, trouble.kind());
        assertEquals("The camera answers but sends no video.", trouble.sentence());
        assertEquals("Restart the stream. If that does not help, restart the camera.", trouble.remedy());
    }

    @Test
    void streamThatStopsStallsAndComesBack() throws InterruptedException {
        camera.sending = (packet, index, connection) ->
                connection == 1 && index > 60 ? List.of() : List.of(ScriptedCamera.framed(0, packet));
        try (var watching = new Watching(camera)) {
            watching.up();
            var trouble = watching.trouble();
            assertEquals(STALLED, trouble.kind());
            assertEquals("The camera has stopped sending video.", trouble.sentence());
            watching.up();
        }
    }

    @Test
    void droppedConnectionComesBackByItself() throws InterruptedException {
        try (var watching = new Watching(camera)) {
            for (int i = 0; i < 3; i++) {
                watching.up();
                camera.cutAll();
                assertEquals(NETWORK, watching.trouble().kind());
            }
            watching.up();
            assertEquals(3, watching.video.info().reconnects());
        }
    }

    @Test
    void restartConnectsAtOnceWhateverTheBackOff() throws InterruptedException {
        camera.script = (request, connection) ->
                connection == 1 ? ScriptedCamera.reply("401 No", request, "WWW-Authenticate: Basic realm=x\r\n") : null;
        try (var watching = new Watching(camera)) {
            assertEquals(Trouble.Kind.WRONG_PASSWORD, watching.trouble().kind());
            watching.video.restart();
            watching.up();
            watching.video.restart();
            watching.up();
            assertEquals(3, camera.connections.get());
        }
    }

    @Test
    void hugeBodiesAndEndlessHeadersAreGarbage() throws InterruptedException {
        String reply = "RTSP/1.0 200 OK\r\nCSeq: 1\r\n";
        assertEquals(
                GARBAGE,
                troubleWhenItWrites(reply + "Content-Length: 1073741824\r\n\r\n")
                        .kind());
        assertEquals(
                GARBAGE,
                troubleWhenItWrites(reply + "Content-Length: -1\r\n\r\n").kind());
        assertEquals(
                GARBAGE,
                troubleWhenItWrites(reply + "Content-Length: many\r\n\r\n").kind());
        assertEquals(
                GARBAGE,
                troubleWhenItWrites(reply + "X: y\r\n".repeat(300) + "\r\n").kind());
        assertEquals(
                GARBAGE,
                troubleWhenItWrites(reply + "X: " + "y".repeat(9000) + "\r\n\r\n")
                        .kind());
        assertEquals(GARBAGE, troubleWhenItWrites("R".repeat(100_000)).kind());
    }

    @Test
    void otherProtocolsAreGarbage() throws InterruptedException {
        assertEquals(
                GARBAGE, troubleWhenItWrites("HTTP/1.1 400 Bad Request\r\n\r\n").kind());
        assertEquals(GARBAGE, troubleWhenItWrites("\u0016\u0003\u0001\u0002").kind());
        assertEquals(
                GARBAGE, troubleWhenItWrites("RTSP/1.0 what\r\nCSeq: 1\r\n\r\n").kind());
        assertEquals(
                GARBAGE,
                troubleWhenItWrites("RTSP/1.0 200 OK\r\nCSeq: one\r\n\r\n").kind());
        assertEquals(NO_ANSWER, troubleWhenItWrites("SSH-2.0-OpenSSH_9.2\r\n").kind());
    }

    @Test
    void packetsWithoutAnyPictureAreSaidSo() throws InterruptedException {
        camera.sending = (packet, index, connection) -> {
            var noise = new byte[100];
            noise[0] = 30;
            return List.of(ScriptedCamera.framed(
                    0,
                    new gatehouse.rtp.RtpPacket(
                            96,
                            packet.marker(),
                            packet.sequence(),
                            packet.timestamp(),
                            1,
                            java.nio.ByteBuffer.wrap(noise))));
        };
        assertEquals(NO_PICTURE, trouble().kind());
    }

    @Test
    void sessionIsKeptAliveAndLeftWithTeardown() throws InterruptedException {
        camera.sessionTimeout = ";timeout=2";
        try (var watching = new Watching(camera)) {
            watching.up();
            var alive = next("GET_PARAMETER");
            assertTrue(alive.header("Session").startsWith("4711"), alive.text());
        }
        assertTrue(next("TEARDOWN").header("Session").startsWith("4711"));
    }

    @Test
    void cameraWithoutGetParameterIsKeptAliveByOptions() throws InterruptedException {
        camera.sessionTimeout = ";timeout=2";
        camera.publicMethods = "DESCRIBE, SETUP, PLAY";
        try (var watching = new Watching(camera)) {
            watching.up();
            next("PLAY");
            next("OPTIONS");
        }
    }

    @Test
    void controlAddressIsFoundUnderEachKindOfBase() throws InterruptedException {
        String own = camera.uri().toString();
        String authority = own.substring(0, own.length() - "/live".length());
        record Case(String base, String control, String expected) {}
        for (var c : List.of(
                new Case("", "track1", own + "/track1"),
                new Case(own + "/", "track1", own + "/track1"),
                new Case(own + "?channel=1&subtype=0/", "trackID=0", own + "?channel=1&subtype=0/trackID=0"),
                new Case("rtsp://10.9.8.7:5554/inner/", "track1", authority + "/inner/track1"),
                new Case(own, "rtsp://10.9.8.7/other/track2", authority + "/other/track2"),
                new Case(own, "/absolute", authority + "/absolute"),
                new Case(own + "/", "*", own + "/"))) {
            camera.requests.clear();
            camera.contentBase = c.base();
            camera.control = c.control();
            try (var watching = new Watching(camera)) {
                watching.up();
                assertEquals(c.expected(), next("SETUP").url(), c.toString());
            }
        }
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
}
