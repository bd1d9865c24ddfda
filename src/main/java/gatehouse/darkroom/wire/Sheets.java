package gatehouse.darkroom.wire;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Three sheets of shared memory for the pictures of one print. The writer owns one, the reader owns one, and the third
/// changes hands by one atomic exchange, so that neither waits for the other and no half-written picture is seen.
///
/// Layout: an int that holds the number of the middle sheet, plus 4 while the reader has not seen it; then the sheets,
/// each a head of `HEAD` bytes (`Picture` says what stands there) and the pixels.
///
/// One writer and one reader, each confined to one thread or guarded.
public final class Sheets implements AutoCloseable {
    /// The scaler writes in whole vectors and may pass the last pixel by a few bytes.
    private static final long MARGIN = 64;

    private static final long PAGE = 4096;
    private static final long HEAD = 128;
    private static final int FRESH = 4;
    private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();

    private final Arena arena = Arena.ofShared();
    private final MemorySegment file;
    private final long capacity;
    private int own;

    private Sheets(Path path, long capacity, int own) throws IOException {
        this.capacity = capacity;
        this.own = own;
        try (var channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            file = channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes(capacity), arena);
        } catch (IOException | RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    /// How long a file for pictures of up to `capacity` bytes is.
    public static long bytes(long capacity) {
        return PAGE + 3 * stride(capacity);
    }

    private static long stride(long capacity) {
        return (HEAD + capacity + MARGIN + PAGE - 1) / PAGE * PAGE;
    }

    /// The reader's end. The file has its length already and is zero.
    public static Sheets reader(Path path, long capacity) throws IOException {
        var sheets = new Sheets(path, capacity, 0);
        INT.setVolatile(sheets.file, 0L, 1);
        return sheets;
    }

    /// The writer's end; the reader's is there already.
    public static Sheets writer(Path path, long capacity) throws IOException {
        return new Sheets(path, capacity, 2);
    }

    public long capacity() {
        return capacity;
    }

    /// The writer's own sheet is the newest now; another one is the writer's.
    public void publish() {
        own = (int) INT.getAndSet(file, 0L, own | FRESH) & ~FRESH;
    }

    /// Takes the newest sheet, if there is one the reader did not have yet.
    public boolean turn() {
        if (((int) INT.getVolatile(file, 0L) & FRESH) == 0) {
            return false;
        }
        own = (int) INT.getAndSet(file, 0L, own) & ~FRESH;
        return true;
    }

    /// What is said about the picture on the own sheet.
    public MemorySegment head() {
        return file.asSlice(PAGE + own * stride(capacity), HEAD);
    }

    /// The pixels of the own sheet: blue, green, red and one unused byte, rows without gaps.
    public MemorySegment pixels() {
        return file.asSlice(PAGE + own * stride(capacity) + HEAD, capacity + MARGIN);
    }

    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
