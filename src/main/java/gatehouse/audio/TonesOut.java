package gatehouse.audio;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/// The digits that are to be sent as telephone events, one packet each 20 ms (RFC 4733 §2.5.1): the packets of a tone
/// share a timestamp while the duration grows, the first is marked, the last goes three times. One that outgrows the
/// field of its duration goes on as another segment (§2.5.1.3).
///
/// Safe for any thread; `next` is called by the one that sends.
final class TonesOut {
    private static final int ENDS = 3;
    private static final int VOLUME = 10;
    private static final int MOST_DURATION = 0xffff;
    private static final int MOST_STEPS = 250; // five seconds
    static final Optional<Packet> NOTHING = Optional.empty();

    /// What to send now in place of voice. `timestamp` is that of the tone's beginning.
    record Packet(TelephoneEvent event, boolean marker, long timestamp) {}

    private record Order(String digits, int toneSteps, int pauseSteps, CompletableFuture<Void> sent) {}

    private final Queue<Order> orders = new ArrayDeque<>(); // this and all below: guarded by this
    private Order order;
    private int digit;
    private int step;
    private long began;
    private boolean closed;

    CompletableFuture<Void> send(String digits, Duration tone, Duration pause) {
        var order = new Order(digits, steps(tone), Math.max(ENDS, steps(pause)), new CompletableFuture<>());
        if (digits.isEmpty()) {
            order.sent().complete(null);
            return order.sent();
        }
        synchronized (this) {
            if (!closed) {
                orders.add(order);
                return order.sent();
            }
        }
        order.sent().completeExceptionally(ended());
        return order.sent();
    }

    /// Whether a tone or the pause after it is going on: nothing else is to be heard meanwhile.
    synchronized boolean busy() {
        return order != null || !orders.isEmpty();
    }

    /// The packet of this 20 ms, if there is one, where the RTP clock counts so many ticks in that time.
    Optional<Packet> next(long timestamp, int ticks) {
        CompletableFuture<Void> sent = null;
        Optional<Packet> packet;
        synchronized (this) {
            if (order == null) {
                order = orders.poll();
                digit = 0;
                step = 0;
            }
            if (order == null) {
                return Optional.empty();
            }
            packet = packet(timestamp, ticks);
            boolean lastDigit = digit == order.digits().length() - 1;
            if (lastDigit && step == order.toneSteps() + ENDS - 1) {
                sent = order.sent();
            }
            if (++step == order.toneSteps() + order.pauseSteps()) {
                step = 0;
                if (lastDigit) {
                    order = null;
                } else {
                    digit++;
                }
            }
        }
        if (sent != null) {
            sent.completeAsync(() -> null);
        }
        return packet;
    }

    /// Nothing goes out any more; whoever still waits is told.
    void close() {
        synchronized (this) {
            closed = true;
        }
        drop();
    }

    /// What waits or is under way cannot be sent any more; whoever waits for it is told.
    void drop() {
        var left = new ArrayDeque<Order>();
        synchronized (this) {
            if (order != null) {
                left.add(order);
            }
            left.addAll(orders);
            orders.clear();
            order = null;
        }
        left.forEach(o -> o.sent().completeExceptionally(ended()));
    }

    private Optional<Packet> packet(long timestamp, int ticks) {
        if (step >= order.toneSteps() + ENDS) {
            return Optional.empty();
        }
        if (step == 0) {
            began = timestamp;
        }
        boolean end = step >= order.toneSteps();
        int total = Math.min(step + 1, order.toneSteps()) * ticks;
        int begun = (total - ticks) / MOST_DURATION * MOST_DURATION; // all full segments
        int duration = Math.min(MOST_DURATION, total - begun);
        var event = new TelephoneEvent(TelephoneEvent.eventOf(order.digits().charAt(digit)), end, VOLUME, duration);
        return Optional.of(new Packet(event, step == 0, began + begun & 0xffff_ffffL));
    }

    private int steps(Duration time) {
        return Math.clamp((time.toMillis() + 19) / 20, 1, MOST_STEPS);
    }

    private static IllegalStateException ended() {
        return new IllegalStateException("The voice ended before the tones were sent");
    }
}
