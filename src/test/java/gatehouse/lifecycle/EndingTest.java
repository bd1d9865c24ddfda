package gatehouse.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EndingTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @Test
    void firstReasonCountsAndItIsClosedOnceForAllWhoAsk() {
        var ending = new Ending();
        var closed = new CopyOnWriteArrayList<String>();
        ending.of(closed::add);
        assertFalse(ending.isAsked());
        ending.ask("a signal");
        ending.ask("the window was closed");
        var all = Stream.generate(() -> CompletableFuture.supplyAsync(() -> ending.close(LONG)))
                .limit(8)
                .toList();
        all.forEach(one -> assertTrue(one.join()));
        assertEquals(List.of("a signal"), closed);
    }

    @Test
    void whatHangsIsNotWaitedForWithoutEnd() throws Exception {
        var ending = new Ending();
        var let = new CountDownLatch(1);
        ending.of(why -> {
            try {
                assertTrue(let.await(60, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertFalse(ending.close(Duration.ofMillis(100)));
        let.countDown();
        assertTrue(ending.close(LONG));
    }

    /// Told to end while the house is still being opened.
    @Test
    void whatIsOpenedMeanwhileIsClosedToo() {
        var ending = new Ending();
        var closed = new CompletableFuture<String>();
        ending.ask("a signal");
        var waits = CompletableFuture.supplyAsync(() -> ending.close(LONG));
        ending.of(closed::complete);
        assertTrue(waits.join());
        assertEquals("a signal", closed.join());
    }

    @Test
    void nothingThatCouldBeOpenedIsClosedAtOnce() {
        var ending = new Ending();
        ending.nothingToClose();
        assertTrue(ending.close(LONG));
    }
}
