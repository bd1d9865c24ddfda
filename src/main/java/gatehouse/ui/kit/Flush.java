package gatehouse.ui.kit;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/// One flush for all live pictures: however many decoders have something new, at most one is waiting for the screen's
/// thread. A call and an image per frame are what makes other players slow.
final class Flush {
    private static final AtomicBoolean QUEUED = new AtomicBoolean();
    private static final Set<LivePicture> OPEN = new LinkedHashSet<>();

    private Flush() {}

    /// Safe for any thread: a decoder has something new.
    static void soon() {
        if (QUEUED.compareAndSet(false, true)) {
            Shown.screen().execute(Flush::flush);
        }
    }

    /// Confined to the screen's thread, as everything below.
    static void add(LivePicture picture) {
        OPEN.add(picture);
    }

    static void remove(LivePicture picture) {
        OPEN.remove(picture);
    }

    private static void flush() {
        QUEUED.set(false);
        new ArrayList<>(OPEN).forEach(LivePicture::takeNewest);
    }
}
