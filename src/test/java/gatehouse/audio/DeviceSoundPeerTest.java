package gatehouse.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Java Sound over a real sound server: what the speaker plays is what the microphone records.
@Tag("peer")
@Execution(ExecutionMode.CONCURRENT)
class DeviceSoundPeerTest {
    @Test
    void theMicrophoneHearsWhatTheSpeakerPlays(@TempDir Path folder) throws Exception {
        try (var pulse = PulseAudio.start(folder)) {
            var java = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            DeviceRoundTrip.class.getName())
                    .redirectError(folder.resolve("java.log").toFile());
            pulse.lead(java);
            var trip = java.start();
            var words = new String(trip.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, trip.waitFor(), () -> read(folder.resolve("java.log")));
            double share = Double.parseDouble(
                    words.substring(words.indexOf("share ") + 6).strip());
            assertTrue(share > 0.8, words);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
