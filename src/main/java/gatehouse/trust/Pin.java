package gatehouse.trust;

import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.util.Base64;

/// A certificate known by its public key: the SHA-256 of its SubjectPublicKeyInfo in base64, as RFC 7469 §2.4 has it.
/// It stays the same when a device renews its certificate with the same key. By hand:
///
/// `openssl x509 -in device.pem -pubkey -noout | openssl pkey -pubin -outform der | openssl dgst -sha256 -binary |
/// base64`
public record Pin(String sha256) {
    private static final int LENGTH = 32;

    public Pin {
        requireNonNull(sha256);
        // A wrong length, or what is not base64, would be a pin that nothing ever matches.
        if (Base64.getDecoder().decode(sha256).length != LENGTH) {
            throw new IllegalArgumentException("A pin is the base64 of " + LENGTH + " bytes");
        }
    }

    /// The pin of a certificate that a device has shown.
    public static Pin of(Certificate shown) {
        try {
            byte[] key = shown.getPublicKey().getEncoded();
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key);
            return new Pin(Base64.getEncoder().encodeToString(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return sha256;
    }
}
