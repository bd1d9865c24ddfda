package gatehouse.sim.phone;

import java.util.List;
import java.util.Optional;

/// How a digest hashes the password.
public enum DigestAlgorithm {
    MD5("MD5"),
    SHA_256("SHA-256");

    private final String token;

    DigestAlgorithm(String token) {
        this.token = token;
    }

    static Optional<DigestAlgorithm> named(String token) {
        return List.of(values()).stream()
                .filter(a -> a.token.equalsIgnoreCase(token))
                .findFirst();
    }

    /// As SIP and Java spell it.
    @Override
    public String toString() {
        return token;
    }
}
