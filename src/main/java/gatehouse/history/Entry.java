package gatehouse.history;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// One record of the journal as it was read back: its place in the chain, when it was written, and its payload. Hashes
/// are 64 hex digits; `size` is the number of bytes it takes in its segment.
record Entry(long seq, String prev, Instant wall, long monotonic, UUID boot, String payload, String hash, int size) {
    /// An entry of a later version, or one that nobody could have written, is a note that says so: it must not stop the
    /// others from being read.
    Event event() {
        try {
            return EventJson.read(payload);
        } catch (IllegalArgumentException e) {
            return new Event(
                    UUID.nameUUIDFromBytes(hash.getBytes(StandardCharsets.US_ASCII)),
                    wall,
                    monotonic,
                    Kind.NOTE,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Map.of(),
                    List.of(),
                    "Entry " + seq + " cannot be read by this version.");
        }
    }
}
