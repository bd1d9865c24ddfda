package gatehouse.darkroom.wire;

import gatehouse.darkroom.AccessUnit;
import gatehouse.darkroom.Coding;
import java.io.IOException;
import java.nio.ByteBuffer;

/// Coded pictures in messages: byte coding, byte flags, long media time, long arrival, then the picture.
public final class Units {
    /// What stands before the coded picture.
    public static final int HEAD = 18;

    private static final int KEY = 1;
    private static final int FRESH = 2;
    private static final int DISPOSABLE = 4;
    private static final int HURRIED = 8;
    private static final Coding[] CODINGS = Coding.values();

    private Units() {}

    /// `hurried` when a newer picture waits already, so that this one need not be seen.
    public static void put(ByteBuffer body, AccessUnit unit, boolean hurried) {
        body.put((byte) unit.coding().ordinal());
        body.put((byte) ((unit.key() ? KEY : 0)
                | (unit.fresh() ? FRESH : 0)
                | (unit.disposable() ? DISPOSABLE : 0)
                | (hurried ? HURRIED : 0)));
        body.putLong(unit.mediaTime()).putLong(unit.arrivedNanos()).put(unit.data());
    }

    /// A coded picture as received; `data` is valid until the next message.
    public record Received(
            Coding coding,
            boolean key,
            boolean fresh,
            boolean disposable,
            boolean hurried,
            long mediaTime,
            long arrivedNanos,
            ByteBuffer data) {}

    public static Received get(ByteBuffer body) throws IOException {
        if (body.remaining() < HEAD) {
            throw new IOException("A coded picture that ends too early");
        }
        int coding = body.get();
        int flags = body.get();
        if (coding < 0 || coding >= CODINGS.length) {
            throw new IOException("No such coding: " + coding);
        }
        return new Received(
                CODINGS[coding],
                (flags & KEY) != 0,
                (flags & FRESH) != 0,
                (flags & DISPOSABLE) != 0,
                (flags & HURRIED) != 0,
                body.getLong(),
                body.getLong(),
                body.slice());
    }
}
