package gatehouse.sim.phone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.Login;
import gatehouse.door.Secret;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Against the worked examples of RFC 2617 §3.5 and RFC 7616 §3.9.1.
class DigestTest {
    @Test
    void md5IsAsInTheRfc() {
        var parts = Map.of(
                "realm",
                "testrealm@host.com",
                "nonce",
                "dcd98b7102dd2f0e8b11d0f600bfb0c093",
                "uri",
                "/dir/index.html",
                "qop",
                "auth",
                "nc",
                "00000001",
                "cnonce",
                "0a4f113b");
        var login = new Login("Mufasa", Secret.of("Circle Of Life"));
        assertEquals("6629fae49393a05397450978507c4ef1", Digest.response(parts, DigestAlgorithm.MD5, login, "GET"));
    }

    @Test
    void sha256IsAsInTheRfc() {
        var parts = Map.of(
                "realm",
                "http-auth@example.org",
                "nonce",
                "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
                "uri",
                "/dir/index.html",
                "qop",
                "auth",
                "nc",
                "00000001",
                "cnonce",
                "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ");
        var login = new Login("Mufasa", Secret.of("Circle of Life"));
        assertEquals(
                "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
                Digest.response(parts, DigestAlgorithm.SHA_256, login, "GET"));
    }

    @Test
    void theTopmostChallengeThatIsUnderstoodIsAnswered() {
        var challenges = List.of(
                "Digest realm=\"r\", nonce=\"n0\", algorithm=SHA-512-256",
                "Digest realm=\"r\", nonce=\"n1\", algorithm=SHA-256, qop=\"auth,auth-int\"",
                "Digest realm=\"r\", nonce=\"n2\"");
        var answer = Digest.answer(challenges, new Login("u", Secret.of("p")), "REGISTER", "sip:r", 1)
                .orElseThrow();
        assertTrue(answer.contains("nonce=\"n1\"")
                && answer.contains("algorithm=SHA-256")
                && answer.contains("qop=auth,"));
    }
}
