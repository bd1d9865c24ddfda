package gatehouse.sip;

import static gatehouse.sip.LineTest.settings;
import static gatehouse.sip.RawCaller.header;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gatehouse.door.Login;
import gatehouse.door.Secret;
import gatehouse.door.Trouble;
import gatehouse.sip.PhoneSettings.Line;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// By which ways a line finds an exchange, and how it notices that a way is closed.
@Execution(ExecutionMode.CONCURRENT)
class LineWaysTest {
    private final Heard heard = new Heard();

    private static Line line(List<Server> servers, Optional<Server> proxy, Duration keepAlive) {
        return new Line(
                "desk",
                servers,
                proxy,
                Transport.UDP,
                "gate.test",
                "600",
                new Login("600", Secret.of(TinyRegistrar.PASSWORD)),
                Duration.ofMinutes(10),
                keepAlive,
                Optional.empty());
    }

    private static Line line(TinyRegistrar... exchanges) {
        return line(List.of(exchanges).stream().map(TinyRegistrar::server).toList(), Optional.empty(), Duration.ZERO);
    }

    private Phone open(Line... lines) throws IOException {
        return Phone.open(settings(List.of(), lines), heard);
    }

    private static TinyRegistrar exchange() throws IOException {
        return new TinyRegistrar(TinyRegistrar.Ways.of("SHA-256"));
    }

    /// The next REGISTER that it hears; other requests are passed over.
    private static String nextRegister(TinyRegistrar exchange) throws InterruptedException {
        while (true) {
            String request = exchange.next();
            if (request.startsWith("REGISTER ")) {
                return request;
            }
        }
    }

    @Test
    void spareExchangeServesWhenTheFirstIsSilent() throws Exception {
        try (var first = exchange();
                var spare = exchange()) {
            first.fallSilent(true);
            try (var phone = open(line(first, spare))) {
                var registered = heard.state(LineState.Registered.class);
                assertEquals(spare.server(), registered.server());
                assertEquals(
                        Trouble.Kind.NO_ANSWER,
                        registered.instead().orElseThrow().kind());
                assertFalse(phone.listening().isEmpty());
            }
        }
    }

    @Test
    void lineGoesBackToTheFirstExchangeAndThanksTheSpareOne() throws Exception {
        var brief = new TinyRegistrar.Ways(List.of("SHA-256"), true, 0, 10, false);
        try (var first = exchange();
                var spare = new TinyRegistrar(brief)) {
            first.fallSilent(true);
            try (var phone = open(line(first, spare))) {
                heard.state(LineState.Registered.class);
                spare.heard().clear();
                first.fallSilent(false);
                var registered = heard.state(LineState.Registered.class);
                assertEquals(first.server(), registered.server());
                assertTrue(registered.instead().isEmpty());
                assertEquals("0", header(nextRegister(spare), "Expires"));
                assertFalse(phone.listening().isEmpty());
            }
        }
    }

    @Test
    void severalLinesStandBesideEachOther() throws Exception {
        try (var one = exchange();
                var two = exchange()) {
            var other = line(two);
            var second = new Line(
                    "branch",
                    other.servers(),
                    other.proxy(),
                    other.transport(),
                    other.domain(),
                    other.number(),
                    other.login(),
                    other.expires(),
                    other.keepAlive(),
                    other.tls());
            try (var phone = open(line(one), second)) {
                heard.state(LineState.Registered.class);
                heard.state(LineState.Registered.class);
                one.fallSilent(true);
                assertFalse(phone.listening().isEmpty());
            }
        }
    }

    @Test
    void exchangeThatDiesIsLeftForTheSpareOne() throws Exception {
        try (var first = exchange();
                var spare = exchange()) {
            var line = line(List.of(first.server(), spare.server()), Optional.empty(), Duration.ofMillis(300));
            try (var phone = Phone.open(patient(line), heard)) {
                assertEquals(
                        first.server(), heard.state(LineState.Registered.class).server());
                first.fallSilent(true);
                // The first says nothing to an OPTIONS nor to a REGISTER; a line that was short waits once.
                assertEquals(spare.server(), until(LineState.Registered.class).server());
                assertFalse(phone.listening().isEmpty());
            }
        }
    }

