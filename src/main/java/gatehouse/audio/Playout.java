package gatehouse.audio;

import gatehouse.rtp.JitterBuffer;
import java.util.concurrent.atomic.AtomicLong;

/// Turns what the jitter buffer gives into even frames of 160 samples, whatever the packets' length, and fills gaps.
///
/// Confined to the thread that plays.
final class Playout {
    private final JitterBuffer buffer;
    private final Codec codec;
    private final Concealment concealment = new Concealment();
    private short[] rest = new short[0];
    private int packet = Sound.FRAME;
    private final AtomicLong concealed = new AtomicLong();

    Playout(JitterBuffer buffer, Codec codec) {
        this.buffer = buffer;
        this.codec = codec;
    }

    short[] next() {
        var frame = new short[Sound.FRAME];
        int filled = 0;
        while (filled < frame.length) {
            if (rest.length == 0) {
                rest = more(frame.length - filled);
            }
            int some = Math.min(rest.length, frame.length - filled);
            System.arraycopy(rest, 0, frame, filled, some);
            filled += some;
            var left = new short[rest.length - some];
            System.arraycopy(rest, some, left, 0, left.length);
            rest = left;
        }
        return frame;
    }

    /// Frames that were filled in because a packet was lost.
    long concealed() {
        return concealed.get();
    }

    private short[] more(int wanted) {
        return switch (buffer.take()) {
            case JitterBuffer.Taken.Media media -> {
                packet = media.payload().length;
                yield concealment.good(codec.decode(media.payload()));
            }
            case JitterBuffer.Taken.Missing missing -> {
                concealed.incrementAndGet();
                yield concealment.fill(packet);
            }
            case JitterBuffer.Taken.Nothing nothing -> concealment.fill(wanted);
        };
    }
}
