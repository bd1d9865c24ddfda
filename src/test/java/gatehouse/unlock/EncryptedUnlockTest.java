package gatehouse.unlock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import gatehouse.door.DoorId;
import gatehouse.door.HttpAccess;
import gatehouse.door.HttpCall;
import gatehouse.door.HttpExpect;
import gatehouse.door.Login;
import gatehouse.door.Output;
import gatehouse.door.Secret;
import gatehouse.door.UnlockBy;
import gatehouse.trust.Pin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class EncryptedUnlockTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private static final UnlockRecord RECORD = new UnlockRecord() {
        @Override
        public void intent(UnlockOrder order) {}

        @Override
        public void result(UnlockOrder order, Outcome outcome) {}
    };

    @TempDir
    private Path folder;

    @Test
    void doorWithACertificateNobodyVouchesForGetsNoRequest() throws Exception {
        var asked = new AtomicInteger();
        var server = HttpsServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 5);
        server.setHttpsConfigurator(new HttpsConfigurator(selfSigned()));
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        try (var unlocker = Unlocker.open(RECORD)) {
            var at = URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/open");
            var by = new UnlockBy.Http("GET", at, new Login("guard", Secret.of("geheim")), Optional.empty());
            var order = new UnlockOrder(
                    UUID.randomUUID(),
                    new DoorId("north-gate"),
                    "North gate",
                    new Output("gate", "Open gate", by),
                    "Weber",
                    Optional.empty(),
                    Instant.now());
            var outcome = assertInstanceOf(Outcome.Refused.class, unlocker.unlock(order, Optional.empty(), s -> {}));
            assertTrue(outcome.sentAfter().isEmpty());
            assertEquals(0, asked.get());
        } finally {
            server.stop(0);
        }
    }

    @Test
    void doorIsKnownByItsPinAndAChangedCertificateGetsNoRequest() throws Exception {
        var asked = new AtomicInteger();
        var first = server(selfSigned("first"), asked);
        try (var unlocker = Unlocker.open(RECORD)) {
            var pin = Pin.of(certificate("first")).sha256();
            var known = order(first, Optional.of(pin));
            assertInstanceOf(Outcome.Accepted.class, unlocker.unlock(known, Optional.empty(), s -> {}));
            assertEquals(1, asked.get());
            first.stop(0);
            var second = server(selfSigned("second"), asked);
            try {
                var changed = order(second, Optional.of(pin));
                var outcome =
                        assertInstanceOf(Outcome.Refused.class, unlocker.unlock(changed, Optional.empty(), s -> {}));
                assertTrue(outcome.why().contains("certificate"), outcome.why());
                assertTrue(outcome.sentAfter().isEmpty());
                assertEquals(1, asked.get());
            } finally {
                second.stop(0);
            }
        } finally {
            first.stop(0);
        }
    }

    @Test
    void onvifDeviceWithAChangedCertificateGetsNoRequest() throws Exception {
        var asked = new AtomicInteger();
        var server = server(selfSigned("onvif"), asked);
        try (var unlocker = Unlocker.open(RECORD)) {
            var other = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
            var at = URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/onvif/device_service");
            var access =
                    new HttpAccess(new Login("guard", Secret.of("geheim")), HttpAccess.Scheme.ANY, Optional.of(other));
            var outcome = unlocker.unlock(
                    Book.order(new UnlockBy.OnvifRelay(at, access, "R1", false)), Optional.empty(), s -> {});
            var refused = assertInstanceOf(Outcome.Refused.class, outcome);
            assertTrue(refused.why().contains("certificate"), refused.why());
            assertEquals(0, asked.get());
        } finally {
            server.stop(0);
        }
    }

    private static HttpsServer server(SSLContext context, AtomicInteger asked) throws IOException {
        var server = HttpsServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 5);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static UnlockOrder order(HttpsServer server, Optional<String> pin) {
        var at = "https://127.0.0.1:" + server.getAddress().getPort() + "/open";
        return Book.order(new UnlockBy.Http(
                HttpCall.of("GET", at),
                UnlockBy.HttpModes.NONE,
                HttpExpect.GOOD,
                new HttpAccess(new Login("guard", Secret.of("geheim")), HttpAccess.Scheme.ANY, pin),
                Optional.empty()));
    }

    private Certificate certificate(String name) throws Exception {
        var keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(folder.resolve(name + ".p12"))) {
            keys.load(in, PASSWORD);
        }
        return keys.getCertificate("door");
    }

    private SSLContext selfSigned() throws Exception {
        return selfSigned("door");
    }

    private SSLContext selfSigned(String name) throws Exception {
        var file = folder.resolve(name + ".p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var made = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD),
                        "-alias",
                        "door",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=door",
                        "-ext",
                        "san=ip:127.0.0.1")
                .redirectErrorStream(true)
                .start();
        if (!made.waitFor(30, TimeUnit.SECONDS) || made.exitValue() != 0) {
            throw new IOException("keytool made no key");
        }
        var keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
