package gatehouse.unlock;

import gatehouse.door.DoorId;
import gatehouse.door.HttpAccess;
import gatehouse.door.HttpCall;
import gatehouse.door.HttpExpect;
import gatehouse.door.HttpState;
import gatehouse.door.Login;
import gatehouse.door.Output;
import gatehouse.door.Secret;
import gatehouse.door.Times;
import gatehouse.door.UnlockBy;
import gatehouse.door.Way;
import gatehouse.lifecycle.Joining;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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

    private static final String LOCK =
            "HTTP/1.1 200 OK\r\nContent-Length: 20\r\nConnection: close\r\n\r\n" + "{\"state\":\"unlocked\"}";

    /// What nobody asked for is on no record.
    private static final UnlockRecord NOWHERE = new UnlockRecord() {
        @Override
        public void intent(UnlockOrder order) {}

        @Override
        public void result(UnlockOrder order, Outcome outcome) {}
    };

    /// Blocks for a moment; for a thread of its own. Whatever fails here fails quietly: it was only a rehearsal.
    static void run(Trusts trusts) {
        trusts.of(Optional.empty());
        try (var nobody = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var answers = Thread.ofVirtual().name("rehearsal").start(() -> answer(nobody));
            try (var stage = Unlocker.open(NOWHERE)) {
                var told = stage.unlock(order(nobody), Optional.empty(), proof -> {});
                LOG.debug("rehearsed: {}", told);
            }
            nobody.close();
            Joining.untilEnded(answers);
        } catch (IOException | RuntimeException e) {
            LOG.debug("no rehearsal", e);
        }
    }

    private static UnlockOrder order(ServerSocket nobody) {
        var at = "http://" + nobody.getInetAddress().getHostAddress() + ":" + nobody.getLocalPort();
        var by = new UnlockBy.Http(
                HttpCall.of("POST", at + "/open?{command}"),
                UnlockBy.HttpModes.NONE,
                HttpExpect.GOOD,
                HttpAccess.of(new Login("nobody", Secret.of("nothing"))),
                Optional.of(HttpState.of(at + "/state")));
        var output = new Output(
                "rehearsal", "Rehearsal", List.of(Way.always(by)), List.of(), Times.STANDARD.withFollow(Duration.ZERO));
        return new UnlockOrder(
                UUID.randomUUID(),
                new DoorId("rehearsal"),
                "Rehearsal",
                output,
                "nobody",
                Optional.empty(),
                Instant.now());
    }

    private static void answer(ServerSocket nobody) {
        while (!nobody.isClosed()) {
            try (var socket = nobody.accept()) {
                socket.setSoTimeout((int) MOST.toMillis());
                var in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
                var first = in.readLine();
                boolean knows = false;
                for (var line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                    knows |= line.startsWith("Authorization");
                }
                boolean asks = first != null && first.contains("/state");
                var text = asks ? LOCK : knows ? YES : CHALLENGE;
                socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            } catch (IOException e) {
                LOG.debug("nobody is asked any more: {}", e.getMessage());
            }
        }
    }
}
