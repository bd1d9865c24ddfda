package gatehouse.peers;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/// Files of one tone that foreign programs play, and the files in which they keep what they heard: 8 kHz, one channel.
public final class ToneFile {
    private static final int RATE = 8000;
    private static final AudioFormat LINEAR = new AudioFormat(RATE, 16, 1, true, false);
    private static final AudioFormat A_LAW = new AudioFormat(AudioFormat.Encoding.ALAW, RATE, 8, 1, 1, RATE, false);

    private ToneFile() {}

    /// A WAV file, 16 bit linear.
    public static Path wav(Path file, double hz, int seconds) throws IOException {
        try (var in = tone(hz, seconds)) {
            AudioSystem.write(in, AudioFileFormat.Type.WAVE, file.toFile());
        }
        return file;
    }

    /// A-law bytes and nothing else; the JDK's own A-law, not ours.
    public static Path aLaw(Path file, double hz, int seconds) throws IOException {
        try (var in = AudioSystem.getAudioInputStream(A_LAW, tone(hz, seconds))) {
            Files.write(file, in.readAllBytes());
        }
        return file;
    }

    private static AudioInputStream tone(double hz, int seconds) {
        var bytes = ByteBuffer.allocate(2 * RATE * seconds).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < RATE * seconds; i++) {
            bytes.putShort((short) Math.round(8000 * Math.sin(2 * Math.PI * hz * i / RATE)));
        }
        return new AudioInputStream(new ByteArrayInputStream(bytes.array()), LINEAR, (long) RATE * seconds);
    }

    /// The samples of a WAV file.
    public static short[] samples(Path wav) throws IOException, UnsupportedAudioFileException {
        try (var file = AudioSystem.getAudioInputStream(wav.toFile());
                var linear = AudioSystem.getAudioInputStream(LINEAR, file)) {
            var bytes = ByteBuffer.wrap(linear.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
            var samples = new short[bytes.remaining() / 2];
            bytes.asShortBuffer().get(samples);
            return samples;
        }
    }
}
