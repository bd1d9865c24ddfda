package gatehouse.unlock;

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
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/// A door of sockets alone that goes wrong at a point of its exchange that is drawn anew for each request: before the
/// request is read, in the middle of it, before the lock moves, after it, in the middle of the answer, in the state
/// that
/// is asked afterwards. Its lock counts.
final class FaultyDoor implements AutoCloseable {
    /// Where the exchange breaks, or how it is answered.
    enum Break {
        NOWHERE,
        CLOSED_AT_ONCE,
        CUT_WHILE_READING,
        CUT_BEFORE_MOVING,
        CUT_AFTER_MOVING,
        CUT_IN_THE_STATUS,
        CUT_IN_THE_BODY,
        SILENT_BEFORE_MOVING,
        SILENT_AFTER_MOVING,
        DRIPS,
        FORBIDDEN,
        NOT_FOUND,
        WRONG_PASSWORD,
        BROKEN,
        GATEWAY,
        WEB_PAGE,
        ELSEWHERE,
        GARBAGE,
        STUCK,
        STATE_CUT,
        STATE_SILENT,
        STATE_GARBAGE
    }

    private final ServerSocket server;
    private final RandomGenerator random;
    private final AtomicInteger counter = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Break now = Break.NOWHERE;
    private volatile boolean open;

    private FaultyDoor(ServerSocket server, RandomGenerator random) {
        this.server = server;
        this.random = random;
    }

    static FaultyDoor open(RandomGenerator random) throws IOException {
        var door = new FaultyDoor(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()), random);
        Thread.ofVirtual().start(door::accept);
        return door;
    }

    /// Draws how the next order will go, and locks the door.
    Break draw() {
        open = false;
        now = Break.values()[random.nextInt(Break.values().length)];
        return now;
    }

    void set(Break next) {
        open = false;
        now = next;
    }

    int counter() {
        return counter.get();
    }

    int requests() {
        return requests.get();
    }

    Output output(Duration patience) {
        var at = "http://127.0.0.1:" + server.getLocalPort();
        var by = new UnlockBy.Http(
                HttpCall.of("POST", at + "/open?id={command}"),
                UnlockBy.HttpModes.NONE,
                HttpExpect.GOOD,
                HttpAccess.of(new Login("guard", Secret.of("geheim"))),
                Optional.of(HttpState.of(at + "/state")));
        var spare = new UnlockBy.Http("POST", URI.create(at + "/open?spare"), Login.NONE, Optional.empty());
        return new Output(
                "gate",
                "Gate",
                List.of(Way.always(by), Way.always(spare)),
                List.of(),
                Times.STANDARD.withPatience(patience).withFollow(Duration.ZERO));
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                sockets.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            if (now == Break.CLOSED_AT_ONCE) {
                cut(socket);
                return;
            }
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            var first = in.readLine();
            if (now == Break.CUT_WHILE_READING) {
                cut(socket);
                return;
            }
            for (var line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                // Nothing of the headers matters here.
            }
            if (first != null && first.contains("/state")) {
                state(socket);
            } else if (first != null) {
                requests.incrementAndGet();
                order(socket);
            }
        } catch (IOException e) {
            // The console went away.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(socket);
        }
    }

    private void move() {
        counter.incrementAndGet();
        open = true;
    }

    private void order(Socket socket) throws IOException, InterruptedException {
        switch (now) {
            case CUT_BEFORE_MOVING -> cut(socket);
            case CUT_AFTER_MOVING -> {
                move();
                cut(socket);
            }
            case CUT_IN_THE_STATUS -> {
                move();
                say(socket, "HTTP/1.1 20");
                cut(socket);
            }
            case CUT_IN_THE_BODY -> {
                move();
                say(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"su");
                cut(socket);
            }
            case SILENT_BEFORE_MOVING -> closing.await(20, TimeUnit.SECONDS);
            case SILENT_AFTER_MOVING -> {
                move();
                closing.await(20, TimeUnit.SECONDS);
            }
            case DRIPS -> {
                move();
                for (char c : "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".toCharArray()) {
                    say(socket, String.valueOf(c));
                    if (closing.await(20, TimeUnit.MILLISECONDS)) {
                        return;
                    }
                }
            }
            case FORBIDDEN -> answer(socket, "403 Forbidden", "");
            case NOT_FOUND -> answer(socket, "404 Not Found", "");
            case WRONG_PASSWORD ->
                say(
                        socket,
                        "HTTP/1.1 401 No\r\nWWW-Authenticate: Digest realm=\"r\", nonce=\"n\", qop=\"auth\"\r\n"
                                + "Content-Length: 0\r\n\r\n");
            case BROKEN -> {
                move();
                answer(socket, "500 Oops", "");
            }
            case GATEWAY -> answer(socket, "502 Bad Gateway", "");
            case WEB_PAGE -> answer(socket, "200 OK", "<!DOCTYPE html><html>Log in</html>");
            case ELSEWHERE ->
                say(socket, "HTTP/1.1 302 Found\r\nLocation: http://192.0.2.1/\r\nContent-Length: 0\r\n\r\n");
            case GARBAGE -> {
                move();
                say(socket, "\u0000\u0001\u0002 this is no HTTP\r\n\r\n");
            }
            case STUCK -> answer(socket, "200 OK", "{}");
            case NOWHERE, CLOSED_AT_ONCE, CUT_WHILE_READING, STATE_CUT, STATE_SILENT, STATE_GARBAGE -> {
                move();
                answer(socket, "200 OK", "{}");
            }
        }
    }

    private void state(Socket socket) throws IOException, InterruptedException {
        switch (now) {
            case STATE_CUT -> cut(socket);
            case STATE_SILENT -> closing.await(20, TimeUnit.SECONDS);
            case STATE_GARBAGE -> answer(socket, "200 OK", "[[[[");
            default -> answer(socket, "200 OK", "{\"state\":\"" + (open ? "unlocked" : "locked") + "\"}");
        }
    }

    private static void answer(Socket socket, String status, String body) throws IOException {
        say(socket, "HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private static void cut(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        closing.countDown();
        server.close();
        for (var socket : sockets) {
            socket.close();
        }
    }
}
