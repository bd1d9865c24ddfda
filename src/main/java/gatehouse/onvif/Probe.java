package gatehouse.onvif;

import java.net.InetAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/// The messages of WS-Discovery: what is asked, and what an answer says. SOAP 1.2 with WS-Addressing 2004/08.
final class Probe {
    private static final int MOST_MATCHES = 64;
    private static final int MOST_ADDRESSES = 16;

    /// What is asked for. Some devices answer only one of them, some only none.
    enum Wanted {
        ANYTHING("<d:Probe/>"),
        VIDEO("<d:Probe><d:Types>dn:NetworkVideoTransmitter</d:Types></d:Probe>"),
        DEVICE("<d:Probe><d:Types>tds:Device</d:Types></d:Probe>");

        private final String body;

        Wanted(String body) {
            this.body = body;
        }
    }

    private Probe() {}

    /// Each with a number of its own: a device may take the same number twice for an echo.
    static byte[] message(Wanted wanted) {
        return ("<?xml version=\"1.0\" encoding=\"UTF-8\"?><e:Envelope xmlns:e=\"http://www.w3.org/2003/05/soap-envelope\""
                        + " xmlns:w=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\""
                        + " xmlns:d=\"http://schemas.xmlsoap.org/ws/2005/04/discovery\""
                        + " xmlns:dn=\"http://www.onvif.org/ver10/network/wsdl\" xmlns:tds=\"" + Soap.DEVICE
                        + "\"><e:Header><w:MessageID>urn:uuid:" + UUID.randomUUID()
                        + "</w:MessageID><w:To e:mustUnderstand=\"true\">urn:schemas-xmlsoap-org:ws:2005:04:discovery</w:To>"
                        + "<w:Action e:mustUnderstand=\"true\">http://schemas.xmlsoap.org/ws/2005/04/discovery/Probe</w:Action>"
                        + "</e:Header><e:Body>" + wanted.body + "</e:Body></e:Envelope>")
                .getBytes(StandardCharsets.UTF_8);
    }

    /// The ONVIF devices an answer tells of; printers and computers that answer too are left out.
    static List<FoundDevice> read(byte[] datagram, InetAddress from, String interfaceName) throws Xml.Unreadable {
        var matches = Soap.content(Xml.read(datagram))
                .filter(c -> c.named("ProbeMatches"))
                .map(c -> c.children("ProbeMatch"))
                .orElse(List.of());
        var found = new ArrayList<FoundDevice>();
        for (var match : matches) {
            if (found.size() < MOST_MATCHES && isOnvif(match)) {
                found.add(device(match, from, interfaceName));
            }
        }
        return found;
    }

    private static boolean isOnvif(Node match) {
        for (var type : words(match.text("Types"))) {
            var prefix = type.indexOf(':') < 0 ? "" : type.substring(0, type.indexOf(':'));
            boolean onvifDevice = Node.local(type).equals("Device")
                    && match.namespace(prefix).toLowerCase(Locale.ROOT).contains("onvif");
            if (Node.local(type).equals("NetworkVideoTransmitter") || onvifDevice) {
                return true;
            }
        }
        return match.text("Scopes").contains("onvif://") || match.text("XAddrs").contains("/onvif/");
    }

    private static FoundDevice device(Node match, InetAddress from, String interfaceName) {
        var addresses = addresses(match);
        var scopes = words(match.text("Scopes"));
        return new FoundDevice(
                endpoint(match, addresses, from),
                addresses,
                scope(scopes, "name"),
                scope(scopes, "hardware"),
                scope(scopes, "location"),
                scopeValues(scopes, "profile"),
                from,
                interfaceName);
    }

    private static List<URI> addresses(Node match) {
        var addresses = new ArrayList<URI>();
        for (var word : words(match.text("XAddrs"))) {
            try {
                var uri = URI.create(word);
                boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
                boolean fit = http && uri.getHost() != null && uri.getUserInfo() == null && word.length() <= 512;
                if (fit && !addresses.contains(uri) && addresses.size() < MOST_ADDRESSES) {
                    addresses.add(uri);
                }
            } catch (IllegalArgumentException e) {
                // One word that is no address; the device may name others.
            }
        }
        return addresses;
    }

    /// The same device in one form: urn:uuid:X, uuid:X and X are written for the same X.
    private static String endpoint(Node match, List<URI> addresses, InetAddress from) {
        var named = Soap.shown(match.text("EndpointReference", "Address")).toLowerCase(Locale.ROOT);
        var bare = named.replaceFirst("^urn:", "").replaceFirst("^uuid:", "").replaceAll("[{}]", "");
        if (!bare.isEmpty()) {
            return bare;
        }
        return addresses.isEmpty()
                ? from.getHostAddress()
                : addresses.getFirst().toString();
    }

    private static String scope(List<String> scopes, String key) {
        return String.join(", ", scopeValues(scopes, key));
    }

    private static List<String> scopeValues(List<String> scopes, String key) {
        var start = "onvif://www.onvif.org/" + key + "/";
        return scopes.stream()
                .filter(s -> s.toLowerCase(Locale.ROOT).startsWith(start))
                .map(s -> Soap.shown(decoded(s.substring(start.length()))))
                .filter(s -> !s.isEmpty())
                .distinct()
                .limit(8)
                .toList();
    }

    private static String decoded(String scope) {
        try {
            return URLDecoder.decode(scope.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return scope;
        }
    }

    private static List<String> words(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
    }
}
