package gatehouse.audio;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// A sound server without a sound card: what is played on its default speaker is what its default microphone hears.
/// ALSA is led to it by the settings in its folder.
final class PulseAudio implements AutoCloseable {
    private final Path folder;
    private final Process server;

    private PulseAudio(Path folder, Process server) {
        this.folder = folder;
        this.server = server;
    }

    /// Skips the test where it is not installed, or fails it where the peers are required.
    static PulseAudio start(Path folder) throws IOException {
        var program = Path.of("/usr/bin/pulseaudio");
        var plugin = Path.of("/usr/lib/x86_64-linux-gnu/alsa-lib/libasound_module_pcm_pulse.so");
        if (!Files.isExecutable(program) || !Files.exists(plugin)) {
            missing("pulseaudio and libasound2-plugins");
        }
        Files.writeString(folder.resolve(".asoundrc"), "pcm.!default { type pulse }\nctl.!default { type pulse }\n");
        Files.writeString(folder.resolve("default.pa"), String.format(Locale.ROOT, """
                load-module module-null-sink sink_name=speaker rate=48000
                load-module module-null-sink sink_name=ringer rate=48000
                load-module module-remap-source source_name=mic master=speaker.monitor
                load-module module-native-protocol-unix auth-anonymous=1 socket=%s
                set-default-sink speaker
                set-default-source mic
                """, folder.resolve("native")));
        var server = new ProcessBuilder(
                        program.toString(),
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
        var pulse = new PulseAudio(folder, server.start());
        pulse.awaitReady();
        return pulse;
    }

    /// Lets this program use the server.
    void lead(ProcessBuilder program) {
        program.environment().put("HOME", folder.toString());
        program.environment().put("PULSE_SERVER", "unix:" + folder.resolve("native"));
    }

    private void awaitReady() throws IOException {
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

    @Override
    public void close() {
        server.destroy();
        try {
            server.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void missing(String program) {
        if ("required".equals(System.getenv("GATEHOUSE_PEERS"))) {
            fail(program + " is missing");
        }
        abort(program + " is missing");
    }
}
