package gatehouse.door;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/// How one gets in at an HTTP(S) device: the login, which kind of it is taken, and the certificate by its key (SHA-256,
/// base64) for https. With `BEARER` the password is the token.
public record HttpAccess(Login login, Scheme scheme, Optional<String> pin) {
    public enum Scheme {
        /// Digest where it is offered, else Basic.
        ANY,
        BASIC,
        DIGEST,
        BEARER
    }

    public static final HttpAccess NONE = of(Login.NONE);

    public HttpAccess {
        requireNonNull(login);
        requireNonNull(scheme);
        requireNonNull(pin);
    }

    public static HttpAccess of(Login login) {
        return new HttpAccess(login, Scheme.ANY, Optional.empty());
    }
}
