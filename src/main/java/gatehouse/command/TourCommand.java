package gatehouse.command;

import gatehouse.Gatehouse;
import gatehouse.Premises;
import gatehouse.Sounds;
import gatehouse.audio.ToneSound;
import gatehouse.desk.Lookout;
import gatehouse.history.HistoryFault;
import gatehouse.sim.DemoSettings;
import gatehouse.sip.CannotListen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `gatehouse tour`: the whole job on simulated doors without a display. Exit code 0 only if every step went well.
@Command(
        name = "tour",
        mixinStandardHelpOptions = true,
        description = "The whole job on simulated doors without a display, with pictures and tour.json.")
final class TourCommand implements Callable<Integer> {
    /// The guard's side of every conversation: a tone that the doors must hear.
    static final double GUARD_HZ = 1000;

    @Option(names = "--out", paramLabel = "DIR", defaultValue = "gatehouse-tour", description = "Where pictures go.")
    private Path out;

    @Option(names = "--doors", paramLabel = "N", defaultValue = "6", description = "How many doors (${DEFAULT-VALUE}).")
    private int doors;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var err = spec.commandLine().getErr();
        if (doors < 6 || doors > 16) {
            err.println("The tour takes 6 to 16 doors.");
            return 2;
        }
        headless();
        Files.createDirectories(out);
        var data = out.resolve("data");
        clear(data);
        var report = new TourReport();
        var gatehouse = Gatehouse.start();
        var lookout = new Lookout();
        var sound = new ToneSound(GUARD_HZ, Duration.ofSeconds(5));
        try (var premises =
                Premises.demo(DemoSettings.of(doors).withNetwork(77), data, Sounds.withoutRinging(sound), state -> {
                    gatehouse.show(state);
                    lookout.accept(state);
                })) {
            var stage = new TourStage(premises, lookout, out);
            new Tour(premises, gatehouse, sound, report, stage, data).run();
        } catch (HistoryFault | CannotListen e) {
            report.step("open", false, 0, e.getMessage());
        } finally {
            gatehouse.close();
        }
        report.write(out.resolve("tour.json"));
        var print = spec.commandLine().getOut();
        for (var step : report.steps()) {
            print.printf(
                    Locale.ROOT,
                    "%-4s %-28s %6d ms  %s%n",
                    step.ok() ? "ok" : "FAIL",
                    step.name(),
                    step.ms(),
                    step.detail());
        }
        print.flush();
        return report.ok() ? 0 : 1;
    }

    /// Must be said before the first class of the toolkit is loaded.
    static void headless() {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        System.setProperty("java.awt.headless", "true");
    }

    /// What an earlier tour remembered would spoil this one's counts.
    private static void clear(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
