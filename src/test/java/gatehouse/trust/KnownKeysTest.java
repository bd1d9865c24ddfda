package gatehouse.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/// A device on HTTPS, met by Java's own client as every HTTPS opening is.
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("the register of keys")
class KnownKeysTest {
    @TempDir
    private Path folder;

    private final List<Stranger> met = new CopyOnWriteArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void aKeyIsTrustedOnlyAfterAnInstallerSaidSoAndAnotherOneIsAHardStop() throws Exception {
        var first = SelfSigned.in(folder, "first");
        var second = SelfSigned.in(folder, "second");
        var keys = KnownKeys.open(folder, met::add);
        var register = Register.hold(keys);
        int port;
        try {
            var server = serve(first.context(), 0);
            port = server.getAddress().getPort();
            var peer = new Peer("127.0.0.1", port);
            assertThrows(IOException.class, () -> ask(port(server)));
            assertThrows(IOException.class, () -> ask(port(server)));
            assertEquals(0, asked.get(), "nothing was sent");
            assertEquals(1, met.size(), "told once");
            assertFalse(met.getFirst().changed());
            assertFalse(keys.trust(peer, second.pin(), "Ines"), "only what was shown can be trusted");
            assertTrue(keys.trust(peer, first.pin(), "Ines"));
            assertEquals(200, ask(port));
            server.stop(0);

            var other = serve(second.context(), port);
            assertThrows(IOException.class, () -> ask(port(other)));
            assertEquals(1, asked.get(), "nothing was sent to the changed device");
            assertTrue(met.getLast().changed());
            assertEquals(Optional.of(first.pin()), met.getLast().wanted());
            other.stop(0);
        } finally {
            register.close();
        }
        var again = KnownKeys.open(folder, met::add);
        assertEquals(Optional.of(first.pin()), again.pin(new Peer("127.0.0.1", port)));
        assertEquals(Optional.of("Ines"), again.trustedBy(new Peer("127.0.0.1", port)));
    }

    private static int port(HttpsServer server) {
        return server.getAddress().getPort();
    }

    private HttpsServer serve(SSLContext context, int port) throws IOException {
        var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static int ask(int port) throws IOException, InterruptedException {
        try (var client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(HttpClient.Builder.NO_PROXY)
                .build()) {
            var request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + "/open"))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }
}
