package gatehouse.darkroom;

import gatehouse.darkroom.wire.Picture;
import gatehouse.darkroom.wire.Sheets;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;

/// The newest picture of one stream at one size, in memory shared with the darkroom. It outlives the process that
/// filled it: whoever shows the last picture holds it.
///
/// Looking at the picture is for one thread at a time; holding and letting go are safe for any thread.
public final class Print {
    private static final int GRAIN = 64;
    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(256 << 10).asReadOnlyBuffer();

    private final int id;
    private final Path file;
    private final Sheets sheets;
    private final AtomicInteger holders = new AtomicInteger(1);
    private Picture picture = Picture.NONE;

    private Print(int id, Path file, Sheets sheets) {
        this.id = id;
        this.file = file;
        this.sheets = sheets;
    }

    /// Large enough for the order and a little more, so that a box that grows slowly needs no new memory each time.
    static Print make(Path folder, int id, Order order) throws IOException {
        long capacity = 4L * grains(order.boxWidth()) * grains(order.boxHeight());
        var file = folder.resolve(Integer.toString(id));
        try {
            fill(file, Sheets.bytes(capacity));
            return new Print(id, file, Sheets.reader(file, capacity));
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private static long grains(int side) {
        return (side + GRAIN - 1L) / GRAIN * GRAIN;
    }

    /// Written, not only stretched: a full disk is an exception here, and in a mapped hole it would be a dead process.
    private static void fill(Path file, long bytes) throws IOException {
        var zeros = ZEROS.duplicate();
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (long left = bytes; left > 0; left -= zeros.limit()) {
                zeros.clear().limit((int) Math.min(zeros.capacity(), left));
                while (zeros.hasRemaining()) {
                    channel.write(zeros);
                }
            }
        }
    }

    int id() {
        return id;
    }

    Path file() {
        return file;
    }

    long capacity() {
        return sheets.capacity();
    }

    boolean fits(Order order) {
        return 4L * order.boxWidth() * order.boxHeight() <= sheets.capacity();
    }

    /// Both sides have it; its name is needed no more, and nobody can leave it behind.
    void unname() throws IOException {
        Files.deleteIfExists(file);
    }

    /// One more who needs it; false when it is gone already.
    public boolean hold() {
        return holders.updateAndGet(n -> n == 0 ? 0 : n + 1) > 0;
    }

    /// The last one to let go gives the memory back.
    public void letGo() {
        if (holders.decrementAndGet() == 0) {
            sheets.close();
            try {
                unname();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    /// Takes the newest picture, if there is one that was not taken before.
    public boolean turn() {
        if (!sheets.turn()) {
            return false;
        }
        picture = Picture.read(sheets.head());
        return true;
    }

    /// What is said about the picture taken last.
    public Picture picture() {
        return picture;
    }

    /// Copies the picture taken last as BGRA rows without gaps.
    public void copy(ByteBuffer bgra) {
        long bytes = 4L * picture.width() * picture.height();
        MemorySegment.copy(sheets.pixels(), 0, MemorySegment.ofBuffer(bgra), 0, bytes);
        bgra.position(bgra.position() + (int) bytes);
    }
}
