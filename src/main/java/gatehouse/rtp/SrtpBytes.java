package gatehouse.rtp;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jitsi.utils.ByteArrayBuffer;

/// A packet in an array that may grow by a seal or shrink by it: what jitsi-srtp works on. A copy, so that what came
/// from the socket stays as it was.
final class SrtpBytes implements ByteArrayBuffer {
    private static final int ROOM = 32; // for the longest seal and the index of SRTCP

    private byte[] bytes;
    private int offset;
    private int length;

    private SrtpBytes(byte[] bytes, int length) {
        this.bytes = bytes;
        this.length = length;
    }

    static SrtpBytes copyOf(ByteBuffer packet) {
        int length = packet.remaining();
        var bytes = new byte[length + ROOM];
        packet.duplicate().get(bytes, 0, length);
        return new SrtpBytes(bytes, length);
    }

    int int32(int at) {
        return ByteBuffer.wrap(bytes).getInt(offset + at);
    }

    ByteBuffer whole() {
        return ByteBuffer.wrap(bytes, offset, length).slice();
    }

    @Override
    public byte[] getBuffer() {
        return bytes;
    }

    @Override
    public int getOffset() {
        return offset;
    }

    @Override
    public int getLength() {
        return length;
    }

    @Override
    public void setLength(int wanted) {
        length = wanted;
    }

    @Override
    public void setOffset(int wanted) {
        offset = wanted;
    }

    @Override
    public boolean isInvalid() {
        return offset < 0 || length < 0 || offset + length > bytes.length;
    }

    @Override
    public void readRegionToBuff(int at, int count, byte[] into) {
        System.arraycopy(bytes, offset + at, into, 0, count);
    }

    @Override
    public void grow(int count) {
        if (offset + length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, offset + length + count);
        }
    }

    @Override
    public void append(byte[] more, int count) {
        grow(count);
        System.arraycopy(more, 0, bytes, offset + length, count);
        length += count;
    }

    @Override
    public void shrink(int count) {
        length = Math.max(0, length - count);
    }
}
