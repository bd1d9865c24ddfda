package gatehouse.unlock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.Broker;
import gatehouse.door.Login;
import gatehouse.door.Output;
import gatehouse.door.TellsBy;
import gatehouse.door.Times;
import gatehouse.door.UnlockBy;
import gatehouse.door.Way;
import gatehouse.peers.Program;
import gatehouse.sim.Faults;
import gatehouse.sim.Leaf;
import gatehouse.sim.Lock;
import gatehouse.sim.mqtt.MqttLock;
import gatehouse.trust.SelfSigned;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Openings over a mosquitto that is known by its key. The lock itself is on the broker's plain side.
@Tag("peer")
@Execution(ExecutionMode.CONCURRENT)
class MqttTlsPeerTest {
    @TempDir
    private Path folder;

    private final Faults faults = new Faults();
    private ScheduledExecutorService timer;
    private Lock lock;
    private int plain;
    private int secure;

    @BeforeEach
    void open() throws Exception {
        Program.need("mosquitto");
        timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon(true).factory());
        lock = new Lock("mqtt", Optional.of(Duration.ofSeconds(1)), faults, timer);
        plain = Program.freePort();
        secure = Program.freePort();
    }

    @AfterEach
    void close() {
        if (timer != null) {
            timer.shutdownNow();
        }
    }

    private Program mosquitto(SelfSigned identity, String name) throws Exception {
        var keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(identity.file())) {
            keys.load(in, SelfSigned.PASSWORD.toCharArray());
        }
        var certificate =
                pem(name + ".crt", "CERTIFICATE", keys.getCertificate(name).getEncoded());
        var key = pem(
                name + ".key",
                "PRIVATE KEY",
                keys.getKey(name, SelfSigned.PASSWORD.toCharArray()).getEncoded());
        var settings = Files.writeString(
                folder.resolve(name + ".conf"),
                "per_listener_settings false\nallow_anonymous true\npersistence false\nuser root\nlistener " + plain
                        + " 127.0.0.1\nlistener " + secure + " 127.0.0.1\ncertfile " + certificate + "\nkeyfile " + key
                        + "\n");
        var started = Program.start(folder, "mosquitto", "-v", "-c", settings.toString());
        started.until("running", 20);
        return started;
    }

    private Path pem(String file, String what, byte[] der) throws Exception {
        var text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return Files.writeString(
                folder.resolve(file), "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n");
    }

    private Output output(Optional<String> pin) {
        var there = new Broker("127.0.0.1", secure, true, Login.NONE, pin);
        var by = new UnlockBy.Mqtt(
                there,
                "site/gate/command",
                "{\"do\":\"open\",\"id\":\"{command}\"}",
                UnlockBy.MqttModes.NONE,
                Optional.of(new TellsBy.Mqtt(TellsBy.Part.LOCK, there, "site/gate/state", "unlocked", "locked")));
        return new Output(
                "gate", "Gate", List.of(Way.always(by)), List.of(), Times.STANDARD.withPatience(Duration.ofSeconds(8)));
    }

    private static Outcome press(Unlocker unlocker, Output output) {
        return unlocker.unlock(Book.order(output), Optional.empty(), p -> {});
    }

    @Test
    void brokerIsKnownByItsKeyAndAnotherOneGetsNothing() throws Exception {
        var first = SelfSigned.in(folder, "first");
        var second = SelfSigned.in(folder, "second");
        var known = output(Optional.of(first.pin().sha256()));
        try (var unlocker = Unlocker.open(new Book())) {
            try (var broker = mosquitto(first, "first");
                    var there = MqttLock.open(
                            new InetSocketAddress("127.0.0.1", plain),
                            "site/gate",
                            true,
                            lock,
                            new Leaf(lock),
                            faults)) {
                assertInstanceOf(Outcome.Opened.class, press(unlocker, known));
                assertEquals(1, lock.count());
                assertEquals(1, there.commands().size());
                var unknown = press(unlocker, output(Optional.empty()));
                assertInstanceOf(Outcome.Refused.class, unknown, "no key, and nobody vouches for its certificate");
                assertTrue(broker.until("gatehouse-", 20).contains("gatehouse-"));
            }
            try (var broker = mosquitto(second, "second");
                    var there = MqttLock.open(
                            new InetSocketAddress("127.0.0.1", plain),
                            "site/gate",
                            true,
                            lock,
                            new Leaf(lock),
                            faults)) {
                var changed = assertInstanceOf(Outcome.Refused.class, press(unlocker, known));
                assertTrue(changed.why().contains("certificate"), changed.why());
                assertTrue(changed.sentAfter().isEmpty());
                assertEquals(List.of(), there.commands());
                assertEquals(1, lock.count());
                assertFalse(broker.until("lock-site-gate", 20).contains("gatehouse-"), "it is not even spoken to");
            }
        }
    }
}
