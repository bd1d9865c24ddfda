package gatehouse.command;

import gatehouse.door.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What is typed and must not be seen: never an argument, so that it stands in no shell history and no list of
/// processes. At a terminal it is asked for without an echo, else it is a line of the standard input.
final class Typed {
    private final BufferedReader in;
    private final boolean terminal;

    private Typed(BufferedReader in, boolean terminal) {
        this.in = in;
        this.terminal = terminal;
    }

    static Typed here() {
        var console = System.console();
        return new Typed(
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
                console != null && console.isTerminal());
    }

    static Typed lines(BufferedReader in) {
        return new Typed(in, false);
    }

    Secret ask(String words) throws IOException {
        if (terminal) {
            var typed = System.console().readPassword(words);
            var secret = typed == null ? Secret.NONE : Secret.of(new String(typed));
            if (typed != null) {
                Arrays.fill(typed, ' ');
            }
            return secret;
        }
        var line = in.readLine();
        return line == null ? Secret.NONE : Secret.of(line.strip());
    }
}
