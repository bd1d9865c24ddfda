package gatehouse;

import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.video.CallVideo;
import gatehouse.video.View;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Waits until the picture of a call comes, and until it is gone.
final class PictureMoves implements CallVideo.Listener {
    private static final int PATIENCE_SECONDS = 30;

    private final Semaphore moved = new Semaphore(0);

    @Override
    public void comes() {
        moved.release();
    }

    @Override
    public void rests() {
        moved.release();
    }

    /// The next of either.
    void await(Supplier<String> otherwise) throws InterruptedException {
        assertTrue(moved.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS), otherwise);
    }

    static void awaitPicture(View view, Supplier<String> otherwise) throws InterruptedException {
        var pictures = new Semaphore(0);
        view.onPicture(pictures::release);
        while (view.newest().isEmpty()) {
            assertTrue(pictures.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS), otherwise);
        }
    }
}
