package gatehouse.unlock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import gatehouse.door.DoorId;
import gatehouse.door.Login;
import gatehouse.door.Output;
import gatehouse.door.Secret;
import gatehouse.door.UnlockBy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    private SSLContext selfSigned() throws Exception {
        var file = folder.resolve("door.p12");
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
