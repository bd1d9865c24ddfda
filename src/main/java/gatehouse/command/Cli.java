package gatehouse.command;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The first word after `gatehouse`. Without one it is `console`. Wrong usage ends with code 2 and a sentence.
@Command(
        name = "gatehouse",
        mixinStandardHelpOptions = true,
        version = "Gatehouse 0.1.0",
        description = "The guard-house console: sees the doors, is rung by them, talks, opens, and remembers.",
        synopsisSubcommandLabel = "[COMMAND]",
        subcommands = {
            ConsoleCommand.class,
            TourCommand.class,
            WarmUpCommand.class,
            DiscoverCommand.class,
            HistoryCommand.class,
            SimCommand.class,
            CheckSiteCommand.class,
            PinCommand.class,
            RecoverCommand.class,
            SecretCommand.class
        })
public final class Cli {
    private static final List<String> HELP = List.of("-h", "--help", "-V", "--version");
    private static final List<String> OF_THE_WINDOW = List.of("--site", "--data", "--demo");

    private Cli() {}

    public static int run(String... args) {
        return new CommandLine(new Cli())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(meantForTheWindow(args) ? prepended("console", args) : args);
    }

    /// Whether these words will bring up the window, as far as can be told without understanding all of them.
    public static boolean opensTheWindow(String... args) {
        boolean console = meantForTheWindow(args) || args[0].equals("console");
        return console && List.of(args).stream().noneMatch(HELP::contains) && ConsoleCommand.displayed();
    }

    private static boolean meantForTheWindow(String[] args) {
        return args.length == 0
                || OF_THE_WINDOW.stream().anyMatch(o -> args[0].equals(o) || args[0].startsWith(o + "="));
    }

    private static String[] prepended(String first, String[] rest) {
        var all = new String[rest.length + 1];
        all[0] = first;
        System.arraycopy(rest, 0, all, 1, rest.length);
        return all;
    }
}
