package gatehouse.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CryptoLineTest {
    private static final String KEY = "WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|2^20", // RFC 4568 §6.1 without its MKI
                "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|1048576",
                "crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY,
                "a=crypto:1  AES_CM_128_HMAC_SHA1_80  INLINE:" + KEY + " WSH=128",
                "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + " -X-MAKER=1\r"
            })
    void linesOfOtherMakersAreRead(String line) {
        var read = CryptoLine.read(line).orElseThrow();
        assertEquals(1, read.tag());
        assertEquals(SrtpSuite.AES_CM_128_HMAC_SHA1_80, read.key().suite());
        assertEquals("a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY, read.write());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a=crypto:",
                "a=crypto:1 F8_128_HMAC_SHA1_80 inline:" + KEY,
                "a=crypto:1 aes_cm_128_hmac_sha1_80 inline:" + KEY,
                "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|2^20|1:4", // a key index would be on the wire
                "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + ";inline:" + KEY,
                "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + " UNENCRYPTED_SRTP",
                "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + " KDR=1",
                "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + " FEC_ORDER=FEC_SRTP",
                "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:AAAA",
                "a=crypto:1 AEAD_AES_128_GCM inline:" + KEY, // two octets too long
                "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:!!!!",
                "a=crypto:1234567890 AES_CM_128_HMAC_SHA1_80 inline:" + KEY,
                "a=crypto:-1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY
            })
    void whatCannotBeKeptIsPassedOver(String line) {
        assertEquals(Optional.empty(), CryptoLine.read(line));
    }

    @Test
    void aLineWithoutEndIsPassedOverAtOnce() {
        assertEquals(Optional.empty(), CryptoLine.read("a=crypto:1 " + "A ".repeat(100_000)));
        assertEquals(Optional.empty(), CryptoLine.read("a=crypto:1 A b" + " c".repeat(400) + "\n."));
    }

    @ParameterizedTest
    @EnumSource
    void aFreshKeyGoesOutAndComesBack(SrtpSuite suite) {
        var line = new CryptoLine(7, SrtpKey.fresh(suite));
        assertEquals(Optional.of(line), CryptoLine.read(line.write()));
        assertFalse(line.key().equals(SrtpKey.fresh(suite)));
    }

    @Test
    void nobodyReadsAKeyInALog() {
        var line = CryptoLine.read("a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY)
                .orElseThrow();
        assertFalse(line.toString().contains(KEY.substring(0, 8)), line.toString());
        assertTrue(line.toString().contains("AES_CM_128_HMAC_SHA1_80"), line.toString());
        var wrong = assertThrows(
                IllegalArgumentException.class, () -> SrtpKey.of(SrtpSuite.AEAD_AES_128_GCM, new byte[30]));
        assertTrue(wrong.getMessage().contains("28 octets"), wrong.getMessage());
    }
}
