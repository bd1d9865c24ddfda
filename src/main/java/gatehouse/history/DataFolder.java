package gatehouse.history;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Where this system keeps the data of applications, when nobody names a folder.
public final class DataFolder {
    private static final String NAME = "gatehouse";

    private DataFolder() {}

    public static Path standard() {
        return of(System.getProperty("os.name", ""), System.getProperty("user.home", "."), System.getenv());
    }

    static Path of(String system, String home, Map<String, String> environment) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            return set(environment, "LOCALAPPDATA")
                    .orElse(Path.of(home, "AppData", "Local"))
                    .resolve("Gatehouse");
        }
        if (name.startsWith("mac")) {
            return Path.of(home, "Library", "Application Support", "Gatehouse");
        }
        return set(environment, "XDG_DATA_HOME")
                .orElse(Path.of(home, ".local", "share"))
                .resolve(NAME);
    }

    private static Optional<Path> set(Map<String, String> environment, String variable) {
        return Optional.ofNullable(environment.get(variable))
                .filter(value -> !value.isBlank())
                .map(Path::of);
    }
}
