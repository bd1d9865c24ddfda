package gatehouse.video;

import static gatehouse.video.Watching.awaitPicture;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.darkroom.CrashingChild;
import gatehouse.darkroom.Darkroom;
import gatehouse.darkroom.DarkroomSettings;
import gatehouse.door.Fetch;
import gatehouse.door.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// Pictures come from another process, and whatever becomes of it, the console goes on.
@Isolated
class IsolationTest {
    private final ScriptedCamera northCamera = ScriptedCamera.start();
    private final ScriptedCamera southCamera = ScriptedCamera.start();

    @AfterEach
    void end() {
        northCamera.close();
        southCamera.close();
    }

    @Test
    void picturesAndStillsComeFromAProcessThatEndsWithTheDarkroom() throws InterruptedException {
        ProcessHandle child;
        try (var darkroom = Darkroom.open(DarkroomSettings.STANDARD);
                var north = new Watching("north", northCamera, darkroom, Fetch.STANDARD);
                var view = north.video.watch(160, 90, false)) {
            awaitPicture(view);
            var bgra = Watching.copy(view);
            assertTrue((bgra.get(4 * (45 * 160 + 40) + 2) & 0xff) > 120, "red on the left");
            assertEquals(320, north.video.still().orElseThrow().width());
            child = ProcessHandle.of(darkroom.processes().getFirst()).orElseThrow();
            assertTrue(child.isAlive());
        }
        assertTrue(!child.isAlive(), "the process is gone when the darkroom is closed");
    }

    @Test
    void bothDoorsComeBackWhenTheProcessIsKilledCrashedOrStopped() throws IOException, InterruptedException {
        try (var darkroom = Darkroom.open(DarkroomSettings.STANDARD);
                var north = new Watching("north", northCamera, darkroom, Fetch.STANDARD);
                var south = new Watching("south", southCamera, darkroom, Fetch.STANDARD);
                var northView = north.video.watch(160, 90, false);
                var southView = south.video.watch(160, 90, false)) {
            for (String signal : new String[] {"KILL", "SEGV", "STOP"}) {
                awaitFresh(northView);
                awaitFresh(southView);
                long child = darkroom.processes().getFirst();
                new ProcessBuilder("kill", "-" + signal, Long.toString(child))
                        .start()
                        .waitFor();
                awaitOther(darkroom, child);
                awaitFresh(northView);
                awaitFresh(southView);
                assertEquals(1, darkroom.processes().size(), "nobody was blamed for a signal from outside");
            }
            assertTrue(north.events.stream().noneMatch(VideoEvent.Down.class::isInstance));
        }
    }

    @Test
    void doorWhoseStreamCrashesTheDecoderIsSetApartAndTheOtherIsDisturbedOnce() throws InterruptedException {
        troubled("darkroom process ended", CrashingChild.CRASH);
    }

    @Test
    void doorWhoseStreamHangsTheDecoderIsSetApartAndTheOtherIsDisturbedOnce() throws InterruptedException {
        troubled("did not come back", CrashingChild.HANG);
    }

    private void troubled(String cause, byte[] mark) throws InterruptedException {
        var settings = DarkroomSettings.STANDARD.withMainClass(CrashingChild.class.getName());
        northCamera.film = marked(Film.small(), mark);
        try (var darkroom = Darkroom.open(settings);
                var south = new Watching("south", southCamera, darkroom, Fetch.STANDARD);
                var southView = south.video.watch(160, 90, false)) {
            awaitFresh(southView);
            long shared = darkroom.processes().getFirst();
            try (var north = new Watching("north", northCamera, darkroom, Fetch.STANDARD);
                    var northView = north.video.watch(160, 90, false)) {
                var trouble = trouble(north);
                assertTrue(trouble.cause().contains(cause), trouble.cause());
                awaitOther(darkroom, shared);
                awaitFresh(southView);
                long second = darkroom.processes().getFirst();
                trouble(north);
                trouble(north);
                awaitFresh(southView);
                assertEquals(second, darkroom.processes().getFirst(), "the other door was disturbed once");
                assertTrue(south.events.stream().noneMatch(VideoEvent.Down.class::isInstance));

                // The camera sends something better: the door comes back by itself.
                northCamera.film = Film.small();
                north.await(VideoEvent.Up.class, up -> true);
                awaitFresh(northView);
                assertEquals(2, darkroom.processes().size(), "it goes on working apart");
            }
        }
    }

