package gatehouse.sim.camera.rtsp;

/// Waits for a thread that was told to end; an interrupt is kept for later. A thread does not wait for itself.
final class Joining {
    private Joining() {}

    static void untilEnded(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive() && thread != Thread.currentThread()) {
            try {
                thread.join();
            } catch (InterruptedException ignored) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
