package gatehouse.lifecycle;

/// How `close()` waits for a thread of its own. Safe for any thread.
public final class Joining {
    private Joining() {}

    /// Returns when the thread has ended, and at once when called on it. Being interrupted does not end the waiting,
    /// and is not forgotten.
    public static void untilEnded(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive() && thread != Thread.currentThread()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
