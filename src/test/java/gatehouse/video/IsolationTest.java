package gatehouse.video;

import static gatehouse.video.Watching.awaitPicture;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.darkroom.Darkroom;
import gatehouse.darkroom.DarkroomSettings;
import gatehouse.door.Fetch;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Pictures come from another process, and whatever becomes of it, the console goes on.
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
