package gatehouse.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RetryTest {
    private static final Backoff QUICK = new Backoff(Duration.ofMillis(1), Duration.ofMillis(4));
    private static final Backoff NEVER_AGAIN = new Backoff(Duration.ofHours(1), Duration.ofHours(1));

    @Test
    void itTriesAgainAndSaysWhyItHadTo() throws Exception {
        var downs = new LinkedBlockingQueue<Retry.Down>();
        var tries = new LinkedBlockingQueue<Integer>();
        try (var retry = Retry.start(
                "test",
                QUICK,
                working -> {
                    tries.add(1);
                    throw new IOException("try " + tries.size());
                },
                downs::add)) {
            assertNotNull(retry);
            for (int i = 1; i <= 3; i++) {
                assertEquals(
                        "try " + i, downs.poll(20, TimeUnit.SECONDS).fault().getMessage());
            }
        }
    }

    @Test
    void closeInterruptsTheWorkAndReturnsWhenItsThreadIsGone() throws Exception {
        var worker = new AtomicReference<Thread>();
        var started = new CountDownLatch(1);
        var retry = Retry.start(
                "test",
                QUICK,
                working -> {
                    worker.set(Thread.currentThread());
                    started.countDown();
                    new CountDownLatch(1).await();
                },
                down -> {});
        assertTrue(started.await(20, TimeUnit.SECONDS));
        retry.close();
        assertFalse(worker.get().isAlive());
        retry.close();
    }

    @Test
    void aPauseCanBeCutShort() throws Exception {
        var tries = new LinkedBlockingQueue<Integer>();
        var down = new LinkedBlockingQueue<Retry.Down>();
        try (var retry = Retry.start(
                "test",
                NEVER_AGAIN,
                working -> {
                    tries.add(1);
                    throw new IOException("no");
                },
                down::add)) {
            assertNotNull(down.poll(20, TimeUnit.SECONDS));
            tries.clear();
            var second = new CountDownLatch(1);
            Thread.ofVirtual().start(() -> {
                while (second.getCount() > 0) {
                    retry.now();
                    Thread.onSpinWait();
                }
            });
            assertNotNull(tries.poll(20, TimeUnit.SECONDS));
            second.countDown();
        }
    }

    @Test
    void thePauseDoublesUpToItsMost() {
        var backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(8));
        var random = new Random(1);
        for (int failures = 1; failures < 100; failures++) {
            double expected = Math.min(500 * Math.pow(2, failures - 1.0), 8000);
            long pause = backoff.pause(failures, random).toMillis();
            assertTrue(pause >= expected * 0.79 && pause <= expected * 1.21, failures + ": " + pause);
        }
    }
}
