package gatehouse.sim.camera.rtsp;

import gatehouse.sim.Fault;
import gatehouse.sim.Faults;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;

/// Puts RTP headers before payloads and says now and then, by RTCP sender reports, how its clock runs (RFC 3550 §5.1,
/// §6.4.1). Sequence, timestamp and source begin at random. The clock is the monotonic one at 90 kHz, so pauses show.
/// [Fault.SequenceJumps] and [Fault.ClockBackwards] happen here.
/// `rtpTime` and `nextSequence` are for any thread, the rest is confined to the connection's writer.
final class RtpSender {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final long REPORT_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long NTP_OF_1970 = 2_208_988_800L;
    private static final byte[] CNAME = "gatehouse-sim".getBytes(StandardCharsets.US_ASCII);

    /// How far the numbers leap when they leap.
    private static final int LEAP = 1000;

    private final Faults faults;
    private final int ssrc = RANDOM.nextInt();
    private final int firstTimestamp = RANDOM.nextInt();
    private final long epoch = System.nanoTime();
    private final byte[] packet = new byte[12 + AccessUnit.LARGEST_PAYLOAD + 256];
    private volatile int sequence = RANDOM.nextInt(0x8000);
    private int packets;
    private int octets;
    private long reportedAt;
    private long leaptAt = System.nanoTime();

    RtpSender(Faults faults) {
        this.faults = faults;
    }

    int ssrc() {
        return ssrc;
    }

    int nextSequence() {
        return sequence & 0xffff;
    }

    long rtpTime(long nanos) {
        long ticks = (nanos - epoch) * 9 / 100_000;
        return firstTimestamp + (faults.has(Fault.ClockBackwards.class) ? -ticks : ticks) & 0xffff_ffffL;
    }

    void send(AccessUnit unit, Wire wire) throws IOException {
        int time = (int) rtpTime(unit.takenNanos());
        if (packets == 0 || unit.takenNanos() - reportedAt > REPORT_NANOS) {
            reportedAt = unit.takenNanos();
            wire.rtcp(packet, report(unit.takenAt(), time));
        }
        leap(unit.takenNanos());
        int left = unit.payloads().size();
        for (var payload : unit.payloads()) {
            left--;
            int length = payload.remaining();
            ByteBuffer.wrap(packet)
                    .put((byte) 0x80)
                    .put((byte) ((left == 0 ? 0x80 : 0) | unit.payloadType()))
                    .putShort((short) next())
                    .putInt(time)
                    .putInt(ssrc)
                    .put(payload.duplicate());
            wire.rtp(packet, 12 + length);
            packets++;
            octets += length;
        }
        wire.flush();
    }

    private void leap(long takenNanos) {
        var jumps = faults.find(Fault.SequenceJumps.class);
        if (jumps.isPresent() && takenNanos - leaptAt >= jumps.get().every().toNanos()) {
            leaptAt = takenNanos;
            int now = sequence;
            sequence = now + LEAP;
        }
    }

    private int next() {
        int now = sequence;
        sequence = now + 1;
        return now;
    }

    /// A sender report and the name of the source, RFC 3550 §6.4.1 and §6.5.
    private int report(Instant takenAt, int time) {
        long fraction = ((long) takenAt.getNano() << 32) / 1_000_000_000L;
        int itemWords = (2 + CNAME.length + 1 + 3) / 4;
        var out = ByteBuffer.wrap(packet);
        out.put((byte) 0x80).put((byte) 200).putShort((short) 6).putInt(ssrc);
        out.putInt((int) (takenAt.getEpochSecond() + NTP_OF_1970)).putInt((int) fraction);
        out.putInt(time).putInt(packets).putInt(octets);
        out.put((byte) 0x81).put((byte) 202).putShort((short) (1 + itemWords)).putInt(ssrc);
        int end = out.position() + itemWords * 4;
        out.put((byte) 1).put((byte) CNAME.length).put(CNAME);
        while (out.position() < end) {
            out.put((byte) 0);
        }
        return end;
    }
}
