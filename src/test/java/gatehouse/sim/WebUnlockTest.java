package gatehouse.sim;

import static gatehouse.sim.OnvifCaller.digest;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.DoorId;
import gatehouse.door.Login;
import gatehouse.door.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The web pages that open a lock, and the bounds of the web server under them.
@Execution(ExecutionMode.CONCURRENT)
class WebUnlockTest {
    private final OnvifCaller caller = new OnvifCaller();
    private DemoSite site;
    private SimDoor digestDoor;
    private SimDoor basicDoor;

    @BeforeEach
    void open() throws IOException {
        site = DemoSite.open(DemoSettings.of(6).withNetwork(73).withoutDiscovery(), new Dial.Later());
        digestDoor = site.door(new DoorId("loading-dock"));
        basicDoor = site.door(new DoorId("visitor-parking"));
    }

    @AfterEach
    void close() {
        caller.close();
        site.close();
    }

    private static URI open(SimDoor door) {
        return door.web().resolve("/api/relay/1/open");
    }

    private static String basic(Login login) {
        String pair = login.user() + ":" + login.password().reveal();
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
    }

    @Test
    void digestOpensAndBasicDoesNotWhereDigestIsAsked() throws Exception {
        var login = digestDoor.plan().login();
        var uri = open(digestDoor);
        var challenged = caller.post(uri, "");
        assertEquals(401, challenged.statusCode());
        assertEquals(401, caller.post(uri, "", "Authorization", basic(login)).statusCode());
        var wrong = new Login(login.user(), Secret.of("wrong"));
        assertEquals(
                401,
                caller.post(uri, "", "Authorization", digest(challenged, "MD5", "POST", uri, wrong, 1))
                        .statusCode());
        assertEquals(Lock.State.LOCKED, digestDoor.lock().state());
        var opened = caller.post(uri, "", "Authorization", digest(challenged, "MD5", "POST", uri, login, 1));
        assertEquals(200, opened.statusCode());
        assertTrue(opened.body().contains("\"state\":\"unlocked\""), opened.body());
        assertEquals(Lock.State.UNLOCKED, digestDoor.lock().state());
        assertEquals(Lock.By.HTTP, digestDoor.lock().openings().getFirst().by());
    }

    @Test
    void answerForAnotherPageDoesNotOpen() throws Exception {
        var login = digestDoor.plan().login();
        var challenged = caller.post(open(digestDoor), "");
        var state = digestDoor.web().resolve("/api/relay/1");
        String forState = digest(challenged, "SHA-256", "POST", state, login, 1);
        assertEquals(
                401,
                caller.post(open(digestDoor), "", "Authorization", forState).statusCode());
        assertEquals(Lock.State.LOCKED, digestDoor.lock().state());
    }

    @Test
    void basicOpensAndTheStateCanBeAsked() throws Exception {
        String login = basic(basicDoor.plan().login());
        var state = basicDoor.web().resolve("/api/relay/1");
        assertEquals(401, caller.get(state).statusCode());
        String before = new String(caller.get(state, "Authorization", login).body(), UTF_8);
        assertTrue(before.contains("\"state\":\"locked\""), before);
        assertEquals(
                200, caller.post(open(basicDoor), "", "Authorization", login).statusCode());
        String after = new String(caller.get(state, "Authorization", login).body(), UTF_8);
        assertTrue(after.contains("\"state\":\"unlocked\"") && after.contains("\"openings\":1"), after);
        var nowhere = basicDoor.web().resolve("/api/relay/7/open");
        assertEquals(404, caller.post(nowhere, "", "Authorization", login).statusCode());
    }

