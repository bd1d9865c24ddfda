package gatehouse.sip;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All threads of one telephone, the stack's and ours, in one group: a thread inherits the group of the one that made
/// it, so the stack is only ever called on threads of this group, and at the end the group must be empty.
final class StackThreads implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StackThreads.class);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final ThreadGroup group;
    private final ExecutorService workers;
    private final ScheduledThreadPoolExecutor clock;

    StackThreads(String name) {
        group = new ThreadGroup(name) {
            @Override
            public void uncaughtException(Thread thread, Throwable e) {
                LOG.warn(
                        "The thread {} of the SIP stack ended by {}",
                        thread.getName(),
                        StackLog.shortened(e.toString()),
                        e);
            }
        };
        workers = Executors.newCachedThreadPool(work -> thread(name + "-wire", work));
        clock = new ScheduledThreadPoolExecutor(1, work -> thread(name + "-clock", work));
        clock.setRemoveOnCancelPolicy(true);
        clock.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    private Thread thread(String name, Runnable work) {
        var thread = new Thread(group, work, name);
        thread.setDaemon(true);
        return thread;
    }

    /// A new line of work whose pieces run one after the other, on whatever thread of the group is free.
    Lane lane() {
        return new Lane(workers);
    }

    ScheduledThreadPoolExecutor clock() {
        return clock;
    }

    /// Does this on a thread of the group and waits for the result.
    <T> T call(Callable<T> work) {
        var result = new CompletableFuture<T>();
        workers.execute(() -> {
            try {
                result.complete(work.call());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        try {
            return result.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException r ? r : e;
        }
    }

    /// Returns when the last thread of the group is gone, or says which one would not go.
    @Override
    public void close() {
        clock.shutdownNow();
        workers.shutdownNow();
        long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
        boolean interrupted = false;
        for (Thread thread : alive()) {
            if (thread == Thread.currentThread()) {
                continue;
            }
            thread.interrupt();
            try {
                thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
            } catch (InterruptedException e) {
                interrupted = true;
            }
            if (thread.isAlive()) {
                LOG.warn("The thread {} of the SIP stack does not end", thread.getName());
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    int count() {
        return alive().length;
    }

    private Thread[] alive() {
        var threads = new Thread[group.activeCount() + 16];
        int count = group.enumerate(threads);
        return Arrays.copyOf(threads, count);
    }
}
