package gatehouse;

import gatehouse.command.Cli;
import gatehouse.history.DataFolder;
import gatehouse.lifecycle.MachineLocale;
import gatehouse.lifecycle.Trace;
import gatehouse.ui.shell.Splash;

/// Where the program starts. A plain class on purpose: a main class that extends `Application` would start the
/// toolkit before we know whether there is a display.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        MachineLocale.hold();
        if (!Splash.isShown()) {
            // Pictures are drawn by AWT too, which would otherwise open a display connection of its own and end the
            // process on the spot when that breaks.
            System.setProperty("java.awt.headless", "true");
        }
        Trace.step("main", "start");
        if (Cli.opensTheWindow(args)) {
            Gatehouse.hasten();
        }
        if (System.getProperty("gatehouse.log.dir") == null) {
            System.setProperty(
                    "gatehouse.log.dir", DataFolder.standard().resolve("log").toString());
        }
        // Pictures are drawn by AWT too, which would otherwise open a display connection of its own and end the process
        // on
        // the spot when that breaks.
        System.setProperty("java.awt.headless", "true");
        // Threads of native libraries may outlive their work; the program ends all the same.
        System.exit(Cli.run(args));
    }
}
