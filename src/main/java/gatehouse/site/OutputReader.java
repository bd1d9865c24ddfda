package gatehouse.site;

import gatehouse.door.Broker;
import gatehouse.door.HttpAccess;
import gatehouse.door.HttpCall;
import gatehouse.door.HttpExpect;
import gatehouse.door.HttpState;
import gatehouse.door.Login;
import gatehouse.door.ModbusBox;
import gatehouse.door.Output;
import gatehouse.door.TellsBy;
import gatehouse.door.Times;
import gatehouse.door.UnlockBy;
import gatehouse.door.Way;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import tools.jackson.databind.JsonNode;

/// Makes an output of its lines: the ways that open it, what tells of it, its times.
final class OutputReader {
    private static final int MQTT_PORT = 1883;
    private static final int MQTTS_PORT = 8883;
    private static final List<String> OF_THE_OUTPUT =
            List.of("id", "name", "pulse", "patience", "follow", "heldOpen", "forced", "ways", "tells");

    private final Marked marked;
    private final SiteReader site;
    private final Optional<URI> device;
    private final Login login;

    /// `device` and `login` are those of the door, for everything of it that names none of its own.
    OutputReader(Marked marked, SiteReader site, Optional<URI> device, Login login) {
        this.marked = marked;
        this.site = site;
        this.device = device;
        this.login = login;
    }

    Output output(String at, JsonNode node) throws SiteFault {
        if (node.has("by") == node.has("ways")) {
            throw marked.fault(
                    at,
                    "It is not clear how this output is opened.",
                    "Expected either \"by\" for one way, or a list \"ways\".");
        }
        var ways = new ArrayList<Way>();
        if (node.has("by")) {
            ways.add(way(at, node));
        }
        for (int i = 0; i < node.path("ways").size(); i++) {
            var here = at + "/ways/" + i;
            var way = node.path("ways").get(i);
            for (var misplaced : OF_THE_OUTPUT) {
                if (way.has(misplaced)) {
                    throw marked.fault(
                            here + "/" + misplaced,
                            "\"" + misplaced + "\" belongs to the output, not to one of its ways.",
                            "Expected it one level higher.");
                }
            }
            ways.add(way(here, way));
        }
        var tells = new ArrayList<TellsBy>();
        for (int i = 0; i < node.path("tells").size(); i++) {
            tells.add(tells(at + "/tells/" + i, node.path("tells").get(i)));
        }
        return new Output(node.path("id").asString(), node.path("name").asString(), ways, tells, times(at, node));
    }

    private Times times(String at, JsonNode node) throws SiteFault {
        var usual = Times.STANDARD;
        try {
            return new Times(
                    node.has("pulse")
                            ? Optional.of(SiteReader.time(node.path("pulse").asString()))
                            : Optional.empty(),
                    time(node, "patience", usual.patience()),
                    time(node, "follow", usual.follow()),
                    time(node, "heldOpen", usual.heldAfter()),
                    node.path("forced").asBoolean(usual.forced()));
        } catch (IllegalArgumentException e) {
            throw marked.fault(
                    at,
                    "A time of this output cannot be: " + e.getMessage() + ".",
                    "Expected pulse 500ms to 10s, patience 200ms to 30s, follow up to 10m, heldOpen 200ms to 12h.");
        }
    }

    private static Duration time(JsonNode node, String key, Duration usual) {
        return node.has(key) ? SiteReader.time(node.path(key).asString()) : usual;
    }

    private Way way(String at, JsonNode node) throws SiteFault {
        var when = Way.When.valueOf(
                node.path("when").asString("always").replace('-', '_').toUpperCase(Locale.ROOT));
        return new Way(by(at, node), when);
    }

    private UnlockBy by(String at, JsonNode node) throws SiteFault {
        return switch (node.path("by").asString()) {
            case "dtmf" ->
                new UnlockBy.Dtmf(
                        site.hidden(at + "/code", node.path("code"), "A code"),
                        UnlockBy.Tones.valueOf(node.path("tones")
                                .asString("rfc4733")
                                .replace('-', '_')
                                .toUpperCase(Locale.ROOT)),
                        time(node, "tone", Duration.ofMillis(100)),
                        time(node, "pause", Duration.ofMillis(100)));
            case "http" -> node.has("preset") ? preset(at, node) : http(at, node);
            case "mqtt" -> mqtt(at, node);
            case "modbus" ->
                new UnlockBy.Modbus(
                        box(node),
                        node.path("coil").asInt(),
                        node.path("endsPulse").asString("box").equals("box"),
                        node.path("holds").asBoolean(false));
            case "onvif-door" ->
                new UnlockBy.OnvifDoor(
                        deviceOf(at, node), access(at, node), node.path("token").asString());
            default ->
                new UnlockBy.OnvifRelay(
                        deviceOf(at, node),
                        access(at, node),
                        node.path("token").asString(),
                        node.path("holds").asBoolean(false));
        };
    }

