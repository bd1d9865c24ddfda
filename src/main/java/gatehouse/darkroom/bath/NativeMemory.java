package gatehouse.darkroom.bath;

import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;

/// Memory for FFmpeg, aligned as its vectors like it. Confined to one thread; nothing of it may be used after `close`.
final class NativeMemory implements AutoCloseable {
    private final BytePointer address;
    private final long bytes;
    private boolean closed;

    NativeMemory(long bytes) {
        this.bytes = bytes;
        this.address = new BytePointer(av_malloc(bytes)).capacity(bytes);
        if (address.isNull()) {
            throw new OutOfMemoryError("No " + bytes + " bytes for a picture");
        }
    }

    BytePointer address() {
        return address;
    }

    long bytes() {
        return bytes;
    }

    MemorySegment segment() {
        return MemorySegment.ofAddress(address.address()).reinterpret(bytes);
    }

    ByteBuffer buffer() {
        return address.asByteBuffer();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            av_free(address);
        }
    }
}
