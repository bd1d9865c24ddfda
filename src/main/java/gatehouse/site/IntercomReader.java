package gatehouse.site;

import gatehouse.door.Intercom;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// How one is spoken with at a door, from the site file.
final class IntercomReader {
    private IntercomReader() {}

    static Intercom intercom(String at, JsonNode node, CallPlanReader calls, RingReader rings) throws SiteFault {
        if (node.isMissingNode()) {
            return Intercom.USUAL;
        }
        return new Intercom(
                node.has("calledAt")
                        ? Optional.of(calls.callAt(at + "/calledAt", node.path("calledAt")))
                        : Optional.empty(),
                rings.tone(at + "/ringTone", node.path("ringTone")),
                node.path("gainUp").asDouble(0),
                node.path("gainDown").asDouble(0),
                Intercom.Mode.valueOf(node.path("mode").asString("full").toUpperCase(Locale.ROOT)),
                switch (node.path("redirect").asString("auto")) {
                    case "follows" -> Intercom.Redirect.YES;
                    case "stays" -> Intercom.Redirect.NO;
                    default -> Intercom.Redirect.AUTO;
                });
    }
}
