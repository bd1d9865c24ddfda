package gatehouse.audio;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/// Digits as sound, ITU-T Q.23: two tones at once, to the sample as long as asked for, and nothing else beside them nor
/// in the pauses. The lower tone has -11 dBm0 and the higher -9, in the middle of what Q.24 lets a receiver expect;
/// both
/// rise and fall over 2 ms so that no click rings in other bands.
///
/// Safe for any thread; `sing` is called by the one that speaks.
final class DualTones {
    private static final String ROWS = "123A456B789C*0#D";
    private static final double[] LOW = {697, 770, 852, 941};
    private static final double[] HIGH = {1209, 1336, 1477, 1633};
    /// A sine at the overload point of G.711 has 3.14 dBm0, G.711 table 5.
    private static final double OVERLOAD = 3.14;

    private static final double LOW_PEAK = 32768 * Math.pow(10, (-11 - OVERLOAD) / 20);
    private static final double HIGH_PEAK = 32768 * Math.pow(10, (-9 - OVERLOAD) / 20);
    private static final int EDGE = Sound.WIDE / 500;
    private static final Duration MOST = Duration.ofSeconds(5);

    private record Order(String digits, int tone, int pause, CompletableFuture<Void> sung) {}

    private final ArrayDeque<Order> orders = new ArrayDeque<>(); // this and all below: guarded by this
    private int digit;
    private int at;
    private boolean closed;

    static boolean knows(char digit) {
        return ROWS.indexOf(Character.toUpperCase(digit)) >= 0;
    }

    CompletableFuture<Void> send(String digits, Duration tone, Duration pause) {
        var order = new Order(digits, samples(tone), samples(pause), new CompletableFuture<>());
        if (digits.isEmpty()) {
            order.sung().complete(null);
            return order.sung();
        }
        synchronized (this) {
            if (!closed) {
                orders.add(order);
                return order.sung();
            }
        }
        order.sung().completeExceptionally(ended());
        return order.sung();
    }

    synchronized boolean busy() {
        return !orders.isEmpty();
    }

    /// Fills the frame with what is due, and with silence after the last pause.
    void sing(short[] frame) {
        var done = new ArrayDeque<Order>();
        synchronized (this) {
            Arrays.fill(frame, (short) 0);
            for (int i = 0; i < frame.length && !orders.isEmpty(); i++) {
                var order = orders.peek();
                frame[i] = at < order.tone() ? sample(order) : 0;
                at++;
                if (at == order.tone() + order.pause()) {
                    at = 0;
                    digit++;
                    if (digit == order.digits().length()) {
                        digit = 0;
                        done.add(orders.poll());
                    }
                }
            }
        }
        done.forEach(order -> order.sung().completeAsync(() -> null));
    }

    private short sample(Order order) {
        int key = ROWS.indexOf(Character.toUpperCase(order.digits().charAt(digit)));
        double time = 2 * Math.PI * at / Sound.WIDE;
        double edge = Math.min(1, Math.min(at + 1, order.tone() - at) / (double) EDGE);
        return (short) Math.round(
                edge * (LOW_PEAK * Math.sin(LOW[key / 4] * time) + HIGH_PEAK * Math.sin(HIGH[key % 4] * time)));
    }

    /// Nothing is sung any more; whoever still waits is told.
    void close() {
        ArrayDeque<Order> left;
        synchronized (this) {
            closed = true;
            left = new ArrayDeque<>(orders);
            orders.clear();
        }
        left.forEach(order -> order.sung().completeExceptionally(ended()));
    }

    private static int samples(Duration time) {
        long millis = Math.clamp(time.toMillis(), 1, MOST.toMillis());
        return Math.toIntExact(millis * Sound.WIDE / 1000);
    }

    private static IllegalStateException ended() {
        return new IllegalStateException("The voice ended before the tones were sent");
    }
}
