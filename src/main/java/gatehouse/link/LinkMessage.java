package gatehouse.link;

import static java.util.Objects.requireNonNull;

import gatehouse.door.DoorId;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/// One thing that happened, for others: whoever hears it twice knows that by the id. It names no person.
public record LinkMessage(UUID id, String kind, DoorId door, Instant at) {
    public LinkMessage {
        requireNonNull(id);
        requireNonNull(kind);
        requireNonNull(door);
        requireNonNull(at);
        if (!kind.matches("[a-z][a-z0-9-]{0,40}")) {
            throw new IllegalArgumentException("A kind is a short word of a-z, 0-9 and -, not " + kind);
        }
    }

    /// A door was opened under duress.
    public static LinkMessage duress(DoorId door, Instant at) {
        return new LinkMessage(UUID.randomUUID(), "duress", door, at);
    }

    String json() {
        return String.format(
                Locale.ROOT, "{\"id\":\"%s\",\"kind\":\"%s\",\"door\":\"%s\",\"time\":\"%s\"}", id, kind, door, at);
    }
}
