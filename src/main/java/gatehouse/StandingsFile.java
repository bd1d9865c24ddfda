package gatehouse;

import gatehouse.desk.Concern;
import gatehouse.desk.Mode;
import gatehouse.desk.Where;
import gatehouse.door.DoorId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Which doors do not stand normally, and what nobody has looked at yet, over a restart of the console. Written whole
/// and made durable before it takes the place of the old one. What cannot be read is said in the log, and the doors
/// count as normal; the history knows better.
///
/// Safe for any thread.
final class StandingsFile {
    private static final Logger LOG = LoggerFactory.getLogger(StandingsFile.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long LARGEST = 4 << 20;

    record Found(Map<DoorId, Mode> modes, List<Concern> concerns) {
        static final Found NOTHING = new Found(Map.of(), List.of());

        Found {
            modes = Map.copyOf(modes);
            concerns = List.copyOf(concerns);
        }
    }

    private final Path file;

    StandingsFile(Path data) {
        this.file = data.resolve("doors.json");
    }

    synchronized Found read() {
        try {
            if (!Files.exists(file)) {
                return Found.NOTHING;
            }
            if (Files.size(file) > LARGEST) {
                throw new IOException("it is larger than " + LARGEST + " bytes");
            }
            return found(JSON.readTree(Files.readString(file)));
        } catch (IOException | JacksonException | IllegalArgumentException | DateTimeParseException e) {
            LOG.error("How the doors stood cannot be read; they count as normal: {}", e.getMessage());
            return Found.NOTHING;
        }
    }

    synchronized void write(Found now) {
        try {
            WholeFile.write(file, JSON.writeValueAsBytes(tree(now)));
        } catch (IOException | JacksonException e) {
            LOG.error("How the doors stand cannot be kept over a restart: {}", e.getMessage());
        }
    }

    private static ObjectNode tree(Found now) {
        var root = JSON.createObjectNode();
        var doors = root.putObject("doors");
        now.modes().forEach((id, mode) -> {
            var one = doors.putObject(id.value());
            switch (mode) {
                case Mode.Normal m -> one.put("mode", "normal");
                case Mode.HeldOpen m -> {
                    one.put("mode", "held-open")
                            .put("until", m.until().toString())
                            .put("scheduled", m.scheduled());
                    common(one, m.command(), m.since(), m.by(), m.taken());
                }
                case Mode.LockedDown m -> {
                    one.put("mode", "locked-down").put("where", where(m.where()));
                    common(one, m.command(), m.since(), m.by(), m.taken());
                }
            }
        });
        var concerns = root.putArray("concerns");
        now.concerns().forEach(c -> {
            var one = concerns.addObject()
                    .put("id", c.id().toString())
                    .put("kind", c.kind().name())
                    .put("door", c.door().value())
                    .put("name", c.doorName())
                    .put("words", c.words())
                    .put("at", c.at().toString());
            c.over().ifPresent(over -> one.put("over", over.toString()));
        });
        return root;
    }

    private static void common(ObjectNode one, UUID command, Instant since, String by, Mode.Taken taken) {
        one.put("command", command.toString())
                .put("since", since.toString())
                .put("by", by)
                .put("how", taken.how().name())
                .put("words", taken.words());
    }

    private static Found found(JsonNode root) {
        var modes = new HashMap<DoorId, Mode>();
        for (var door : root.path("doors").properties()) {
            modes.put(new DoorId(door.getKey()), mode(door.getValue()));
        }
        var concerns = new ArrayList<Concern>();
        for (var one : root.path("concerns")) {
            concerns.add(new Concern(
                    UUID.fromString(one.path("id").asString()),
                    Concern.Kind.valueOf(one.path("kind").asString()),
                    new DoorId(one.path("door").asString()),
                    one.path("name").asString(),
                    one.path("words").asString(),
                    Instant.parse(one.path("at").asString()),
                    one.has("over") ? Optional.of(Instant.parse(one.path("over").asString())) : Optional.empty()));
        }
        return new Found(modes, concerns);
    }

    private static Mode mode(JsonNode one) {
        if (one.path("mode").asString().equals("normal")) {
            return Mode.NORMAL;
        }
        var command = UUID.fromString(one.path("command").asString());
        var since = Instant.parse(one.path("since").asString());
        var by = one.path("by").asString();
        var taken = new Mode.Taken(
                Mode.How.valueOf(one.path("how").asString()), one.path("words").asString());
        return switch (one.path("mode").asString()) {
            case "held-open" ->
                new Mode.HeldOpen(
                        command,
                        since,
                        Instant.parse(one.path("until").asString()),
                        by,
                        one.path("scheduled").asBoolean(),
                        taken);
            case "locked-down" ->
                new Mode.LockedDown(command, since, by, where(one.path("where").asString()), taken);
            default -> throw new IllegalArgumentException("an unknown mode: " + one.path("mode"));
        };
    }

    private static String where(Where where) {
        return switch (where) {
            case Where.OneDoor w -> "door:" + w.door();
            case Where.OfGroup w -> "group:" + w.group();
            case Where.WholeSite w -> "site";
        };
    }

    private static Where where(String text) {
        if (text.startsWith("door:")) {
            return new Where.OneDoor(new DoorId(text.substring(5)));
        }
        return text.startsWith("group:") ? new Where.OfGroup(text.substring(6)) : new Where.WholeSite();
    }
}
