package gatehouse.sim.camera.rtsp;

import static gatehouse.sim.camera.rtsp.Challenge.Verdict.REFUSED;
import static gatehouse.sim.camera.rtsp.Challenge.Verdict.STALE;
import static gatehouse.sim.camera.rtsp.Challenge.Verdict.WELCOME;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.Login;
import gatehouse.door.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChallengeTest {
    private static final String URI = "rtsp://127.0.0.1:554/main";
    private static final String REALM = "Gatehouse simulated door";

    private final Challenge challenge = new Challenge(new Login("guard", Secret.of("gate")), true);

    @Test
    void theRightPasswordIsWelcome() {
        var nonce = nonce(challenge);
        assertEquals(WELCOME, challenge.judge(request(URI, header("guard", "gate", nonce, URI, "MD5"))));
        assertEquals(WELCOME, challenge.judge(request(URI, header("guard", "gate", nonce, URI, "SHA-256"))));
    }

    @Test
    void everythingElseIsRefused() {
        var nonce = nonce(challenge);
        assertEquals(REFUSED, challenge.judge(new RtspRequest("DESCRIBE", URI, 1, Map.of())));
        assertEquals(REFUSED, challenge.judge(request(URI, "Basic Z3VhcmQ6Z2F0ZQ==")));
        assertEquals(REFUSED, challenge.judge(request(URI, "Digest ")));
        assertEquals(REFUSED, challenge.judge(request(URI, header("guard", "Gate", nonce, URI, "MD5"))));
        assertEquals(REFUSED, challenge.judge(request(URI, header("visitor", "gate", nonce, URI, "MD5"))));
        assertEquals(REFUSED, challenge.judge(request(URI, header("guard", "gate", nonce, URI + "x", "MD5"))));
        assertEquals(
                REFUSED,
                challenge.judge(
                        request(URI, header("guard", "gate", nonce, URI, "MD5").replace("=MD5", "=SHA-512"))));
    }

    @Test
    void anOldOrForeignNonceIsStale() {
        var old = nonce(challenge);
        var fresh = nonce(challenge);
        assertNotEquals(old, fresh);
        assertEquals(STALE, challenge.judge(request(URI, header("guard", "gate", old, URI, "MD5"))));
        assertEquals(STALE, challenge.judge(request(URI, header("guard", "gate", "made-up", URI, "MD5"))));
        assertEquals(WELCOME, challenge.judge(request(URI, header("guard", "gate", fresh, URI, "MD5"))));
    }

    @Test
    void sha256IsOnlyTakenWhereItIsOffered() {
        var md5Only = new Challenge(new Login("guard", Secret.of("gate")), false);
        var nonce = nonce(md5Only);
        assertEquals(REFUSED, md5Only.judge(request(URI, header("guard", "gate", nonce, URI, "SHA-256"))));
    }

    @Test
    void withoutLoginEverybodyIsWelcome() {
        var open = new Challenge(Login.NONE, false);
        assertEquals(WELCOME, open.judge(new RtspRequest("DESCRIBE", URI, 1, Map.of())));
    }

    private static String nonce(Challenge challenge) {
        var offer = challenge.offers(false).getLast();
        assertTrue(offer.startsWith("Digest realm=\"" + REALM + "\""));
        return offer.replaceAll(".*nonce=\"([^\"]+)\".*", "$1");
    }

    private static RtspRequest request(String uri, String authorization) {
        return new RtspRequest("DESCRIBE", uri, 1, Map.of("authorization", authorization));
    }

    private static String header(String user, String password, String nonce, String uri, String algorithm) {
        var secret = hex(algorithm, user + ":" + REALM + ":" + password);
        var response = hex(algorithm, secret + ":" + nonce + ":" + hex(algorithm, "DESCRIBE:" + uri));
        return String.format(
                Locale.ROOT,
                "Digest username=\"%s\", realm=\"%s\", nonce=\"%s\", uri=\"%s\", response=\"%s\", algorithm=%s",
                user,
                REALM,
                nonce,
                uri,
                response,
                algorithm);
    }

    private static String hex(String algorithm, String text) {
        try {
            var digest = MessageDigest.getInstance(algorithm);
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
