package gatehouse.sim.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import gatehouse.door.Login;
import gatehouse.sim.Fault;
import gatehouse.sim.Faults;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The door's lock on its own web pages: Basic (RFC 7617) and Digest (RFC 7616) by the schemes this door offers.
/// Passwords are compared in constant time. With the fault `WrongPassword` nobody is let in.
///
/// Safe for any thread.
public final class HttpLogin {
    /// What a door can ask for, the strongest first in a challenge.
    public enum Scheme {
        DIGEST_SHA256,
        DIGEST_MD5,
        BASIC
    }

    private final String realm;
    private final Login login;
    private final Set<Scheme> schemes;
    private final Faults faults;
    private final Nonces nonces = new Nonces();

    public HttpLogin(String realm, Login login, Set<Scheme> schemes, Faults faults) {
        this.realm = realm;
        this.login = login;
        this.schemes = Set.copyOf(schemes);
        this.faults = faults;
    }

    /// Nothing when the request may pass, else the 401 with its challenges.
    public Optional<Answer.Said> refusal(Ask ask) {
        String header = ask.header("authorization").orElse("");
        boolean stale = false;
        if (!faults.has(Fault.WrongPassword.class)) {
            if (schemes.contains(Scheme.BASIC) && header.regionMatches(true, 0, "Basic ", 0, 6)) {
                if (basic(header.substring(6).trim())) {
                    return Optional.empty();
                }
            } else if (header.regionMatches(true, 0, "Digest ", 0, 7)) {
                switch (digest(ask, DigestHeader.of(header.substring(7)))) {
                    case WELCOME -> {
                        return Optional.empty();
                    }
                    case STALE -> stale = true;
                    case REFUSED -> stale = false;
                }
            }
        }
        return Optional.of(Answer.text(401, "Log in first").with(challenges(stale)));
    }

    /// True when the request carries any HTTP credentials, right or wrong.
    public static boolean tried(Ask ask) {
        return ask.header("authorization").isPresent();
    }

    private boolean basic(String credentials) {
        byte[] expected = (login.user() + ":" + login.password().reveal()).getBytes(UTF_8);
        try {
            return MessageDigest.isEqual(expected, Base64.getDecoder().decode(credentials));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private Nonces.Use digest(Ask ask, DigestHeader said) {
        String algorithm = said.get("algorithm").isEmpty() ? "MD5" : said.get("algorithm");
        var scheme = switch (algorithm) {
            case "MD5" -> Scheme.DIGEST_MD5;
            case "SHA-256" -> Scheme.DIGEST_SHA256;
            default -> Scheme.BASIC;
        };
        boolean fits = scheme != Scheme.BASIC
                && schemes.contains(scheme)
                && said.get("realm").equals(realm)
                && said.get("username").equals(login.user())
                && said.get("qop").equals("auth")
                && !said.get("cnonce").isEmpty()
                && target(said.get("uri")).equals(target(ask.target()));
        if (!fits) {
            return Nonces.Use.REFUSED;
        }
        String ha1 = DigestHeader.hash(
                algorithm, login.user() + ":" + realm + ":" + login.password().reveal());
        String ha2 = DigestHeader.hash(algorithm, ask.method() + ":" + said.get("uri"));
        String response = DigestHeader.hash(
                algorithm,
                ha1 + ":" + said.get("nonce") + ":" + said.get("nc") + ":" + said.get("cnonce") + ":auth:" + ha2);
        boolean right = MessageDigest.isEqual(
                response.getBytes(UTF_8), said.get("response").getBytes(UTF_8));
        return right ? nonces.use(said.get("nonce"), said.get("nc")) : Nonces.Use.REFUSED;
    }

    /// RFC 7616 §3.4: the uri of the header may be absolute while the request line is not.
    private static String target(String uri) {
        int scheme = uri.indexOf("://");
        if (scheme < 0) {
            return uri;
        }
        int path = uri.indexOf('/', scheme + 3);
        return path < 0 ? "/" : uri.substring(path);
    }

    private List<Answer.Header> challenges(boolean stale) {
        var challenges = new ArrayList<Answer.Header>();
        String nonce = nonces.fresh();
        for (var scheme : Scheme.values()) {
            if (schemes.contains(scheme)) {
                challenges.add(new Answer.Header("WWW-Authenticate", challenge(scheme, nonce, stale)));
            }
        }
        return challenges;
    }

    private String challenge(Scheme scheme, String nonce, boolean stale) {
        return switch (scheme) {
            case BASIC -> "Basic realm=\"" + realm + "\", charset=\"UTF-8\"";
            case DIGEST_MD5 -> digestChallenge("MD5", nonce, stale);
            case DIGEST_SHA256 -> digestChallenge("SHA-256", nonce, stale);
        };
    }

    private String digestChallenge(String algorithm, String nonce, boolean stale) {
        return "Digest realm=\"" + realm + "\", qop=\"auth\", algorithm=" + algorithm + ", nonce=\"" + nonce + "\""
                + (stale ? ", stale=true" : "");
    }
}
