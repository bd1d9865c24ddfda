package gatehouse.video;

import gatehouse.rtp.RtpPacket;
import java.util.concurrent.atomic.AtomicLong;

/// The order of one connection's packets by their sequence numbers, in the spirit of RFC 3550 §A.1. Confined to the
/// connection's thread, but for the count.
final class PacketOrder {
    /// A packet so little behind is late or doubled; one farther behind means that the sender counts anew.
    private static final int OLDEST_LATE = -100;

    enum Place {
        NEXT,
        AFTER_GAP,
        OTHER_SENDER,
        LATE
    }

    private final AtomicLong lost = new AtomicLong();
    private boolean started;
    private int next;
    private int ssrc;

    Place of(RtpPacket packet) {
        int ahead = (short) (packet.sequence() - next);
        var place = Place.NEXT;
        if (started && packet.ssrc() != ssrc) {
            place = Place.OTHER_SENDER;
        } else if (started && ahead < 0 && ahead > OLDEST_LATE) {
            return Place.LATE;
        } else if (started && ahead != 0) {
            place = Place.AFTER_GAP;
            lost.addAndGet(Math.max(ahead, 1));
        }
        started = true;
        ssrc = packet.ssrc();
        next = (packet.sequence() + 1) & 0xffff;
        return place;
    }

    long lost() {
        return lost.get();
    }
}
