package gatehouse.video;

import gatehouse.door.Login;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// How a camera wants to be told name and password: RFC 7616 with MD5 or SHA-256, with qop "auth" or none, or RFC 7617.
/// No `auth-int`, no session algorithms, and the user name as it is, not its hash: no camera needs them.
sealed interface Challenge {
    /// The Authorization header for one request; `count` is that of the requests since this challenge, from one.
    String answer(Login login, String method, String uri, int count, String clientNonce);

    /// Whether another answer with the same password can do better than the last.
    boolean renews(Challenge before);

    /// The challenge for the requests to come, when a reply names the next nonce: RFC 7616 §3.5.
    default Optional<Challenge> next(String authenticationInfo) {
        return Optional.empty();
    }

    record Basic() implements Challenge {
        @Override
        public String answer(Login login, String method, String uri, int count, String clientNonce) {
            String pair = login.user() + ":" + login.password().reveal();
            return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public boolean renews(Challenge before) {
            return false;
        }
    }

    record Digest(String algorithm, String realm, String nonce, Optional<String> opaque, boolean qop, boolean stale)
            implements Challenge {
        @Override
        public String answer(Login login, String method, String uri, int count, String clientNonce) {
            String secret =
                    hash(login.user() + ":" + realm + ":" + login.password().reveal());
            String deed = hash(method + ":" + uri);
            String counted = String.format(Locale.ROOT, "%08x", count);
            String response = qop
                    ? hash(String.join(":", secret, nonce, counted, clientNonce, "auth", deed))
                    : hash(secret + ":" + nonce + ":" + deed);
            var out = new StringBuilder("Digest username=\"")
                    .append(escaped(login.user()))
                    .append("\", realm=\"")
                    .append(escaped(realm))
                    .append("\", nonce=\"")
                    .append(escaped(nonce))
                    .append("\", uri=\"")
                    .append(uri)
                    .append("\", response=\"")
                    .append(response)
                    .append('"');
            if (!algorithm.isEmpty()) {
                out.append(", algorithm=").append(algorithm);
            }
            opaque.ifPresent(o -> out.append(", opaque=\"").append(escaped(o)).append('"'));
            if (qop) {
                out.append(", qop=auth, nc=").append(counted).append(", cnonce=\"");
                out.append(clientNonce).append('"');
            }
            return out.toString();
        }

        /// Some cameras change the nonce without saying "stale"; a new nonce after an accepted one is the same thing.
        @Override
        public boolean renews(Challenge before) {
            return stale || (before instanceof Digest old && !old.nonce.equals(nonce));
        }

        @Override
        public Optional<Challenge> next(String authenticationInfo) {
            return Optional.ofNullable(parameters(authenticationInfo).get("nextnonce"))
                    .map(next -> new Digest(algorithm, realm, next, opaque, qop, false));
        }

        private String hash(String text) {
            try {
                String name = algorithm.equalsIgnoreCase("SHA-256") ? "SHA-256" : "MD5";
                var digest = MessageDigest.getInstance(name);
                return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every Java has MD5 and SHA-256", e);
            }
        }

        private static String escaped(String value) {
            return value.replace("\\", "\\\\").replace("\"", "\\\"");
        }
    }

    /// The strongest challenge among the WWW-Authenticate headers that this program can answer.
    static Optional<Challenge> strongest(List<String> headers) {
        Optional<Challenge> best = Optional.empty();
        int strength = 0;
        for (String header : headers) {
            // One header may hold several challenges; each begins with its scheme.
            for (String one : header.split(",\\s*(?=(?i:Digest|Basic)\\s)", 8)) {
                var challenge = read(one);
                int its = challenge.map(Challenge::strength).orElse(0);
                if (its > strength) {
                    best = challenge;
                    strength = its;
                }
            }
        }
        return best;
    }

    private static int strength(Challenge challenge) {
        return switch (challenge) {
            case Digest digest -> digest.algorithm().equalsIgnoreCase("SHA-256") ? 3 : 2;
            case Basic ignored -> 1;
        };
    }

    private static Optional<Challenge> read(String text) {
        if (text.regionMatches(true, 0, "Basic", 0, 5)) {
            return Optional.of(new Basic());
        }
        if (!text.regionMatches(true, 0, "Digest ", 0, 7)) {
            return Optional.empty();
        }
        var values = parameters(text.substring(7));
        String algorithm = values.getOrDefault("algorithm", "");
        boolean known =
                algorithm.isEmpty() || algorithm.equalsIgnoreCase("MD5") || algorithm.equalsIgnoreCase("SHA-256");
        var qops =
                List.of(values.getOrDefault("qop", "").toLowerCase(Locale.ROOT).split("\\s*,\\s*", 8));
        if (!known || !values.containsKey("nonce") || !(qops.contains("") || qops.contains("auth"))) {
            return Optional.empty();
        }
        return Optional.of(new Digest(
                algorithm,
                values.getOrDefault("realm", ""),
                values.get("nonce"),
                Optional.ofNullable(values.get("opaque")),
                qops.contains("auth"),
                values.getOrDefault("stale", "").equalsIgnoreCase("true")));
    }

    private static Map<String, String> parameters(String text) {
        var values = new HashMap<String, String>();
        var pattern =
                Pattern.compile("([A-Za-z0-9_-]+)\\s*=\\s*(?:\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"|([^\\s,\"]++))");
        var matcher = pattern.matcher(text);
        while (matcher.find()) {
            String quoted = matcher.group(2);
            String value = quoted == null ? matcher.group(3) : quoted.replaceAll("\\\\(.)", "$1");
            values.putIfAbsent(matcher.group(1).toLowerCase(Locale.ROOT), value);
        }
        return values;
    }
}
