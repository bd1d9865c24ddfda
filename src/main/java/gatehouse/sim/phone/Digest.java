package gatehouse.sim.phone;

import gatehouse.door.Login;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// HTTP Digest as SIP uses it: RFC 2617 with MD5, RFC 8760 with SHA-256.
final class Digest {
    private Digest() {}

    /// The parts of a challenge or of its answer, names in lower case.
    static Map<String, String> parts(String value) {
        var parts = new LinkedHashMap<String, String>();
        var text = value.strip();
        if (text.regionMatches(true, 0, "Digest ", 0, 7)) {
            for (var part : Text.split(text.substring(7), ',')) {
                int equals = part.indexOf('=');
                if (equals > 0) {
                    parts.put(
                            part.substring(0, equals).strip().toLowerCase(Locale.ROOT),
                            Text.unquoted(part.substring(equals + 1).strip()));
                }
            }
        }
        return parts;
    }

    /// The answer to the topmost challenge that is understood (RFC 8760 §2.3).
    static Optional<String> answer(List<String> challenges, Login login, String method, String uri, int count) {
        return challenges.stream()
                .map(Digest::parts)
                .filter(parts -> parts.containsKey("nonce") && algorithm(parts).isPresent())
                .findFirst()
                .map(parts -> answer(parts, login, method, uri, count));
    }

    private static String answer(Map<String, String> challenge, Login login, String method, String uri, int count) {
        var algorithm = algorithm(challenge).orElseThrow();
        var mine = new LinkedHashMap<>(challenge);
        mine.put("uri", uri);
        var text = new StringBuilder(String.format(
                Locale.ROOT,
                "Digest username=\"%s\", realm=\"%s\", nonce=\"%s\", uri=\"%s\", algorithm=%s",
                login.user(),
                challenge.get("realm"),
                challenge.get("nonce"),
                uri,
                algorithm));
        if (Text.split(challenge.getOrDefault("qop", ""), ',').contains("auth")) {
            mine.put("qop", "auth");
            mine.put("cnonce", Text.token());
            mine.put("nc", String.format(Locale.ROOT, "%08x", count));
            text.append(
                    String.format(Locale.ROOT, ", qop=auth, cnonce=\"%s\", nc=%s", mine.get("cnonce"), mine.get("nc")));
        } else {
            mine.remove("qop");
        }
        if (challenge.containsKey("opaque")) {
            text.append(", opaque=\"").append(challenge.get("opaque")).append('"');
        }
        return text.append(", response=\"")
                .append(response(mine, algorithm, login, method))
                .append('"')
                .toString();
    }

    static Optional<DigestAlgorithm> algorithm(Map<String, String> parts) {
        return DigestAlgorithm.named(parts.getOrDefault("algorithm", "MD5"));
    }

    /// RFC 2617 §3.2.2.1, from the parts of an answer.
    static String response(Map<String, String> parts, DigestAlgorithm algorithm, Login login, String method) {
        var who = hash(
                algorithm,
                login.user() + ":" + parts.getOrDefault("realm", "") + ":"
                        + login.password().reveal());
        var what = hash(algorithm, method + ":" + parts.getOrDefault("uri", ""));
        var nonce = parts.getOrDefault("nonce", "");
        return parts.containsKey("qop")
                ? hash(
                        algorithm,
                        String.join(
                                ":",
                                who,
                                nonce,
                                parts.getOrDefault("nc", ""),
                                parts.getOrDefault("cnonce", ""),
                                parts.get("qop"),
                                what))
                : hash(algorithm, who + ":" + nonce + ":" + what);
    }

    private static String hash(DigestAlgorithm algorithm, String text) {
        try {
            var digest = MessageDigest.getInstance(algorithm.toString());
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has " + algorithm, e);
        }
    }
}
