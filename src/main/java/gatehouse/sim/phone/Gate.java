package gatehouse.sim.phone;

import gatehouse.door.Login;
import gatehouse.door.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Who somebody is, by digest: own nonces, each good for five minutes and each count once (RFC 2617 §3.2.2). Confined
/// to the registrar's turns.
final class Gate {
    private static final int MOST_NONCES = 1000;
    private static final long LIFE = Duration.ofMinutes(5).toNanos();

    private final String realm;
    private final Map<String, Secret> secrets;
    private final DigestAlgorithm algorithm;
    private final Map<String, Nonce> nonces = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Nonce> eldest) {
            return size() > MOST_NONCES;
        }
    };

    private record Nonce(long madeAt, long lastCount) {}

    Gate(String realm, Map<String, Secret> secrets, DigestAlgorithm algorithm) {
        this.realm = realm;
        this.secrets = Map.copyOf(secrets);
        this.algorithm = algorithm;
    }

    String challenge() {
        var nonce = Text.token() + Text.token();
        nonces.put(nonce, new Nonce(System.nanoTime(), 0));
        return "Digest realm=\"" + realm + "\", nonce=\"" + nonce + "\", qop=\"auth\", algorithm=" + algorithm;
    }

    /// The user whose secret answers a nonce of ours for this very request.
    Optional<String> user(Message request, String header) {
        return request.all(header).stream()
                .map(Digest::parts)
                .filter(parts -> parts.getOrDefault("realm", "").equals(realm))
                .filter(parts -> right(parts, request))
                .map(parts -> parts.get("username"))
                .findFirst();
    }

    private boolean right(Map<String, String> parts, Message request) {
        var secret = secrets.get(parts.getOrDefault("username", ""));
        var nonce = nonces.get(parts.getOrDefault("nonce", ""));
        if (secret == null
                || nonce == null
                || System.nanoTime() - nonce.madeAt() > LIFE
                || !parts.getOrDefault("uri", "").equals(request.uri())
                || !Digest.algorithm(parts).equals(Optional.of(algorithm))) {
            return false;
        }
        var login = new Login(parts.get("username"), secret);
        var expected = Digest.response(parts, algorithm, login, request.method());
        boolean same = MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII),
                parts.getOrDefault("response", "").getBytes(StandardCharsets.US_ASCII));
        return same && fresh(parts, nonce);
    }

    private boolean fresh(Map<String, String> parts, Nonce nonce) {
        long count = nonce.lastCount() + 1;
        if (parts.containsKey("qop")) {
            var said = parts.getOrDefault("nc", "");
            if (!said.matches("[0-9a-fA-F]{8}") || Long.parseLong(said, 16) <= nonce.lastCount()) {
                return false;
            }
            count = Long.parseLong(said, 16);
        }
        nonces.put(parts.get("nonce"), new Nonce(nonce.madeAt(), count));
        return true;
    }
}
