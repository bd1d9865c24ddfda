package gatehouse.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.Fetch;
import gatehouse.door.Fetch.Transport;
import gatehouse.door.Fetch.Warm;
import gatehouse.door.Login;
import gatehouse.door.Streams;
import gatehouse.door.Trouble.Kind;
import gatehouse.trust.Pin;
import gatehouse.trust.SelfSigned;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Each way for the packets, against GStreamer's RTSP server, and UDP through a bad network.
@Tag("peer")
@Execution(ExecutionMode.CONCURRENT)
class RtspPeerTest {
    @TempDir
    Path folder;

    @BeforeEach
    void needsGStreamer() throws IOException, InterruptedException {
        GStreamer.needed();
    }

    /// The server as a child process.
    private record Server(Process process, int port) implements AutoCloseable {
        static Server start(String... arguments) throws IOException {
            var command = new ArrayList<>(List.of("/usr/bin/python3", "src/test/resources/peers/rtsp-ways.py"));
            command.addAll(List.of(arguments));
            var process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            @SuppressWarnings("resource") // the pipe lives as long as the process
            var out = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
            String line = out.readLine();
            if (line == null || !line.startsWith("ready ")) {
                process.destroyForcibly();
                throw new IOException("the RTSP server did not start: " + line);
            }
            return new Server(process, Integer.parseInt(line.substring(6)));
        }

        URI uri(String scheme) {
            return URI.create(scheme + "://127.0.0.1:" + port + "/live");
        }

        @Override
        public void close() {
            process.destroy();
            try {
                process.waitFor(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Watching watching(URI uri, Transport transport, Optional<Pin> pin) {
        var fetch = new Fetch(transport, 0, Warm.AUTO, 0, pin.map(Pin::toString));
        return new Watching(new Streams(uri, uri, Login.NONE, fetch), patient());
    }

    /// An encoder that starts on a busy machine takes its time.
    private static VideoSettings patient() {
        var standard = VideoSettings.STANDARD;
        return new VideoSettings(
                standard.connect(),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                standard.keyPicture(),
                standard.wrongPassword(),
                standard.preRoll(),
                standard.warmBytes(),
                standard.mainLinger(),
                standard.warmMain(),
                Watching.QUICK.backoff());
    }

    private static StreamInfo shown(Watching watching, Predicate<StreamInfo> wanted) throws InterruptedException {
        try (var view = watching.video.watch(320, 180, false)) {
            Watching.awaitPicture(view, v -> wanted.test(watching.video.info()));
            return watching.video.info();
        }
    }

    @Test
    void fullRateComesByUdpWithoutLoss() throws IOException, InterruptedException {
        try (var server = Server.start("UDP");
                var watching = watching(server.uri("rtsp"), Transport.UDP, Optional.empty())) {
            var info = shown(watching, i -> i.packetsReceived() > 600);
            assertEquals("UDP", info.transport());
            assertEquals(0, info.packetsLost());
        }
    }

    @Test
    void serverThatSpeaksUdpAloneIsFoundByItself() throws IOException, InterruptedException {
        try (var server = Server.start("UDP");
                var watching = watching(server.uri("rtsp"), Transport.AUTO, Optional.empty())) {
            watching.up();
            assertEquals("UDP", watching.video.info().transport());
        }
    }

    @Test
    void serverThatSpeaksTcpAloneRefusesUdpWithWords() throws IOException, InterruptedException {
        try (var server = Server.start("TCP")) {
            try (var watching = watching(server.uri("rtsp"), Transport.UDP, Optional.empty())) {
                assertEquals(Kind.NOT_SUPPORTED, watching.trouble().kind());
            }
            try (var watching = watching(server.uri("rtsp"), Transport.AUTO, Optional.empty())) {
                var info = shown(watching, i -> i.packetsReceived() > 300);
                assertEquals("TCP", info.transport());
                assertEquals(0, info.packetsLost());
            }
        }
    }

    @Test
    void encryptedServerIsShownByItsPinAndOnlyByThat() throws Exception {
        var key = SelfSigned.in(folder, "door");
        try (var server = Server.start("BOTH", pem(key).toString())) {
            try (var watching = watching(server.uri("rtsps"), Transport.AUTO, Optional.of(key.pin()))) {
                var info = shown(watching, i -> i.packetsReceived() > 100);
                assertEquals("TLS", info.transport());
            }
            try (var watching = watching(server.uri("rtsps"), Transport.AUTO, Optional.empty())) {
                var trouble = watching.trouble();
                assertEquals(Kind.CERTIFICATE, trouble.kind());
                assertTrue(trouble.remedy().contains(key.pin().toString()), trouble.remedy());
            }
            try (var watching = watching(server.uri("rtsp"), Transport.AUTO, Optional.empty())) {
                assertTrue(List.of(Kind.NETWORK, Kind.NO_ANSWER, Kind.GARBAGE)
                        .contains(watching.trouble().kind()));
            }
        }
    }

    private Path pem(SelfSigned key) throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(key.file())) {
            store.load(in, SelfSigned.PASSWORD.toCharArray());
        }
        return Files.writeString(
                folder.resolve("door.pem"),
                block("CERTIFICATE", store.getCertificate("door").getEncoded())
                        + block(
                                "PRIVATE KEY",
                                store.getKey("door", SelfSigned.PASSWORD.toCharArray())
                                        .getEncoded()));
    }

    private static String block(String what, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + what + "-----\n" + base64 + "\n-----END " + what + "-----\n";
    }

    @Test
    void packetsLostOnTheWayAreCountedAndThePictureGoesOn() throws IOException, InterruptedException {
        try (var server = Server.start("UDP");
                var relay =
                        new UdpRelay(server.port, (packet, index) -> index % 50 == 30 ? List.of() : List.of(packet));
                var watching = watching(relay.uri(), Transport.UDP, Optional.empty())) {
            var info = shown(watching, i -> i.packetsReceived() > 1000);
            assertEquals(info.packetsReceived() / 49.0, (double) info.packetsLost(), 3, info.toString());
        }
    }

    @Test
    void packetsThatOvertookEachOtherAreRepairedWithoutLoss() throws IOException, InterruptedException {
        var held = new ArrayList<byte[]>();
        UdpRelay.Weather swapping = (packet, index) -> {
            boolean marker = packet[1] < 0;
            held.add(packet);
            if (!marker && held.size() < 3) {
                return List.of();
            }
            var swapped = List.copyOf(held.reversed());
            held.clear();
            return swapped;
        };
        try (var server = Server.start("UDP");
                var relay = new UdpRelay(server.port, swapping);
                var watching = watching(relay.uri(), Transport.UDP, Optional.empty())) {
            var info = shown(watching, i -> i.packetsReceived() > 1000);
            assertEquals(0, info.packetsLost(), info.toString());
        }
    }
}