    private UnlockBy http(String at, JsonNode node) throws SiteFault {
        if (!node.has("url")) {
            throw marked.fault(at, "\"url\" is missing here.", "Expected a line \"url: …\", or \"preset\" and \"at\".");
        }
        return new UnlockBy.Http(
                call(at, node, "POST"),
                new UnlockBy.HttpModes(mode(at, node, "hold"), mode(at, node, "lockDown"), normal(at, node)),
                expect(at + "/expect", node.path("expect")),
                access(at, node),
                lock(at, node));
    }

    private Optional<HttpState> lock(String at, JsonNode node) throws SiteFault {
        if (node.has("lock")) {
            return Optional.of(state(at + "/lock", node.path("lock")));
        }
        if (!node.has("confirm")) {
            return Optional.empty();
        }
        return Optional.of(
                HttpState.of(url(at + "/confirm", node.path("confirm").asString())));
    }

    private Optional<HttpCall> mode(String at, JsonNode node, String key) throws SiteFault {
        return node.has(key) ? Optional.of(call(at + "/" + key, node.path(key), "POST")) : Optional.empty();
    }

    private List<HttpCall> normal(String at, JsonNode node) throws SiteFault {
        var normal = node.path("normal");
        if (!normal.isArray()) {
            return mode(at, node, "normal").stream().toList();
        }
        var calls = new ArrayList<HttpCall>();
        for (int i = 0; i < normal.size(); i++) {
            calls.add(call(at + "/normal/" + i, normal.get(i), "POST"));
        }
        return calls;
    }

    private HttpCall call(String at, JsonNode node, String method) throws SiteFault {
        return new HttpCall(
                node.path("method").asString(method),
                url(at + "/url", node.path("url").asString()),
                headers(node.path("headers")),
                node.path("body").asString(""));
    }

    private static Map<String, String> headers(JsonNode node) {
        var headers = new HashMap<String, String>();
        node.properties().forEach(h -> headers.put(h.getKey(), h.getValue().asString()));
        return headers;
    }

    private HttpState state(String at, JsonNode node) throws SiteFault {
        return new HttpState(
                url(at + "/url", node.path("url").asString()),
                pattern(at + "/open", node.path("open")),
                pattern(at + "/closed", node.path("closed")));
    }

    private HttpExpect expect(String at, JsonNode node) throws SiteFault {
        var statuses = statuses(node.path("status"));
        if (node.has("text") && node.has("matches")) {
            throw marked.fault(at, "\"text\" and \"matches\" say the same in two ways.", "Expected one of them.");
        }
        var yes = node.has("text")
                ? Optional.of(Pattern.compile(Pattern.quote(node.path("text").asString())))
                : pattern(at + "/matches", node.path("matches"));
        return new HttpExpect(
                statuses, yes, pattern(at + "/refused", node.path("refused")), statuses(node.path("refusedStatus")));
    }

    private static Set<Integer> statuses(JsonNode node) {
        var statuses = new HashSet<Integer>();
        node.forEach(s -> statuses.add(s.asInt()));
        return statuses;
    }

