package gatehouse.audio;

import java.util.List;
import javax.sound.sampled.AudioFormat;

/// A shape of samples that a device may take: 16 bit little-endian at 8 or 48 kHz, one channel or two. Turns frames of
/// a call into bytes of a line and back.
record LineShape(int rate, int channels) {
    private static final int BUFFER_MILLIS = 40;

    /// What is tried, in this order.
    static final List<LineShape> TRIED =
            List.of(new LineShape(8000, 1), new LineShape(48000, 1), new LineShape(48000, 2), new LineShape(8000, 2));

    AudioFormat format() {
        return new AudioFormat(rate, 16, channels, true, false);
    }

    /// Of the line's buffer: 40 ms.
    int bufferBytes() {
        return bytes(rate * BUFFER_MILLIS / 1000);
    }

    /// How many bytes a frame of so many samples at 8 kHz takes.
    int bytesOf(int samples) {
        return bytes(samples * (rate / Sound.RATE));
    }

    private int bytes(int samples) {
        return samples * channels * 2;
    }

    byte[] write(short[] samples, Resampling resampling) {
        var out = rate == Sound.RATE ? samples : resampling.up(samples);
        var bytes = new byte[bytes(out.length)];
        int at = 0;
        for (short sample : out) {
            for (int c = 0; c < channels; c++) {
                bytes[at++] = (byte) sample;
                bytes[at++] = (byte) (sample >> 8);
            }
        }
        return bytes;
    }

    void read(byte[] bytes, short[] into, Resampling resampling) {
        var in = new short[bytes.length / (2 * channels)];
        for (int i = 0; i < in.length; i++) {
            int sum = 0;
            for (int c = 0; c < channels; c++) {
                int at = (i * channels + c) * 2;
                sum += bytes[at + 1] << 8 | bytes[at] & 0xff;
            }
            in[i] = (short) (sum / channels);
        }
        var slow = rate == Sound.RATE ? in : resampling.down(in);
        System.arraycopy(slow, 0, into, 0, Math.min(slow.length, into.length));
    }
}
