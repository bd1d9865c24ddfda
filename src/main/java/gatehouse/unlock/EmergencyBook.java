package gatehouse.unlock;

import gatehouse.door.DoorId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where a supervisor's openings are noted while the history takes nothing: a small file beside the data, whose room on
/// the disk was taken when there still was some, and a second one elsewhere, made when the first takes nothing. A line
/// in one of them is enough; a note that none takes is an opening that does not happen.
///
/// Safe for any thread.
public final class EmergencyBook {
    private static final Logger LOG = LoggerFactory.getLogger(EmergencyBook.class);
    private static final int ROOM = 64 * 1024;
    private static final int LONGEST_LINE = 1024;

    /// One line, read again.
    public record Note(Instant at, String command, DoorId door, String output, String operator, String words) {
        private String line() {
            return String.join(
                    "\t",
                    at.toString(),
                    plain(command),
                    plain(door.value()),
                    plain(output),
                    plain(operator),
                    plain(words));
        }

        private static String plain(String text) {
            return text.replaceAll("[\\p{Cntrl}]", " ");
        }

        static Optional<Note> read(String line) {
            var parts = line.split("\t", 6);
            try {
                return parts.length == 6
                        ? Optional.of(new Note(
                                Instant.parse(parts[0]), parts[1], new DoorId(parts[2]), parts[3], parts[4], parts[5]))
                        : Optional.empty();
            } catch (DateTimeParseException | IllegalArgumentException e) {
                LOG.error("A note cannot be read: {}", line);
                return Optional.empty();
            }
        }
    }

    private final Path beside;
    private final List<Path> places;
    private volatile boolean empty;

    private EmergencyBook(Path beside, Path elsewhere) {
        this.beside = beside;
        this.places = List.of(beside, elsewhere);
        try {
            this.empty = notes().isEmpty();
        } catch (IOException e) {
            LOG.error("The notes of an emergency cannot be read: {}", e.getMessage());
        }
    }

    /// Takes the room now, as far as that can be had; what stands there from before stays.
    public static EmergencyBook open(Path beside, Path elsewhere) {
        reserve(beside);
        return new EmergencyBook(beside, elsewhere);
    }

    private static void reserve(Path place) {
        try {
            Files.createDirectories(place.toAbsolutePath().getParent());
            try (var file = FileChannel.open(place, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                for (long at = file.size(); at < ROOM; at = file.size()) {
                    file.write(ByteBuffer.allocate((int) (ROOM - at)), at);
                }
                file.force(true);
            }
        } catch (IOException e) {
            LOG.warn("No room for notes in an emergency at {}: {}", place, e.getMessage());
        }
    }

    /// Returns when the line is durable somewhere; throws when no place takes it.
    public synchronized void note(UnlockOrder order, String words) throws IOException {
        var line = new Note(
                        Instant.now(),
                        order.commandId().toString(),
                        order.door(),
                        order.output().name(),
                        order.operator(),
                        words)
                .line();
        var bytes = (line.substring(0, Math.min(line.length(), LONGEST_LINE)) + "\n").getBytes(StandardCharsets.UTF_8);
        var failure = new IOException("No place takes a note");
        for (var place : places) {
            try {
                append(place, bytes);
                empty = false;
                return;
            } catch (IOException e) {
                failure.addSuppressed(e);
            }
        }
        throw failure;
    }

    private void append(Path place, byte[] line) throws IOException {
        if (!place.equals(beside)) {
            Files.createDirectories(place.toAbsolutePath().getParent());
        }
        try (var file =
                FileChannel.open(place, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            int used = used(file);
            if (used + line.length > ROOM) {
                throw new IOException(place + " is full");
            }
            var left = ByteBuffer.wrap(line);
            while (left.hasRemaining()) {
                file.write(left, used + left.position());
            }
            file.force(true);
        }
    }

    private static int used(FileChannel file) throws IOException {
        var all = ByteBuffer.allocate(ROOM);
        while (all.hasRemaining() && file.read(all, all.position()) > 0) {
            // Until the end of the file.
        }
        int used = 0;
        for (int i = 0; i < all.position(); i++) {
            used = all.get(i) == 0 ? used : i + 1;
        }
        return used;
    }

    /// Whether there is nothing to be handed over. Costs nothing.
    public boolean isEmpty() {
        return empty;
    }

    /// What stands in both places, oldest first in each: for the history, once it takes something again.
    public synchronized List<Note> notes() throws IOException {
        var notes = new ArrayList<Note>();
        for (var place : places) {
            if (Files.isRegularFile(place)) {
                new String(Files.readAllBytes(place), StandardCharsets.UTF_8)
                        .replace("\0", "")
                        .lines()
                        .flatMap(line -> Note.read(line).stream())
                        .forEach(notes::add);
            }
        }
        return notes;
    }

    /// Forgets what was handed over to the history, and keeps the room.
    public synchronized void clear() throws IOException {
        for (var place : places) {
            if (!Files.isRegularFile(place)) {
                continue;
            }
            if (place.equals(beside)) {
                try (var file = FileChannel.open(place, StandardOpenOption.WRITE)) {
                    file.write(ByteBuffer.allocate(ROOM), 0);
                    file.force(true);
                }
            } else {
                Files.delete(place);
            }
        }
        empty = true;
    }
}
