package gatehouse.unlock;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where a supervisor's openings are noted while the history takes nothing: small files whose room on the disk was
/// taken
/// when there still was some, one beside the data, one elsewhere. A line in the first that takes it is enough; a note
/// that
/// none takes is an opening that does not happen.
///
/// Safe for any thread.
public final class EmergencyBook {
    private static final Logger LOG = LoggerFactory.getLogger(EmergencyBook.class);
    private static final int ROOM = 64 * 1024;
    private static final int LONGEST_LINE = 1024;

    private final List<Path> places;

    private EmergencyBook(List<Path> places) {
        this.places = List.copyOf(places);
    }

    /// Takes the room now. A place that cannot be had is passed over; what stands in one from before stays.
    public static EmergencyBook open(List<Path> places) {
        places.forEach(EmergencyBook::reserve);
        return new EmergencyBook(places);
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
    public synchronized void note(UnlockOrder order, String why) throws IOException {
        var line = "%s\t%s\t%s\t%s\t%s\t%s"
                .formatted(
                        Instant.now(),
                        order.commandId(),
                        order.door(),
                        order.output().id(),
                        order.operator(),
                        why)
                .replaceAll("[\\r\\n\\x00]", " ");
        var bytes = (line.substring(0, Math.min(line.length(), LONGEST_LINE)) + "\n").getBytes(StandardCharsets.UTF_8);
        var failure = new IOException("No place takes a note");
        for (var place : places) {
            try {
                append(place, bytes);
                return;
            } catch (IOException e) {
                failure.addSuppressed(e);
            }
        }
        throw failure;
    }

    private static void append(Path place, byte[] line) throws IOException {
        try (var file = FileChannel.open(place, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
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

    /// What stands in all places, oldest first in each: for the history, once it takes something again.
    public synchronized List<String> notes() throws IOException {
        var notes = new ArrayList<String>();
        for (var place : places) {
            if (Files.isRegularFile(place)) {
                new String(Files.readAllBytes(place), StandardCharsets.UTF_8)
                        .replace("\0", "")
                        .lines()
                        .forEach(notes::add);
            }
        }
        return notes;
    }

    /// Forgets what was handed over to the history, and keeps the room.
    public synchronized void clear() throws IOException {
        for (var place : places) {
            if (Files.isRegularFile(place)) {
                try (var file = FileChannel.open(place, StandardOpenOption.WRITE)) {
                    file.write(ByteBuffer.allocate(ROOM), 0);
                    file.force(true);
                }
            }
        }
    }
}
