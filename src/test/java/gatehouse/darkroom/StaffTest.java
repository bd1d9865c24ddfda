package gatehouse.darkroom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.darkroom.wire.JobKind;
import gatehouse.lifecycle.Backoff;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The watch over the darkroom's processes.
@Execution(ExecutionMode.CONCURRENT)
class StaffTest {
    @Test
    void processThatNeverLivesLongEnoughIsSaidOnceAndTriedAgain() throws InterruptedException {
        var said = new LinkedBlockingQueue<String>();
        var listener = new DarkroomListener() {
            @Override
            public void failing(String why) {
                said.add(why);
            }
        };
        var standard = DarkroomSettings.STANDARD;
        var settings = new DarkroomSettings(
                "gatehouse.NoSuchClass",
                standard.heapMegabytes(),
                standard.start(),
                standard.hang(),
                new Backoff(Duration.ofMillis(1), Duration.ofMillis(5)));
        try (var darkroom = Darkroom.open(settings, listener)) {
            var why = said.poll(60, TimeUnit.SECONDS);
            assertNotNull(why, "nobody was told");
            assertTrue(why.contains("ended with 1"), why);
            assertEquals(0, darkroom.processes().size());
        }
        assertTrue(said.isEmpty(), "told once");
    }

    @Test
    void jobThatWaitsForTheProcessEndsWithTheDarkroom() throws InterruptedException {
        var settings = DarkroomSettings.STANDARD.withMainClass("gatehouse.NoSuchClass");
        var ended = new CompletableFuture<Exception>();
        Thread waiting;
        try (var darkroom = Darkroom.open(settings)) {
            waiting = Thread.ofVirtual().start(() -> {
                try {
                    darkroom.begin(JobKind.STILL, "test", blamed -> {}).close();
                } catch (IOException | InterruptedException e) {
                    ended.complete(e);
                }
            });
        }
        waiting.join();
        assertTrue(ended.join() instanceof Darkroom.Closed, ended.join().toString());
    }

    @Test
    void jobWithNonsenseEndsAloneAndTheNextIsServed() throws IOException, InterruptedException {
        try (var darkroom = Darkroom.inside()) {
            try (var wire = darkroom.begin(JobKind.DEVELOP, "test", blamed -> {})) {
                wire.send(117, 4, body -> body.putInt(-1));
                assertThrows(EOFException.class, wire::receive);
            }
            assertTrue(darkroom.still("test", java.util.List.of(), 0).isEmpty());
        }
    }
}
