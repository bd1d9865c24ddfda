package gatehouse.sim.onvif;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.xml.stream.XMLStreamException;

/// The messages of WS-Discovery (April 2005, with WS-Addressing 2004/08), read and written.
final class DiscoveryMessages {
    private static final String DISCOVERY = "http://schemas.xmlsoap.org/ws/2005/04/discovery";
    private static final Map<String, String> PREFIXES = Map.of("dn", Soap.NETWORK, "tds", Soap.DEVICE);
    private static final int MOST_NAMES = 16;

    private final long instance = System.currentTimeMillis() / 1000;
    private final AtomicInteger numbers = new AtomicInteger();

    /// A Probe asks by types and scopes, a Resolve by endpoint.
    record Question(String id, boolean probe, List<String> types, String rule, List<String> scopes, String endpoint) {
        boolean wants(Announcement device) {
            if (!probe) {
                return endpoint.equals("urn:uuid:" + device.id());
            }
            var own = device.types().stream().map(DiscoveryMessages::expanded).toList();
            return own.containsAll(types) && Scopes.match(scopes, rule, device.scopes());
        }
    }

    /// Empty when it is no question to a device.
    Optional<Question> read(byte[] bytes) {
        try {
            var envelope = XmlReader.read(bytes);
            String id = envelope.textOf("MessageID");
            var asked =
                    envelope.child("Body").flatMap(b -> b.children().stream().findFirst());
            if (asked.isEmpty() || !asked.get().namespace().equals(DISCOVERY) || id.isEmpty()) {
                return Optional.empty();
            }
            return switch (asked.get().name()) {
                case "Probe" -> Optional.of(probe(id, asked.get()));
                case "Resolve" ->
                    Optional.of(new Question(
                            id, false, List.of(), "", List.of(), asked.get().textOf("Address")));
                default -> Optional.empty();
            };
        } catch (XMLStreamException e) {
            return Optional.empty();
        }
    }

    private static Question probe(String id, Element probe) {
        var types = probe.child("Types")
                .map(t -> words(t.text()).stream().map(t::resolve).toList())
                .orElse(List.of());
        var scopes = probe.child("Scopes");
        return new Question(
                id,
                true,
                types,
                scopes.map(s -> s.attribute("MatchBy")).orElse(""),
                scopes.map(s -> words(s.text())).orElse(List.of()),
                "");
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split("\\s+"))
                .filter(w -> !w.isEmpty())
                .limit(MOST_NAMES)
                .toList();
    }

    private static String expanded(String type) {
        int colon = type.indexOf(':');
        return "{" + PREFIXES.get(type.substring(0, colon)) + "}" + type.substring(colon + 1);
    }

    byte[] match(Question question, Announcement device) {
        String name = question.probe() ? "Probe" : "Resolve";
        return message(
                name + "Matches",
                "http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous",
                "<wsa:RelatesTo>" + Soap.escape(question.id()) + "</wsa:RelatesTo>",
                String.format(
                        Locale.ROOT,
                        "<d:%1$sMatches><d:%1$sMatch>%2$s</d:%1$sMatch></d:%1$sMatches>",
                        name,
                        described(device)));
    }

    byte[] hello(Announcement device) {
        return greeting("Hello", device);
    }

    byte[] bye(Announcement device) {
        return greeting("Bye", device);
    }

    private byte[] greeting(String name, Announcement device) {
        return message(
                name,
                "urn:schemas-xmlsoap-org:ws:2005:04:discovery",
                "",
                String.format(Locale.ROOT, "<d:%1$s>%2$s</d:%1$s>", name, described(device)));
    }

    private static String described(Announcement device) {
        return String.format(
                Locale.ROOT,
                """
                <wsa:EndpointReference><wsa:Address>urn:uuid:%s</wsa:Address></wsa:EndpointReference>\
                <d:Types>%s</d:Types><d:Scopes>%s</d:Scopes><d:XAddrs>%s</d:XAddrs>\
                <d:MetadataVersion>1</d:MetadataVersion>\
                """,
                device.id(),
                String.join(" ", device.types()),
                Soap.escape(String.join(" ", device.scopes())),
                device.address());
    }

    private byte[] message(String action, String to, String header, String body) {
        return String.format(
                        Locale.ROOT,
                        """
                <?xml version="1.0" encoding="UTF-8"?>
                <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" \
                xmlns:wsa="http://schemas.xmlsoap.org/ws/2004/08/addressing" \
                xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery" \
                xmlns:dn="http://www.onvif.org/ver10/network/wsdl" \
                xmlns:tds="http://www.onvif.org/ver10/device/wsdl"><s:Header>\
                <wsa:MessageID>urn:uuid:%s</wsa:MessageID>%s<wsa:To>%s</wsa:To>\
                <wsa:Action>http://schemas.xmlsoap.org/ws/2005/04/discovery/%s</wsa:Action>\
                <d:AppSequence InstanceId="%d" MessageNumber="%d"/></s:Header><s:Body>%s</s:Body></s:Envelope>
                """,
                        UUID.randomUUID(),
                        header,
                        to,
                        action,
                        instance,
                        numbers.incrementAndGet(),
                        body)
                .getBytes(UTF_8);
    }
}
