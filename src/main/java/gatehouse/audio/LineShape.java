package gatehouse.audio;

import java.util.List;
import javax.sound.sampled.AudioFormat;

/// A shape of samples that a device may take: 16 bit little-endian, one channel or two. Turns frames of a call into
/// bytes of a line and back.
record LineShape(int rate, int channels) {
    /// Java Sound looks for room every 10 ms where a line has 40 ms or more, and every millisecond below that.
    private static final int PLAYING_MILLIS = 39;

    /// Half of it is given at a time. What was recorded waits in the device's own buffer, too, so less is needed here:
    /// 39 made a voice 10 to 15 ms later.
    private static final int RECORDING_MILLIS = 24;

    private static final int USUAL = 48_000;

    /// What is tried for a call of this rate, in this order.
    static List<LineShape> tried(int callRate) {
        return List.of(
                new LineShape(callRate, 1),
                new LineShape(USUAL, 1),
                new LineShape(USUAL, 2),
                new LineShape(callRate, 2));
    }

    AudioFormat format() {
        return new AudioFormat(rate, 16, channels, true, false);
    }

    /// Of the line's buffer: all but 40 ms for what is played.
    int playingBytes() {
        return bytes(rate * PLAYING_MILLIS / 1000);
    }

    int recordingBytes() {
        return bytes(rate * RECORDING_MILLIS / 1000);
    }

    /// How many bytes so many samples of a call of this rate take.
    int bytesOf(int samples, int callRate) {
        return bytes(samples * (rate / callRate));
    }

    private int bytes(int samples) {
        return samples * channels * 2;
    }

    byte[] write(short[] samples, Resampling fromCall) {
        var out = fromCall.run(samples);
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

    void read(byte[] bytes, short[] into, Resampling toCall) {
        var in = new short[bytes.length / (2 * channels)];
        for (int i = 0; i < in.length; i++) {
            int sum = 0;
            for (int c = 0; c < channels; c++) {
                int at = (i * channels + c) * 2;
                sum += bytes[at + 1] << 8 | (bytes[at] & 0xff);
            }
            in[i] = (short) (sum / channels);
        }
        var slow = toCall.run(in);
        System.arraycopy(slow, 0, into, 0, Math.min(slow.length, into.length));
    }
}
