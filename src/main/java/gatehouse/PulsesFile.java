package gatehouse;

import gatehouse.door.ModbusBox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The coils of relay boxes that this desk has switched on and has to switch off again, over a restart of the console.
/// Written whole and made durable before it takes the place of the old one.
///
/// Safe for any thread.
final class PulsesFile {
    private static final Logger LOG = LoggerFactory.getLogger(PulsesFile.class);
    private static final int MOST = 10_000;

    /// A coil, counted from 0.
    record Owed(ModbusBox box, int coil) {
        private String line() {
            return box.host() + "\t" + box.port() + "\t" + box.unit() + "\t" + coil;
        }

        private static Optional<Owed> read(String line) {
            var parts = line.split("\t", -1);
            try {
                return parts.length == 4
                        ? Optional.of(new Owed(
                                new ModbusBox(parts[0], Integer.parseInt(parts[1]), Integer.parseInt(parts[2])),
                                Integer.parseInt(parts[3])))
                        : Optional.empty();
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
    }

    private final Path file;
    private final Set<Owed> owed; // guarded by this

    PulsesFile(Path data) {
        this.file = data.resolve("pulses.txt");
        this.owed = new LinkedHashSet<>(read());
    }

    synchronized Set<Owed> owed() {
        return Set.copyOf(owed);
    }

    /// Durable when it returns.
    synchronized void add(Owed one) throws IOException {
        if (owed.contains(one)) {
            return;
        }
        owed.add(one);
        try {
            write();
        } catch (IOException e) {
            owed.remove(one);
            throw e;
        }
    }

    /// One that stays in the file although it is paid is paid twice, which does no harm.
    synchronized void remove(Owed one) {
        if (owed.remove(one)) {
            try {
                write();
            } catch (IOException e) {
                LOG.warn("The list of pulses could not be written: {}", e.getMessage());
            }
        }
    }

    private Set<Owed> read() {
        try {
            return Files.exists(file)
                    ? Files.readAllLines(file).stream()
                            .limit(MOST)
                            .flatMap(line -> Owed.read(line).stream())
                            .collect(Collectors.toSet())
                    : Set.of();
        } catch (IOException e) {
            LOG.error("Whether a relay was left switched on cannot be read; look at the doors: {}", e.getMessage());
            return Set.of();
        }
    }

    private void write() throws IOException {
        var text = owed.stream().map(o -> o.line() + "\n").collect(Collectors.joining());
        WholeFile.write(file, text.getBytes(StandardCharsets.UTF_8));
    }
}
