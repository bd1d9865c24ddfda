package gatehouse.video;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.darkroom.Darkroom;
import gatehouse.door.Fetch;
import gatehouse.door.Login;
import gatehouse.door.Streams;
import gatehouse.door.Trouble;
import gatehouse.lifecycle.Backoff;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// A door's video under test, with its events, and short patience.
final class Watching implements AutoCloseable {
    static final long PATIENCE_SECONDS = 20;
    static final VideoSettings QUICK = new VideoSettings(
            Duration.ofSeconds(3),
            Duration.ofSeconds(2),
            Duration.ofSeconds(1),
            Duration.ofSeconds(4),
            Duration.ofSeconds(40),
            Duration.ofSeconds(10),
            4 << 20,
            Duration.ofMillis(300),
            false,
            new Backoff(Duration.ofMillis(50), Duration.ofMillis(400)));

    final BlockingQueue<VideoEvent> events = new LinkedBlockingQueue<>();
    final DoorVideo video;
    private final AutoCloseable own;

    Watching(URI main, URI sub, Login login, VideoSettings settings) {
        this(new Streams(main, sub, login), settings);
    }

    Watching(Streams streams, VideoSettings settings) {
        var darkroom = Darkroom.inside();
        own = darkroom;
        video = DoorVideo.open("test", streams, darkroom, settings, events::add);
    }

    /// In a darkroom that others use too and that somebody else closes.
    Watching(String name, ScriptedCamera camera, Darkroom darkroom, Fetch fetch) {
        own = () -> {};
        var streams = new Streams(camera.uri(), camera.uri(), Login.NONE, fetch);
        video = DoorVideo.open(name, streams, darkroom, QUICK, events::add);
    }

    Watching(ScriptedCamera camera) {
        this(camera.uri(), camera.uri(), Login.NONE, QUICK);
    }

    VideoEvent.Up up() throws InterruptedException {
        return await(VideoEvent.Up.class, up -> true);
    }

    Trouble trouble() throws InterruptedException {
        return await(VideoEvent.Down.class, down -> true).trouble();
    }

    <E extends VideoEvent> E await(Class<E> kind, Predicate<E> wanted) throws InterruptedException {
        while (true) {
            var event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertNotNull(event, "no " + kind.getSimpleName() + " came");
            if (kind.isInstance(event) && wanted.test(kind.cast(event))) {
                return kind.cast(event);
            }
        }
    }

    /// Waits until the view has a picture that the condition likes.
    static void awaitPicture(View view, Predicate<View> wanted) throws InterruptedException {
        var pictures = new Semaphore(0);
        view.onPicture(pictures::release);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (view.newest().isEmpty() || !wanted.test(view)) {
            assertTrue(
                    pictures.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS),
                    "the picture waited for did not come");
        }
    }

    static void awaitPicture(View view) throws InterruptedException {
        awaitPicture(view, v -> true);
    }

    /// The next picture of this size, as numbers 0xAARRGGBB.
    static IntBuffer copyNext(View view, View.Size size) throws InterruptedException {
        var bgra = ByteBuffer.allocateDirect(4 * size.width() * size.height()).order(ByteOrder.LITTLE_ENDIAN);
        awaitPicture(view, v -> v.copyNewest(bgra.clear(), size));
        return bgra.clear().asIntBuffer();
    }

    /// The newest picture as BGRA.
    static ByteBuffer copy(View view) {
        var size = view.newest().orElseThrow();
        var bgra = ByteBuffer.allocateDirect(4 * size.width() * size.height());
        assertTrue(view.copyNewest(bgra, size), "nothing new to copy");
        return bgra;
    }

    @Override
    public void close() {
        video.close();
        try {
            own.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
