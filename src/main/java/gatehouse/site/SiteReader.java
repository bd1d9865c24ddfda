package gatehouse.site;

import gatehouse.door.CallsFrom;
import gatehouse.door.Door;
import gatehouse.door.DoorId;
import gatehouse.door.Fetch;
import gatehouse.door.Intercom;
import gatehouse.door.Login;
import gatehouse.door.Output;
import gatehouse.door.Secret;
import gatehouse.door.Security;
import gatehouse.door.Streams;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Makes a site of a tree whose shape is already known to be right, and checks its sense on the way.
final class SiteReader {
    private final Marked marked;
    private final Passwords passwords;
    private final RingReader rings;
    private final boolean clearAllowed;
    private int inClear;

    SiteReader(Marked marked, Passwords passwords, SoundCheck sounds) {
        this.marked = marked;
        this.passwords = passwords;
        this.rings = new RingReader(marked, sounds);
        this.clearAllowed = marked.root().at("/security/clearPasswords").asBoolean(false);
    }

    Site site() throws SiteFault {
        var root = marked.root();
        var calls = new CallsReader(marked, this, rings).calls(root.path("calls"));
        var lines = calls.lines().stream().map(Line::id).collect(Collectors.toSet());
        var plan = new CallPlanReader(marked, this, lines, rings);
        var doors = new ArrayList<Door>();
        var ids = new HashSet<String>();
        var sources = new HashSet<CallsFrom>();
        for (int i = 0; i < root.path("doors").size(); i++) {
            var at = "/doors/" + i;
            var door = door(at, root.at(at), lines)
                    .with(IntercomReader.intercom(at + "/talk", root.at(at).path("talk"), plan, rings));
            once(ids, door.id().value(), at + "/id", "door");
            if (door.callsFrom().isPresent() && !sources.add(door.callsFrom().get())) {
                throw marked.fault(
                        at + "/calls",
                        "Another door calls from there already.",
                        "Expected a source of its own for each door, or nobody could tell who rings.");
            }
            doors.add(door);
        }
        var staff = new StaffReader(marked, this, doors);
        var groups = staff.groups(root.path("groups"));
        var roles = staff.roles(root.path("roles"));
        var security = new SecurityReader(marked, this, roles).security(root.path("security"), inClear);
        if (!calls.listen().isEmpty() || !calls.lines().isEmpty()) {
            return new Site(
                    root.path("site").asString(),
                    calls,
                    viewing(root.path("video")),
                    doors,
                    groups,
                    staff.people(root.path("people"), roles),
                    security,
                    false,
                    openHours(root.path("doors"), calls.plan().schedules()),
                    news(root.path("news")));
        }
        throw marked.fault(
                "/calls", "No call could reach the desk.", "Expected at least one of \"lines\" and \"listen\".");
    }

    private static Viewing viewing(JsonNode node) {
        var standard = Viewing.STANDARD;
        return new Viewing(
                node.has("preRoll") ? time(node.path("preRoll").asString()) : standard.preRoll(),
                node.path("warmMegabytes").asInt(standard.warmBytes() >> 20) << 20,
                node.path("warmMainDoors").asInt(standard.warmMainDoors()));
    }

    private Door door(String at, JsonNode node, Set<String> lines) throws SiteFault {
        var login = login(at, node, Login.NONE);
        var device = node.has("device")
                ? Optional.of(uri(at + "/device", node.path("device").asString()))
                : Optional.<URI>empty();
        var outputs = new ArrayList<Output>();
        var reader = new OutputReader(marked, this, device, login);
        var ids = new HashSet<String>();
        for (int i = 0; i < node.path("open").size(); i++) {
            var here = at + "/open/" + i;
            var output = reader.output(here, node.path("open").get(i));
            once(ids, output.id(), here + "/id", "output of this door");
            outputs.add(output);
        }
        return new Door(
                new DoorId(node.path("id").asString()),
                node.path("name").asString(),
                node.has("camera")
                        ? Optional.of(streams(at + "/camera", node.path("camera"), login))
                        : Optional.empty(),
                callsFrom(at, node.path("calls"), lines),
                outputs,
                node.path("instruction").asString(""),
                node.path("priority").asInt(5),
                device,
                login,
                Intercom.USUAL,
                security(node.path("highSecurity")));
    }

    /// `yes` asks for everything.
    private static Security security(JsonNode node) {
        if (node.isBoolean()) {
            return node.booleanValue() ? new Security(true, true, true, List.of()) : Security.USUAL;
        }
        var reasons = new ArrayList<String>();
        node.path("reasons").forEach(reason -> reasons.add(reason.asString()));
        return new Security(
                node.path("consent").asBoolean(false),
                node.path("reason").asBoolean(!reasons.isEmpty()),
                node.path("visitor").asBoolean(false),
                reasons);
    }

    private Optional<NewsPlace> news(JsonNode node) throws SiteFault {
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        var reader = new OutputReader(marked, this, Optional.empty(), Login.NONE);
        return Optional.of(new NewsPlace(
                reader.broker("/news/broker", node.path("broker")),
                node.path("topic").asString("gatehouse")));
    }

