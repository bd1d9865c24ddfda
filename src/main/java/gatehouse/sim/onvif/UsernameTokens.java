package gatehouse.sim.onvif;

import static java.nio.charset.StandardCharsets.UTF_8;

import gatehouse.door.Login;
import gatehouse.sim.Fault;
import gatehouse.sim.Faults;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/// Checks a WS-UsernameToken (OASIS username token profile 1.0, PasswordDigest): the digest over nonce, time and
/// password, the time against the door's own clock, and that nothing comes
/// twice within the window. Nonce and time together make a message: libonvif keeps one nonce for a whole session.
///
/// Safe for any thread.
final class UsernameTokens {
    private static final Duration WINDOW = Duration.ofSeconds(60);
    private static final int MOST_SEEN = 4096;
    private static final int MOST_NONCE_LENGTH = 128;

    private final Login login;
    private final InstantSource clock;
    private final Faults faults;
    private final Map<String, Instant> seen = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > MOST_SEEN;
        }
    };

    UsernameTokens(Login login, InstantSource clock, Faults faults) {
        this.login = login;
        this.clock = clock;
        this.faults = faults;
    }

    boolean accepts(Element token) {
        var password = token.find("Password");
        String nonce = token.textOf("Nonce");
        String created = token.textOf("Created");
        if (password.isEmpty()
                || !password.get().attribute("Type").endsWith("#PasswordDigest")
                || nonce.isEmpty()
                || nonce.length() > MOST_NONCE_LENGTH
                || faults.has(Fault.WrongPassword.class)) {
            return false;
        }
        try {
            byte[] expected = digest(Base64.getDecoder().decode(nonce), created);
            byte[] given = Base64.getDecoder().decode(password.get().text());
            return token.textOf("Username").equals(login.user())
                    && MessageDigest.isEqual(expected, given)
                    && fresh(nonce + " " + created, Instant.parse(created));
        } catch (IllegalArgumentException | DateTimeParseException e) {
            return false;
        }
    }

    private byte[] digest(byte[] nonce, String created) {
        try {
            var sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(nonce);
            sha1.update(created.getBytes(UTF_8));
            sha1.update(login.password().reveal().getBytes(UTF_8));
            return sha1.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-1", e);
        }
    }

    private synchronized boolean fresh(String message, Instant created) {
        var now = clock.instant();
        if (Duration.between(created, now).abs().compareTo(WINDOW) > 0) {
            return false;
        }
        return seen.put(message, created) == null;
    }
}
