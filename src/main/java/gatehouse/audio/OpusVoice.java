package gatehouse.audio;

import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusDecoder;
import io.github.jaredmdobson.concentus.OpusEncoder;
import io.github.jaredmdobson.concentus.OpusException;
import io.github.jaredmdobson.concentus.OpusSignal;
import java.util.Arrays;

/// Opus for a voice, RFC 6716 and 7587: 16 kHz mono, 24 kbit/s, packets of 20 ms that carry the one before once more
/// in small (in-band FEC). Of the other side any mode, length and number of channels is taken, and its silence (DTX).
final class OpusVoice {
    private static final int BITS_PER_SECOND = 24_000;
    private static final int LOSS_PERCENT = 5; // what the redundancy is made for
    private static final int COMPLEXITY = 5;
    private static final int LARGEST = 1275; // octets of one frame, RFC 6716 §3.2.1
    private static final int MOST_TICKS = 5760; // 120 ms
    private static final byte[] NOTHING = {};

    private OpusVoice() {}

    static final class Coder implements Codec.Encoder {
        private final OpusEncoder encoder;
        private final byte[] line = new byte[LARGEST];

        Coder() {
            try {
                encoder = new OpusEncoder(Codec.OPUS.sampleRate(), 1, OpusApplication.OPUS_APPLICATION_VOIP);
            } catch (OpusException e) {
                throw new IllegalStateException("Opus does not take 16 kHz mono", e);
            }
            encoder.setBitrate(BITS_PER_SECOND);
            encoder.setSignalType(OpusSignal.OPUS_SIGNAL_VOICE);
            encoder.setComplexity(COMPLEXITY);
            encoder.setUseInbandFEC(true);
            encoder.setPacketLossPercent(LOSS_PERCENT);
        }

        @Override
        public byte[] encode(short[] samples) {
            try {
                return Arrays.copyOf(line, encoder.encode(samples, 0, samples.length, line, 0, line.length));
            } catch (OpusException e) {
                throw new IllegalStateException("Opus cannot code " + samples.length + " samples", e);
            }
        }
    }

    static final class Decoder implements Codec.Decoder {
        private static final int RATE = Codec.OPUS.sampleRate();
        private static final int PER_SAMPLE = Codec.OPUS.clockRate() / RATE;

        private final OpusDecoder decoder;

        Decoder() {
            try {
                decoder = new OpusDecoder(RATE, 1);
            } catch (OpusException e) {
                throw new IllegalStateException("Opus does not give 16 kHz mono", e);
            }
        }

        @Override
        public short[] decode(byte[] payload) {
            return decoded(payload, ticks(payload) / PER_SAMPLE, false);
        }

        /// By what the next packet repeats of the lost one, else by carrying on.
        @Override
        public short[] conceal(int samples, byte[] next) {
            if (ticks(next) == samples * PER_SAMPLE) {
                var repeated = decoded(next, samples, true);
                if (repeated.length == samples) {
                    return repeated;
                }
            }
            int least = RATE / 400; // 2.5 ms, the step Opus conceals in
            int whole = Math.min((samples + least - 1) / least * least, RATE * 120 / 1000);
            return Arrays.copyOf(decoded(NOTHING, whole, false), samples);
        }

        private short[] decoded(byte[] payload, int room, boolean repeated) {
            var samples = new short[room];
            try {
                int count = decoder.decode(
                        payload.length == 0 ? null : payload, 0, payload.length, samples, 0, room, repeated);
                return count == room ? samples : Arrays.copyOf(samples, Math.max(0, count));
            } catch (OpusException | RuntimeException e) {
                // Whatever is in a packet that only looks like Opus, it costs its own 20 ms and nothing else.
                decoder.resetState();
                return new short[0];
            }
        }

        /// RFC 6716 §3.1: the first octet says how long a frame is, and with code 3 the second how many there are.
        @Override
        public int ticks(byte[] payload) {
            if (payload.length == 0) {
                return 0;
            }
            int ticks = frame(payload[0] >> 3 & 0x1f) * frames(payload);
            return ticks <= MOST_TICKS ? ticks : 0;
        }

        private static int frames(byte[] payload) {
            return switch (payload[0] & 3) {
                case 0 -> 1;
                case 1, 2 -> 2;
                default -> payload.length < 2 ? 0 : payload[1] & 0x3f;
            };
        }

        private static int frame(int configuration) {
            if (configuration < 12) {
                return new int[] {480, 960, 1920, 2880}[configuration & 3]; // SILK
            }
            if (configuration < 16) {
                return new int[] {480, 960}[configuration & 1]; // both
            }
            return 120 << (configuration & 3); // CELT
        }
    }
}