    /// By the schedules of the calls, so that the holidays are written once.
    private List<OpenHours> openHours(JsonNode doors, List<Schedule> schedules) throws SiteFault {
        var hours = new ArrayList<OpenHours>();
        for (int i = 0; i < doors.size(); i++) {
            var at = "/doors/" + i + "/openBy";
            var wanted = doors.get(i).path("openBy");
            if (wanted.isMissingNode()) {
                continue;
            }
            var schedule = schedules.stream()
                    .filter(s -> s.id().equals(wanted.asString()))
                    .findFirst();
            if (schedule.isEmpty()) {
                throw marked.fault(
                        at,
                        "There is no schedule \"" + wanted.asString() + "\".",
                        "Expected one of: "
                                + String.join(
                                        ", ",
                                        schedules.stream().map(Schedule::id).toList()) + ".");
            }
            hours.add(new OpenHours(new DoorId(doors.get(i).path("id").asString()), schedule.get()));
        }
        return hours;
    }

    private Streams streams(String at, JsonNode camera, Login login) throws SiteFault {
        var main = uri(at + "/main", camera.path("main").asString());
        var sub = camera.has("sub") ? uri(at + "/sub", camera.path("sub").asString()) : main;
        return new Streams(main, sub, login(at, camera, login), fetch(camera));
    }

    private static Fetch fetch(JsonNode camera) {
        return new Fetch(
                Fetch.Transport.valueOf(
                        camera.path("transport").asString("auto").toUpperCase(java.util.Locale.ROOT)),
                camera.path("connections").asInt(0),
                Fetch.Warm.valueOf(camera.path("warm").asString("auto").toUpperCase(java.util.Locale.ROOT)),
                camera.path("rotation").asInt(0),
                camera.has("pin") ? Optional.of(camera.path("pin").asString()) : Optional.empty());
    }

    private Optional<CallsFrom> callsFrom(String at, JsonNode node, Set<String> lines) throws SiteFault {
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        boolean extension = node.has("extension");
        if (extension == node.has("peer")) {
            throw marked.fault(
                    at + "/calls",
                    "It is not clear where this door calls from.",
                    "Expected either \"line\" and \"extension\", or \"peer\".");
        }
        if (!extension) {
            return Optional.of(new CallsFrom.Peer(
                    node.path("peer").asString(), node.path("port").asInt(0)));
        }
        var line =
                node.path("line").asString(lines.size() == 1 ? lines.iterator().next() : "");
        if (!lines.contains(line)) {
            throw marked.fault(
                    at + "/calls/line",
                    "There is no line \"" + line + "\".",
                    "Expected one of: " + String.join(", ", new java.util.TreeSet<>(lines)) + ".");
        }
        return Optional.of(new CallsFrom.Extension(line, node.path("extension").asString()));
    }

    Login login(String at, JsonNode node, Login otherwise) throws SiteFault {
        return node.has("user") ? new Login(node.path("user").asString(), password(at, node)) : otherwise;
    }

    Secret password(String at, JsonNode node) throws SiteFault {
        var password = node.path("password");
        if (password.isMissingNode()) {
            return Secret.NONE;
        }
        return hidden(at + "/password", password, "A password");
    }

    /// A secret that stands here in the open only where that is said, so that nobody does it without thinking.
    Secret hidden(String at, JsonNode node, String what) throws SiteFault {
        if (node.isString() && !clearAllowed) {
            throw marked.fault(
                    at,
                    what + " stands here for everybody to read.",
                    "Expected {stored: NAME} after \"gatehouse secret set NAME\", {env: NAME}, or {clear: …} if it may.");
        }
        return secret(at, node);
    }

    /// A secret that stands here, or where it is found.
    Secret secret(String at, JsonNode node) throws SiteFault {
        if (node.isString()) {
            inClear++;
            return Secret.of(node.asString());
        }
        if (node.has("clear")) {
            inClear++;
            return Secret.of(node.path("clear").asString());
        }
        if (node.has("stored")) {
            var name = node.path("stored").asString();
            var kept = passwords.stored(name);
            if (kept.isEmpty()) {
                throw marked.fault(
                        at + "/stored",
                        "There is no secret \"" + name + "\" in the safe of this computer.",
                        "Expected it after \"gatehouse secret set " + name + "\".");
            }
            return kept.get();
        }
        var name = node.path("env").asString();
        var value = passwords.environment(name);
        if (value.isEmpty()) {
            throw marked.fault(
                    at + "/env",
                    "The environment variable " + name + " is not set.",
                    "Expected it to hold the secret.");
        }
        return Secret.of(value.get());
    }

    URI uri(String at, String text) throws SiteFault {
        try {
            var uri = new URI(text);
            if (uri.getHost() != null && uri.getUserInfo() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Said below, with its place.
        }
        throw marked.fault(
                at, "\"" + text + "\" is not an address.", "Expected one like http://192.0.2.31/onvif/device_service.");
    }

    void once(Set<String> seen, String value, String at, String what) throws SiteFault {
        if (!seen.add(value)) {
            throw marked.fault(at, "\"" + value + "\" is the name of another " + what + ".", "Expected a new one.");
        }
    }

    static Duration time(String text) {
        var digits = text.replaceAll("[a-z]", "");
        long amount = Long.parseLong(digits);
        return switch (text.substring(digits.length())) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "d" -> Duration.ofDays(amount);
            default -> Duration.ofHours(amount);
        };
    }
}
