package gatehouse.video;

import gatehouse.darkroom.AccessUnit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The coded pictures of one stream, undecoded: the warm memory. It keeps whole GOPs, so many that the last `preRoll`
/// is
/// there, within a cap of bytes; what the cap takes earlier is counted. From it a view has its first picture at once,
/// and a clip what happened before it began. Safe for any thread.
final class Gop {
    /// A live reader that is only so far behind a new key picture still gets everything.
    private static final int SLACK = 8;

    /// What a picture takes beside its data, so that a flood of tiny ones is no way around the cap.
    private static final int OVERHEAD = 96;

    private static final int NONE = -1;

    private final int mostBytes;
    private final long preRollNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private AccessUnit[] ring = new AccessUnit[64]; // these and below: guarded by lock
    private long first; // indices count all pictures that ever came
    private long end;
    private long newestKey = NONE;
    private long secondKey = NONE; // where the GOP after the oldest one begins
    private long bytes;
    private long dropped;

    Gop(int mostBytes, Duration preRoll) {
        this.mostBytes = mostBytes;
        this.preRollNanos = preRoll.toNanos();
    }

    /// Where somebody has read to. Belongs to one reading thread, but for `wake`.
    final class Reader implements Footage {
        private final boolean whole;
        private long next; // these: guarded by lock
        private long lost;
        private boolean woken;

        private Reader(boolean whole, long next) {
            this.whole = whole;
            this.next = next;
        }

        /// Waits for the next picture; empty when woken instead.
        @Override
        public Optional<AccessUnit> await() throws InterruptedException {
            lock.lockInterruptibly();
            try {
                while (!woken && !ready()) {
                    changed.await();
                }
                if (woken) {
                    woken = false;
                    return Optional.empty();
                }
                return Optional.of(at(next++));
            } finally {
                lock.unlock();
            }
        }

        /// Whether a newer picture waits already.
        @Override
        public boolean behind() {
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

        /// Pictures that were dropped from memory before this reader came to them. After some were lost it goes on at a
        /// key picture.
        long lost() {
            lock.lock();
            try {
                return lost;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void wake() {
            lock.lock();
            try {
                woken = true;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        private boolean ready() {
            if (next == NONE || next < first) {
                long key = whole ? oldestKey() : keyInMemory();
                if (key == NONE) {
                    return false;
                }
                lost += next == NONE ? 0 : key - next;
                next = key;
            } else if (!whole && next < newestKey - SLACK) {
                next = newestKey;
            }
            return next < end;
        }
    }

    /// For who looks: begins at the newest key picture and follows; one that falls far behind a newer key picture goes
    /// on there.
    Reader reader() {
        return new Reader(false, NONE);
    }

    /// For who keeps: begins at the last key picture at or before so long ago, else at the oldest in memory, and leaves
    /// nothing out as long as it is in memory.
    Reader readerFrom(Duration back) {
        return readerSince(System.nanoTime() - back.toNanos());
    }

    Reader readerSince(long nanos) {
        lock.lock();
        try {
            long from = end - 1;
            while (from >= first && !(at(from).key() && at(from).arrivedNanos() - nanos <= 0)) {
                from--;
            }
            return new Reader(true, from < first ? oldestKey() : from);
        } finally {
            lock.unlock();
        }
    }

    void add(AccessUnit unit) {
        lock.lock();
        try {
            if (end - first == ring.length) {
                grow();
            }
            ring[slot(end)] = unit;
            bytes += size(unit);
            if (unit.key()) {
                newestKey = end;
                if (secondKey == NONE && end > first) {
                    secondKey = end;
                }
            }
            end++;
            forget(unit.arrivedNanos() - preRollNanos);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Everything since the last key picture; empty when there is none in memory.
    List<AccessUnit> sinceKey() {
        lock.lock();
        try {
            var units = new ArrayList<AccessUnit>();
            for (long i = keyInMemory(); i != NONE && i < end; i++) {
                units.add(at(i));
            }
            return units;
        } finally {
            lock.unlock();
        }
    }

    /// How much there is, from the oldest key picture on, and what the cap has cost.
    StreamInfo.Warmth warmth() {
        lock.lock();
        try {
            long key = oldestKey();
            long span = key == NONE ? 0 : at(end - 1).arrivedNanos() - at(key).arrivedNanos();
            return new StreamInfo.Warmth(Duration.ofNanos(span), bytes, mostBytes, dropped);
        } finally {
            lock.unlock();
        }
    }

    /// The oldest GOP goes when those after it still reach back far enough, or when there is no room for it.
    private void forget(long needed) {
        while (secondKey != NONE && secondKey + SLACK < end && at(secondKey).arrivedNanos() - needed <= 0) {
            dropBefore(secondKey);
        }
        long kept = first;
        while (bytes > mostBytes && secondKey != NONE) {
            dropBefore(secondKey);
        }
        if (bytes > mostBytes) {
            // One GOP larger than the memory: without its key picture the rest starts nobody, but who reads along
            // already is served on.
            dropBefore(Math.max(first, end - SLACK));
        }
        while (bytes > mostBytes && end - first > 1) {
            dropBefore(first + 1);
        }
        dropped += first - kept;
    }

    private void dropBefore(long index) {
        while (first < index) {
            int slot = slot(first);
            bytes -= size(ring[slot]);
            ring[slot] = null;
            first++;
        }
        if (secondKey <= first) {
            // Each picture is looked at once: the search never begins before the key picture it found last.
            secondKey = NONE;
            for (long i = first + 1; secondKey == NONE && i <= newestKey; i++) {
                secondKey = at(i).key() ? i : NONE;
            }
        }
    }

    private long keyInMemory() {
        return newestKey < first ? NONE : newestKey;
    }

    private long oldestKey() {
        return first < end && at(first).key() ? first : secondKey;
    }

    private void grow() {
        var larger = new AccessUnit[ring.length * 2];
        for (long i = first; i < end; i++) {
            larger[(int) (i & (larger.length - 1))] = at(i);
        }
        ring = larger;
    }

    private AccessUnit at(long index) {
        return ring[slot(index)];
    }

    private int slot(long index) {
        return (int) (index & (ring.length - 1));
    }

    private static int size(AccessUnit unit) {
        return unit.data().length + OVERHEAD;
    }
}
