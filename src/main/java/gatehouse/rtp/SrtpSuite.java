package gatehouse.rtp;

import java.util.Arrays;
import java.util.Optional;
import org.jitsi.srtp.SrtpPolicy;

/// How voice is protected: the crypto-suites of RFC 4568 §6.2 and RFC 7714 §14.2 that we speak, the better ones first.
/// The constants are the names on the wire.
public enum SrtpSuite {
    AEAD_AES_128_GCM(12, 16),
    AES_CM_128_HMAC_SHA1_80(14, 10),
    /// The short tag is for voice alone; its reports keep the long one (RFC 4568 §6.2.2).
    AES_CM_128_HMAC_SHA1_32(14, 4);

    static final int KEY_OCTETS = 16;
    private static final int LONG_TAG = 10;
    private static final int MAC_KEY = 20;

    private final int saltOctets;
    private final int tagOctets;

    SrtpSuite(int saltOctets, int tagOctets) {
        this.saltOctets = saltOctets;
        this.tagOctets = tagOctets;
    }

    /// The suite of this name, exactly as it is written.
    public static Optional<SrtpSuite> ofName(String name) {
        return Arrays.stream(values())
                .filter(suite -> suite.name().equals(name))
                .findFirst();
    }

    int saltOctets() {
        return saltOctets;
    }

    SrtpPolicy forVoice() {
        return policy(tagOctets);
    }

    SrtpPolicy forReports() {
        return policy(Math.max(tagOctets, LONG_TAG));
    }

    private SrtpPolicy policy(int tag) {
        return this == AEAD_AES_128_GCM
                ? new SrtpPolicy(
                        SrtpPolicy.AESGCM_ENCRYPTION, KEY_OCTETS, SrtpPolicy.NULL_AUTHENTICATION, 0, tag, saltOctets)
                : new SrtpPolicy(
                        SrtpPolicy.AESCM_ENCRYPTION,
                        KEY_OCTETS,
                        SrtpPolicy.HMACSHA1_AUTHENTICATION,
                        MAC_KEY,
                        tag,
                        saltOctets);
    }
}
