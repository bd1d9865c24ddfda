package gatehouse.command;

import gatehouse.door.Secret;
import gatehouse.operator.Pins;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `gatehouse pin`: asks for a PIN or password and prints the hash that belongs into the site file. The PIN is never an
/// argument, so that it stands in no shell history and no list of processes.
@Command(
        name = "pin",
        mixinStandardHelpOptions = true,
        description = "Asks for a PIN or password and prints the hash for the site file.")
final class PinCommand implements Callable<Integer> {
    private static final int SHORTEST = 4;

    @Option(names = "--duress", description = "Asks for a second PIN, which opens as usual and raises a silent alarm.")
    private boolean duress;

    private final BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var pin = ask("PIN or password: ");
        if (pin.length() < SHORTEST) {
            spec.commandLine().getErr().println("A PIN has at least " + SHORTEST + " characters.");
            return 2;
        }
        var hash = Pins.hash(Secret.of(pin));
        var out = spec.commandLine().getOut();
        if (!duress) {
            out.println(hash);
            return 0;
        }
        var second = ask("PIN under duress: ");
        if (second.length() < SHORTEST || second.equals(pin)) {
            spec.commandLine()
                    .getErr()
                    .println("The PIN under duress is another one, of at least " + SHORTEST + " characters.");
            return 2;
        }
        out.println("pin: \"" + hash + "\"");
        out.println("duress: \"" + Pins.hashBeside(hash, Secret.of(second)) + "\"");
        return 0;
    }

    private String ask(String words) throws IOException {
        var console = System.console();
        if (console != null && console.isTerminal()) {
            var typed = console.readPassword(words);
            return typed == null ? "" : new String(typed);
        }
        var line = in.readLine();
        return line == null ? "" : line.strip();
    }
}
