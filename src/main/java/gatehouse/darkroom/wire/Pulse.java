package gatehouse.darkroom.wire;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/// One shared page on which the darkroom says that it lives and which of its jobs is inside native code right now. The
/// console reads it even when the darkroom can say nothing any more.
///
/// Layout: an int that grows while the process lives; from byte 64 on, for each job a place of two ints: the job's
/// number (0: free) and how often it went in and came out of native code, odd while it is inside.
///
/// Safe for any thread; a place belongs to one job.
public final class Pulse implements AutoCloseable {
    public static final int PLACES = 504;

    private static final long BYTES = 4096;
    private static final long FIRST_PLACE = 64;
    private static final long PLACE_BYTES = 8;
    private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();

    private final Arena arena = Arena.ofShared();
    private final MemorySegment page;

    private Pulse(Path file) throws IOException {
        try (var channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
            page = channel.map(FileChannel.MapMode.READ_WRITE, 0, BYTES, arena);
        } catch (IOException | RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    /// The page in this file, which is made when it is not there.
    public static Pulse open(Path file) throws IOException {
        return new Pulse(file);
    }

    public void beat() {
        INT.getAndAdd(page, 0L, 1);
    }

    public int beats() {
        return (int) INT.getVolatile(page, 0L);
    }

    /// Takes a free place for the job.
    public Place place(int job) {
        for (int i = 0; i < PLACES; i++) {
            if (INT.compareAndSet(page, FIRST_PLACE + i * PLACE_BYTES, 0, job)) {
                return new Place(FIRST_PLACE + i * PLACE_BYTES);
            }
        }
        throw new IllegalStateException("More jobs at once than places: " + PLACES);
    }

    /// Every job that is inside native code, with the count of its goings in and out.
    public Map<Integer, Integer> inside() {
        var inside = new HashMap<Integer, Integer>();
        for (long at = FIRST_PLACE; at < FIRST_PLACE + PLACES * PLACE_BYTES; at += PLACE_BYTES) {
            int job = (int) INT.getVolatile(page, at);
            int calls = (int) INT.getVolatile(page, at + 4);
            if (job != 0 && (calls & 1) == 1) {
                inside.put(job, calls);
            }
        }
        return inside;
    }

    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }

    /// Where one job says whether it is inside native code. Confined to the job's thread.
    public final class Place implements AutoCloseable {
        private final long at;
        private int calls;

        private Place(long at) {
            this.at = at;
            this.calls = (int) INT.getVolatile(page, at + 4) & ~1;
        }

        public void goIn() {
            INT.setRelease(page, at + 4, ++calls);
        }

        public void comeOut() {
            INT.setRelease(page, at + 4, ++calls);
        }

        @Override
        public void close() {
            INT.setRelease(page, at + 4, (calls + 1) & ~1);
            INT.setRelease(page, at, 0);
        }
    }
}
