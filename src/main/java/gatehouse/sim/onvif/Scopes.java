package gatehouse.sim.onvif;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.List;
import java.util.Locale;

/// The scopes of a device, and how a probe's scopes are compared with them (WS-Discovery 2005 §5.1).
final class Scopes {
    private static final String RFC3986 = "http://schemas.xmlsoap.org/ws/2005/04/discovery/rfc3986";
    private static final String STRCMP0 = "http://schemas.xmlsoap.org/ws/2005/04/discovery/strcmp0";

    private Scopes() {}

    static List<String> of(DeviceCard card) {
        String base = "onvif://www.onvif.org/";
        return List.of(
                base + "type/video_encoder",
                base + "type/Network_Video_Transmitter",
                base + "Profile/Streaming",
                base + (card.is(Quirk.MEDIA1_ONLY) ? "Profile/G" : "Profile/T"),
                base + "hardware/" + encode(card.model()),
                base + "name/" + encode(card.name()),
                base + "location/" + encode(card.location()));
    }

    /// Whether every asked scope is among those of the device. An unknown rule matches nothing.
    static boolean match(List<String> asked, String rule, List<String> own) {
        return asked.stream().allMatch(a -> own.stream().anyMatch(o -> matches(a, rule, o)));
    }

    private static boolean matches(String asked, String rule, String own) {
        return switch (rule) {
            case "", RFC3986 -> prefixBySegment(asked, own);
            case STRCMP0 -> asked.equals(own);
            default -> false;
        };
    }

    private static boolean prefixBySegment(String asked, String own) {
        String shortened = asked.endsWith("/") ? asked.substring(0, asked.length() - 1) : asked;
        int path = "onvif://www.onvif.org".length();
        if (shortened.length() < path || own.length() < shortened.length()) {
            return false;
        }
        boolean authority = shortened
                .substring(0, path)
                .toLowerCase(Locale.ROOT)
                .equals(own.substring(0, path).toLowerCase(Locale.ROOT));
        return authority
                && own.startsWith(shortened.substring(path), path)
                && (own.length() == shortened.length() || own.charAt(shortened.length()) == '/');
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
