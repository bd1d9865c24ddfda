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
import picocli.CommandLine.Spec;

/// `gatehouse pin`: asks for a PIN or password and prints the hash that belongs into the site file. The PIN is never an
/// argument, so that it stands in no shell history and no list of processes.
@Command(
        name = "pin",
        mixinStandardHelpOptions = true,
        description = "Asks for a PIN or password and prints the hash for the site file.")
final class PinCommand implements Callable<Integer> {
    private static final int SHORTEST = 4;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var pin = ask();
        if (pin.length() < SHORTEST) {
            spec.commandLine().getErr().println("A PIN has at least " + SHORTEST + " characters.");
            return 2;
        }
        spec.commandLine().getOut().println(Pins.hash(Secret.of(pin)));
        return 0;
    }

    private String ask() throws IOException {
        var console = System.console();
        if (console != null && console.isTerminal()) {
            var typed = console.readPassword("PIN or password: ");
            return typed == null ? "" : new String(typed);
        }
        var line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        return line == null ? "" : line.strip();
    }
}
