package gatehouse;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The threads that live at this moment, by name: virtual ones too, of which only a dump knows.
final class LiveThreads {
    private static final Pattern NAME = Pattern.compile("\"name\": \"([^\"]+)\"");

    /// What the JVM starts for itself whenever it likes.
    private static final Pattern OF_THE_JVM = Pattern.compile(
            "ForkJoinPool.*|VirtualThread-.*|process reaper.*|.*Poller.*" + "|Common-Cleaner|.*Compiler.*|surefire.*");

    private LiveThreads() {}

    static Set<String> names(Path folder) throws IOException {
        Path dump = Files.createTempDirectory(folder, "threads").resolve("dump.json");
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .dumpThreads(dump.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.JSON);
        var names = new TreeSet<String>();
        NAME.matcher(Files.readString(dump))
                .results()
                .map(found -> found.group(1))
                .filter(name -> !OF_THE_JVM.matcher(name).matches())
                .forEach(names::add);
        return names;
    }
}