    private static Trouble trouble(Watching watching) throws InterruptedException {
        return watching.await(VideoEvent.Down.class, down -> down.trouble().kind() == Trouble.Kind.DECODER)
                .trouble();
    }

    /// The same film with a mark in each key picture.
    private static Film marked(Film film, byte[] mark) {
        var pictures = new ArrayList<List<byte[]>>();
        for (int i = 0; i < film.pictures().size(); i++) {
            var units = new ArrayList<>(film.pictures().get(i));
            if (i % film.gop() == 0) {
                units.add(units.size() - 1, mark);
            }
            pictures.add(units);
        }
        return new Film(film.width(), film.height(), film.gop(), pictures);
    }

    @Test
    void fiftyOpensAndClosesLeaveNothing() throws InterruptedException, IOException {
        try (var darkroom = Darkroom.open(DarkroomSettings.STANDARD)) {
            long descriptors = 0;
            long before = 0;
            for (int i = 0; i < 60; i++) {
                if (i == 10) {
                    descriptors = count(Path.of("/proc/self/fd"));
                    before = count(Path.of("/proc/" + darkroom.processes().getFirst() + "/fd"));
                }
                try (var north = new Watching("north", northCamera, darkroom, Fetch.STANDARD);
                        var view = north.video.watch(160, 90, false)) {
                    awaitPicture(view);
                    view.fit(600, 400);
                    awaitPicture(view, v -> v.newest().orElseThrow().width() == 600);
                    assertTrue(north.video.still().isPresent());
                }
            }
            assertTrue(count(Path.of("/proc/self/fd")) <= descriptors + 4, "descriptors of the console");
            long after = count(Path.of("/proc/" + darkroom.processes().getFirst() + "/fd"));
            assertTrue(after <= before + 4, "descriptors of the darkroom: " + before + " before, " + after + " after");
            assertEquals(List.of(), mapped(), "mapped prints of the console");
        }
        assertEquals(List.of(), folders());
    }

    private static long count(Path folder) throws IOException {
        try (var all = Files.list(folder)) {
            return all.count();
        }
    }

    private static List<String> mapped() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/self/maps"))) {
            return lines.filter(line -> line.matches(".*gatehouse-\\d+-\\d+/\\d+.*"))
                    .toList();
        }
    }

    private static List<Path> folders() throws IOException {
        var found = new ArrayList<Path>();
        for (var folder : List.of(Path.of("/dev/shm"), Path.of(System.getProperty("java.io.tmpdir")))) {
            try (var all = Files.list(folder)) {
                all.filter(path -> path.getFileName()
                                .toString()
                                .startsWith(
                                        "gatehouse-" + ProcessHandle.current().pid() + "-"))
                        .forEach(found::add);
            }
        }
        return found;
    }

    private static void awaitOther(Darkroom darkroom, long child) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(Watching.PATIENCE_SECONDS);
        while (darkroom.processes().isEmpty() || darkroom.processes().contains(child)) {
            assertTrue(System.nanoTime() < deadline, "no new process came");
            Thread.onSpinWait();
        }
    }

    /// A picture that came after this was called.
    private static void awaitFresh(View view) throws InterruptedException {
        long asked = System.nanoTime();
        awaitPicture(view, v -> v.age().orElseThrow().toNanos() < System.nanoTime() - asked);
    }
}
