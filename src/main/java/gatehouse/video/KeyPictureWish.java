package gatehouse.video;

import gatehouse.rtp.Rtcp;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Asks whoever sends a picture for a key picture (picture loss indication, RFC 4585 §6.3.1): until the first one came,
/// after packets were lost, and when somebody wants one; at most twice a second.
///
/// Confined to one thread, but `now` may be called by any.
final class KeyPictureWish {
    private static final SecureRandom NAMES = new SecureRandom();
    private static final long PAUSE = 500_000_000L;
    private static final int PAYLOAD_SPECIFIC = 206;
    private static final int LOSS_INDICATION = 0x80 | 1;

    private final int ours = NAMES.nextInt();
    private final String name;
    private Optional<Integer> theirs = Optional.empty();
    private long asked = System.nanoTime() - PAUSE;
    private long lostThen;
    private volatile boolean wanted;

    KeyPictureWish() {
        var bytes = new byte[12];
        NAMES.nextBytes(bytes);
        this.name = HexFormat.of().formatHex(bytes);
    }

    /// A report about nobody, before anything came.
    ByteBuffer first() {
        return Rtcp.write(new Rtcp.ReceiverReport(ours, List.of()), name);
    }

    /// Who sends the picture.
    void of(int ssrc) {
        theirs = Optional.of(ssrc);
    }

    void now() {
        wanted = true;
    }

    /// What to send at this moment, if anything.
    Optional<ByteBuffer> due(long nowNanos, boolean seen, long lost) {
        boolean needed = !seen || wanted || lost > lostThen;
        if (!needed || theirs.isEmpty() || nowNanos - asked < PAUSE) {
            return Optional.empty();
        }
        asked = nowNanos;
        lostThen = lost;
        wanted = false;
        var report = first();
        var out = ByteBuffer.allocate(report.remaining() + 12);
        out.put(report);
        out.put((byte) LOSS_INDICATION).put((byte) PAYLOAD_SPECIFIC).putShort((short) 2);
        out.putInt(ours).putInt(theirs.get());
        return Optional.of(out.flip());
    }
}
