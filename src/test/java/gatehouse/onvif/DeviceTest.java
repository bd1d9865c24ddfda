package gatehouse.onvif;

import static gatehouse.onvif.RawServer.reply;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.Login;
import gatehouse.door.Secret;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Isolated;

/// The device client against servers that do what the makers in the facts page do, and worse.
@Isolated
class DeviceTest {
    private static final Login LOGIN = new Login("guard", Secret.of("pass<&>word"));
    private static final String SOAP = "application/soap+xml";
    private final Web web = Web.open();

    @AfterEach
    void closeWeb() {
        web.close();
    }

    /// A device that tells its time and answers everything else as the script does.
    private static RawServer device(RawServer.Script rest) throws IOException {
        return device(Duration.ZERO, rest);
    }

    private static RawServer device(Duration ahead, RawServer.Script rest) throws IOException {
        return RawServer.open((seen, socket) -> {
            if (seen.body().contains("<tds:GetSystemDateAndTime/>")) {
                reply(socket, 200, SOAP, Answers.dateAndTime(Instant.now().plus(ahead)));
            } else {
                rest.answer(seen, socket);
            }
        });
    }

    private Device reached(RawServer server) throws OnvifException {
        return Device.reach(web, server.at("/onvif/device_service"), LOGIN);
    }

    private OnvifFault faultOf(RawServer.Script script) throws IOException, OnvifException {
        try (var server = device(script)) {
            var device = reached(server);
            return assertThrows(OnvifException.class, device::information).fault();
        }
    }

    private static RawServer.Script says(int status, String type, String body) {
        return (seen, socket) -> reply(socket, status, type, body);
    }

