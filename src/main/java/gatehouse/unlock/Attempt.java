package gatehouse.unlock;

import gatehouse.lifecycle.Scope;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// One order on its way: when it was clicked, when it was sent, and what it borrowed for that.
///
/// Confined to the thread that carries the order out.
final class Attempt implements AutoCloseable {
    private final long clicked;
    private final CountDownLatch closing;
    private final Runnable onAccepted;
    private final Scope borrowed = new Scope();
    private Optional<Duration> sentAfter = Optional.empty();

    Attempt(long clicked, CountDownLatch closing, Runnable onAccepted) {
        this.clicked = clicked;
        this.closing = closing;
        this.onAccepted = onAccepted;
    }

    /// Notes that the first byte of a request leaves at that moment of `System.nanoTime()`. The last one counts: those
    /// before it were answered with "log in first" and opened nothing.
    void sent(long nanos) {
        sentAfter = Optional.of(Duration.ofNanos(Math.max(0, nanos - clicked)));
    }

    boolean isSent() {
        return sentAfter.isPresent();
    }

    void accepted() {
        onAccepted.run();
    }

    /// Kept until the outcome has been reported, so that tidying up delays no news.
    <T extends AutoCloseable> T borrow(T thing) {
        return borrowed.own(thing);
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

    Outcome refused(String why) {
        return new Outcome.Refused(why, sentAfter);
    }

    @Override
    public void close() {
        borrowed.close();
    }
}
