package gatehouse.trust;

import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;

/// The certificate that a device has shown, as a person compares it: the pin of its key, the fingerprint of the whole
/// certificate as browsers and `openssl x509 -fingerprint -sha256` print it, and what it says of itself.
public record Presented(Pin key, String fingerprint, String subject, String issuer, Instant from, Instant until) {
    private static final int LONGEST = 200;

    public Presented {
        requireNonNull(key);
        requireNonNull(fingerprint);
        subject = cut(subject);
        issuer = cut(issuer);
        requireNonNull(from);
        requireNonNull(until);
    }

    static Presented of(X509Certificate certificate) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return new Presented(
                    Pin.of(certificate),
                    HexFormat.ofDelimiter(":").formatHex(hash).toUpperCase(Locale.ROOT),
                    certificate.getSubjectX500Principal().getName(),
                    certificate.getIssuerX500Principal().getName(),
                    certificate.getNotBefore().toInstant(),
                    certificate.getNotAfter().toInstant());
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            throw new IllegalStateException("A certificate that was read can be written", e);
        }
    }

    /// What comes from a stranger is shown without what could draw over other words.
    private static String cut(String text) {
        var plain = text.replaceAll("\\p{C}", "?");
        return plain.length() > LONGEST ? plain.substring(0, LONGEST) : plain;
    }
}