    /// With a short pause after a failure.
    private static PhoneSettings patient(Line line) {
        PhoneSettings it = settings(List.of(), line);
        var l = it.limits();
        return new PhoneSettings(
                it.listen(),
                it.lines(),
                it.peers(),
                new PhoneSettings.Limits(
                        l.ringTime(),
                        l.most(),
                        l.strangers(),
                        l.answerWithin(),
                        new gatehouse.lifecycle.Backoff(Duration.ofMillis(100), Duration.ofMillis(200)),
                        l.afterWrongPassword(),
                        l.perSecond()));
    }

    private <T extends LineState> T until(Class<T> kind) throws InterruptedException {
        while (true) {
            LineState state = heard.next(PhoneEvent.LineChanged.class).state();
            if (kind.isInstance(state)) {
                return kind.cast(state);
            }
        }
    }

    @Test
    void exchangeThatKnowsNoOptionsIsPingedAndStaysRegistered() throws Exception {
        try (var pbx = exchange()) {
            pbx.ignoreOptions();
            try (var phone = open(line(List.of(pbx.server()), Optional.empty(), Duration.ofMillis(300)))) {
                heard.state(LineState.Registered.class);
                String said = pbx.next();
                while (!said.equals("\r\n\r\n")) {
                    said = pbx.next();
                }
                assertTrue(heard.already(PhoneEvent.LineChanged.class).stream()
                        .allMatch(changed -> changed.state() instanceof LineState.Registered));
                assertFalse(phone.listening().isEmpty());
            }
        }
    }

    @Test
    void contactIsWhereTheExchangeSeesUs() throws Exception {
        try (var pbx = exchange()) {
            pbx.seeCallersAt("192.0.2.50:4711");
            try (var phone = open(line(pbx))) {
                heard.state(LineState.Registered.class);
                assertFalse(header(pbx.next(), "Contact").contains("192.0.2.50"));
                assertTrue(header(pbx.next(), "Contact").contains("@192.0.2.50:4711>"));
                assertTrue(pbx.heard().isEmpty(), "the challenge had told already");
                assertFalse(phone.listening().isEmpty());
            }
        }
    }

    @Test
    void contactThatWasWrongIsTakenBack() throws Exception {
        try (var pbx = new TinyRegistrar(TinyRegistrar.Ways.of())) {
            pbx.seeCallersAt("192.0.2.50:4711");
            try (var phone = open(line(pbx))) {
                heard.state(LineState.Registered.class);
                String wrong = header(pbx.next(), "Contact");
                List<String> contacts = contacts(pbx.next());
                assertEquals(2, contacts.size());
                assertTrue(contacts.get(0).contains("@192.0.2.50:4711>"), contacts.toString());
                assertEquals(wrong + ";expires=0", contacts.get(1));
                assertFalse(phone.listening().isEmpty());
            }
        }
    }

    static List<String> contacts(String request) {
        return request.lines()
                .filter(l -> l.startsWith("Contact:"))
                .flatMap(l -> List.of(l.substring(8).split(",")).stream())
                .map(String::strip)
                .toList();
    }

    @Test
    void everythingGoesThroughTheProxy() throws Exception {
        try (var proxy = exchange()) {
            var behind = new Server("pbx.invalid", 5060);
            try (var phone = open(line(List.of(behind), Optional.of(proxy.server()), Duration.ZERO))) {
                assertEquals(behind, heard.state(LineState.Registered.class).server());
                String request = proxy.next();
                assertTrue(request.startsWith("REGISTER sip:gate.test SIP/2.0"), request);
                var routes = request.lines().filter(l -> l.startsWith("Route:")).toList();
                assertTrue(routes.getFirst().contains("sip:127.0.0.1:" + proxy.port()), routes.toString());
                assertTrue(routes.toString().contains("sip:pbx.invalid:5060"), routes.toString());
                assertFalse(phone.listening().isEmpty());
            }
        }
    }

    @Test
    void lineSpeaksIpv6() throws Exception {
        var six = InetAddress.ofLiteral("::1");
        try (var probe = new DatagramSocket(new InetSocketAddress(six, 0))) {
            assumeTrue(probe.isBound());
        } catch (IOException e) {
            assumeTrue(false, "This computer has no IPv6");
        }
        try (var pbx = new TinyRegistrar(TinyRegistrar.Ways.of("MD5"), six);
                var phone = open(line(pbx))) {
            heard.state(LineState.Registered.class);
            String request = pbx.next();
            assertTrue(contacts(request).getFirst().contains("@[0:0:0:0:0:0:0:1]:"), request);
            assertTrue(header(request, "Via").contains("[0:0:0:0:0:0:0:1]:"), request);
            assertFalse(phone.listening().isEmpty());
        }
    }
}
