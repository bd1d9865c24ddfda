package gatehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gatehouse.audio.NoSound;
import gatehouse.desk.CallId;
import gatehouse.desk.Lookout;
import gatehouse.door.DoorId;
import gatehouse.door.Secret;
import gatehouse.sim.DemoSettings;
import gatehouse.ui.kit.Kept;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.ObjectMapper;

/// From the INVITE at the console's socket to the pop-up on the screen and to a fresh face in it, on the demo site with
/// the wall of six doors behind it; and from the start of the process to a window that can be used.
@Tag("bench")
class RingBench {
    private static final int RINGS = 40;
    private static final Duration MOST = Duration.ofSeconds(60);
    private static final List<DoorId> DOORS = List.of(
            new DoorId("north-gate"), new DoorId("lobby"), new DoorId("main-entrance"), new DoorId("staff-door"));

    @TempDir
    private Path folder;

    @Test
    void inviteToFace() throws Exception {
        assumeTrue(Set.of("", "ring").contains(System.getProperty("bench", "")));
        long usable = startToUsable();
        var popups = new ArrayList<Double>();
        var faces = new ArrayList<Double>();
        ring(popups, faces);
        double firstPopup = popups.getFirst();
        double firstFace = faces.getFirst();
        var json = String.format(
                Locale.ROOT,
                "{\"name\":\"ring\",\"machine\":\"%d processors, Java %s\",\"figures\":{"
                        + "\"popupMedianMs\":%.1f,\"popupP95Ms\":%.1f,\"faceMedianMs\":%.1f,\"faceP95Ms\":%.1f,"
                        + "\"firstPopupMs\":%.1f,\"firstFaceMs\":%.1f,\"startToUsableMs\":%d},"
                        + "\"detail\":\"%d rings, the first one included; GOP 1 s, warm sub streams, six doors on the wall\"}%n",
                Runtime.getRuntime().availableProcessors(),
                Runtime.version(),
                at(popups, 0.5),
                at(popups, 0.95),
                at(faces, 0.5),
                at(faces, 0.95),
                firstPopup,
                firstFace,
                usable,
                popups.size());
        var out = Files.createDirectories(Path.of("target", "bench")).resolve("ring.json");
        Files.writeString(out, json);
        assertEquals(RINGS, popups.size());
    }

    private void ring(List<Double> popups, List<Double> faces) throws Exception {
        if (System.getenv("DISPLAY") == null) {
            System.setProperty("glass.platform", "Headless");
            System.setProperty("prism.order", "sw");
        }
        var screen = Gatehouse.start();
        var lookout = new Lookout();
        var settings = DemoSettings.of(6).withNetwork(90).withoutDiscovery().withWalk(Duration.ofMillis(400));
        try (var premises =
                Premises.demo(settings, folder.resolve("data"), Sounds.withoutRinging(new NoSound()), state -> {
                    screen.show(state);
                    lookout.accept(state);
                })) {
            var house = premises.house();
            screen.open(house, new InstallerDesk(premises), Kept.inMemory());
            house.clicks().logIn("Guard", Secret.of("1111"));
            lookout.await("all doors", s -> s.seat().isPresent() && s.doorsThatCanRing() == 6, MOST);
            for (int i = 0; i < RINGS; i++) {
                var door = DOORS.get(i % DOORS.size());
                premises.demo().orElseThrow().door(door).ring();
                var call = lookout.await("rings", s -> s.shown().isPresent(), MOST)
                        .shown()
                        .orElseThrow();
                popups.add(millis(measured(house.figures(), call, true)));
                faces.add(millis(measured(house.figures(), call, false)));
                house.clicks().decline(call);
                lookout.await("quiet", s -> s.calls().isEmpty(), MOST);
            }
        } finally {
            screen.close();
        }
    }

    private static Duration measured(Figures figures, CallId call, boolean popup) {
        long end = System.nanoTime() + MOST.toNanos();
        while (true) {
            Optional<Duration> figure = popup ? figures.popup(call) : figures.face(call);
            if (figure.isPresent()) {
                return figure.get();
            }
            assertTrue(System.nanoTime() < end, "the pop-up of " + call);
            LockSupport.parkNanos(5_000_000);
        }
    }

    /// A process of its own, as a person starts it; the tour says when its window was first drawn.
    private long startToUsable() throws Exception {
        var out = folder.resolve("tour");
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--module-path=" + Path.of("target", "app", "fx").toAbsolutePath(),
                        "--add-modules=javafx.controls",
                        "--enable-native-access=javafx.graphics,ALL-UNNAMED",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx768m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "gatehouse.Main",
                        "tour",
                        "--out",
                        out.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("tour.log").toFile())
                .start();
        assertTrue(process.waitFor(5, TimeUnit.MINUTES));
        assertEquals(0, process.exitValue(), Files.readString(folder.resolve("tour.log")));
        return new ObjectMapper()
                .readTree(out.resolve("tour.json").toFile())
                .path("figures")
                .path("startToUsableMs")
                .asLong();
    }

    private static double at(List<Double> values, double share) {
        var sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(Math.min(sorted.size() - 1, (int) Math.ceil(share * sorted.size()) - 1));
    }

    private static double millis(Duration took) {
        return took.toNanos() / 1e6;
    }
}
