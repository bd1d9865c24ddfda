package gatehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.darkroom.Darkroom;
import gatehouse.desk.DeskState;
import gatehouse.desk.Happening;
import gatehouse.desk.Lamp;
import gatehouse.desk.Memory;
import gatehouse.desk.Seat;
import gatehouse.door.Broker;
import gatehouse.door.Login;
import gatehouse.door.Secret;
import gatehouse.door.Streams;
import gatehouse.history.History;
import gatehouse.link.Link;
import gatehouse.operator.Directory;
import gatehouse.operator.LdapDirectory;
import gatehouse.sip.LineState;
import gatehouse.sip.Phone;
import gatehouse.sip.PhoneEvent;
import gatehouse.sip.PhoneSettings;
import gatehouse.sip.Transport;
import gatehouse.site.DirectoryPlace;
import gatehouse.site.Role;
import gatehouse.trust.Peer;
import gatehouse.trust.PinnedTls;
import gatehouse.trust.SelfSigned;
import gatehouse.trust.Stranger;
import gatehouse.ui.MadeUp;
import gatehouse.video.DoorVideo;
import gatehouse.video.VideoEvent;
import gatehouse.video.VideoSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/// Video over RTSPS, a line over SIP and TLS, the directory over LDAPS and a broker over MQTT and TLS: each is spoken
/// to only after an installer has trusted its key, and another key is a hard stop. At the other end is a program that
/// shows a certificate and writes down the first thing that it is told.
@ResourceLock("the register of keys")
class TrustOnFirstUseTest {
    private static final int PATIENCE = 20;

    @TempDir
    private static Path shared;

    private static SelfSigned first;
    private static SelfSigned second;

    @TempDir
    private Path data;

    private final BlockingQueue<Happening> told = new LinkedBlockingQueue<>();
    private volatile DeskState state =
            new MadeUp(1).seat(new Seat("Gerda", Role.GUARD)).done();

    /// Speaks to a port of this computer until it is closed; `refused` hears that the certificate was not believed.
    private interface Client {
        AutoCloseable speak(int port, Runnable refused) throws Exception;
    }

    @BeforeAll
    static void makeKeys() {
        first = SelfSigned.in(shared, "first");
        second = SelfSigned.in(shared, "second");
    }

    @Test
    void video() throws Exception {
        holds((port, refused) -> {
            var uri = URI.create("rtsps://127.0.0.1:" + port + "/main");
            var darkroom = Darkroom.inside();
            var video = DoorVideo.open(
                    "door", new Streams(uri, uri, Login.NONE), darkroom, VideoSettings.STANDARD, event -> {
                        if (event instanceof VideoEvent.Down) {
                            refused.run();
                        }
                    });
            return () -> {
                video.close();
                darkroom.close();
            };
        });
    }

    @Test
    void line() throws Exception {
        holds((port, refused) -> {
            var line = new PhoneSettings.Line(
                    "desk",
                    List.of(new gatehouse.sip.Server("127.0.0.1", port)),
                    Optional.empty(),
                    Transport.TLS,
                    "gate.test",
                    "600",
                    new Login("600", Secret.of("secret")),
                    Duration.ofMinutes(10),
                    Duration.ZERO,
                    Optional.of(PinnedTls.of(Optional.empty())::over));
            return Phone.open(PhoneSettings.of(List.of(), List.of(line), List.of()), event -> {
                if (event instanceof PhoneEvent.LineChanged changed && changed.state() instanceof LineState.Failed) {
                    refused.run();
                }
            });
        });
    }

    @Test
    void directory() throws Exception {
        holds((port, refused) -> {
            var place = new DirectoryPlace(
                    "127.0.0.1",
                    port,
                    DirectoryPlace.Encryption.TLS,
                    Optional.empty(),
                    new DirectoryPlace.Way.Template("uid={name},dc=example,dc=org"),
                    "memberOf",
                    List.of(),
                    Duration.ofSeconds(5));
            var asking = CompletableFuture.supplyAsync(() -> new LdapDirectory(place).ask("eva", Secret.of("secret")))
                    .thenAccept(answer -> {
                        if (answer instanceof Directory.Answer.Unreachable) {
                            refused.run();
                        }
                    });
            return () -> asking.get(PATIENCE, TimeUnit.SECONDS);
        });
    }

    @Test
    void broker() throws Exception {
        holds((port, refused) -> Link.open(
                new Broker("127.0.0.1", port, true, Login.NONE, Optional.empty()), "gatehouse", down -> refused.run()));
    }

