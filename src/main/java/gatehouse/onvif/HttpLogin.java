package gatehouse.onvif;

import gatehouse.door.Login;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Answers HTTP challenges with a login: Digest by RFC 7616 (SHA-256, SHA-512/256, MD5, each also `-sess`; `qop=auth`
/// or
/// none), and Basic where the caller allows it. It remembers the newest challenge, counts its nonce, and so can answer
/// before it is asked again.
///
/// Keep one per address: Hikvision binds a nonce to the URL it was given for.
///
/// Safe for any thread.
public final class HttpLogin {
    private static final List<String> STRONGEST_FIRST = List.of("SHA-512-256", "SHA-256", "MD5");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Login login;
    private final boolean basicAllowed;
    private Challenge challenge; // guarded by this; null until asked
    private int count; // guarded by this

    public HttpLogin(Login login, boolean basicAllowed) {
        this.login = login;
        this.basicAllowed = basicAllowed;
    }

    /// Takes the challenges of a 401. True when there is one we can answer.
    public synchronized boolean challenged(List<String> headers) {
        if (login.isEmpty()) {
            return false;
        }
        var best = best(Challenge.parse(headers));
        if (best.isEmpty()) {
            return false;
        }
        challenge = best.get();
        count = 0;
        return true;
    }

    /// Whether the device says that only the nonce was too old, not the login wrong. RFC 7616 §3.3.
    public static boolean isStale(List<String> headers) {
        return Challenge.parse(headers).stream()
                .anyMatch(c -> c.scheme().equals("digest") && "true".equalsIgnoreCase(c.parameter("stale")));
    }

    /// The value of an `Authorization` header, once there was a challenge.
    public synchronized Optional<String> answer(String method, URI to) {
        if (challenge == null) {
            return Optional.empty();
        }
        count++;
        if (challenge.scheme().equals("basic")) {
            var pair = login.user() + ":" + login.password().reveal();
            return Optional.of("Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        }
        var cnonce = new byte[16];
        RANDOM.nextBytes(cnonce);
        return Optional.of(digest(
                challenge,
                login,
                method,
                HttpAsk.target(to),
                count,
                HexFormat.of().formatHex(cnonce)));
    }

    private Optional<Challenge> best(List<Challenge> offered) {
        for (var wanted : STRONGEST_FIRST) {
            for (var c : offered) {
                if (c.scheme().equals("digest") && base(c).equals(wanted) && answerable(c)) {
                    return Optional.of(c);
                }
            }
        }
        return offered.stream()
                .filter(c -> basicAllowed && c.scheme().equals("basic"))
                .findFirst();
    }

    private static boolean answerable(Challenge c) {
        return !c.parameter("nonce").isEmpty()
                && (c.parameter("qop").isEmpty() || offers(c, "auth"))
                && (c.parameter("nonce") + c.parameter("realm") + c.parameter("opaque"))
                        .chars()
                        .noneMatch(ch -> ch < 0x20 || ch == 0x7F);
    }

    private static boolean offers(Challenge c, String qop) {
        return List.of(c.parameter("qop").toLowerCase(Locale.ROOT).split("[ ,]+"))
                .contains(qop);
    }

    private static String algorithm(Challenge c) {
        return c.parameter("algorithm").isEmpty() ? "MD5" : c.parameter("algorithm");
    }

    private static String base(Challenge c) {
        return algorithm(c).toUpperCase(Locale.ROOT).replaceFirst("-SESS$", "");
    }

    /// RFC 7616 §3.4.1. Package-private so that a test can hold it against the examples of §3.9.
    static String digest(Challenge c, Login login, String method, String target, int count, String cnonce) {
        boolean session = algorithm(c).toUpperCase(Locale.ROOT).endsWith("-SESS");
        boolean qop = offers(c, "auth");
        var charset = "utf-8".equalsIgnoreCase(c.parameter("charset"))
                ? StandardCharsets.UTF_8
                : bestFor(login.user() + login.password().reveal());
        var nonce = c.parameter("nonce");
        var nc = String.format(Locale.ROOT, "%08x", count);
        var a1 = hash(
                c,
                login.user() + ":" + c.parameter("realm") + ":"
                        + login.password().reveal(),
                charset);
        if (session) {
            a1 = hash(c, a1 + ":" + nonce + ":" + cnonce, charset);
        }
        var a2 = hash(c, method + ":" + target, charset);
        var response = qop
                ? hash(c, a1 + ":" + nonce + ":" + nc + ":" + cnonce + ":auth:" + a2, charset)
                : hash(c, a1 + ":" + nonce + ":" + a2, charset);
        var out = new StringBuilder("Digest username=\"" + quoted(login.user()) + "\", realm=\""
                + quoted(c.parameter("realm")) + "\", nonce=\"" + quoted(nonce) + "\", uri=\"" + quoted(target)
                + "\", response=\"" + response + "\"");
        if (!c.parameter("algorithm").isEmpty()) {
            out.append(", algorithm=").append(algorithm(c));
        }
        if (!c.parameter("opaque").isEmpty()) {
            out.append(", opaque=\"").append(quoted(c.parameter("opaque"))).append('"');
        }
        if (qop) {
            out.append(", qop=auth, nc=").append(nc);
        }
        if (qop || session) {
            out.append(", cnonce=\"").append(cnonce).append('"');
        }
        return out.toString();
    }

    private static Charset bestFor(String text) {
        return StandardCharsets.ISO_8859_1.newEncoder().canEncode(text)
                ? StandardCharsets.ISO_8859_1
                : StandardCharsets.UTF_8;
    }

    private static String quoted(String raw) {
        return raw.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static String hash(Challenge c, String text, Charset charset) {
        var name = base(c).equals("SHA-512-256") ? "SHA-512/256" : base(c);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(name).digest(text.getBytes(charset)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has " + name, e);
        }
    }
}
