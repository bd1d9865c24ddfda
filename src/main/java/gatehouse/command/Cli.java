package gatehouse.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The first word after `gatehouse`. Wrong usage ends with code 2 and a sentence.
@Command(
        name = "gatehouse",
        mixinStandardHelpOptions = true,
        version = "Gatehouse 0.1.0",
        description = "The guard-house console: sees the doors, is rung by them, talks, opens, and remembers.",
        subcommands = {})
public final class Cli {
    private Cli() {}

    public static int run(String... args) {
        return new CommandLine(new Cli())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args);
    }
}
