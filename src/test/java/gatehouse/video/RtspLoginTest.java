package gatehouse.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.Login;
import gatehouse.door.Secret;
import gatehouse.door.Trouble;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Name and password, as cameras ask for them, checked by the RFC's formula on the camera's side.
class RtspLoginTest {
    private static final Login GUARD = new Login("guard", Secret.of("gate\"key"));

    private final ScriptedCamera camera = ScriptedCamera.start();
    private final AtomicInteger refusals = new AtomicInteger();

    @AfterEach
    void end() {
        camera.close();
    }

    @Test
    void everyKindOfChallengeIsAnswered() throws InterruptedException {
        for (String challenge : List.of(
                "Digest realm=\"cam\", nonce=\"n1\"",
                "Digest realm=\"cam\", nonce=\"n1\", algorithm=MD5, qop=\"auth\", opaque=\"o\"",
                "Digest realm=\"cam, x\", nonce=\"n1\", algorithm=SHA-256, qop=\"auth,auth-int\"",
                "Digest realm=cam,nonce=n1,algorithm=SHA-256",
                "Basic realm=\"cam\"")) {
            camera.script = (request, connection) -> checked(request, "n1", challenge);
            refusals.set(0);
            try (var watching = new Watching(camera.uri(), camera.uri(), GUARD, Watching.QUICK)) {
                watching.up();
                assertEquals(1, refusals.get(), challenge);
            }
        }
    }

    @Test
    void strongestOfSeveralChallengesIsTaken() {
        var best = Challenge.strongest(List.of(
                "Basic realm=\"x\"",
                "Digest realm=\"x\", nonce=\"1\", algorithm=MD5, Digest realm=\"x\", nonce=\"2\", algorithm=SHA-256",
                "Digest realm=\"x\", nonce=\"3\", algorithm=SHA-512-256"));
        assertEquals(Optional.of("SHA-256"), best.map(c -> ((Challenge.Digest) c).algorithm()));
    }

    @Test
    void digestIsThatOfRfc2617() {
        var challenge = new Challenge.Digest(
                "", "testrealm@host.com", "dcd98b7102dd2f0e8b11d0f600bfb0c093", Optional.empty(), true, false);
        String answer = challenge.answer(
                new Login("Mufasa", Secret.of("Circle Of Life")), "GET", "/dir/index.html", 1, "0a4f113b");
        assertTrue(answer.contains("response=\"6629fae49393a05397450978507c4ef1\""), answer);
    }

    @Test
    void wrongPasswordIsSaidOnceAndNotTriedAgainSoon() throws InterruptedException {
        camera.script = (request, connection) -> checked(request, "n1", "Digest realm=\"cam\", nonce=\"n1\"");
        var wrong = new Login("guard", Secret.of("other"));
        try (var watching = new Watching(camera.uri(), camera.uri(), wrong, Watching.QUICK)) {
            var down = watching.await(VideoEvent.Down.class, d -> true);
            assertEquals(Trouble.Kind.WRONG_PASSWORD, down.trouble().kind());
            assertTrue(down.retryAt().isAfter(Instant.now().plus(Duration.ofSeconds(30))), down.toString());
            assertEquals(2, refusals.get(), "one question without and one with the password");
            assertFalse(down.toString().contains("other"));
        }
    }

    @Test
    void cameraThatWantsALoginWhereNoneIsSetIsWrongPassword() throws InterruptedException {
        camera.script = (request, connection) -> checked(request, "n1", "Digest realm=\"cam\", nonce=\"n1\"");
        try (var watching = new Watching(camera)) {
            assertEquals(Trouble.Kind.WRONG_PASSWORD, watching.trouble().kind());
            assertEquals(1, refusals.get());
        }
    }

    @Test
    void nonceThatGrowsOldIsReplaced() throws InterruptedException {
        for (String word : List.of(", stale=true", "")) {
            camera.script = (request, connection) -> {
                String nonce = request.method().equals("PLAY") ? "n2" : "n1";
                return checked(request, nonce, "Digest realm=\"cam\", nonce=\"" + nonce + "\"" + word);
            };
            try (var watching = new Watching(camera.uri(), camera.uri(), GUARD, Watching.QUICK)) {
                watching.up();
            }
        }
    }