    @TestFactory
    List<DynamicTest> sloppyAnswersAreUnderstood() {
        var good = Answers.information();
        return List.of(
                understood("as it should be", says(200, SOAP, good)),
                understood(
                        "other prefixes",
                        says(200, SOAP, good.replace("SOAP-ENV", "env").replace("tds:", "ns1:"))),
                understood(
                        "no namespaces",
                        says(
                                200,
                                SOAP,
                                good.replaceAll(" xmlns:[^=]*=\"[^\"]*\"", "").replaceAll("(</?)[A-Za-z-]+:", "$1"))),
                understood("wrong namespaces", says(200, SOAP, good.replace("onvif.org/ver10", "example.org/ver99"))),
                understood("undeclared prefixes", says(200, SOAP, good.replaceAll(" xmlns:[^=]*=\"[^\"]*\"", ""))),
                understood(
                        "SOAP 1.1",
                        says(
                                200,
                                "text/xml",
                                good.replace(
                                        "http://www.w3.org/2003/05/soap-envelope",
                                        "http://schemas.xmlsoap.org/soap/envelope/"))),
                understood("text/html", says(200, "text/html", good)),
                understood("blank lines first", says(200, SOAP, "\r\n\r\n" + good)),
                understood("a byte order mark", says(200, SOAP, "\uFEFF" + good)),
                understood(
                        "unknown elements",
                        says(200, SOAP, good.replace("<tds:Model>", "<tds:New><a/></tds:New><tds:Model>"))),
                understood("status 500 with a good answer", says(500, SOAP, good)),
                understood("chunked", (seen, socket) -> {
                    var bytes = good.getBytes(StandardCharsets.UTF_8);
                    var out = socket.getOutputStream();
                    out.write(("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                                    + Integer.toHexString(bytes.length) + "\r\n")
                            .getBytes(StandardCharsets.UTF_8));
                    out.write(bytes);
                    out.write("\r\n0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                }),
                understood(
                        "multipart",
                        says(
                                200,
                                "multipart/related; boundary=b",
                                "--b\r\nContent-Type: application/xop+xml\r\n\r\n" + good + "\r\n--b--")));
    }

    private DynamicTest understood(String what, RawServer.Script script) {
        return DynamicTest.dynamicTest(what, () -> {
            try (var server = device(script)) {
                var info = reached(server).information();
                assertEquals(List.of("Acme", "D-1", "42"), List.of(info.manufacturer(), info.model(), info.serial()));
            }
        });
    }

    @TestFactory
    List<DynamicTest> badAnswersAreTypedFaults() {
        var bomb = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"" + "x".repeat(1000) + "\"><!ENTITY b \""
                + "&a;".repeat(1000) + "\">]><Envelope><Body>&b;</Body></Envelope>";
        return List.of(
                fault(
                        "a login page",
                        OnvifFault.NotOnvif.class,
                        says(200, "text/html", "<!DOCTYPE html><html><body><form/></body></html>")),
                fault("other XML", OnvifFault.NotOnvif.class, says(200, SOAP, "<rss/>")),
                fault("not found", OnvifFault.NotOnvif.class, says(404, "text/plain", "no")),
                fault("busy", OnvifFault.Rejected.class, says(503, "text/plain", "")),
                fault("nothing in it", OnvifFault.Malformed.class, says(200, SOAP, "")),
                fault(
                        "cut in the middle",
                        OnvifFault.Malformed.class,
                        says(200, SOAP, Answers.information().substring(0, 300))),
                fault("an entity bomb", OnvifFault.Malformed.class, says(200, SOAP, bomb)),
                fault(
                        "the answer to something else",
                        OnvifFault.Malformed.class,
                        says(200, SOAP, Answers.envelope("<tds:RebootResponse/>"))),
                fault("200,000 nested elements", OnvifFault.TooLarge.class, says(200, SOAP, "<a>".repeat(200_000))),
                fault(
                        "not implemented",
                        OnvifFault.NotSupported.class,
                        says(400, SOAP, Answers.fault("ter:ActionNotSupported", "no"))),
                fault(
                        "a SOAP 1.1 fault",
                        OnvifFault.NotSupported.class,
                        says(
                                500,
                                "text/xml",
                                "<e:Envelope><e:Body><e:Fault><faultcode>e:Client</faultcode><faultstring>Method not implemented</faultstring></e:Fault></e:Body></e:Envelope>")),
                fault(
                        "a fault",
                        OnvifFault.Rejected.class,
                        says(500, SOAP, Answers.fault("ter:HardwareFailure", "broken"))),
                fault("an end without an answer", OnvifFault.Cut.class, (seen, socket) -> socket.close()),
                fault("no HTTP", OnvifFault.Cut.class, (seen, socket) -> {
                    socket.getOutputStream().write("SSH-2.0-dropbear\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                    socket.close();
                }),
                fault(
                        "a redirect to another host",
                        OnvifFault.Rejected.class,
                        (seen, socket) -> reply(
                                socket, 307, "text/plain", "", "Location: http://198.51.100.1/onvif/device_service")),
                fault(
                        "redirects without end",
                        OnvifFault.Rejected.class,
                        (seen, socket) -> reply(socket, 307, "text/plain", "", "Location: /again")));
    }

    private DynamicTest fault(String what, Class<? extends OnvifFault> wanted, RawServer.Script script) {
        return DynamicTest.dynamicTest(what, () -> {
            var fault = faultOf(script);
            assertInstanceOf(wanted, fault);
            var words = fault.trouble("North gate");
            assertTrue(words.sentence().startsWith("North gate "), words.sentence());
        });
    }

    @Test
    void answerOfThreeHundredMegabytesIsRefusedWhenItPassesTheCap() throws Exception {
        var fault = faultOf((seen, socket) -> {
            var out = socket.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 314572800\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            var block = "<a>b</a>".repeat(8192).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 4800; i++) {
                out.write(block);
            }
        });
        assertInstanceOf(OnvifFault.TooLarge.class, fault);
    }

    @Test
    void deviceThatNeverAnswersTimesOut() throws Exception {
        try (var server = device((seen, socket) -> RawServer.sayNothing(socket))) {
            var device = reached(server).within(Deadline.in(Duration.ofMillis(300)));
            var fault = assertThrows(OnvifException.class, device::information).fault();
            assertInstanceOf(OnvifFault.Timeout.class, fault);
        }
    }

    @Test
    void deviceThatTricklesTimesOutAsAWhole() throws Exception {
        try (var server = device((seen, socket) -> trickle(socket))) {
            var device = reached(server).within(Deadline.in(Duration.ofMillis(500)));
            var fault = assertThrows(OnvifException.class, device::information).fault();
            assertInstanceOf(OnvifFault.Timeout.class, fault);
        }
    }

    private static void trickle(Socket socket) throws IOException {
        var out = socket.getOutputStream();
        out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        socket.setSoTimeout(20);
        while (true) {
            out.write(' ');
            out.flush();
            try {
                if (socket.getInputStream().read() < 0) {
                    return;
                }
            } catch (java.net.SocketTimeoutException e) {
                // The client is still there: another drop.
            }
        }
    }

    @Test
    void nobodyThereIsUnreachable() throws Exception {
        URI gone;
        try (var server = RawServer.open((seen, socket) -> {})) {
            gone = server.at("/onvif/device_service");
        }
        var fault = assertThrows(OnvifException.class, () -> Device.reach(web, gone, LOGIN))
                .fault();
        assertInstanceOf(OnvifFault.Unreachable.class, fault);
        assertFalse(fault.leavesDoubt());
    }

    @Test
    void clockIsAskedWithoutTheLoginAndItsOffsetIsUsed() throws Exception {
        var ahead = Duration.ofHours(5);
        try (var server = device(ahead, says(200, SOAP, Answers.information()))) {
            var device = reached(server);
            device.information();
            assertFalse(server.requests().getFirst().body().contains("Security"));
            var token = server.requests().get(1).body();
            var created = Instant.parse(inside(token, "wsu:Created"));
            var off = Duration.between(Instant.now().plus(ahead), created).abs();
            assertTrue(off.compareTo(Duration.ofSeconds(30)) < 0, "created " + created);
            var sha = MessageDigest.getInstance("SHA-1");
            sha.update(Base64.getDecoder().decode(inside(token, "wsse:Nonce")));
            sha.update(inside(token, "wsu:Created").getBytes(StandardCharsets.UTF_8));
            sha.update(LOGIN.password().reveal().getBytes(StandardCharsets.UTF_8));
            assertEquals(Base64.getEncoder().encodeToString(sha.digest()), inside(token, "wsse:Password"));
            assertFalse(token.contains(LOGIN.password().reveal()));
        }
    }

    private static String inside(String xml, String element) {
        var m = Pattern.compile("<" + element + "[^>]*>([^<]*)<").matcher(xml);
        assertTrue(m.find(), element);
        return m.group(1);
    }

    @Test
    void wrongPasswordIsTriedTwiceAtMost() throws Exception {
        try (var server = device(says(400, SOAP, Answers.notAuthorized()))) {
            var device = reached(server);
            var fault = assertThrows(OnvifException.class, device::information).fault();
            var refused = assertInstanceOf(OnvifFault.NotAuthorized.class, fault);
            assertEquals(OnvifFault.NotAuthorized.Why.WRONG_PASSWORD, refused.why());
            assertEquals(2, withLogin(server));
        }
    }

    @Test
    void wrongDigestIsTriedTwiceAtMost() throws Exception {
        try (var server = device((seen, socket) -> reply(
                socket,
                401,
                "text/html",
                "<html/>",
                "WWW-Authenticate: Digest realm=\"r\", nonce=\"" + System.nanoTime() + "\", qop=\"auth\""))) {
            var device = reached(server);
            assertThrows(OnvifException.class, device::information);
            assertEquals(2, withLogin(server));
        }
    }

    private static long withLogin(RawServer server) {
        return server.requests().stream()
                .filter(r -> r.body().contains("UsernameToken"))
                .count();
    }

    @Test
    void withoutALoginNoneIsSent() throws Exception {
        try (var server = device(says(400, SOAP, Answers.notAuthorized()))) {
            var device = Device.reach(web, server.at("/onvif/device_service"), Login.NONE);
            var fault = assertThrows(OnvifException.class, device::information).fault();
            var refused = assertInstanceOf(OnvifFault.NotAuthorized.class, fault);
            assertEquals(OnvifFault.NotAuthorized.Why.NO_LOGIN, refused.why());
            assertEquals(0, withLogin(server));
        }
    }

    @Test
    void clockSteppedSinceIsReadAnew() throws Exception {
        try (var server =
                device((seen, socket) -> reply(socket, 400, SOAP, Answers.fault("wsse:MessageExpired", "timestamp")))) {
            var device = reached(server);
            var fault = assertThrows(OnvifException.class, device::information).fault();
            assertEquals(
                    OnvifFault.NotAuthorized.Why.CLOCK,
                    assertInstanceOf(OnvifFault.NotAuthorized.class, fault).why());
            assertEquals(
                    2,
                    server.requests().stream()
                            .filter(r -> r.body().contains("<tds:GetSystemDateAndTime/>"))
                            .count());
        }
    }

    @Test
    void digestIsAddedOn401AndKeptForTheNextQuestion() throws Exception {
        try (var server = device((seen, socket) -> {
            if (seen.header("authorization").startsWith("Digest ")) {
                reply(socket, 200, SOAP, Answers.information());
            } else {
                reply(
                        socket,
                        401,
                        "text/html",
                        "<html>",
                        "WWW-Authenticate: Digest realm=\"r\", nonce=\"n\", qop=\"auth\", algorithm=SHA-256");
            }
        })) {
            var device = reached(server);
            device.information();
            device.information();
            var withDigest = server.requests().stream()
                    .map(r -> r.header("authorization"))
                    .filter(a -> !a.isEmpty())
                    .toList();
            assertEquals(2, withDigest.size());
            assertTrue(
                    withDigest.getFirst().contains("nc=00000001")
                            && withDigest.getLast().contains("nc=00000002"),
                    withDigest.toString());
            assertEquals(3, withLogin(server));
        }
    }

    @Test
    void passwordIsNeverSentAsBasicOverPlainHttp() throws Exception {
        try (var server =
                device((seen, socket) -> reply(socket, 401, "text/html", "", "WWW-Authenticate: Basic realm=\"r\""))) {
            var device = reached(server);
            assertThrows(OnvifException.class, device::information);
            assertTrue(server.requests().stream()
                    .allMatch(r -> r.header("authorization").isEmpty()));
        }
    }

    @Test
    void redirectOnTheSameHostIsFollowedOnce() throws Exception {
        try (var server = device((seen, socket) -> {
            if (seen.target().equals("/moved")) {
                reply(socket, 200, SOAP, Answers.information());
            } else {
                reply(socket, 308, "text/plain", "", "Location: /moved");
            }
        })) {
            assertEquals("Acme", reached(server).information().manufacturer());
        }
    }

    @Test
    void addressesNamedInsideArePutOnOurHost() throws Exception {
        var services = Answers.envelope(
                "<tds:GetServicesResponse><tds:Service><tds:Namespace>http://www.onvif.org/ver10/media/wsdl"
                        + "</tds:Namespace><tds:XAddr>http://10.0.0.5/onvif/media</tds:XAddr></tds:Service></tds:GetServicesResponse>");
        var profiles = Answers.envelope(
                "<trt:GetProfilesResponse><trt:Profiles token=\"p&amp;1\"><tt:Name>main</tt:Name></trt:Profiles></trt:GetProfilesResponse>");
        var stream = Answers.envelope(
                "<trt:GetStreamUriResponse><trt:MediaUri><tt:Uri>rtsp://10.0.0.5:8554/main</tt:Uri></trt:MediaUri></trt:GetStreamUriResponse>");
        var snapshot = Answers.envelope(
                "<trt:GetSnapshotUriResponse><trt:MediaUri><tt:Uri>http://10.0.0.5/still.jpg</tt:Uri></trt:MediaUri></trt:GetSnapshotUriResponse>");
        try (var server = device((seen, socket) -> {
            if (seen.target().equals("/still.jpg")) {
                reply(socket, 200, "image/jpeg", new byte[] {(byte) 0xFF, (byte) 0xD8, 1, 2});
            } else if (seen.body().contains("GetServices")) {
                reply(socket, 200, SOAP, services);
            } else if (seen.target().equals("/onvif/media")) {
                reply(
                        socket,
                        200,
                        SOAP,
                        seen.body().contains("GetProfiles")
                                ? profiles
                                : seen.body().contains("GetStreamUri") ? stream : snapshot);
            } else {
                reply(socket, 404, "text/plain", "");
            }
        })) {
            var device = reached(server);
            var profile = device.profiles().getFirst();
            assertEquals("p&1", profile.token());
            assertEquals(URI.create("rtsp://127.0.0.1:8554/main"), device.streamUri(profile));
            assertEquals(4, device.snapshot(profile).length);
        }
    }

    @Test
    void closingTheWebEndsAQuestionThatHangs() throws Exception {
        var hanging = new CountDownLatch(1);
        try (var server = device((seen, socket) -> {
            hanging.countDown();
            RawServer.sayNothing(socket);
        })) {
            var own = Web.open();
            var device = Device.reach(own, server.at("/onvif/device_service"), LOGIN);
            var asking = CompletableFuture.supplyAsync(() ->
                    assertThrows(OnvifException.class, device::information).fault());
            assertTrue(hanging.await(20, TimeUnit.SECONDS));
            own.close();
            assertInstanceOf(OnvifFault.Cut.class, asking.get(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void closedWebLeavesNoThread() throws Exception {
        var before = selectors();
        try (var server = device(says(200, SOAP, Answers.information()))) {
            var own = Web.open();
            Device.reach(own, server.at("/onvif/device_service"), LOGIN).information();
            assertEquals(before + 1, selectors());
            own.close();
            assertEquals(before, selectors());
        }
    }

    private static long selectors() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().matches("HttpClient-\\d+-SelectorManager") && t.isAlive())
                .count();
    }
}
