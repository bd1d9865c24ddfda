package gatehouse.command;

import gatehouse.history.ClipRef;
import gatehouse.history.Event;
import gatehouse.history.History;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `gatehouse history show ID`.
@Command(
        name = "show",
        description = "Shows one visit, or one event, with all that belongs to it.",
        mixinStandardHelpOptions = true)
final class HistoryShow implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private HistoryFolder where;

    @Parameters(paramLabel = "ID", description = "The id of a call or of an event.")
    private String id;

    @Override
    public Integer call() throws IOException {
        var found = new ArrayList<Event>();
        Path folder = where.folder();
        History.read(folder, event -> {
            if (event.id().toString().equals(id)) {
                found.add(event);
            }
        });
        String visit =
                found.stream().flatMap(e -> e.visit().stream()).findFirst().orElse(id);
        History.read(folder, event -> {
            if (event.visit().filter(visit::equals).isPresent() && !found.contains(event)) {
                found.add(event);
            }
        });
        if (found.isEmpty()) {
            spec.commandLine().getErr().println("Nothing in the history has the id " + HistoryFolder.plain(id) + ".");
            return 1;
        }
        found.sort((a, b) -> a.at().compareTo(b.at()));
        for (Event event : found) {
            where.print(event);
            if (!where.isJson()) {
                details(event);
            }
        }
        where.out().flush();
        return 0;
    }

    private void details(Event event) {
        event.operator().ifPresent(o -> where.out().println("    operator: " + HistoryFolder.plain(o)));
        event.facts()
                .forEach((name, value) ->
                        where.out().println("    " + HistoryFolder.plain(name) + ": " + HistoryFolder.plain(value)));
        event.pictures().forEach(p -> where.out().println("    picture: " + p.file()));
        event.clips().forEach(c -> where.out().println("    clip: " + c.file() + "  " + line(c)));
    }

    private static String line(ClipRef clip) {
        return HistoryFolder.TIME.format(clip.begin())
                + String.format(Locale.ROOT, "  %.1f s  ", clip.length().toMillis() / 1000.0)
                + HistoryFolder.plain(clip.codec()) + " " + clip.width() + "x" + clip.height()
                + String.format(Locale.ROOT, "  %.1f MB", clip.bytes() / 1e6);
    }
}
