package gatehouse.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes WAV files of one tone, of any kind; written apart from what reads them.
final class Waves {
    private Waves() {}

    static Path tone(Path file, double hz, int rate, int channels, int bits, double seconds) throws IOException {
        int frames = (int) (seconds * rate);
        var data = ByteBuffer.allocate(frames * channels * bits / 8).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < frames; i++) {
            double sample = 0.4 * Math.sin(2 * Math.PI * hz * i / rate);
            for (int c = 0; c < channels; c++) {
                switch (bits) {
                    case 8 -> data.put((byte) Math.round(128 + 127 * sample));
                    case 16 -> data.putShort((short) Math.round(32767 * sample));
                    case 24 -> {
                        int whole = (int) Math.round(8_388_607 * sample);
                        data.put((byte) whole).put((byte) (whole >> 8)).put((byte) (whole >> 16));
                    }
                    default -> data.putInt((int) Math.round(2_147_483_647 * sample));
                }
            }
        }
        return write(file, 1, rate, channels, bits, data.array());
    }

    /// As plain as a WAV file can be, for programs that read no other: one channel, 16 bit.
    static Path plain(Path file, double hz, int rate, double seconds) throws IOException {
        var whole = Files.readAllBytes(tone(file, hz, rate, 1, 16, seconds));
        var out = ByteBuffer.allocate(whole.length - 10).order(ByteOrder.LITTLE_ENDIAN);
        out.put(whole, 0, 12).put(whole, 22, whole.length - 22).putInt(4, whole.length - 18);
        return Files.write(file, out.array());
    }

    static Path write(Path file, int coding, int rate, int channels, int bits, byte[] data) throws IOException {
        var out = ByteBuffer.allocate(54 + data.length).order(ByteOrder.LITTLE_ENDIAN);
        out.put(ascii("RIFF")).putInt(46 + data.length).put(ascii("WAVE"));
        out.put(ascii("LIST")).putInt(2).putShort((short) 0); // other chunks may come first
        out.put(ascii("fmt ")).putInt(16).putShort((short) coding).putShort((short) channels);
        out.putInt(rate).putInt(rate * channels * bits / 8);
        out.putShort((short) (channels * bits / 8)).putShort((short) bits);
        out.put(ascii("data")).putInt(data.length).put(data);
        return Files.write(file, out.array());
    }

    private static byte[] ascii(String word) {
        return word.getBytes(StandardCharsets.US_ASCII);
    }
}
