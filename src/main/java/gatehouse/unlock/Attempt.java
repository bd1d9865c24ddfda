package gatehouse.unlock;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/// One order on its way: when it was clicked, when it was sent, what the door told since, and how far it has come.
///
/// Confined to the thread that carries the order out, then to the one that follows the door; signs come from any
/// thread.
final class Attempt {
    private static final int MOST_SIGNS = 10_000;

    private final long clicked;
    private final CountDownLatch closing;
    private final Consumer<Proof> tell;
    private final LongConsumer onSent;
    private final BlockingQueue<Sign> signs = new LinkedBlockingQueue<>(MOST_SIGNS);
    private final Evidence evidence = new Evidence();
    private Optional<Duration> sentAfter = Optional.empty();
    private long lastSent;
    private Proof proof;

    Attempt(long clicked, CountDownLatch closing, Proof proof, Consumer<Proof> tell) {
        this(clicked, closing, proof, tell, nanos -> {});
    }

    /// `onSent` is told each moment at which a first byte leaves.
    Attempt(long clicked, CountDownLatch closing, Proof proof, Consumer<Proof> tell, LongConsumer onSent) {
        this.clicked = clicked;
        this.closing = closing;
        this.proof = proof;
        this.tell = tell;
        this.onSent = onSent;
    }

    /// Notes that the first byte of a request leaves at that moment of `System.nanoTime()`. The last one counts: those
    /// before it were answered with "log in first" and opened nothing.
    void sent(long nanos) {
        lastSent = nanos;
        evidence.sent(nanos);
        sentAfter = Optional.of(Duration.ofNanos(Math.max(0, nanos - clicked)));
        onSent.accept(nanos);
    }

    boolean isSent() {
        return sentAfter.isPresent();
    }

    Optional<Duration> sentAfter() {
        return sentAfter;
    }

    long lastSent() {
        return lastSent;
    }

    /// Called by whoever hears the door, on its own thread. More than can be taken is not news.
    void hear(Sign sign) {
        if (!signs.offer(sign)) {
            signs.poll();
        }
    }

    Evidence evidence() {
        return evidence;
    }

    /// Takes the next sign into the evidence. Empty when none came in time, or the console closes.
    Optional<Sign> next(Duration most) {
        try {
            var sign = signs.poll(Math.max(0, most.toNanos()), TimeUnit.NANOSECONDS);
            if (sign != null) {
                evidence.take(sign);
            }
            return Optional.ofNullable(sign);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /// Everything that was heard up to now.
    void drain() {
        for (var sign = signs.poll(); sign != null; sign = signs.poll()) {
            evidence.take(sign);
        }
    }

    Proof proof() {
        return proof;
    }

    Mark.Known known(Instant at, long nanos, String by) {
        return new Mark.Known(at, Duration.ofNanos(Math.max(0, nanos - clicked)), by);
    }

    /// Notes a step, now or at the moment of the sign that shows it, and tells it when it is news.
    boolean step(Step step, Mark.Known known) {
        var next = proof.with(step, known);
        boolean news = next != proof;
        proof = next;
        if (news) {
            tell.accept(proof);
        }
        return news;
    }

    void step(Step step, String by) {
        step(step, known(Instant.now(), System.nanoTime(), by));
    }

    /// Nothing more will be told.
    void over() {
        if (!proof.over()) {
            proof = proof.ended();
            tell.accept(proof);
        }
    }

    /// Lets that much time pass. False when the console closes meanwhile and nobody should wait on.
    boolean pause(Duration time) {
        try {
            return !closing.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    boolean isClosing() {
        return closing.getCount() == 0 || Thread.currentThread().isInterrupted();
    }

    Outcome opened(String how) {
        return new Outcome.Opened(how, sentAfter);
    }

    Outcome accepting() {
        return new Outcome.Accepted(sentAfter);
    }

    Outcome unknown(String why) {
        return new Outcome.Unknown(why, sentAfter);
    }

    Outcome refused(Outcome.Refused.By by, String why) {
        return new Outcome.Refused(by, why, sentAfter);
    }
}
