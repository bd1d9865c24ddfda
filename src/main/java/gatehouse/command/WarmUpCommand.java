package gatehouse.command;

import gatehouse.Gatehouse;
import gatehouse.InstallerDesk;
import gatehouse.Premises;
import gatehouse.Sounds;
import gatehouse.audio.NoSound;
import gatehouse.desk.Call;
import gatehouse.desk.Lookout;
import gatehouse.desk.Phase;
import gatehouse.door.DoorId;
import gatehouse.door.Secret;
import gatehouse.history.HistoryFault;
import gatehouse.sim.DemoSettings;
import gatehouse.ui.kit.Kept;
import gatehouse.ui.shell.Place;
import gatehouse.ui.shell.ToolkitClasses;
import gatehouse.ui.shell.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;

/// `gatehouse warm-up`: what a guard's day begins with, done once without a display and as quickly as it goes. It is
/// the training run of the ahead-of-time cache: started with `-XX:AOTCacheOutput=FILE`, Java writes down which classes
/// were loaded and linked until here, and later starts find them ready.
@Command(
        name = "warm-up",
        hidden = true,
        mixinStandardHelpOptions = true,
        description = "A short run from which Java learns to start the window faster.")
final class WarmUpCommand implements Callable<Integer> {
    private static final Duration MOST = Duration.ofSeconds(60);
    private static final DoorId GATE = new DoorId("north-gate");

    @Override
    public Integer call() throws Exception {
        TourCommand.headless();
        ToolkitClasses.load();
        var data = Files.createTempDirectory("gatehouse-warm-up");
        try {
            rehearse(data);
            return 0;
        } finally {
            delete(data);
        }
    }

    private static void rehearse(Path data) throws HistoryFault, IOException, InterruptedException, TimeoutException {
        var gatehouse = Gatehouse.start();
        var lookout = new Lookout();
        var settings = DemoSettings.of(6).withNetwork(78).withoutDiscovery();
        try (var premises = Premises.demo(settings, data, Sounds.withoutRinging(new NoSound()), state -> {
            gatehouse.show(state);
            lookout.accept(state);
        })) {
            var window = gatehouse.open(premises.house(), new InstallerDesk(premises), Kept.inMemory());
            premises.house().clicks().logIn("Guard", Secret.of("1111"));
            lookout.await("all doors", s -> s.seat().isPresent() && s.doorsThatCanRing() == 6, MOST);
            premises.demo().orElseThrow().door(GATE).ring();
            var call = lookout.await("a ring", s -> s.shown().isPresent(), MOST)
                    .shownCall()
                    .orElseThrow();
            answer(premises, lookout, call);
            walk(window);
        } finally {
            gatehouse.close();
        }
    }

    private static void answer(Premises premises, Lookout lookout, Call call)
            throws InterruptedException, TimeoutException {
        var clicks = premises.house().clicks();
        clicks.answer(call.id());
        lookout.await(
                "talking",
                s -> s.call(call.id())
                        .filter(c -> c.phase() instanceof Phase.Talking)
                        .isPresent(),
                MOST);
        clicks.end(call.id());
        lookout.await("the end", s -> s.talking().isEmpty(), MOST);
    }

    private static void walk(Window window) throws InterruptedException, TimeoutException {
        for (var place : Place.values()) {
            window.go(place);
            try {
                window.picture().get(MOST.toSeconds(), TimeUnit.SECONDS);
            } catch (java.util.concurrent.ExecutionException e) {
                throw new IllegalStateException("The screen " + place + " was not drawn", e);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
