package gatehouse.sip;

import gatehouse.door.Login;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import javax.sip.header.ProxyAuthenticateHeader;
import javax.sip.header.WWWAuthenticateHeader;

/// The answer to one challenge: HTTP Digest as SIP has it (RFC 8760, RFC 7616), with MD5, SHA-256 and SHA-512-256,
/// their
/// session variants, and `qop=auth` or none. The stack's own digest knows only MD5.
///
/// Confined to the line that was challenged: it counts how often the nonce was used.
final class Digest {
    private final WWWAuthenticateHeader challenge;
    private final Login login;
    private final String algorithm;
    private final boolean qop;
    private int uses;

    private Digest(WWWAuthenticateHeader challenge, Login login) {
        this.challenge = challenge;
        this.login = login;
        String named = challenge.getAlgorithm();
        this.algorithm = named == null || named.isEmpty() ? "MD5" : named.toUpperCase(Locale.ROOT);
        this.qop = challenge.getQop() != null && !challenge.getQop().isEmpty();
    }

    /// The topmost challenge that we can answer (RFC 8760 §2.4), or nothing.
    static Optional<Digest> topmost(List<? extends WWWAuthenticateHeader> challenges, Login login) {
        return challenges.stream()
                .map(challenge -> new Digest(challenge, login))
                .filter(Digest::isSupported)
                .findFirst();
    }

    private boolean isSupported() {
        boolean auth = !qop
                || Stream.of(challenge.getQop().split(","))
                        .anyMatch(q -> q.strip().equals("auth"));
        return "Digest".equalsIgnoreCase(challenge.getScheme())
                && challenge.getNonce() != null
                && challenge.getRealm() != null
                && auth
                && javaName().isPresent();
    }

    /// RFC 3261 §22.3: a proxy's challenge is answered in a header of its own.
    boolean answersProxy() {
        return challenge instanceof ProxyAuthenticateHeader;
    }

    boolean isStale() {
        return challenge.isStale();
    }

    /// The value of the Authorization header for one request.
    String authorization(String method, String uri) {
        return authorization(
                method,
                uri,
                String.format(Locale.ROOT, "%016x", ThreadLocalRandom.current().nextLong()));
    }

    String authorization(String method, String uri, String cnonce) {
        uses++;
        String nonce = challenge.getNonce();
        String count = String.format(Locale.ROOT, "%08x", uses);
        String a1 = hash(login.user() + ":" + challenge.getRealm() + ":"
                + login.password().reveal());
        if (algorithm.endsWith("-SESS")) {
            a1 = hash(a1 + ":" + nonce + ":" + cnonce);
        }
        String a2 = hash(method + ":" + uri);
        String response = qop
                ? hash(a1 + ":" + nonce + ":" + count + ":" + cnonce + ":auth:" + a2)
                : hash(a1 + ":" + nonce + ":" + a2);
        var text = new StringBuilder(256)
                .append("Digest username=")
                .append(quoted(login.user()))
                .append(",realm=")
                .append(quoted(challenge.getRealm()))
                .append(",nonce=")
                .append(quoted(nonce))
                .append(",uri=")
                .append(quoted(uri))
                .append(",response=\"")
                .append(response)
                .append('"');
        if (challenge.getAlgorithm() != null) {
            text.append(",algorithm=").append(challenge.getAlgorithm());
        }
        if (qop) {
            text.append(",qop=auth,nc=").append(count).append(",cnonce=").append(quoted(cnonce));
        } else if (algorithm.endsWith("-SESS")) {
            text.append(",cnonce=").append(quoted(cnonce));
        }
        if (challenge.getOpaque() != null) {
            text.append(",opaque=").append(quoted(challenge.getOpaque()));
        }
        return text.toString();
    }

    private Optional<String> javaName() {
        String plain = algorithm.endsWith("-SESS") ? algorithm.substring(0, algorithm.length() - 5) : algorithm;
        return switch (plain) {
            case "MD5", "SHA-256" -> Optional.of(plain);
            case "SHA-512-256" -> Optional.of("SHA-512/256");
            default -> Optional.empty();
        };
    }

    private String hash(String text) {
        try {
            byte[] sum =
                    MessageDigest.getInstance(javaName().orElseThrow()).digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sum);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no " + algorithm, e);
        }
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
