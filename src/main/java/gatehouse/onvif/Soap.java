package gatehouse.onvif;

import gatehouse.door.Login;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Writes SOAP 1.2 envelopes and finds the answer or the fault in what comes back, in SOAP 1.2 or 1.1.
final class Soap {
    static final String DEVICE = "http://www.onvif.org/ver10/device/wsdl";
    static final String MEDIA = "http://www.onvif.org/ver10/media/wsdl";
    static final String MEDIA2 = "http://www.onvif.org/ver20/media/wsdl";
    static final String EVENTS = "http://www.onvif.org/ver10/events/wsdl";
    static final String DEVICE_IO = "http://www.onvif.org/ver10/deviceIO/wsdl";
    static final String DOOR_CONTROL = "http://www.onvif.org/ver10/doorcontrol/wsdl";

    private static final String WSSE =
            "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
    private static final String WSU =
            "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
    private static final String PASSWORD_DIGEST =
            "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordDigest";
    private static final String BASE64_BINARY =
            "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary";
    private static final SecureRandom RANDOM = new SecureRandom();

    private Soap() {}

    /// A fault as the device put it: its codes in one string, and its reason.
    record Fault(String codes, String reason) {
        boolean isAboutLogin() {
            var all = (codes + " " + reason).toLowerCase(Locale.ROOT);
            return all.contains("notauthorized")
                    || all.contains("not authorized")
                    || all.contains("failedauthentication")
                    || all.contains("failedcheck")
                    || all.contains("messageexpired")
                    || all.contains("unauthorized")
                    || all.contains("authentication failed");
        }

        boolean isAboutTime() {
            var all = (codes + " " + reason).toLowerCase(Locale.ROOT);
            return all.contains("messageexpired") || all.contains("timestamp") || all.contains("clock");
        }

        boolean isAboutSupport() {
            var all = (codes + " " + reason).toLowerCase(Locale.ROOT).replace(" ", "");
            return all.contains("notsupported")
                    || all.contains("notimplemented")
                    || all.contains("unknownaction")
                    || all.contains("nosuchservice")
                    || all.contains("optionalaction");
        }
    }

    static String envelope(String headers, String body) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
                + "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\""
                + " xmlns:wsa=\"http://www.w3.org/2005/08/addressing\" xmlns:tt=\"http://www.onvif.org/ver10/schema\""
                + " xmlns:wsnt=\"http://docs.oasis-open.org/wsn/b-2\" xmlns:tds=\"" + DEVICE + "\" xmlns:trt=\""
                + MEDIA + "\" xmlns:tr2=\"" + MEDIA2 + "\" xmlns:tev=\"" + EVENTS + "\" xmlns:tmd=\"" + DEVICE_IO
                + "\" xmlns:tdc=\"" + DOOR_CONTROL + "\"><s:Header>" + headers + "</s:Header><s:Body>" + body
                + "</s:Body></s:Envelope>";
    }

    static Map<String, String> contentType(String action) {
        return Map.of("Content-Type", "application/soap+xml; charset=utf-8; action=\"" + action + "\"");
    }

    /// WS-Security UsernameToken with PasswordDigest = Base64(SHA-1(nonce + created + password)), created in the
    /// device's own time.
    static String usernameToken(Login login, Instant deviceTime) {
        var nonce = new byte[16];
        RANDOM.nextBytes(nonce);
        var created = deviceTime.truncatedTo(ChronoUnit.MILLIS).toString();
        return "<wsse:Security s:mustUnderstand=\"1\" xmlns:wsse=\"" + WSSE + "\" xmlns:wsu=\"" + WSU
                + "\"><wsse:UsernameToken><wsse:Username>" + Xml.escaped(login.user())
                + "</wsse:Username><wsse:Password Type=\"" + PASSWORD_DIGEST + "\">"
                + passwordDigest(nonce, created, login) + "</wsse:Password><wsse:Nonce EncodingType=\""
                + BASE64_BINARY + "\">" + Base64.getEncoder().encodeToString(nonce) + "</wsse:Nonce><wsu:Created>"
                + created + "</wsu:Created></wsse:UsernameToken></wsse:Security>";
    }

    private static String passwordDigest(byte[] nonce, String created, Login login) {
        try {
            var sha = MessageDigest.getInstance("SHA-1");
            sha.update(nonce);
            sha.update(created.getBytes(StandardCharsets.UTF_8));
            sha.update(login.password().reveal().getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-1", e);
        }
    }

    /// The first element of the body: the answer or the fault. Empty when the root is no envelope.
    static Optional<Node> content(Node root) {
        if (!root.named("Envelope")) {
            return Optional.empty();
        }
        return root.at("Body")
                .or(() -> root.anywhere("Body"))
                .flatMap(b -> b.children().stream().findFirst());
    }

    static Optional<Fault> fault(Node content) {
        if (!content.named("Fault")) {
            return Optional.empty();
        }
        var codes = new StringBuilder(content.text("faultcode"));
        var code = content.at("Code");
        while (code.isPresent() && codes.length() < 512) {
            codes.append(' ').append(code.get().text("Value"));
            code = code.get().at("Subcode");
        }
        var reason =
                content.text("Reason", "Text").isEmpty() ? content.text("faultstring") : content.text("Reason", "Text");
        return Optional.of(new Fault(shown(codes.toString()), shown(reason)));
    }

    /// Fit to be shown: one line, no control characters, not a novel.
    static String shown(String raw) {
        var line = raw.replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ").strip();
        return line.length() > 200 ? line.substring(0, 200) + "…" : line;
    }
}
