package gatehouse.sim;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// The leaf behind one lock of a simulated door, and its contact. A person can push it open only while the bolt is
/// released; a crowbar does not ask.
///
/// Safe for any thread. Listeners are called on the thread that moved it; `true` is open.
public final class Leaf {
    private final Lock lock;
    private final AtomicBoolean open = new AtomicBoolean();
    private final List<Consumer<Boolean>> listeners = new CopyOnWriteArrayList<>();

    public Leaf(Lock lock) {
        this.lock = lock;
    }

    public boolean isOpen() {
        return open.get();
    }

    /// True when it gave way.
    public boolean push() {
        if (lock.state() == Lock.State.LOCKED) {
            return open.get();
        }
        move(true);
        return true;
    }

    public void force() {
        move(true);
    }

    public void shut() {
        move(false);
    }

    public void onMove(Consumer<Boolean> listener) {
        listeners.add(listener);
    }

    private void move(boolean to) {
        if (open.getAndSet(to) != to) {
            listeners.forEach(l -> l.accept(to));
        }
    }
}
