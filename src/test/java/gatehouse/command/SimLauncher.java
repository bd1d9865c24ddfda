package gatehouse.command;

import picocli.CommandLine;

/// Runs `sim` in a process of its own, for tests that put it into a network namespace.
final class SimLauncher {
    private SimLauncher() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new SimCommand()).execute(args));
    }
}
