package gatehouse.video;

import gatehouse.rtp.RtpPacket;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/// Puts packets that overtook each other back in order. What comes in order passes at once; only behind a gap packets
/// wait, copied, until the missing one comes, `PATIENCE` is over or `WINDOW` packets further on have come. Confined to
/// one thread, but for the count.
final class Reordering {
    static final long PATIENCE = 60_000_000;

    private static final int WINDOW = 256;

    /// Where the packets go in their order.
    @FunctionalInterface
    interface Ordered {
        void accept(RtpPacket packet, long nowNanos) throws VideoFault;
    }

    private final Ordered sink;
    private final RtpPacket[] waiting = new RtpPacket[WINDOW];
    private final long[] since = new long[WINDOW];
    private final AtomicLong late = new AtomicLong();
    private int count;
    private int next = -1;
    private long gapSince;

    Reordering(Ordered sink) {
        this.sink = sink;
    }

    /// Packets that came twice, or after they had been given up.
    long late() {
        return late.get();
    }

    void accept(RtpPacket packet, long nowNanos) throws VideoFault {
        int ahead = next < 0 ? 0 : (short) (packet.sequence() - next);
        if (ahead >= WINDOW || ahead <= -WINDOW) {
            // Another numbering: what waits belongs to the old one.
            while (count > 0) {
                skipGap(nowNanos);
            }
            ahead = 0;
        }
        if (ahead < 0) {
            late.incrementAndGet();
        } else if (ahead == 0) {
            next = (packet.sequence() + 1) & 0xffff;
            sink.accept(packet, nowNanos);
            passOn(nowNanos);
        } else {
            keep(packet, nowNanos);
        }
    }

    private void keep(RtpPacket packet, long nowNanos) {
        int slot = packet.sequence() % WINDOW;
        if (waiting[slot] != null) {
            late.incrementAndGet();
            return;
        }
        var copy = ByteBuffer.allocate(packet.payload().remaining());
        copy.put(packet.payload().duplicate()).flip();
        waiting[slot] = new RtpPacket(
                packet.payloadType(), packet.marker(), packet.sequence(), packet.timestamp(), packet.ssrc(), copy);
        since[slot] = nowNanos;
        if (count++ == 0) {
            gapSince = nowNanos;
        }
    }

    private void passOn(long nowNanos) throws VideoFault {
        while (count > 0 && waiting[next % WINDOW] != null) {
            var packet = waiting[next % WINDOW];
            waiting[next % WINDOW] = null;
            count--;
            next = (next + 1) & 0xffff;
            sink.accept(packet, nowNanos);
        }
        if (count > 0) {
            gapSince = since[firstWaiting() % WINDOW];
        }
    }

    /// Whether packets wait for a missing one, and so `deadline` means something.
    boolean isWaiting() {
        return count > 0;
    }

    /// When the missing packet is given up.
    long deadline() {
        return gapSince + PATIENCE;
    }

    /// Gives up what has been missing for too long. To be called when nothing more can be read at once: what this
    /// computer was too slow to read is not missing.
    void expire(long nowNanos) throws VideoFault {
        while (count > 0 && nowNanos - deadline() >= 0) {
            skipGap(nowNanos);
        }
    }

    private void skipGap(long nowNanos) throws VideoFault {
        next = firstWaiting();
        passOn(nowNanos);
    }

    private int firstWaiting() {
        int at = next;
        while (waiting[at % WINDOW] == null) {
            at = (at + 1) & 0xffff;
        }
        return at;
    }
}
