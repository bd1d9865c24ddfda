package gatehouse.history;

import static java.util.Objects.requireNonNull;

import gatehouse.door.DoorId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Where a clip that is being written comes from: its door, the visit or the unlock command it belongs to, and the
/// wall-clock time of its first picture. Stands beside the arriving file, so that a clip whose program was ended finds
/// its place afterwards.
public record ClipOrigin(DoorId door, Optional<String> visit, Optional<String> command, Instant begin) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long LARGEST = 4096;

    public ClipOrigin {
        requireNonNull(door);
        requireNonNull(visit);
        requireNonNull(command);
        requireNonNull(begin);
    }

    void write(Path file) throws IOException {
        var tree = JSON.createObjectNode();
        tree.put("door", door.value());
        visit.ifPresent(v -> tree.put("visit", v));
        command.ifPresent(c -> tree.put("command", c));
        tree.put("begin", begin.toString());
        Files.writeString(file, JSON.writeValueAsString(tree));
    }

    /// Empty when there is none, or it was cut off too.
    static Optional<ClipOrigin> read(Path file) {
        try {
            if (!Files.exists(file) || Files.size(file) > LARGEST) {
                return Optional.empty();
            }
            var tree = JSON.readTree(Files.readString(file));
            return Optional.of(new ClipOrigin(
                    new DoorId(tree.path("door").asString()),
                    Optional.of(tree.path("visit").asString("")).filter(v -> !v.isEmpty()),
                    Optional.of(tree.path("command").asString("")).filter(c -> !c.isEmpty()),
                    Instant.parse(tree.path("begin").asString())));
        } catch (IOException | JacksonException | DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    Event on(Event event) {
        var with = event.withDoor(door);
        with = visit.map(with::withVisit).orElse(with);
        return command.isPresent() ? with.withFact(Fact.COMMAND, command.get()) : with;
    }
}
