package gatehouse;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import gatehouse.desk.Happening;
import gatehouse.desk.Lamp;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// What the telephone told the desk, kept so that a test may wait for it. Safe for any thread.
final class Told implements Consumer<Happening> {
    private final BlockingQueue<Happening> happenings = new LinkedBlockingQueue<>();

    @Override
    public void accept(Happening happening) {
        happenings.add(happening);
    }

    /// The next of this kind; others before it are passed over.
    <T extends Happening> T next(Class<T> kind) throws InterruptedException {
        while (true) {
            Happening happening = happenings.poll(30, TimeUnit.SECONDS);
            assertNotNull(happening, "The desk was never told of " + kind.getSimpleName());
            if (kind.isInstance(happening)) {
                return kind.cast(happening);
            }
        }
    }

    /// Waits until this lamp is green.
    void awaitGood(String lamp) throws InterruptedException {
        Happening.LampSet set = next(Happening.LampSet.class);
        while (!set.key().equals(lamp) || set.lamp().health() != Lamp.Health.GOOD) {
            set = next(Happening.LampSet.class);
        }
    }

    /// What was told and not read, of this kind.
    <T extends Happening> List<T> unread(Class<T> kind) {
        return happenings.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
