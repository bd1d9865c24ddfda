package gatehouse.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.Login;
import gatehouse.door.Secret;
import gov.nist.javax.sip.header.HeaderFactoryImpl;
import java.text.ParseException;
import java.util.List;
import javax.sip.header.WWWAuthenticateHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigestTest {
    private static final Login MUFASA = new Login("Mufasa", Secret.of("Circle of Life"));

    private static WWWAuthenticateHeader challenge(String value) throws ParseException {
        return (WWWAuthenticateHeader) new HeaderFactoryImpl().createHeader("WWW-Authenticate", value);
    }

    /// RFC 7616 §3.9.1.
    @ParameterizedTest
    @CsvSource({
        "MD5, 8ca523f5e9506fed4657c9700eebdbec",
        "SHA-256, 753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"
    })
    void exampleOfTheStandardComesOut(String algorithm, String response) throws Exception {
        var digest = Digest.topmost(
                        List.of(challenge("Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm="
                                + algorithm + ", nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\","
                                + " opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"")),
                        MUFASA)
                .orElseThrow();
        String value = digest.authorization("GET", "/dir/index.html", "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ");
        assertTrue(value.contains("response=\"" + response + "\""), value);
        assertTrue(value.contains("nc=00000001"), value);
    }

    @Test
    void nonceIsCounted() throws Exception {
        var digest = Digest.topmost(List.of(challenge("Digest realm=\"r\", qop=\"auth\", nonce=\"n\"")), MUFASA)
                .orElseThrow();
        assertTrue(digest.authorization("REGISTER", "sip:r").contains("nc=00000001"));
        assertTrue(digest.authorization("REGISTER", "sip:r").contains("nc=00000002"));
    }

    @Test
    void integrityAloneIsNotKnown() throws Exception {
        assertEquals(
                true,
                Digest.topmost(List.of(challenge("Digest realm=\"r\", qop=\"auth-int\", nonce=\"n\"")), MUFASA)
                        .isEmpty());
    }
}