    private Optional<Pattern> pattern(String at, JsonNode node) throws SiteFault {
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Pattern.compile(node.asString()));
        } catch (PatternSyntaxException e) {
            throw marked.fault(
                    at,
                    "\"" + node.asString() + "\" is no pattern: " + e.getDescription() + ".",
                    "Expected a regular expression; a plain text with . ( [ + in it wants a \\ before each.");
        }
    }

    /// A template is an address once something stands for its placeholders.
    private String url(String at, String template) throws SiteFault {
        site.uri(at, template.replaceAll("\\{[a-zA-Z]+}", "x"));
        return template;
    }

    private UnlockBy preset(String at, JsonNode node) throws SiteFault {
        var name = node.path("preset").asString();
        if (!node.has("at")) {
            throw marked.fault(at, "\"at\" is missing here.", "Expected a line \"at: https://192.0.2.32\".");
        }
        var preset = Presets.read(marked.file(), name)
                .orElseThrow(() -> marked.fault(
                        at + "/preset",
                        "There is no preset \"" + name + "\".",
                        "Expected one of: " + String.join(", ", Presets.BUILT_IN)
                                + ", or the name of a file in the folder \"devices\" beside this file."));
        var base = node.path("at").asString().replaceAll("/+$", "");
        site.uri(at + "/at", base);
        var relay = node.path("relay").asString(preset.relay());
        var of = new PresetReader(marked, at, base, relay, this::pattern, this::expect);
        return of.read(preset, presetAccess(at, node, preset));
    }

    private HttpAccess presetAccess(String at, JsonNode node, Presets.Preset preset) throws SiteFault {
        var access = access(at, node);
        return node.has("login") ? access : new HttpAccess(access.login(), scheme(preset.login()), access.pin());
    }

    private HttpAccess access(String at, JsonNode node) throws SiteFault {
        var pin = node.has("pin") ? Optional.of(node.path("pin").asString()) : Optional.<String>empty();
        var scheme = scheme(node.path("login").asString("any"));
        var own = scheme == HttpAccess.Scheme.BEARER
                ? new Login("", site.password(at, node))
                : site.login(at, node, login);
        return new HttpAccess(own, scheme, pin);
    }

    private static HttpAccess.Scheme scheme(String word) {
        return HttpAccess.Scheme.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private UnlockBy mqtt(String at, JsonNode node) throws SiteFault {
        var broker = broker(at + "/broker", node.path("broker"));
        var state = node.path("state");
        return new UnlockBy.Mqtt(
                broker,
                node.path("topic").asString(),
                node.path("message").asString(),
                new UnlockBy.MqttModes(text(node, "hold"), text(node, "lockDown"), text(node, "normal")),
                state.isMissingNode() ? Optional.empty() : Optional.of(topic(broker, state, TellsBy.Part.LOCK)));
    }

    private static Optional<String> text(JsonNode node, String key) {
        return node.has(key) ? Optional.of(node.path(key).asString()) : Optional.empty();
    }

    private static TellsBy.Mqtt topic(Broker broker, JsonNode node, TellsBy.Part part) {
        boolean door = part == TellsBy.Part.DOOR;
        return new TellsBy.Mqtt(
                part,
                broker,
                node.path("topic").asString(),
                node.path("open").asString(door ? "open" : "unlocked"),
                node.path("closed").asString(door ? "closed" : "locked"));
    }

    Broker broker(String at, JsonNode node) throws SiteFault {
        boolean tls = node.path("tls").asBoolean(false);
        var own = node.has("user") ? new Login(node.path("user").asString(), site.password(at, node)) : Login.NONE;
        return new Broker(
                node.path("host").asString(),
                node.path("port").asInt(tls ? MQTTS_PORT : MQTT_PORT),
                tls,
                own,
                node.has("pin") ? Optional.of(node.path("pin").asString()) : Optional.empty());
    }

    private static ModbusBox box(JsonNode node) {
        return new ModbusBox(
                node.path("host").asString(),
                node.path("port").asInt(ModbusBox.PORT),
                node.path("unit").asInt(1));
    }

    private TellsBy tells(String at, JsonNode node) throws SiteFault {
        var part = TellsBy.Part.valueOf(node.path("of").asString("door").toUpperCase(Locale.ROOT));
        return switch (node.path("by").asString()) {
            case "http" -> new TellsBy.Http(part, state(at, node), access(at, node));
            case "mqtt" -> topic(broker(at + "/broker", node.path("broker")), node, part);
            case "modbus" ->
                new TellsBy.ModbusInput(
                        part,
                        box(node),
                        node.path("input").asInt(),
                        node.path("openWhen").asString("set").equals("set"));
            default ->
                new TellsBy.OnvifInput(
                        part,
                        deviceOf(at, node),
                        access(at, node),
                        node.path("input").asString(),
                        node.path("openWhen").asString("active").equals("active"));
        };
    }

    private URI deviceOf(String at, JsonNode node) throws SiteFault {
        if (node.has("device")) {
            return site.uri(at + "/device", node.path("device").asString());
        }
        if (device.isEmpty()) {
            throw marked.fault(
                    at,
                    "This relay belongs to no device.",
                    "Expected \"device: http://…/onvif/device_service\" here or at the door.");
        }
        return device.get();
    }
}
