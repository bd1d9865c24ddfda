package gatehouse.onvif;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.Login;
import gatehouse.door.Secret;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HttpLoginTest {
    private static final Login MUFASA = new Login("Mufasa", Secret.of("Circle of Life"));
    private static final String NONCE = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";
    private static final String CNONCE = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
    private static final URI PAGE = URI.create("http://www.example.org/dir/index.html");

    private static Challenge challenge(String algorithm, String qop) {
        return new Challenge(
                "digest", Map.of("realm", "http-auth@example.org", "nonce", NONCE, "algorithm", algorithm, "qop", qop));
    }

    /// The example of RFC 7616 §3.9.1.
    @Test
    void digestWithMd5IsTheOneOfTheStandard() {
        var header = HttpLogin.digest(challenge("MD5", "auth, auth-int"), MUFASA, "GET", "/dir/index.html", 1, CNONCE);
        assertTrue(header.contains("response=\"8ca523f5e9506fed4657c9700eebdbec\""), header);
    }

    @Test
    void digestWithSha256IsTheOneOfTheStandard() {
        var header = HttpLogin.digest(challenge("SHA-256", "auth"), MUFASA, "GET", "/dir/index.html", 1, CNONCE);
        assertTrue(
                header.contains("response=\"753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1\""),
                header);
    }

    /// The example of RFC 2617 §3.5, as answered by clients of RFC 2069 that know no qop.
    @Test
    void digestWithoutQopIsTheOldOne() {
        var old = new Challenge(
                "digest", Map.of("realm", "testrealm@host.com", "nonce", "dcd98b7102dd2f0e8b11d0f600bfb0c093"));
        var login = new Login("Mufasa", Secret.of("CircleOfLife"));
        var header = HttpLogin.digest(old, login, "GET", "/dir/index.html", 1, "x");
        assertTrue(header.contains("response=\"1949323746fe6a43ef61f9606e7febea\""), header);
        assertFalse(header.contains("cnonce"), header);
    }

    @Test
    void sessionVariantHashesTheNoncesIn() {
        var plain = HttpLogin.digest(challenge("MD5", "auth"), MUFASA, "GET", "/", 1, CNONCE);
        var session = HttpLogin.digest(challenge("MD5-sess", "auth"), MUFASA, "GET", "/", 1, CNONCE);
        assertFalse(session.contains(plain.replaceAll(".*response=\"([0-9a-f]+)\".*", "$1")), session);
        assertTrue(session.contains("algorithm=MD5-sess"), session);
    }

    @Test
    void strongestOfSeveralChallengesIsAnswered() {
        var login = new HttpLogin(MUFASA, true);
        assertTrue(login.challenged(List.of(
                "Basic realm=\"a, b\", Digest realm=\"r\", nonce=\"1\", qop=\"auth\", algorithm=MD5",
                "Digest realm=\"r\", nonce=\"2\", qop=\"auth\", algorithm=SHA-256")));
        var answer = login.answer("GET", PAGE).orElseThrow();
        assertTrue(answer.contains("algorithm=SHA-256") && answer.contains("nonce=\"2\""), answer);
    }

    @Test
    void nonceIsCountedWhileItLasts() {
        var login = new HttpLogin(MUFASA, false);
        assertTrue(login.challenged(List.of("Digest realm=\"r\", nonce=\"1\", qop=\"auth\"")));
        assertTrue(login.answer("GET", PAGE).orElseThrow().contains("nc=00000001"));
        assertTrue(login.answer("GET", PAGE).orElseThrow().contains("nc=00000002"));
        assertTrue(login.challenged(List.of("Digest realm=\"r\", nonce=\"2\", qop=\"auth\", stale=true")));
        assertTrue(login.answer("GET", PAGE).orElseThrow().contains("nc=00000001"));
    }

    @Test
    void basicIsAnsweredOnlyWhereAllowed() {
        assertFalse(new HttpLogin(MUFASA, false).challenged(List.of("Basic realm=\"r\"")));
        var allowed = new HttpLogin(MUFASA, true);
        assertTrue(allowed.challenged(List.of("Basic realm=\"r\"")));
        assertEquals(
                "Basic TXVmYXNhOkNpcmNsZSBvZiBMaWZl",
                allowed.answer("GET", PAGE).orElseThrow());
    }

    @Test
    void challengeThatCannotBeAnsweredIsNot() {
        var login = new HttpLogin(MUFASA, false);
        assertFalse(login.challenged(List.of()));
        assertFalse(login.challenged(List.of("Digest realm=\"r\"")));
        assertFalse(login.challenged(List.of("Digest realm=\"r\", nonce=\"1\", algorithm=MD4")));
        assertFalse(login.challenged(List.of("Digest realm=\"r\", nonce=\"1\", qop=\"auth-int\"")));
        assertFalse(login.challenged(List.of("Digest realm=\"\\\"", "=,=,=,", "\"\"\"", "Digest nonce=")));
    }

    @Test
    void withoutALoginNothingIsAnswered() {
        var login = new HttpLogin(Login.NONE, true);
        assertFalse(login.challenged(List.of("Basic realm=\"r\"")));
        assertTrue(login.answer("GET", PAGE).isEmpty());
    }
}
