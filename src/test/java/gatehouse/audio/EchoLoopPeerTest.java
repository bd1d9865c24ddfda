package gatehouse.audio;

import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.rtp.RtpPacket;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A desk whose speaker is its own microphone, over a real sound server: what the door said comes back to it, and with
/// the echo canceller it does not.
@Tag("peer")
@Execution(ExecutionMode.CONCURRENT)
class EchoLoopPeerTest {
    private static final int SECONDS = 14;
    private static final int JUDGED = 5; // the last of them

    @TempDir
    private Path folder;

    @Test
    void theDoorHearsItselfOnlyWhereTheEchoIsLeftIn() throws Exception {
        try (var pulse = PulseAudio.start(folder)) {
            double left = echo(pulse, List.of());
            double taken = echo(pulse, List.of("clean"));
            assertTrue(left > -40, "the loop carries " + left + " dB");
            assertTrue(left - taken >= 15, "an echo of " + left + " dB became " + taken);
        }
    }

    /// How loud what the door hears is, in the last seconds of speaking.
    private double echo(PulseAudio pulse, List<String> words) throws Exception {
        try (var door = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            var phone = phone(pulse, door.getLocalPort(), words);
            try (var out = phone.inputReader(StandardCharsets.US_ASCII)) {
                var line = out.readLine();
                assertTrue(line != null && line.startsWith("port "), () -> "the phone said " + line);
                int port = Integer.parseInt(line.substring(5));
                var heard = new ArrayList<short[]>();
                var listening = Thread.ofPlatform().daemon(true).start(() -> listen(door, heard));
                speak(door, new InetSocketAddress(door.getLocalAddress(), port));
                door.close();
                listening.join();
                return Level.of(last(heard));
            } finally {
                phone.getOutputStream().close();
                phone.waitFor();
            }
        }
    }

    private Process phone(PulseAudio pulse, int door, List<String> words) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                LoopPhone.class.getName(),
                Integer.toString(door)));
        command.addAll(words);
        var java = new ProcessBuilder(command)
                .redirectError(folder.resolve("phone.log").toFile());
        pulse.lead(java);
        return java.start();
    }

    private static void speak(DatagramSocket door, InetSocketAddress phone) throws IOException, InterruptedException {
        var speech = SpeechLike.samples(Sound.RATE, SECONDS, 1);
        var pacer = new Pacer(Duration.ofMillis(20));
        for (int i = 0; (i + 1) * Sound.FRAME <= speech.length; i++) {
            pacer.await();
            var frame = Arrays.copyOfRange(speech, i * Sound.FRAME, (i + 1) * Sound.FRAME);
            var line = ByteBuffer.wrap(G711.encode(Codec.PCMA, frame));
            var out = new RtpPacket(8, i == 0, i, 160L * i, 77, line).write();
            door.send(new DatagramPacket(out.array(), out.limit(), phone));
        }
    }

    private static void listen(DatagramSocket door, List<short[]> heard) {
        var datagram = new DatagramPacket(new byte[2048], 2048);
        while (true) {
            try {
                door.receive(datagram);
            } catch (IOException e) {
                return; // closed
            }
            RtpPacket.read(ByteBuffer.wrap(datagram.getData(), 0, datagram.getLength()))
                    .filter(packet -> packet.payloadType() == 8)
                    .ifPresent(packet -> {
                        var line = new byte[packet.payload().remaining()];
                        packet.payload().get(line);
                        heard.add(G711.decode(Codec.PCMA, line));
                    });
        }
    }

    private static short[] last(List<short[]> frames) {
        var judged = frames.subList(Math.max(0, frames.size() - JUDGED * 50), frames.size());
        var samples = new short[judged.size() * Sound.FRAME];
        for (int i = 0; i < judged.size(); i++) {
            System.arraycopy(judged.get(i), 0, samples, i * Sound.FRAME, Sound.FRAME);
        }
        return samples;
    }
}
