package gatehouse.audio;

/// ITU-T G.722 at 64 kbit/s: 16 kHz speech split by a quadrature mirror filter into two bands of 8 kHz; the lower is
/// coded by ADPCM with 6 bits, the higher with 2. One octet holds one sample of each band.
///
/// The two directions share their band predictors (`G722Band`) and the filter; what differs is the quantizer.
final class G722 {
    static final int RATE = 16000;

    /// Figure 4: the quadrature mirror filter's even and odd taps are each other's mirror.
    private static final int[] MIRROR = {3, -11, 12, 32, -210, 951, 3876, -805, 362, -156, 53, -11};

    private static final int TAPS = 2 * MIRROR.length;

    private G722() {}

    /// Confined to one thread.
    static final class Coder {
        private final G722Band low = G722Band.low();
        private final G722Band high = G722Band.high();
        private final int[] heard = new int[TAPS];

        /// Two samples become one octet; an odd last sample is left out.
        byte[] encode(short[] samples) {
            var line = new byte[samples.length / 2];
            for (int i = 0; i < line.length; i++) {
                System.arraycopy(heard, 2, heard, 0, TAPS - 2);
                heard[TAPS - 2] = samples[2 * i];
                heard[TAPS - 1] = samples[2 * i + 1];
                int odd = 0;
                int even = 0;
                for (int k = 0; k < MIRROR.length; k++) {
                    odd += heard[2 * k] * MIRROR[k];
                    even += heard[2 * k + 1] * MIRROR[MIRROR.length - 1 - k];
                }
                int six = low.quantize((even + odd) >> 14);
                int two = high.quantize((even - odd) >> 14);
                line[i] = (byte) (two << 6 | six);
            }
            return line;
        }
    }

    /// Confined to one thread.
    static final class Decoder {
        private final G722Band low = G722Band.low();
        private final G722Band high = G722Band.high();
        private final int[] heard = new int[TAPS];

        /// One octet becomes two samples.
        short[] decode(byte[] line) {
            var samples = new short[2 * line.length];
            for (int i = 0; i < line.length; i++) {
                int lower = low.restore(line[i] & 0x3f);
                int higher = high.restore(line[i] >> 6 & 3);
                System.arraycopy(heard, 2, heard, 0, TAPS - 2);
                heard[TAPS - 2] = lower + higher;
                heard[TAPS - 1] = lower - higher;
                int first = 0;
                int second = 0;
                for (int k = 0; k < MIRROR.length; k++) {
                    second += heard[2 * k] * MIRROR[k];
                    first += heard[2 * k + 1] * MIRROR[MIRROR.length - 1 - k];
                }
                samples[2 * i] = saturated(first >> 11);
                samples[2 * i + 1] = saturated(second >> 11);
            }
            return samples;
        }
    }

    static short saturated(int sample) {
        return (short) Math.clamp(sample, Short.MIN_VALUE, Short.MAX_VALUE);
    }
}
