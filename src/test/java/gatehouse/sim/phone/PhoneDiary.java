package gatehouse.sim.phone;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// What a phone told, for tests to wait on.
final class PhoneDiary implements PhoneEvents {
    final BlockingQueue<PhoneState> states = new LinkedBlockingQueue<>();
    final BlockingQueue<String> digits = new LinkedBlockingQueue<>();
    final BlockingQueue<Boolean> known = new LinkedBlockingQueue<>();

    @Override
    public void state(PhoneState state) {
        states.add(state);
    }

    @Override
    public void digit(String soFar, char digit) {
        digits.add(soFar);
    }

    @Override
    public void registered(boolean yes) {
        known.add(yes);
    }

    /// Waits for a state of this kind; others are passed over.
    <T extends PhoneState> T await(Class<T> kind) throws InterruptedException {
        while (true) {
            var next = states.poll(20, TimeUnit.SECONDS);
            assertNotNull(next, "waited for " + kind.getSimpleName());
            if (kind.isInstance(next)) {
                return kind.cast(next);
            }
        }
    }

    String awaitDigits() throws InterruptedException {
        return digits.poll(20, TimeUnit.SECONDS);
    }

    boolean awaitKnown() throws InterruptedException {
        var next = known.poll(20, TimeUnit.SECONDS);
        assertNotNull(next, "waited for the registrar");
        return next;
    }
}
