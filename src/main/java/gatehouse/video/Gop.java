package gatehouse.video;

import gatehouse.darkroom.AccessUnit;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The coded pictures of one stream since its last key picture, undecoded and within a cap of bytes: the warm memory
/// from which a view has its first picture at once. A reader follows it; one that falls far behind a new key picture
/// goes on there. Safe for any thread.
final class Gop {
    /// A reader that is only so far behind a new key picture still gets everything.
    private static final int SLACK = 8;

    private final int mostBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<AccessUnit> units = new ArrayDeque<>(); // these and below: guarded by lock
    private long firstIndex;
    private long keyIndex = -1;
    private long bytes;

    Gop(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    /// Where somebody has read to. Belongs to one reading thread, but for `wake`.
    final class Reader {
        private long next = -1;
        private boolean woken; // guarded by lock

        /// Waits for the next picture, from the last key picture on; empty when woken instead.
        java.util.Optional<AccessUnit> await() throws InterruptedException {
            lock.lockInterruptibly();
            try {
                while (!woken && !ready()) {
                    changed.await();
                }
                if (!ready() || woken) {
                    woken = false;
                    return java.util.Optional.empty();
                }
                var unit = at(next);
                next++;
                return java.util.Optional.of(unit);
            } finally {
                lock.unlock();
            }
        }

        /// Whether a newer picture waits already.
        boolean behind() {
            lock.lock();
            try {
                return ready();
            } finally {
                lock.unlock();
            }
        }

        /// From the last key picture on again: whoever read so far has lost it.
        void rewind() {
            lock.lock();
            try {
                next = -1;
            } finally {
                lock.unlock();
            }
        }

        void wake() {
            lock.lock();
            try {
                woken = true;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        private boolean ready() {
            if (next < firstIndex) {
                if (keyIndex < firstIndex) {
                    return false;
                }
                next = keyIndex;
            }
            return next < firstIndex + units.size();
        }
    }

    Reader reader() {
        return new Reader();
    }

    void add(AccessUnit unit) {
        lock.lock();
        try {
            units.addLast(unit);
            bytes += unit.data().length;
            if (unit.key()) {
                keyIndex = firstIndex + units.size() - 1;
                dropBefore(keyIndex - SLACK);
            }
            if (bytes > mostBytes) {
                // Without its key picture the rest starts nobody; who reads along already is served on.
                dropBefore(firstIndex + units.size() - SLACK);
            }
            while (bytes > mostBytes && units.size() > 1) {
                dropBefore(firstIndex + 1);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Everything since the last key picture; empty when there is none in memory.
    List<AccessUnit> sinceKey() {
        lock.lock();
        try {
            return keyIndex < firstIndex
                    ? List.of()
                    : units.stream().skip(keyIndex - firstIndex).toList();
        } finally {
            lock.unlock();
        }
    }

    private AccessUnit at(long index) {
        // Readers are near one of the ends, so this walks a few steps in the live case.
        long fromEnd = firstIndex + units.size() - 1 - index;
        if (fromEnd == 0) {
            return units.getLast();
        }
        var walk = fromEnd < units.size() / 2 ? units.descendingIterator() : units.iterator();
        long steps = fromEnd < units.size() / 2 ? fromEnd : index - firstIndex;
        for (long i = 0; i < steps; i++) {
            walk.next();
        }
        return walk.next();
    }

    private void dropBefore(long index) {
        while (firstIndex < index && !units.isEmpty()) {
            bytes -= units.removeFirst().data().length;
            firstIndex++;
        }
    }
}
