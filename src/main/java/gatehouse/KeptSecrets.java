package gatehouse;

import gatehouse.door.Secret;
import gatehouse.safe.Safe;
import gatehouse.site.Passwords;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where a site file's passwords are found: in the environment, and in the safe of the data folder. The safe is opened
/// with the first secret that is asked for. Safe for any thread.
public final class KeptSecrets implements Passwords {
    private static final Logger LOG = LoggerFactory.getLogger(KeptSecrets.class);
    private static final String PASS_PHRASE = "GATEHOUSE_SAFE_PASSPHRASE";

    private final Path folder;
    private Optional<Safe> safe = Optional.empty(); // guarded by this

    public KeptSecrets(Path folder) {
        this.folder = folder;
    }

    @Override
    public Optional<String> environment(String name) {
        return Optional.ofNullable(System.getenv(name));
    }

    @Override
    public Optional<Secret> stored(String name) {
        try {
            return safe().get(name);
        } catch (IOException e) {
            LOG.error("The secret {} cannot be read: {}", name, e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public boolean keep(String name, Secret secret) {
        try {
            safe().put(name, secret);
            return true;
        } catch (IOException e) {
            LOG.error("The secret {} cannot be kept: {}", name, e.getMessage());
            return false;
        }
    }

    private synchronized Safe safe() {
        if (safe.isEmpty()) {
            safe = Optional.of(Safe.of(folder, environment(PASS_PHRASE).map(Secret::of)));
        }
        return safe.get();
    }
}
