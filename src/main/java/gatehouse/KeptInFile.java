package gatehouse;

import gatehouse.ui.kit.Kept;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The small things the screens remember, in a file of the data folder. To lose them is no harm, so a file that cannot
/// be read or written is said in the log and nothing more. Safe for any thread.
final class KeptInFile implements Kept {
    private static final Logger LOG = LoggerFactory.getLogger(KeptInFile.class);

    private final Path file;
    private final Properties kept = new Properties(); // guarded by this

    KeptInFile(Path data) {
        this.file = data.resolve("screen.properties");
        if (Files.exists(file)) {
            try (var in = Files.newBufferedReader(file)) {
                kept.load(in);
            } catch (IOException | IllegalArgumentException e) {
                LOG.warn("What the screens remembered could not be read: {}", e.getMessage());
            }
        }
    }

    @Override
    public synchronized Optional<String> get(String key) {
        return Optional.ofNullable(kept.getProperty(key));
    }

    @Override
    public synchronized void put(String key, String value) {
        if (value.equals(kept.setProperty(key, value))) {
            return;
        }
        var fresh = file.resolveSibling("screen.properties.new");
        try (var out = Files.newBufferedWriter(fresh)) {
            kept.store(out, null);
        } catch (IOException e) {
            LOG.warn("What the screens remember could not be written: {}", e.getMessage());
            return;
        }
        try {
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("What the screens remember could not be written: {}", e.getMessage());
        }
    }
}
