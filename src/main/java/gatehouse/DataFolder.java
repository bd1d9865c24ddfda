package gatehouse;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/// Where the system wants a program to keep its data.
public final class DataFolder {
    private DataFolder() {}

    public static Path usual() {
        return usual(System.getProperty("os.name", ""), System.getProperty("user.home", "."), System.getenv());
    }

    static Path usual(String system, String home, Map<String, String> environment) {
        var os = system.toLowerCase(Locale.ROOT);
        if (os.contains("win")) {
            var local = environment.get("LOCALAPPDATA");
            return (local != null ? Path.of(local) : Path.of(home, "AppData", "Local")).resolve("Gatehouse");
        }
        if (os.contains("mac")) {
            return Path.of(home, "Library", "Application Support", "Gatehouse");
        }
        var xdg = environment.get("XDG_DATA_HOME");
        return (xdg != null && xdg.startsWith("/") ? Path.of(xdg) : Path.of(home, ".local", "share"))
                .resolve("gatehouse");
    }
}
