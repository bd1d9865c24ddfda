package gatehouse.rtp;

import static java.util.Objects.requireNonNull;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/// The master key and salt of one direction of one call. Never printed; a line of the SDP is the only way out.
public final class SrtpKey {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SrtpSuite suite;
    private final byte[] keyAndSalt;

    private SrtpKey(SrtpSuite suite, byte[] keyAndSalt) {
        this.suite = suite;
        this.keyAndSalt = keyAndSalt;
    }

    /// A key nobody has seen yet.
    public static SrtpKey fresh(SrtpSuite suite) {
        var made = new byte[SrtpSuite.KEY_OCTETS + suite.saltOctets()];
        RANDOM.nextBytes(made);
        return new SrtpKey(suite, made);
    }

    /// Key, then salt: 30 octets, or 28 for GCM.
    public static SrtpKey of(SrtpSuite suite, byte[] keyAndSalt) {
        requireNonNull(suite);
        int due = SrtpSuite.KEY_OCTETS + suite.saltOctets();
        if (keyAndSalt.length != due) {
            throw new IllegalArgumentException(
                    suite + " takes " + due + " octets of key and salt, not " + keyAndSalt.length);
        }
        return new SrtpKey(suite, keyAndSalt.clone());
    }

    public SrtpSuite suite() {
        return suite;
    }

    byte[] key() {
        return Arrays.copyOf(keyAndSalt, SrtpSuite.KEY_OCTETS);
    }

    byte[] salt() {
        return Arrays.copyOfRange(keyAndSalt, SrtpSuite.KEY_OCTETS, keyAndSalt.length);
    }

    String base64() {
        return Base64.getEncoder().encodeToString(keyAndSalt);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SrtpKey key && suite == key.suite && Arrays.equals(keyAndSalt, key.keyAndSalt);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(keyAndSalt);
    }

    @Override
    public String toString() {
        return suite + " ••••••";
    }
}
