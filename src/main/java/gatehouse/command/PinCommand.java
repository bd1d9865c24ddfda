package gatehouse.command;

import gatehouse.operator.Pins;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `gatehouse pin`: asks for a PIN or password and prints the hash that belongs into the site file. The PIN is never an
/// argument.
@Command(
        name = "pin",
        mixinStandardHelpOptions = true,
        description = "Asks for a PIN or password and prints the hash for the site file.")
final class PinCommand implements Callable<Integer> {
    private static final int SHORTEST = 4;

    @Option(names = "--duress", description = "Asks for a second PIN, which opens as usual and raises a silent alarm.")
    private boolean duress;

    private final Typed typed;

    @Spec
    private CommandSpec spec;

    PinCommand() {
        this(Typed.here());
    }

    PinCommand(Typed typed) {
        this.typed = typed;
    }

    @Override
    public Integer call() throws IOException {
        var pin = typed.ask("PIN or password: ");
        if (pin.reveal().length() < SHORTEST) {
            spec.commandLine().getErr().println("A PIN has at least " + SHORTEST + " characters.");
            return 2;
        }
        var hash = Pins.hash(pin);
        var out = spec.commandLine().getOut();
        if (!duress) {
            out.println(hash);
            return 0;
        }
        var second = typed.ask("PIN under duress: ");
        if (second.reveal().length() < SHORTEST || second.equals(pin)) {
            spec.commandLine()
                    .getErr()
                    .println("The PIN under duress is another one, of at least " + SHORTEST + " characters.");
            return 2;
        }
        out.println("pin: \"" + hash + "\"");
        out.println("duress: \"" + Pins.hashBeside(hash, second) + "\"");
        return 0;
    }
}
