package gatehouse.sim.camera.rtsp;

import gatehouse.door.Login;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Digest access for one connection, RFC 2617 without qop as RTSP uses it, MD5 and on request SHA-256 (RFC 7616). A
/// nonce
/// is random, belongs to this connection, and is replaced after five minutes; an old one is answered with stale=true.
/// Confined to the connection's thread.
final class Challenge {
    private static final String REALM = "Gatehouse simulated door";
    private static final long NONCE_NANOS = Duration.ofMinutes(5).toNanos();
    private static final Pattern FIELD = Pattern.compile("([a-zA-Z0-9_-]+)\\s*=\\s*(?:\"([^\"]*)\"|([^\\s,]+))");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Login login;
    private final boolean offersSha256;
    private String nonce = "";
    private long nonceSince;

    Challenge(Login login, boolean offersSha256) {
        this.login = login;
        this.offersSha256 = offersSha256;
    }

    enum Verdict {
        WELCOME,
        STALE,
        REFUSED
    }

    Verdict judge(RtspRequest request) {
        if (login.isEmpty()) {
            return Verdict.WELCOME;
        }
        var fields = request.header("authorization").flatMap(Challenge::digestFields);
        if (fields.isEmpty()) {
            return Verdict.REFUSED;
        }
        return judge(request, fields.get());
    }

    private Verdict judge(RtspRequest request, Map<String, String> fields) {
        var hash = hash(fields.getOrDefault("algorithm", "MD5"));
        if (hash.isEmpty()
                || !fields.getOrDefault("username", "").equals(login.user())
                || !fields.getOrDefault("realm", "").equals(REALM)
                || !fields.getOrDefault("uri", "").equals(request.uri())) {
            return Verdict.REFUSED;
        }
        var given = fields.getOrDefault("nonce", "");
        var secret = hex(
                hash.get(), login.user() + ":" + REALM + ":" + login.password().reveal());
        var deed = hex(hash.get(), request.method() + ":" + request.uri());
        var expected = hex(hash.get(), secret + ":" + given + ":" + deed);
        var response = fields.getOrDefault("response", "").toLowerCase(Locale.ROOT);
        if (!MessageDigest.isEqual(ascii(expected), ascii(response))) {
            return Verdict.REFUSED;
        }
        boolean current = given.equals(nonce) && System.nanoTime() - nonceSince < NONCE_NANOS;
        return current ? Verdict.WELCOME : Verdict.STALE;
    }

    /// The values of `WWW-Authenticate`, each with the fresh nonce. MD5 stands last: players that keep only one keep
    /// that.
    List<String> offers(boolean stale) {
        var bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        nonce = HexFormat.of().formatHex(bytes);
        nonceSince = System.nanoTime();
        var common = "Digest realm=\"" + REALM + "\", nonce=\"" + nonce + "\"" + (stale ? ", stale=true" : "");
        return offersSha256 ? List.of(common + ", algorithm=SHA-256", common + ", algorithm=MD5") : List.of(common);
    }

    private Optional<MessageDigest> hash(String algorithm) {
        try {
            return switch (algorithm.toUpperCase(Locale.ROOT)) {
                case "MD5" -> Optional.of(MessageDigest.getInstance("MD5"));
                case "SHA-256" -> offersSha256 ? Optional.of(MessageDigest.getInstance("SHA-256")) : Optional.empty();
                default -> Optional.empty();
            };
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has both
        }
    }

    private static Optional<Map<String, String>> digestFields(String header) {
        if (!header.regionMatches(true, 0, "Digest ", 0, 7)) {
            return Optional.empty();
        }
        var fields = new HashMap<String, String>();
        var found = FIELD.matcher(header.substring(7));
        while (found.find()) {
            fields.put(
                    found.group(1).toLowerCase(Locale.ROOT), found.group(2) != null ? found.group(2) : found.group(3));
        }
        return Optional.of(fields);
    }

    private static String hex(MessageDigest hash, String text) {
        return HexFormat.of().formatHex(hash.digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
