package gatehouse.command;

import gatehouse.Gatehouse;
import gatehouse.InstallerDesk;
import gatehouse.KeptSecrets;
import gatehouse.Premises;
import gatehouse.Sounds;
import gatehouse.audio.SoundBoard;
import gatehouse.audio.SoundWishes;
import gatehouse.history.DataFolder;
import gatehouse.history.HistoryFault;
import gatehouse.lifecycle.Ending;
import gatehouse.sim.DemoSettings;
import gatehouse.site.Site;
import gatehouse.site.SiteFault;
import gatehouse.site.SiteFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `gatehouse console`: the window. Without a site file it is the demo site; without a display the demo site is toured
/// headless instead.
@Command(
        name = "console",
        mixinStandardHelpOptions = true,
        description = "The window. Without --site: the demo site with simulated doors.")
final class ConsoleCommand implements Callable<Integer> {
    @Option(names = "--site", paramLabel = "FILE", description = "The site file.")
    private Path siteFile;

    @Option(names = "--data", paramLabel = "DIR", description = "Where the history is kept.")
    private Path data;

    @Option(
            names = "--demo",
            paramLabel = "DOORS",
            arity = "0..1",
            fallbackValue = "6",
            description = "The demo site with so many simulated doors (6).")
    private Integer demoDoors;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        var err = spec.commandLine().getErr();
        if (siteFile != null && demoDoors != null) {
            err.println("--site and --demo exclude each other. Choose one of them.");
            return 2;
        }
        if (demoDoors != null && (demoDoors < 1 || demoDoors > 100)) {
            err.println("--demo takes 1 to 100 doors.");
            return 2;
        }
        if (!displayed()) {
            return withoutDisplay(err);
        }
        Optional<Site> site = Optional.empty();
        if (siteFile != null) {
            try {
                site = Optional.of(SiteFile.read(siteFile, new KeptSecrets(data != null ? data : usualData(false))));
            } catch (SiteFault e) {
                err.println(e.getMessage());
                return 1;
            }
        }
        return show(site, err);
    }

    private int show(Optional<Site> site, PrintWriter err) throws InterruptedException {
        var folder = data != null ? data : usualData(site.isEmpty());
        var gatehouse = Gatehouse.start();
        var ending = gatehouse.ending();
        ending.whenToldToEnd();
        Gatehouse.speakAs(Gatehouse.keptIn(folder));
        try (var premises = open(site, folder, gatehouse)) {
            ending.of(premises::close);
            if (!ending.isAsked()) {
                gatehouse.open(premises.house(), new InstallerDesk(premises), Gatehouse.keptIn(folder));
            }
            ending.await();
            gatehouse.close();
            if (!ending.close(Ending.MOST)) {
                Runtime.getRuntime().halt(1);
            }
            return 0;
        } catch (HistoryFault | IOException e) {
            ending.nothingToClose();
            err.println(e.getMessage());
            gatehouse.close();
            return 1;
        }
    }

    private Premises open(Optional<Site> site, Path folder, Gatehouse gatehouse) throws HistoryFault, IOException {
        var wishes = SoundWishes.recalled(Gatehouse.keptIn(folder)::get);
        var board = SoundBoard.open(wishes, state -> {});
        var sounds = Sounds.of(board);
        try {
            return site.isPresent()
                    ? Premises.real(site.get(), siteFile, folder, sounds, gatehouse::show)
                    : Premises.demo(
                            DemoSettings.of(demoDoors == null ? 6 : demoDoors), folder, sounds, gatehouse::show);
        } catch (HistoryFault | IOException | RuntimeException e) {
            board.close();
            throw e;
        }
    }

    private int withoutDisplay(PrintWriter err) {
        if (siteFile != null) {
            err.println("There is no display here (DISPLAY is not set), and the console needs one.");
            return 1;
        }
        var out = Path.of(System.getProperty("gatehouse.tour.out", "gatehouse-tour"));
        err.println(
                "There is no display here, so the tour of the demo site runs instead; its pictures go to " + out + ".");
        return Cli.run("tour", "--out", out.toString());
    }

    static boolean displayed() {
        var system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        boolean unix = !system.contains("win") && !system.contains("mac");
        return !unix
                || Optional.ofNullable(System.getenv("DISPLAY"))
                        .filter(d -> !d.isBlank())
                        .isPresent();
    }

    /// What the demo site lives through must not stand in the history of a real one.
    private static Path usualData(boolean demo) {
        return demo ? DataFolder.standard().resolve("demo") : DataFolder.standard();
    }
}
