package gatehouse.command;

import gatehouse.door.Secret;
import gatehouse.history.DataFolder;
import gatehouse.history.Event;
import gatehouse.history.History;
import gatehouse.history.HistoryFault;
import gatehouse.history.Kind;
import gatehouse.safe.Safe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// `gatehouse secret set|list|remove`: the passwords that a site file names as `{stored: NAME}`. A value is never an
/// argument and is never printed.
@Command(
        name = "secret",
        mixinStandardHelpOptions = true,
        description = "Keeps the passwords that the site file names as {stored: NAME}.")
final class SecretCommand implements Runnable {
    /// Opens a safe that is sealed by a pass phrase, for a console that starts by itself.
    static final String PASS_PHRASE = "GATEHOUSE_SAFE_PASSPHRASE";

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,62}");

    @Option(names = "--data", paramLabel = "DIR", scope = ScopeType.INHERIT, description = "The data folder.")
    private Path data;

    @Spec
    private CommandSpec spec;

    private final Typed typed;

    SecretCommand() {
        this(Typed.here());
    }

    SecretCommand(Typed typed) {
        this.typed = typed;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getErr());
    }

    static Safe safe(Path folder) {
        return Safe.of(folder, Optional.ofNullable(System.getenv(PASS_PHRASE)).map(Secret::of));
    }

    @Command(name = "set", description = "Asks for a secret and keeps it.")
    int set(@Parameters(paramLabel = "NAME", description = "The name in the site file.") String name)
            throws IOException {
        if (!NAME.matcher(name).matches()) {
            spec.commandLine().getErr().println("A name is made of a-z, 0-9, - and . and is at most 63 long.");
            return 2;
        }
        var value = typed.ask("Secret: ");
        if (value.isEmpty()) {
            spec.commandLine().getErr().println("Nothing was typed, so nothing was kept.");
            return 2;
        }
        return changed("set", name, safe -> {
            safe.put(name, value);
            return true;
        });
    }

    @Command(name = "remove", description = "Forgets a secret.")
    int remove(@Parameters(paramLabel = "NAME") String name) {
        return changed("removed", name, safe -> safe.remove(name));
    }

    @Command(name = "list", description = "Names what is kept, and where.")
    int list() {
        try {
            var safe = safe(folder());
            safe.names().forEach(spec.commandLine().getOut()::println);
            spec.commandLine().getErr().println("In " + safe.where() + ".");
            return 0;
        } catch (IOException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return 1;
        }
    }

    private interface Change {
        boolean in(Safe safe) throws IOException;
    }

    private int changed(String deed, String name, Change change) {
        var err = spec.commandLine().getErr();
        try {
            var safe = safe(folder());
            if (!change.in(safe)) {
                err.println("There is no secret \"" + name + "\".");
                return 1;
            }
            err.println("\"" + name + "\" was " + deed + " in " + safe.where() + ".");
            remember(deed, name);
            return 0;
        } catch (IOException e) {
            err.println(e.getMessage());
            return 1;
        }
    }

    /// The name goes on record, never the value. While a console runs it owns the history, and the change is only said.
    private void remember(String deed, String name) {
        try (var history = History.open(folder())) {
            history.keep(Event.now(Kind.SECRET_CHANGED, "The secret " + name + " was " + deed + " on the command line")
                    .withFact("name", name));
        } catch (HistoryFault e) {
            spec.commandLine().getErr().println("Not in the history: " + e.getMessage());
        }
    }

    private Path folder() {
        return data != null ? data : DataFolder.standard();
    }
}
