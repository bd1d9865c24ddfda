package gatehouse.audio;

import gatehouse.rtp.JitterBuffer;
import java.util.concurrent.atomic.AtomicLong;

/// Turns what the jitter buffer gives into even frames, whatever the packets' length, and fills gaps: with the noise
/// the
/// other side described, else by concealment.
///
/// Confined to the thread that plays.
final class Playout {
    private static final byte[] NONE = {};

    private final JitterBuffer buffer;
    private final Codec.Decoder decoder;
    private final ComfortNoise noise;
    private final Arrivals arrivals;
    private short[] rest = new short[0];
    private int packet;
    private boolean noising;
    private final AtomicLong concealed = new AtomicLong();
    private final AtomicLong heard = new AtomicLong();

    Playout(JitterBuffer buffer, Codec codec, Codec.Decoder decoder, ComfortNoise noise, Arrivals arrivals) {
        this.buffer = buffer;
        this.decoder = decoder;
        this.noise = noise;
        this.arrivals = arrivals;
        this.packet = codec.frameSamples();
    }

    /// So many samples at the codec's rate.
    short[] next(int samples) {
        var frame = new short[samples];
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

    /// Packets that were filled in because they were lost or could not be decoded.
    long concealed() {
        return concealed.get();
    }

    /// Packets that became sound.
    long heard() {
        return heard.get();
    }

    private short[] more(int wanted) {
        return switch (buffer.take(System.nanoTime())) {
            case JitterBuffer.Taken.Media media -> decoded(media.payload());
            case JitterBuffer.Taken.Missing missing -> {
                concealed.incrementAndGet();
                yield decoder.conceal(packet, buffer.upcoming().orElse(NONE));
            }
            case JitterBuffer.Taken.Nothing nothing -> {
                noising |= noise.described(); // goes on until the voice is heard again, not only until it arrives
                yield noising ? noise.samples(wanted) : decoder.conceal(wanted, NONE);
            }
        };
    }

    private short[] decoded(byte[] payload) {
        noising = false;
        var samples = decoder.decode(payload);
        if (samples.length == 0) {
            arrivals.unreadable();
            concealed.incrementAndGet();
            return decoder.conceal(packet, NONE);
        }
        heard.incrementAndGet();
        packet = samples.length;
        return samples;
    }
}
