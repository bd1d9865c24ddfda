package gatehouse.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Java Sound over a real sound server: what the speaker plays is what the microphone records.
@Tag("peer")
class DeviceSoundPeerTest {
    @Test
    void theMicrophoneHearsWhatTheSpeakerPlays(@TempDir Path folder) throws Exception {
        var pulse = Path.of("/usr/bin/pulseaudio");
        var plugin = Path.of("/usr/lib/x86_64-linux-gnu/alsa-lib/libasound_module_pcm_pulse.so");
        if (!Files.isExecutable(pulse) || !Files.exists(plugin)) {
            missing("pulseaudio and libasound2-plugins");
        }
        var server = server(folder, pulse);
        try {
            awaitReady(server);
            var java = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            DeviceRoundTrip.class.getName())
                    .redirectError(folder.resolve("java.log").toFile());
            java.environment().put("HOME", folder.toString());
            java.environment().put("PULSE_SERVER", "unix:" + folder.resolve("native"));
            var trip = java.start();
            var words = new String(trip.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, trip.waitFor(), () -> read(folder.resolve("java.log")));
            double share = Double.parseDouble(
                    words.substring(words.indexOf("share ") + 6).strip());
            assertTrue(share > 0.8, words);
        } finally {
            server.destroy();
            server.waitFor(10, TimeUnit.SECONDS);
        }
    }

    private static Process server(Path folder, Path pulse) throws IOException {
        Files.writeString(folder.resolve(".asoundrc"), "pcm.!default { type pulse }\nctl.!default { type pulse }\n");
        Files.writeString(folder.resolve("default.pa"), """
                load-module module-null-sink sink_name=speaker rate=48000
                load-module module-remap-source source_name=mic master=speaker.monitor
                load-module module-native-protocol-unix auth-anonymous=1 socket=%s
                set-default-sink speaker
                set-default-source mic
                """.formatted(folder.resolve("native")));
        var server = new ProcessBuilder(
                        pulse.toString(),
                        "-n",
                        "-F",
                        folder.resolve("default.pa").toString(),
                        "--exit-idle-time=-1",
                        "--daemonize=no",
                        "--disable-shm=yes",
                        "--log-target=stderr",
                        "-v")
                .redirectErrorStream(true);
        server.environment().put("HOME", folder.toString());
        server.environment().put("XDG_RUNTIME_DIR", folder.toString());
        return server.start();
    }

    private static void awaitReady(Process server) throws IOException {
        var out = server.inputReader(StandardCharsets.UTF_8);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.contains("Daemon startup complete")) {
                Thread.ofVirtual().start(() -> drain(out));
                return;
            }
        }
        fail("pulseaudio ended before it was ready");
    }

    private static void drain(BufferedReader out) {
        try {
            out.transferTo(Writer.nullWriter());
        } catch (IOException e) {
            // The server was ended by the test.
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static void missing(String program) {
        if ("required".equals(System.getenv("GATEHOUSE_PEERS"))) {
            fail(program + " is missing");
        }
        abort(program + " is missing");
    }
}
