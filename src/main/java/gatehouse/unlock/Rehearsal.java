package gatehouse.unlock;

import gatehouse.door.DoorId;
import gatehouse.door.HttpAccess;
import gatehouse.door.HttpCall;
import gatehouse.door.HttpExpect;
import gatehouse.door.Login;
import gatehouse.door.Output;
import gatehouse.door.Secret;
import gatehouse.door.UnlockBy;
import gatehouse.lifecycle.Joining;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One order to nobody, over this computer's own loopback, while nothing else happens: what the first real one would
/// have to load from the disk is in memory then. No door hears of it and nothing is put on record.
final class Rehearsal {
    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
    private static final Duration MOST = Duration.ofSeconds(5);
    private static final String CHALLENGE = "HTTP/1.1 401 Log in\r\nWWW-Authenticate: Digest realm=\"r\", nonce=\"n\","
            + " qop=\"auth\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    private static final String YES = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";

    private Rehearsal() {}

    /// Blocks for a moment; for a thread of its own. Whatever fails here fails quietly: it was only a rehearsal.
    static void run(Trusts trusts) {
        try (var nobody = new ServerSocket(0, 2, InetAddress.getLoopbackAddress())) {
            nobody.setSoTimeout((int) MOST.toMillis());
            var answers = Thread.ofVirtual().name("rehearsal").start(() -> answer(nobody));
            trusts.of(Optional.empty());
            var at = "http://" + nobody.getInetAddress().getHostAddress() + ":" + nobody.getLocalPort() + "/";
            var by = new UnlockBy.Http(
                    HttpCall.of("POST", at + "?{command}"),
                    UnlockBy.HttpModes.NONE,
                    HttpExpect.GOOD,
                    HttpAccess.of(new Login("nobody", Secret.of("nothing"))),
                    Optional.empty());
            var output = new Output("rehearsal", "Rehearsal", by);
            var template = Template.of(new DoorId("rehearsal"), output, new UUID(0, 0), Optional.empty());
            var attempt = new Attempt(System.nanoTime(), new CountDownLatch(1), Proof.pending(Set.of()), proof -> {});
            var told = ByHttp.open(by, template, trusts, MOST, attempt);
            attempt.step(Step.ACCEPTED, "nobody");
            LockState.read("{\"state\":\"locked\"}");
            LOG.debug("rehearsed: {}", told);
            answers.interrupt();
            Joining.untilEnded(answers);
        } catch (IOException | RuntimeException e) {
            LOG.debug("no rehearsal", e);
        }
    }

    private static void answer(ServerSocket nobody) {
        for (var text : new String[] {CHALLENGE, YES}) {
            try (var socket = nobody.accept()) {
                var in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
                for (var line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                    // Nothing of it matters.
                }
                socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            } catch (SocketTimeoutException e) {
                return;
            } catch (IOException e) {
                LOG.debug("no rehearsal", e);
                return;
            }
        }
    }
}
