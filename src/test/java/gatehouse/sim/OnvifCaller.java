package gatehouse.sim;

import static java.nio.charset.StandardCharsets.UTF_8;

import gatehouse.door.Login;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/// A bare ONVIF and web client for tests, written from the standards alone: says what it is told and reads with
/// patterns.
final class OnvifCaller implements AutoCloseable {
    static final String DEVICE = "http://www.onvif.org/ver10/device/wsdl";
    static final String MEDIA = "http://www.onvif.org/ver10/media/wsdl";
    static final String MEDIA2 = "http://www.onvif.org/ver20/media/wsdl";
    static final String DEVICE_IO = "http://www.onvif.org/ver10/deviceIO/wsdl";
    static final String EVENTS = "http://www.onvif.org/ver10/events/wsdl";

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String WSSE = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /// A UsernameToken for this login, made at this moment of the door's clock.
    static String token(Login login, Instant created) {
        return token(login, created, UUID.randomUUID().toString());
    }

    static String token(Login login, Instant created, String nonce) {
        try {
            var sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(nonce.getBytes(UTF_8));
            sha1.update(created.toString().getBytes(UTF_8));
            sha1.update(login.password().reveal().getBytes(UTF_8));
            var base64 = Base64.getEncoder();
            return String.format(
                    Locale.ROOT,
                    """
                    <w:Security xmlns:w="%1$ssecext-1.0.xsd" xmlns:u="%1$sutility-1.0.xsd"><w:UsernameToken>
                    <w:Username>%2$s</w:Username>
                    <w:Password Type="http://docs.oasis-open.org/wss/2004/01/\
                    oasis-200401-wss-username-token-profile-1.0#PasswordDigest">%3$s</w:Password>
                    <w:Nonce>%4$s</w:Nonce><u:Created>%5$s</u:Created></w:UsernameToken></w:Security>
                    """,
                    WSSE,
                    login.user(),
                    base64.encodeToString(sha1.digest()),
                    base64.encodeToString(nonce.getBytes(UTF_8)),
                    created);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String envelope(String namespace, String header, String body) {
        return "<e:Envelope xmlns:e=\"http://www.w3.org/2003/05/soap-envelope\" xmlns:x=\"" + namespace
                + "\" xmlns:tt=\"http://www.onvif.org/ver10/schema\"><e:Header>" + header + "</e:Header><e:Body>"
                + body + "</e:Body></e:Envelope>";
    }

    HttpResponse<String> post(URI to, String body, String... headers) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(to)
                .timeout(PATIENCE)
                .header("Content-Type", "application/soap+xml")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> call(URI to, String namespace, Login login, String body)
            throws IOException, InterruptedException {
        return post(to, envelope(namespace, token(login, Instant.now()), body));
    }

    HttpResponse<byte[]> get(URI from, String... headers) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(from).timeout(PATIENCE).GET();
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    /// The `Authorization` for the challenge of this algorithm among those of a 401.
    static String digest(HttpResponse<?> challenged, String algorithm, String method, URI uri, Login login, int count) {
        String challenge = challenged.headers().allValues("WWW-Authenticate").stream()
                .filter(c -> c.contains("algorithm=" + algorithm + ","))
                .findFirst()
                .orElseThrow();
        return digest(part(challenge, "realm"), part(challenge, "nonce"), algorithm, method, uri, login, count);
    }

    static String digest(String realm, String nonce, String algorithm, String method, URI uri, Login login, int count) {
        String path = uri.getRawPath();
        String nc = String.format(Locale.ROOT, "%08x", count);
        String ha1 = hash(
                algorithm, login.user() + ":" + realm + ":" + login.password().reveal());
        String response =
                hash(algorithm, ha1 + ":" + nonce + ":" + nc + ":c0ffee:auth:" + hash(algorithm, method + ":" + path));
        return String.format(
                Locale.ROOT,
                "Digest username=\"%s\", realm=\"%s\", nonce=\"%s\", uri=\"%s\", algorithm=%s, qop=auth, nc=%s, cnonce=\"c0ffee\", response=\"%s\"",
                login.user(),
                realm,
                nonce,
                path,
                algorithm,
                nc,
                response);
    }

    private static String hash(String algorithm, String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String part(String challenge, String name) {
        var matcher = Pattern.compile(name + "=\"([^\"]*)\"").matcher(challenge);
        return matcher.find() ? matcher.group(1) : "";
    }

    /// The texts of all elements of this local name.
    static List<String> texts(String xml, String name) {
        return Pattern.compile("<(?:\\w+:)?" + name + "(?: [^>]*)?>([^<]*)<")
                .matcher(xml)
                .results()
                .map(r -> r.group(1))
                .toList();
    }

    @Override
    public void close() {
        http.close();
    }
}
