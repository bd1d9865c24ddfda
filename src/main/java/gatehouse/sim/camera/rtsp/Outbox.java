package gatehouse.sim.camera.rtsp;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What waits to be sent to one viewer. Replies are kept; pictures are bounded: when a slow viewer lets more than 1 MB
/// or
/// 100 of them gather, those waiting are thrown away and the next one to be taken in must be a key picture. Putting
/// never
/// blocks. Safe for any thread; one thread takes.
final class Outbox {
    private static final int MOST_BYTES = 1024 * 1024;
    private static final int MOST_PICTURES = 50;
    private static final int MOST_REPLIES = 64;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition some = lock.newCondition();
    private final Deque<Item> waiting = new ArrayDeque<>();
    private int pictures;
    private int pictureBytes;
    private int replies;
    private boolean closed;

    sealed interface Item {
        record Reply(RtspReply reply) implements Item {}

        record Picture(RtspSession session, AccessUnit unit) implements Item {}
    }

    /// False when the viewer asks and asks without reading, or the box is closed.
    boolean put(Item.Reply reply) {
        lock.lock();
        try {
            if (closed || replies >= MOST_REPLIES) {
                return false;
            }
            replies++;
            waiting.add(reply);
            some.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// False when it was full: now it holds no picture at all.
    boolean put(Item.Picture picture) {
        lock.lock();
        try {
            int bytes = picture.unit().bytes();
            if (pictures >= MOST_PICTURES || (pictures > 0 && pictureBytes + bytes > MOST_BYTES)) {
                dropPictures();
                return false;
            }
            pictures++;
            pictureBytes += bytes;
            waiting.add(picture);
            some.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// The next thing to send; waits for it. Empty when the box is closed and all replies are taken.
    Optional<Item> take() throws InterruptedException {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed) {
                some.await();
            }
            var next = waiting.poll();
            if (next == null) {
                return Optional.empty();
            }
            switch (next) {
                case Item.Reply ignored -> replies--;
                case Item.Picture picture -> {
                    pictures--;
                    pictureBytes -= picture.unit().bytes();
                }
            }
            return Optional.of(next);
        } finally {
            lock.unlock();
        }
    }

    void dropPictures() {
        lock.lock();
        try {
            waiting.removeIf(Item.Picture.class::isInstance);
            pictures = 0;
            pictureBytes = 0;
        } finally {
            lock.unlock();
        }
    }

    /// What is said already is still sent; pictures are not.
    void close() {
        lock.lock();
        try {
            closed = true;
            dropPictures();
            some.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
