package gatehouse.command;

import gatehouse.door.DoorId;
import gatehouse.history.DataFolder;
import gatehouse.history.Event;
import gatehouse.history.EventJson;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// What every history command takes: which data folder, and whether to print JSON.
final class HistoryFolder {
    static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.S", Locale.ROOT).withZone(ZoneId.systemDefault());

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--data", paramLabel = "DIR", description = "The data folder. Default: the system's place.")
    private Path data;

    @Option(names = "--json", description = "One JSON object per line, and nothing else.")
    private boolean json;

    boolean isJson() {
        return json;
    }

    Path folder() {
        Path folder = data == null ? DataFolder.standard() : data; // picocli leaves what was not given null
        if (!Files.isDirectory(folder)) {
            throw new ParameterException(spec.commandLine(), "There is no data folder " + folder + ".");
        }
        return folder;
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    void print(Event event) {
        out().println(json ? EventJson.toTree(event).toString() : line(event));
    }

    private static String line(Event event) {
        return TIME.format(event.at())
                + String.format(Locale.ROOT, "  %-18s", event.kind())
                + String.format(
                        Locale.ROOT,
                        "  %-16s  ",
                        event.door().map(DoorId::value).orElse(""))
                + plain(event.sentence());
    }

    /// What came from the network may hold control characters; a terminal must not obey them.
    static String plain(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}]", "�");
    }
}
