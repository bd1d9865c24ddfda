package gatehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gatehouse.audio.NoSound;
import gatehouse.desk.Concern;
import gatehouse.desk.DeskState;
import gatehouse.desk.Grounds;
import gatehouse.desk.Lamp;
import gatehouse.desk.Lookout;
import gatehouse.desk.Opening;
import gatehouse.door.DoorId;
import gatehouse.door.Secret;
import gatehouse.history.Event;
import gatehouse.history.Fact;
import gatehouse.history.History;
import gatehouse.history.Kind;
import gatehouse.sim.DemoSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The whole house on a disk that really runs full in the middle of the shift: a small file system of its own, where
/// this machine lets us have one.
@Tag("live")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class FullDiskLiveTest {
    private static final Duration MOST = Duration.ofSeconds(40);
    private static final DoorId DOOR = new DoorId("data-centre");

    @TempDir
    private Path folder;

    private final Lookout lookout = new Lookout();

    @Test
    void ordinaryOpeningsAreRefusedAndASupervisorsIsToldLoudlyAndComesIntoTheHistoryLater() throws Exception {
        var data = Files.createDirectory(folder.resolve("data"));
        assumeTrue(runs("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", data.toString()), "no mount of our own");
        try {
            onASmallDisk(data);
        } finally {
            assertTrue(runs("umount", "-l", data.toString()));
        }
    }

    private void onASmallDisk(Path data) throws Exception {
        var settings = DemoSettings.of(8).withNetwork(119).withoutDiscovery();
        try (var premises = Premises.demo(settings, data, Sounds.withoutRinging(new NoSound()), lookout)) {
            var house = premises.house();
            var clicks = house.clicks();
            var lock = premises.demo().orElseThrow().door(DOOR).lock();
            clicks.logIn("Supervisor", Secret.of("2222"));
            await("somebody at the desk", s -> s.seat().isPresent());
            assertTrue(house.history().flush(MOST));
            var filler = fill(data.resolve("filler"));

            // What is left in the last page of the journal's file is used up first.
            for (int notes = 0; notes < 200 && safe(house.state()); notes++) {
                house.remember(Kind.NOTE, "Still room " + "x".repeat(300));
            }
            await("the lamp says it", s -> !safe(s));
            clicks.open(Optional.empty(), DOOR, "door", System.nanoTime());
            var refused = await("refused", s -> opening(s).filter(Opening::over).isPresent());
            assertEquals(
                    Optional.of(Opening.Bar.NO_RECORD),
                    opening(refused).orElseThrow().barred());
            assertEquals(Opening.Stage.REFUSED, opening(refused).orElseThrow().stage());
            assertTrue(
                    opening(refused).orElseThrow().words().contains("put on record"),
                    opening(refused).orElseThrow().words());
            assertEquals(0, lock.count());

            clicks.doors()
                    .openOffRecord(
                            Optional.empty(),
                            DOOR,
                            "door",
                            System.nanoTime() + Duration.ofSeconds(2).toNanos());
            var asked = await("asked", s -> s.guarding().asking().isPresent())
                    .guarding()
                    .asking()
                    .orElseThrow();
            var command = asked.press().command();
            clicks.doors().ground(command, Grounds.NONE, "Supervisor", Optional.of(Secret.of("2222")));
            var opened = await(
                    "opened",
                    s -> opening(s)
                            .filter(o -> o.command().equals(command) && o.over())
                            .isPresent());
            assertEquals(Opening.Stage.CONFIRMED, opening(opened).orElseThrow().stage());
            assertEquals(1, lock.count());
            assertTrue(opened.guarding().concerns().stream()
                    .anyMatch(c -> c.kind() == Concern.Kind.OFF_RECORD && c.loud()));

            Files.delete(filler);
            house.remember(Kind.NOTE, "Room again");
            await("the lamp says that too", FullDiskLiveTest::safe);
            var noted = noted(data, command.toString());
            assertTrue(noted.getFirst().sentence().contains("asked to open"), noted.toString());
            assertEquals(Optional.of("Supervisor"), noted.getFirst().operator());
            assertEquals(Optional.of(DOOR), noted.getFirst().door());
            assertTrue(noted.getFirst().at().isBefore(noted.getLast().at()), "as it happened, not as it was copied");
            clicks.open(
                    Optional.empty(),
                    DOOR,
                    "door",
                    System.nanoTime() + Duration.ofSeconds(6).toNanos());
            await(
                    "an ordinary one again",
                    s -> opening(s)
                            .filter(o -> o.over() && o.stage() == Opening.Stage.CONFIRMED)
                            .filter(o -> !o.command().equals(command))
                            .isPresent());
            assertEquals(2, lock.count());
        }
        assertEquals(
                0,
                Files.readString(data.resolve("emergency.txt"))
                        .replace("\0", "")
                        .length());
    }

    /// What the journal itself holds of it; the searchable copy may take its time after such a day.
    private static List<Event> noted(Path data, String command) throws Exception {
        long end = System.nanoTime() + MOST.toNanos();
        while (true) {
            var found = new ArrayList<Event>();
            History.read(data, event -> {
                if (event.kind() == Kind.OFF_RECORD
                        && event.fact("noted").isPresent()
                        && event.fact(Fact.COMMAND).equals(Optional.of(command))) {
                    found.add(event);
                }
            });
            if (found.size() == 2) {
                return found;
            }
            assertTrue(System.nanoTime() - end < 0, "handed over: " + found);
            new java.util.concurrent.CountDownLatch(1).await(100, TimeUnit.MILLISECONDS);
        }
    }

    private static boolean safe(DeskState state) {
        return state.lamps().get("history").health() != Lamp.Health.BAD;
    }

    private static Optional<Opening> opening(DeskState state) {
        return state.doors().get(DOOR).opening();
    }

    private DeskState await(String what, Predicate<DeskState> wanted) throws Exception {
        return lookout.await(what, s -> wanted.test(s), MOST);
    }

    /// Takes all room that there is.
    private static Path fill(Path file) throws IOException {
        try (var out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int size = 1 << 20; size > 0; size /= 2) {
                try {
                    while (true) {
                        out.write(ByteBuffer.allocate(size));
                    }
                } catch (IOException e) {
                    // That much does not fit any more.
                }
            }
        }
        return file;
    }

    private static boolean runs(String... command) throws Exception {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getInputStream().readAllBytes();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
