package gatehouse.command;

import gatehouse.KeptSecrets;
import gatehouse.history.DataFolder;
import gatehouse.history.Event;
import gatehouse.history.History;
import gatehouse.history.HistoryFault;
import gatehouse.history.Kind;
import gatehouse.operator.Directory;
import gatehouse.operator.LogIn;
import gatehouse.operator.People;
import gatehouse.operator.Right;
import gatehouse.operator.Staffing;
import gatehouse.site.Person;
import gatehouse.site.SiteFault;
import gatehouse.site.SiteFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// `gatehouse recover make|use FILE`: the way back in where no window can be opened. What the window does at the log-in
/// and under Settings, with the same file and on the same record. It needs the data folder for itself: while a console
/// runs, the file is used there.
@Command(
        name = "recover",
        mixinStandardHelpOptions = true,
        description = "Makes the file that leads back in when nobody knows an installer's PIN, or uses it.")
final class RecoverCommand implements Runnable {
    @Option(names = "--data", paramLabel = "DIR", scope = ScopeType.INHERIT, description = "The data folder.")
    private Path data;

    @Option(
            names = "--site",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "The site file, where its people count.")
    private Path siteFile;

    @Spec
    private CommandSpec spec;

    private final Typed typed;

    RecoverCommand() {
        this(Typed.here());
    }

    RecoverCommand(Typed typed) {
        this.typed = typed;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getErr());
    }

    @Command(
            name = "make",
            description = "Asks for an installer's PIN and writes a new file; older ones are worth nothing.")
    int make(
            @Parameters(paramLabel = "FILE", description = "Where to write it.") Path file,
            @Option(names = "--name", required = true, description = "The installer who asks.") String name) {
        return inside((staffing, logIn, history) -> {
            switch (logIn.check(name, typed.ask("PIN of " + name + ": "))) {
                case LogIn.Result.Welcome welcome -> {
                    if (!welcome.operator().may(Right.INSTALL)) {
                        return Optional.of("This needs an installer.");
                    }
                }
                case LogIn.Result.Wrong wrong -> {
                    return Optional.of(wrong.why().orElse("Wrong name or PIN."));
                }
                case LogIn.Result.Wait wait -> {
                    return Optional.of("Too many wrong PINs. Try again later.");
                }
            }
            staffing.recovery().make(file);
            history.keep(Event.now(
                            Kind.RECOVERED,
                            "A new recovery file was made on the command line; older ones are worth nothing")
                    .withOperator(name));
            spec.commandLine().getErr().println("Keep " + file + " away from this computer. It works once.");
            return Optional.empty();
        });
    }

    @Command(name = "use", description = "Asks for a new PIN; who is named is an installer then. The file works once.")
    int use(
            @Parameters(paramLabel = "FILE", description = "The recovery file.") Path file,
            @Option(names = "--name", required = true, description = "Who gets in by it.") String name) {
        return inside((staffing, logIn, history) -> {
            var pin = typed.ask("New PIN or password of " + name + ": ");
            if (!pin.equals(typed.ask("Once more: "))) {
                return Optional.of("The two are not the same.");
            }
            var wrong = staffing.recover(file, name, pin);
            if (wrong.isEmpty()) {
                history.keep(Event.now(
                                Kind.RECOVERED,
                                "The recovery file was used on the command line: " + name.strip()
                                        + " is an installer with a new PIN")
                        .withOperator(name.strip()));
                spec.commandLine().getErr().println(name.strip() + " is an installer and can log in.");
            }
            return wrong;
        });
    }

    /// Answers what is wrong, or nothing when it is done.
    private interface Deed {
        Optional<String> with(Staffing staffing, LogIn logIn, History history) throws IOException, HistoryFault;
    }

    private int inside(Deed deed) {
        var err = spec.commandLine().getErr();
        var folder = data != null ? data : DataFolder.standard();
        if (!Files.isDirectory(folder)) {
            err.println("There is no data folder " + folder + ".");
            return 2;
        }
        try (var history = History.open(folder)) {
            var people = People.open(folder, ofSite(folder));
            var logIn = new LogIn(people, Directory.NONE, history::keep);
            var wrong = deed.with(new Staffing(people, logIn), logIn, history);
            wrong.ifPresent(err::println);
            return wrong.isPresent() ? 1 : 0;
        } catch (HistoryFault e) {
            err.println(
                    e.why() == HistoryFault.Why.OWNED
                            ? "A console runs on this data folder: use the file at its log-in, make one under its Settings."
                            : e.getMessage());
            return 1;
        } catch (SiteFault | IOException e) {
            err.println(e.getMessage());
            return 1;
        }
    }

    private List<Person> ofSite(Path folder) throws SiteFault {
        return siteFile == null
                ? List.of()
                : SiteFile.read(siteFile, new KeptSecrets(folder)).people();
    }
}
