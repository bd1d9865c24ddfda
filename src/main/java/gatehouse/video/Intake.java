package gatehouse.video;

import gatehouse.rtp.Reception;
import gatehouse.rtp.RtpPacket;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// What is taken of that which arrives: RTP of the payload type that was agreed. Everything else is counted and
/// dropped.
/// Confined to the session's thread, but for the counts.
final class Intake {
    private static final int CLOCK = 90_000; // of all video, RFC 3551 §5

    private final int payloadType;
    private final RtspSession.Packets sink;
    private final Reception reception = new Reception(CLOCK);
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private volatile long newest = System.nanoTime();

    Intake(int payloadType, RtspSession.Packets sink) {
        this.payloadType = payloadType;
        this.sink = sink;
    }

    /// Empty, and counted, when it is not a packet of the video.
    Optional<RtpPacket> read(ByteBuffer data) {
        var packet = RtpPacket.read(data);
        if (packet.isPresent() && packet.get().payloadType() == payloadType) {
            return packet;
        }
        drop();
        return Optional.empty();
    }

    /// Notes that a packet has come. False when its number is so far off that it may be a stray.
    boolean arrived(RtpPacket packet, long nowNanos) {
        newest = nowNanos;
        received.incrementAndGet();
        reception.time(packet.timestamp(), nowNanos);
        return reception.count(packet.ssrc(), packet.sequence());
    }

    /// Hands a packet on, in its order.
    void hand(RtpPacket packet, long nowNanos) throws VideoFault {
        sink.accept(packet, nowNanos);
    }

    void drop() {
        dropped.incrementAndGet();
    }

    Reception reception() {
        return reception;
    }

    long received() {
        return received.get();
    }

    long dropped() {
        return dropped.get();
    }

    /// When the newest packet came, or when this was made.
    long newest() {
        return newest;
    }
}