    @Test
    void nonceThatTheCameraNamesForTheNextRequestIsUsed() throws InterruptedException {
        var served = new AtomicInteger(1);
        camera.script = (request, connection) -> {
            byte[] refused = checked(
                    request, "n" + served.get(), "Digest realm=\"cam\", nonce=\"n" + served.get() + "\", qop=\"auth\"");
            if (refused != null) {
                return refused;
            }
            assertTrue(request.header("Authorization").contains("nc=00000001"), request.text());
            String next = "Authentication-Info: nextnonce=\"n" + served.incrementAndGet() + "\"\r\n";
            String usual = new String(camera.usual(request), StandardCharsets.UTF_8);
            return usual.replaceFirst("\r\n", "\r\n" + next).getBytes(StandardCharsets.UTF_8);
        };
        var ways = new RtspSession.Ways(List.of(gatehouse.door.Fetch.Transport.TCP), Optional.empty());
        try (var session =
                new RtspSession(RtspAddress.of(camera.uri()), GUARD, Optional.empty(), ways, Watching.QUICK)) {
            session.prepare();
        } catch (VideoFault e) {
            throw new AssertionError(e);
        }
        assertEquals(1, refusals.get(), "never again after the first");
        assertEquals(4, served.get());
    }

    @Test
    void loginsThatAreNotSpokenAreSaidSo() throws InterruptedException {
        for (String challenge : List.of(
                "Digest realm=\"c\", nonce=\"n\", qop=\"auth-int\"",
                "Digest realm=\"c\", nonce=\"n\", algorithm=SHA-512-256",
                "Digest realm=\"c\"",
                "Negotiate")) {
            camera.script = (request, connection) ->
                    ScriptedCamera.reply("401 Unauthorized", request, "WWW-Authenticate: " + challenge + "\r\n");
            try (var watching = new Watching(camera.uri(), camera.uri(), GUARD, Watching.QUICK)) {
                assertEquals(Trouble.Kind.NOT_SUPPORTED, watching.trouble().kind(), challenge);
            }
        }
    }

    @Test
    void userNameIsSentAsItIs() {
        var challenge = Challenge.strongest(List.of("Digest realm=\"c\", nonce=\"n\", qop=\"auth\", userhash=true"));
        String answer = challenge.orElseThrow().answer(GUARD, "PLAY", "rtsp://h/", 1, "c");
        assertTrue(answer.contains("username=\"guard\"") && !answer.contains("userhash"), answer);
    }

    @Test
    void cameraThatCallsEveryLoginStaleIsNotAskedForEver() throws InterruptedException {
        camera.script = (request, connection) -> {
            String challenge = "Digest realm=\"cam\", nonce=\"" + refusals.incrementAndGet() + "\", stale=true";
            return ScriptedCamera.reply("401 Unauthorized", request, "WWW-Authenticate: " + challenge + "\r\n");
        };
        try (var watching = new Watching(camera.uri(), camera.uri(), GUARD, Watching.QUICK)) {
            assertEquals(Trouble.Kind.WRONG_PASSWORD, watching.trouble().kind());
            assertTrue(refusals.get() <= 5, refusals.toString());
        }
    }

    private byte[] checked(ScriptedCamera.Request request, String nonce, String challenge) {
        String given = request.header("Authorization");
        boolean right = challenge.startsWith("Basic")
                ? given.equals("Basic Z3VhcmQ6Z2F0ZSJrZXk=")
                : given.startsWith("Digest ") && given.contains("nonce=\"" + nonce + "\"") && isRight(given, request);
        if (right) {
            return null;
        }
        refusals.incrementAndGet();
        return ScriptedCamera.reply("401 Unauthorized", request, "WWW-Authenticate: " + challenge + "\r\n");
    }

    private static boolean isRight(String given, ScriptedCamera.Request request) {
        String algorithm = given.contains("algorithm=SHA-256") ? "SHA-256" : "MD5";
        String secret = hash(algorithm, "guard:" + value(given, "realm") + ":gate\"key");
        String deed = hash(algorithm, request.method() + ":" + value(given, "uri"));
        String middle = given.contains("qop=auth")
                ? value(given, "nonce") + ":" + bare(given, "nc") + ":" + value(given, "cnonce") + ":auth"
                : value(given, "nonce");
        return value(given, "uri").equals(request.url())
                && hash(algorithm, secret + ":" + middle + ":" + deed).equals(value(given, "response"));
    }

    private static String value(String header, String name) {
        int at = header.indexOf(" " + name + "=\"") + name.length() + 3;
        return header.substring(at, header.indexOf('"', at));
    }

    private static String bare(String header, String name) {
        int at = header.indexOf(" " + name + "=") + name.length() + 2;
        return header.substring(at, at + 8);
    }

    private static String hash(String algorithm, String text) {
        try {
            var digest = MessageDigest.getInstance(algorithm);
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
