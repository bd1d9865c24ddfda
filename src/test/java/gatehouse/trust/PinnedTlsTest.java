package gatehouse.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A certificate is the pinned one, or one this computer trusts for the host; nothing else gets through.
@Execution(ExecutionMode.CONCURRENT)
class PinnedTlsTest {
    @TempDir
    static Path folder;

    private static SelfSigned door;
    private ServerSocket server;
    private volatile String[] versions = {"TLSv1.3", "TLSv1.2"};

    @BeforeAll
    static void certify() {
        door = SelfSigned.in(folder, "door");
    }

    @BeforeEach
    void serve() throws IOException {
        var sockets = door.context().getServerSocketFactory();
        server = sockets.createServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::shake);
    }

    @AfterEach
    void end() throws IOException {
        server.close();
    }

    private void shake() {
        while (!server.isClosed()) {
            try (var socket = (SSLSocket) server.accept()) {
                socket.setEnabledProtocols(versions);
                socket.getInputStream().read();
            } catch (IOException e) {
                // a refused handshake, or the end
            }
        }
    }

    private String shake(PinnedTls tls, String host) throws IOException {
        try (var below = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort());
                var socket = tls.over(below, host)) {
            socket.startHandshake();
            return socket.getSession().getProtocol();
        }
    }

    private NotTrusted refusal(PinnedTls tls, String host) {
        var failed = assertThrows(SSLException.class, () -> shake(tls, host));
        return NotTrusted.in(failed).orElseThrow();
    }

    @Test
    void pinnedKeyIsEnoughWhateverTheNameIs() throws IOException {
        assertEquals("TLSv1.3", shake(PinnedTls.of(Optional.of(door.pin())), "other.example"));
    }

    @Test
    void olderTls12IsSpokenToo() throws IOException {
        versions = new String[] {"TLSv1.2"};
        assertEquals("TLSv1.2", shake(PinnedTls.of(Optional.of(door.pin())), "127.0.0.1"));
    }

    @Test
    void anotherKeyThanThePinnedIsRefusedAndNamed() {
        var other = SelfSigned.in(folder, "other").pin();
        var refusal = refusal(PinnedTls.of(Optional.of(other)), "127.0.0.1");
        assertEquals(door.pin(), refusal.seen());
        assertEquals(Optional.of(other), refusal.wanted());
    }

    @Test
    void selfSignedCertificateIsRefusedWithoutAPin() {
        var refusal = refusal(PinnedTls.of(Optional.empty()), "127.0.0.1");
        assertEquals(door.pin(), refusal.seen());
        assertTrue(refusal.wanted().isEmpty());
    }

    @Test
    void trustedCertificateIsGoodForItsHostOnly() throws IOException {
        var trusting = PinnedTls.trusting(door.store());
        assertEquals("TLSv1.3", shake(trusting, "127.0.0.1"));
        var refusal = refusal(PinnedTls.trusting(door.store()), "other.example");
        assertTrue(refusal.getMessage().contains("other.example"), refusal.getMessage());
    }

    @Test
    void pinIsThatOfOpensslAndOthersAreRefused() {
        assertEquals(44, door.pin().toString().length());
        for (String wrong : new String[] {"", "abc", "????", "AAAA"}) {
            assertThrows(IllegalArgumentException.class, () -> new Pin(wrong), wrong);
        }
    }
}
