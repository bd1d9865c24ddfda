package gatehouse;

import gatehouse.command.Cli;
import gatehouse.history.DataFolder;
import gatehouse.lifecycle.Trace;

/// Where the program starts. A plain class on purpose: a main class that extends `Application` would start the
/// toolkit before we know whether there is a display.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Trace.step("main", "start");
        if (Cli.opensTheWindow(args)) {
            Gatehouse.hasten();
        }
        if (System.getProperty("gatehouse.log.dir") == null) {
            System.setProperty(
                    "gatehouse.log.dir", DataFolder.standard().resolve("log").toString());
        }
        // Threads of native libraries may outlive their work; the program ends all the same.
        System.exit(Cli.run(args));
    }
}
