package gatehouse.command;

import gatehouse.door.DoorId;
import gatehouse.history.Event;
import gatehouse.history.History;
import gatehouse.history.Kind;
import gatehouse.history.Search;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `gatehouse history list`.
@Command(name = "list", description = "Lists events, newest first.", mixinStandardHelpOptions = true)
final class HistoryList implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private HistoryFolder where;

    @Option(names = "--door", paramLabel = "DOOR", description = "Only of this door; may be given several times.")
    private List<String> doors = List.of();

    @Option(names = "--kind", paramLabel = "KIND", description = "Only of this kind: ${COMPLETION-CANDIDATES}.")
    private List<Kind> kinds = List.of();

    @Option(names = "--operator", paramLabel = "NAME", description = "Only what this person did.")
    private String operator = "";

    @Option(names = "--from", paramLabel = "TIME", description = "Not before: 2026-11-23, 2026-11-23T06:00 or ...Z.")
    private String from = "";

    @Option(names = "--to", paramLabel = "TIME", description = "Before this time.")
    private String to = "";

    @Option(names = "--text", paramLabel = "WORDS", description = "Only with all these words, or their beginnings.")
    private String text = "";

    @Option(names = "--limit", paramLabel = "N", description = "At most so many, default ${DEFAULT-VALUE}.")
    private int limit = 100;

    @Override
    public Integer call() throws IOException {
        if (limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit must be 1 or more, not " + limit + ".");
        }
        Search search = search();
        var newest = new ArrayDeque<Event>();
        History.read(where.folder(), event -> {
            if (search.matches(event)) {
                newest.addFirst(event);
                if (newest.size() > limit) {
                    newest.removeLast();
                }
            }
        });
        newest.forEach(where::print);
        where.out().flush();
        return 0;
    }

    private Search search() {
        var all = Search.everything();
        var search = Search.between(from.isEmpty() ? all.from() : time(from), to.isEmpty() ? all.to() : time(to))
                .doors(doors.stream().map(this::door).toList())
                .kinds(kinds);
        search = operator.isEmpty() ? search : search.operator(operator);
        return text.isEmpty() ? search : search.text(text);
    }

    private DoorId door(String name) {
        try {
            return new DoorId(name);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage() + ".", e);
        }
    }

    private Instant time(String said) {
        for (HistoryTime reading : HistoryTime.values()) {
            try {
                return reading.of(said);
            } catch (DateTimeException e) {
                // The next reading may fit; when none does, it is said below.
            }
        }
        throw new ParameterException(
                spec.commandLine(),
                "\"" + said + "\" is no time. Write 2026-11-23, 2026-11-23T06:00 or 2026-11-23T05:00:00Z.");
    }
}