    @Test
    void wrongPasswordBusyAndRefusalAreAnswered() throws Exception {
        String login = basic(basicDoor.plan().login());
        basicDoor.faults().add(new Fault.WrongPassword());
        assertEquals(
                401, caller.post(open(basicDoor), "", "Authorization", login).statusCode());
        basicDoor.faults().clear();
        basicDoor.faults().add(new Fault.Busy());
        assertEquals(
                503, caller.post(open(basicDoor), "", "Authorization", login).statusCode());
        basicDoor.faults().clear();
        basicDoor.faults().add(new Fault.RelayRefuses());
        assertEquals(
                403, caller.post(open(basicDoor), "", "Authorization", login).statusCode());
        assertEquals(Lock.State.LOCKED, basicDoor.lock().state());
        basicDoor.faults().clear();
        assertEquals(
                200, caller.post(open(basicDoor), "", "Authorization", login).statusCode());
    }

    @Test
    void silentRelayOpensAndSaysNothing() throws Exception {
        basicDoor.faults().add(new Fault.RelaySilent());
        try (var socket = connect(basicDoor)) {
            socket.getOutputStream()
                    .write(("GET /api/relay/1/open HTTP/1.1\r\nHost: door\r\nAuthorization: "
                                    + basic(basicDoor.plan().login()) + "\r\n\r\n")
                            .getBytes(UTF_8));
            basicDoor.lock().when(Lock.State.UNLOCKED).get(20, TimeUnit.SECONDS);
            assertSilent(socket);
        }
    }

    @Test
    void doorThatNeverAnswersTakesConnectionsAndSaysNothing() throws Exception {
        basicDoor.faults().add(new Fault.NeverAnswers());
        try (var socket = connect(basicDoor)) {
            socket.getOutputStream().write("GET /onvif/snapshot HTTP/1.1\r\nHost: door\r\n\r\n".getBytes(UTF_8));
            assertSilent(socket);
        }
    }

    @Test
    void chunkedBodiesAndSeveralRequestsOnOneConnectionAreServed() throws Exception {
        try (var socket = connect(basicDoor)) {
            socket.setSoTimeout(20_000);
            String body = OnvifCaller.envelope(OnvifCaller.DEVICE, "", "<x:GetSystemDateAndTime/>");
            String chunked = String.format(
                    Locale.ROOT,
                    "POST /onvif/device_service HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n",
                    body.length(),
                    body);
            String last = "GET /nowhere HTTP/1.1\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write((chunked + chunked + last).getBytes(UTF_8));
            String all = new String(socket.getInputStream().readAllBytes(), UTF_8);
            assertEquals(3, all.split("HTTP/1\\.1 ", -1).length - 1, all);
            assertTrue(all.contains("404 Not Found"), all);
        }
    }

    @Test
    void rubbishAndExcessEndTheConnectionWithAStatus() throws Exception {
        assertEquals("400", statusOf("rubbish\r\n\r\n"));
        assertEquals("400", statusOf("GET / HTTP/1.1\r\nno colon\r\n\r\n"));
        assertEquals("431", statusOf("GET /" + "a".repeat(9000) + " HTTP/1.1\r\n\r\n"));
        assertEquals("431", statusOf("GET / HTTP/1.1\r\n" + "A: b\r\n".repeat(80) + "\r\n"));
        assertEquals("413", statusOf("POST / HTTP/1.1\r\nContent-Length: 9999999\r\n\r\n"));
        assertEquals("400", statusOf("POST / HTTP/1.1\r\nContent-Length: -x\r\n\r\n"));
    }

    private String statusOf(String request) throws IOException {
        try (var socket = connect(basicDoor)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(UTF_8));
            InputStream in = socket.getInputStream();
            return new String(in.readNBytes(12), UTF_8).substring(9);
        }
    }

    private static Socket connect(SimDoor door) throws IOException {
        var socket = new Socket();
        socket.connect(new InetSocketAddress(door.web().getHost(), door.web().getPort()), 20_000);
        return socket;
    }

    private static void assertSilent(Socket socket) throws IOException {
        socket.setSoTimeout(500);
        assertThrows(SocketTimeoutException.class, () -> socket.getInputStream().read());
    }
}
