package gatehouse.site;

import gatehouse.door.HttpAccess;
import gatehouse.door.HttpCall;
import gatehouse.door.HttpExpect;
import gatehouse.door.HttpState;
import gatehouse.door.UnlockBy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Fills a maker's preset with the address of one device and the number of its output.
record PresetReader(
        Marked site, String at, String base, String relay, PatternReading patterns, ExpectReading expectations) {
    interface PatternReading {
        Optional<Pattern> read(String at, JsonNode node) throws SiteFault;
    }

    interface ExpectReading {
        HttpExpect read(String at, JsonNode node) throws SiteFault;
    }

    UnlockBy.Http read(Presets.Preset preset, HttpAccess access) throws SiteFault {
        var root = preset.root();
        return new UnlockBy.Http(
                call(root.path("open")),
                new UnlockBy.HttpModes(mode(root, "hold"), mode(root, "lockDown"), normal(root.path("normal"))),
                expectations.read(at + "/preset", root.path("expect")),
                access,
                root.has("lock") ? Optional.of(state(root.path("lock"))) : Optional.empty());
    }

    private Optional<HttpCall> mode(JsonNode root, String key) {
        return root.has(key) ? Optional.of(call(root.path(key))) : Optional.empty();
    }

    private List<HttpCall> normal(JsonNode node) {
        var calls = new ArrayList<HttpCall>();
        if (node.isArray()) {
            node.forEach(n -> calls.add(call(n)));
        } else if (!node.isMissingNode()) {
            calls.add(call(node));
        }
        return calls;
    }

    private HttpCall call(JsonNode node) {
        var headers = new HashMap<String, String>();
        node.path("headers")
                .properties()
                .forEach(h -> headers.put(h.getKey(), filled(h.getValue().asString())));
        return new HttpCall(
                node.path("method").asString("GET"),
                base + filled(node.path("path").asString()),
                headers,
                filled(node.path("body").asString("")));
    }

    private HttpState state(JsonNode node) throws SiteFault {
        return new HttpState(
                base + filled(node.path("path").asString()), pattern(node.path("open")), pattern(node.path("closed")));
    }

    private Optional<Pattern> pattern(JsonNode node) throws SiteFault {
        return node.isMissingNode()
                ? Optional.empty()
                : patterns.read(
                        at + "/preset", tools.jackson.databind.node.StringNode.valueOf(filled(node.asString())));
    }

    private String filled(String text) {
        return text.replace("{relay}", relay);
    }
}
