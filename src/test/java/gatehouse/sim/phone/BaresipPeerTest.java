package gatehouse.sim.phone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import gatehouse.door.Login;
import gatehouse.door.Secret;
import gatehouse.sim.Faults;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The registrar and the phone against a softphone nobody here wrote.
@Tag("peer")
class BaresipPeerTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final Path BARESIP = Path.of("/usr/bin/baresip");
    private static final Path MODULES = Path.of("/usr/lib/baresip/modules");
    private static final double HZ = 700;

    @Test
    @Timeout(value = 90, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void baresipRegistersAnswersIsHeardAndPressesKeys(@TempDir Path folder) throws Exception {
        if (!Files.isExecutable(BARESIP) || !Files.isDirectory(MODULES)) {
            missing("baresip");
        }
        var secrets = Map.of("101", Secret.of("door-pw"), "600", Secret.of("desk-pw"));
        var door = new PhoneDiary();
        try (var registrar = SimRegistrar.open(HERE, 0, "127.0.0.1", secrets, DigestAlgorithm.MD5)) {
            int control = freePort();
            var baresip = start(folder, registrar, control);
            try {
                var words = baresip.inputReader(StandardCharsets.UTF_8);
                awaitWords(words, "200 OK");
                var drain = Thread.ofVirtual().start(() -> drain(words));
                assertTrue(registrar.knows("600"));
                try (var phone = SimPhone.open(settings(registrar), new Faults(), door)) {
                    assertTrue(door.awaitKnown());
                    phone.ring("600");
                    door.await(PhoneState.Talking.class);
                    SimPhoneTest.awaitTone(phone, HZ);
                    press(control, '5');
                    assertEquals("5", door.awaitDigits());
                    phone.hangUp();
                    assertEquals(200, door.await(PhoneState.Ended.class).status());
                }
                baresip.destroy();
                // It now and then does not end when asked to; that says nothing about the phone it spoke with.
                if (!baresip.waitFor(5, TimeUnit.SECONDS)) {
                    baresip.destroyForcibly();
                }
                drain.join();
            } finally {
                baresip.destroyForcibly();
            }
        }
    }

    private static SimPhoneSettings settings(SimRegistrar registrar) {
        var where = new SimPhoneSettings.Registrar(registrar.address(), "127.0.0.1", Duration.ofMinutes(5));
        return SimPhoneSettings.direct(HERE, 0, "101", "North gate", 1000)
                .at(where, new Login("101", Secret.of("door-pw")));
    }

    private static Process start(Path folder, SimRegistrar registrar, int control) throws IOException {
        Files.write(folder.resolve("tone.wav"), wave());
        Files.writeString(
                folder.resolve("config"),
                String.format(Locale.ROOT, """
                sip_listen 127.0.0.1:%d
                net_interface 127.0.0.1
                audio_source aufile,%s
                audio_player aubridge,nobody
                audio_alert aubridge,nobody
                ausrc_srate 8000
                auplay_srate 8000
                ausrc_channels 1
                auplay_channels 1
                ctrl_tcp_listen 127.0.0.1:%d
                module_path %s
                module aufile.so
                module aubridge.so
                module g711.so
                module_tmp account.so
                module_app menu.so
                module_app ctrl_tcp.so
                """, freePort(), folder.resolve("tone.wav"), control, MODULES));
        Files.writeString(
                folder.resolve("accounts"),
                String.format(
                        Locale.ROOT,
                        "<sip:600@127.0.0.1:%d;transport=udp>;auth_user=600;auth_pass=desk-pw;answermode=auto;regint=300;audio_codecs=PCMA/8000/1%n",
                        registrar.address().getPort()));
        Files.writeString(folder.resolve("contacts"), "");
        return new ProcessBuilder(BARESIP.toString(), "-f", folder.toString(), "-v")
                .redirectErrorStream(true)
                .start();
    }

    /// A minute of a tone, as a file that baresip speaks.
    private static byte[] wave() {
        int samples = 60 * 8000;
        var wave = ByteBuffer.allocate(44 + 2 * samples).order(ByteOrder.LITTLE_ENDIAN);
        wave.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 2 * samples);
        wave.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        wave.putShort((short) 1).putShort((short) 1).putInt(8000).putInt(16_000);
        wave.putShort((short) 2).putShort((short) 16);
        wave.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(2 * samples);
        for (int i = 0; i < samples; i++) {
            wave.putShort((short) Math.round(8000 * Math.sin(2 * Math.PI * HZ * i / 8000)));
        }
        return wave.array();
    }

    /// Over its control port: a netstring of JSON.
    private static void press(int port, char key) throws IOException {
        try (var control = new Socket(HERE, port)) {
            var json = "{\"command\":\"sndcode\",\"params\":\"" + key + "\"}";
            control.getOutputStream().write((json.length() + ":" + json + ",").getBytes(StandardCharsets.US_ASCII));
            assertTrue(control.getInputStream().read() >= 0, "the control port answers");
        }
    }

    private static void awaitWords(BufferedReader words, String wanted) throws IOException {
        var said = new StringBuilder();
        for (String line = words.readLine(); line != null; line = words.readLine()) {
            said.append(line).append('\n');
            if (line.contains(wanted)) {
                return;
            }
        }
        fail("baresip ended: " + said);
    }

    private static void drain(BufferedReader words) {
        try {
            words.transferTo(java.io.Writer.nullWriter());
        } catch (IOException e) {
            // It was ended by the test.
        }
    }

    private static int freePort() throws IOException {
        try (var probe = new DatagramSocket(0, HERE)) {
            return probe.getLocalPort();
        }
    }

    private static void missing(String program) {
        if ("required".equals(System.getenv("GATEHOUSE_PEERS"))) {
            fail(program + " is missing");
        }
        abort(program + " is missing");
    }
}