    private void holds(Client client) throws Exception {
        try (var history = History.open(data);
                var staffroom = Staffroom.open(state.site(), data, history, told::add)) {
            staffroom.seated(() -> state, history, door -> {});
            try (var device = new Device()) {
                refused(client, device);
                var stranger = only(staffroom);
                assertEquals(new Peer("127.0.0.1", device.port()), stranger.peer());
                assertEquals(first.pin(), stranger.shown().key());
                assertFalse(stranger.changed());
                assertTrue(trust(staffroom, stranger).isPresent(), "a guard trusts nobody");
                refused(client, device);
                state = new MadeUp(1).seat(new Seat("Ines", Role.INSTALLER)).done();
                assertEquals(Optional.empty(), trust(staffroom, stranger));
                spokenTo(client, device);
                assertTrue(events(Memory.What.CERTIFICATE_CHANGED).isEmpty());
                assertEquals(1, events(Memory.What.CERTIFICATE_TRUSTED).size());
                device.exchange(second);
                refused(client, device);
                var changed = only(staffroom);
                assertTrue(changed.changed(), "the device was exchanged, or somebody stands in between");
                assertEquals(Optional.of(first.pin()), changed.wanted());
                var event = events(Memory.What.CERTIFICATE_CHANGED);
                assertEquals(1, event.size(), event::toString);
                assertTrue(event.getFirst().contains(second.pin().toString()), event::toString);
                assertEquals(Lamp.Health.BAD, lamp().health());
                refused(client, device);
                assertEquals(1, events(Memory.What.CERTIFICATE_CHANGED).size(), "told once");
                assertEquals(Optional.empty(), trust(staffroom, changed));
                spokenTo(client, device);
                assertEquals(Lamp.Health.GOOD, lamp().health());
            }
        }
    }

    private static void refused(Client client, Device device) throws Exception {
        var over = new CompletableFuture<Boolean>();
        try (var speaking = client.speak(device.port(), () -> over.complete(true))) {
            assertNotNull(speaking);
            assertTrue(over.get(PATIENCE, TimeUnit.SECONDS));
            assertTrue(device.heard.isEmpty(), "nothing is said to a stranger");
        }
    }

    private static void spokenTo(Client client, Device device) throws Exception {
        try (var speaking = client.speak(device.port(), () -> {})) {
            assertNotNull(speaking);
            assertNotNull(device.heard.poll(PATIENCE, TimeUnit.SECONDS), "the trusted device is spoken to");
        }
    }

    private static Stranger only(Staffroom staffroom) {
        assertEquals(1, staffroom.strangers().size());
        return staffroom.strangers().getFirst();
    }

    private static Optional<String> trust(Staffroom staffroom, Stranger stranger) throws Exception {
        return staffroom.trust(stranger.peer(), stranger.shown().key()).get(PATIENCE, TimeUnit.SECONDS);
    }

    private List<String> events(Memory.What what) {
        return told.stream()
                .filter(Happening.PeopleChanged.class::isInstance)
                .map(Happening.PeopleChanged.class::cast)
                .filter(changed -> changed.what() == what)
                .map(Happening.PeopleChanged::sentence)
                .toList();
    }

    private Lamp lamp() {
        return told.stream()
                .filter(Happening.LampSet.class::isInstance)
                .map(Happening.LampSet.class::cast)
                .filter(set -> set.key().equals("certificates"))
                .toList()
                .getLast()
                .lamp();
    }

    /// Shows a certificate to everybody and keeps the first bytes that come after it.
    private static final class Device implements AutoCloseable {
        final BlockingQueue<byte[]> heard = new LinkedBlockingQueue<>();
        private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        private volatile SelfSigned key = first;

        Device() throws IOException {
            Thread.ofVirtual().start(this::listen);
        }

        int port() {
            return server.getLocalPort();
        }

        /// Another device at the same address; the one before is no longer heard.
        void exchange(SelfSigned next) {
            key = next;
            heard.clear();
        }

        private void listen() {
            while (!server.isClosed()) {
                try {
                    var socket = server.accept();
                    Thread.ofVirtual().start(() -> serve(socket));
                } catch (IOException e) {
                    // the end
                }
            }
        }

        private void serve(Socket below) {
            try (var socket = (SSLSocket) key.context().getSocketFactory().createSocket(below, null, true)) {
                socket.setUseClientMode(false);
                var bytes = new byte[4096];
                int length = socket.getInputStream().read(bytes);
                if (length > 0) {
                    heard.add(bytes);
                }
            } catch (IOException e) {
                // who does not believe the certificate goes away
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
