package gatehouse.video;

import gatehouse.rtp.Reception;
import gatehouse.rtp.Rtcp;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// What a viewer tells the camera about the reception, RFC 3550 §6.4.2: about every five seconds, spread so that a
/// hundred doors do not report in one breath. Reads the camera's own reports and its good-bye. Safe for any thread.
final class Reports {
    private static final long INTERVAL = 5_000_000_000L;
    private static final SecureRandom NAMES = new SecureRandom();

    private final Reception reception;
    private final RandomGenerator random;
    private final int ssrc = NAMES.nextInt();
    private final String name;
    private volatile long due;
    private long lastSender; // this and below: guarded by this
    private long lastSenderAt;
    private boolean senderHeard;

    Reports(Reception reception, RandomGenerator random, long nowNanos) {
        this.reception = reception;
        this.random = random;
        var bytes = new byte[12];
        NAMES.nextBytes(bytes);
        this.name = HexFormat.of().formatHex(bytes); // RFC 7022: says nothing about this computer
        this.due = nowNanos + pause() / 2;
    }

    private long pause() {
        return (long) (INTERVAL * (0.5 + random.nextDouble()));
    }

    long due() {
        return due;
    }

    /// The report that is due now; empty while nobody has sent anything.
    synchronized Optional<ByteBuffer> next(long nowNanos) {
        due = nowNanos + pause();
        var counts = reception.counts();
        if (counts.received() == 0) {
            return Optional.empty();
        }
        long since = senderHeard ? Math.min((nowNanos - lastSenderAt) / 1000 * 65_536 / 1_000_000, 0xffff_ffffL) : 0;
        var block = new Rtcp.Block(
                counts.ssrc(),
                reception.fractionLostSinceReport(),
                Math.clamp(counts.expected() - counts.received(), -0x80_0000, 0x7f_ffff),
                counts.highest(),
                (long) counts.jitter(),
                lastSender,
                since);
        return Optional.of(Rtcp.write(new Rtcp.ReceiverReport(ssrc, java.util.List.of(block)), name));
    }

    ByteBuffer goodBye() {
        return Rtcp.write(new Rtcp.Bye(ssrc), name);
    }

    /// What the camera says about its stream. A good-bye of the source that is shown ends the session.
    synchronized void heard(ByteBuffer rtcp, long nowNanos) throws VideoFault {
        var counts = reception.counts();
        for (var report : Rtcp.read(rtcp)) {
            if (counts.received() == 0 || report.ssrc() != counts.ssrc()) {
                continue;
            }
            if (report instanceof Rtcp.SenderReport sender) {
                lastSender = sender.middle();
                lastSenderAt = nowNanos;
                senderHeard = true;
            } else if (report instanceof Rtcp.Bye) {
                throw new VideoFault.Lost("the camera ended the stream", null);
            }
        }
    }
}
