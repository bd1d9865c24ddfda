package gatehouse.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Execution(ExecutionMode.CONCURRENT)
class WaveFileTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "8000,1,8",
        "8000,1,16",
        "8000,2,24",
        "11025,1,16",
        "16000,1,8",
        "16000,2,16",
        "22050,1,16",
        "44100,1,16",
        "44100,2,24",
        "48000,1,8",
        "48000,2,16",
        "48000,1,24"
    })
    void everyUsualKindSoundsTheSame(int rate, int channels, int bits) throws Exception {
        var read = WaveFile.announcement("it", Waves.tone(folder.resolve("it.wav"), 1000, rate, channels, bits, 1.5));
        assertEquals(1500, read.length().toMillis(), 2);
        var slow = new Resampling(Sound.WIDE, Sound.RATE).run(Arrays.copyOf(read.samples(), 23_840));
        assertTrue(ToneDetector.share(slow, 1000) > (bits == 8 ? 0.99 : 0.999), "the tone alone");
        assertEquals(20 * Math.log10(0.4), ToneDetector.decibels(slow, 1000), 0.3);
    }

    @Test
    void aToneAboveWhatWillBeHeardDoesNotFoldDown() throws Exception {
        var read = WaveFile.announcement("it", Waves.tone(folder.resolve("it.wav"), 12_000, 48_000, 1, 16, 1));
        assertTrue(Level.of(read.samples()) < -50, "level " + Level.of(read.samples()));
    }

    @Test
    void whatCannotBePlayedIsNamedWithWhatToDo() throws Exception {
        refused(folder.resolve("missing.wav"), "missing.wav", "not there");
        refused(Files.writeString(folder.resolve("text.wav"), "good morning to everybody"), "text.wav", "no WAV");
        refused(Files.write(folder.resolve("empty.wav"), new byte[0]), "empty.wav", "no WAV");
        refused(Waves.write(folder.resolve("law.wav"), 6, 8000, 1, 8, new byte[800]), "law.wav", "compressed");
        refused(Waves.tone(folder.resolve("deep.wav"), 400, 8000, 1, 32, 0.1), "deep.wav", "32 bits");
        refused(Waves.tone(folder.resolve("fast.wav"), 400, 96_000, 1, 16, 0.1), "fast.wav", "96000 Hz");
        refused(Waves.tone(folder.resolve("six.wav"), 400, 8000, 6, 16, 0.1), "six.wav", "6 channels");
        refused(Waves.write(folder.resolve("hollow.wav"), 1, 8000, 1, 16, new byte[0]), "hollow.wav", "no sound");
        refused(Waves.tone(folder.resolve("long.wav"), 400, 8000, 1, 8, 61), "long.wav", "lasts 61 s");
        var large = folder.resolve("large.wav");
        try (var file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(1L << 32);
        }
        refused(large, "large.wav", "larger");
        refused(folder, folder.getFileName().toString(), "");
    }

    @Test
    void aFileThatWasCutPlaysAsFarAsItGoes() throws Exception {
        var whole = Files.readAllBytes(Waves.tone(folder.resolve("whole.wav"), 700, 16_000, 1, 16, 1));
        var cut = Files.write(folder.resolve("cut.wav"), Arrays.copyOf(whole, whole.length / 2));
        assertEquals(500, WaveFile.announcement("cut", cut).length().toMillis(), 5);
    }

    @Test
    void noBytesAtAllBringItDown() throws Exception {
        var whole = Files.readAllBytes(Waves.tone(folder.resolve("whole.wav"), 700, 8000, 1, 16, 0.05));
        var random = new Random(4);
        for (int round = 0; round < 2000; round++) {
            var bytes = Arrays.copyOf(whole, random.nextInt(whole.length + 1));
            for (int i = 0; i < 6 && bytes.length > 0; i++) {
                bytes[random.nextInt(Math.min(bytes.length, 64))] = (byte) random.nextInt();
            }
            var file = Files.write(folder.resolve("mutant.wav"), bytes);
            try {
                assertTrue(WaveFile.announcement("it", file).length().compareTo(Announcement.LONGEST) <= 0);
            } catch (WaveFault e) {
                assertTrue(e.getMessage().contains("mutant.wav") && !e.remedy().isBlank());
            }
        }
    }

    private static void refused(Path file, String name, String why) {
        var fault = assertThrows(WaveFault.class, () -> WaveFile.announcement("it", file));
        assertTrue(fault.getMessage().contains(name) && fault.getMessage().contains(why), fault.getMessage());
        assertTrue(!fault.remedy().isBlank());
    }
}
