package gatehouse.sip;

import static gatehouse.sip.PhoneTest.settings;
import static gatehouse.sip.PhoneTest.voice;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.Login;
import gatehouse.door.Secret;
import gatehouse.peers.Baresip;
import gatehouse.peers.Kamailio;
import gatehouse.peers.Program;
import gatehouse.peers.ToneFile;
import gatehouse.sip.PhoneEvent.Changed;
import gatehouse.sip.PhoneEvent.Confirmed;
import gatehouse.sip.PhoneEvent.EarlyVoice;
import gatehouse.sip.PhoneEvent.Ended;
import gatehouse.sip.PhoneEvent.LineChanged;
import gatehouse.sip.PhoneEvent.Rang;
import gatehouse.sip.PhoneEvent.RingsThere;
import gatehouse.sip.PhoneEvent.ToneHeard;
import gatehouse.sip.PhoneEvent.TransferMoved;
import gatehouse.sip.PhoneSettings.Limits;
import gatehouse.sip.PhoneSettings.Line;
import gatehouse.sip.PhoneSettings.Listen;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Calls out, talks that change and calls that are handed on, with programs that nobody here wrote.
@Tag("peer")
@Execution(ExecutionMode.CONCURRENT)
class CallPeersTest {
    private final Heard heard = new Heard();

    @TempDir
    private Path folder;

    private Path sub(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    private Path silence() throws IOException {
        return ToneFile.wav(folder.resolve("hum.wav"), 440, 60);
    }

    private static Line line(Kamailio pbx, String number, Optional<Secured> tls) {
        return new Line(
                "desk",
                List.of(tls.isPresent() ? new Server("localhost", pbx.tlsPort()) : new Server("127.0.0.1", pbx.port())),
                Optional.empty(),
                tls.isPresent() ? Transport.TLS : Transport.UDP,
                "test.local",
                number,
                new Login(number, Secret.of("secret1")),
                Duration.ofMinutes(10),
                Duration.ZERO,
                tls);
    }

    private static Phone open(Line line, Heard listener) throws Exception {
        Phone phone = Phone.open(
                PhoneSettings.of(List.of(new Listen(Transport.UDP, "127.0.0.1", 0)), List.of(line), List.of()),
                listener);
        while (!(listener.next(LineChanged.class).state() instanceof LineState.Registered)) {
            // Registering, and perhaps a failure while the exchange wakes up.
        }
        return phone;
    }

    private Baresip station(String name, String account) throws Exception {
        return Baresip.start(sub(name), name, "udp", ";regint=0;answermode=auto" + account, silence());
    }

    private static Callee.Direct at(Baresip station, String user) {
        return new Callee.Direct("127.0.0.1", station.sipPort(), Transport.UDP, user);
    }

    @Test
    void exchangeRingsTwoDesksAndOneHearsThatTheOtherAnswered() throws Exception {
        Program.need("kamailio", "baresip");
        var others = new Heard();
        try (var pbx = Kamailio.start(sub("pbx"), "MD5");
                var desk = open(line(pbx, "600", Optional.empty()), heard);
                var other = open(line(pbx, "600", Optional.empty()), others);
                var door = Baresip.start(sub("door"), "door1", "udp", ";regint=0", silence())) {
            door.dial("sip:600@127.0.0.1:" + pbx.port());
            CallId here = heard.next(Rang.class).call();
            CallId there = others.next(Rang.class).call();
            assertInstanceOf(Answer.Negotiated.class, other.answer(there, voice()));
            assertEquals(there, others.next(Confirmed.class).call());
            assertEquals(new Ended(here, End.ANSWERED_ELSEWHERE), heard.next(Ended.class));
            assertFalse(desk.isAlive(here));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MD5", "SHA-256"})
    void consoleCallsOutThroughAnExchangeThatWantsToKnowWhoItIs(String algorithm) throws Exception {
        Program.need("kamailio");
        var porters = new Heard();
        var certificate = PbxCertificate.ofThisComputer();
        var files = new Kamailio.Certified(folder.resolve("pbx.key"), folder.resolve("pbx.crt"));
        certificate.write(files.key(), files.certificate());
        try (var pbx = Kamailio.start(sub("pbx"), algorithm, "127.0.0.1", Program.freePort(), Optional.of(files));
                var desk = open(line(pbx, "600", Optional.of(certificate.checked())), heard);
                var porter = open(line(pbx, "630", Optional.empty()), porters)) {
            CallId call = desk.call(new Callee.Extension("desk", "630"), voice());
            CallId there = porters.next(Rang.class).call();
            assertEquals(call, heard.next(RingsThere.class).call());
            porter.answer(there, voice());
            assertEquals(call, heard.next(Confirmed.class).call());
            porters.next(Confirmed.class);
            assertInstanceOf(Answer.Negotiated.class, desk.hold(call).get(20, TimeUnit.SECONDS));
            assertTrue(porters.next(Changed.class).voice().heldByThem());
            desk.end(call);
            assertEquals(new Ended(there, End.HUNG_UP_THERE), porters.next(Ended.class));

            CallId nobody = desk.call(new Callee.Extension("desk", "699"), voice());
            assertEquals(End.HUNG_UP_HERE, heard.next(Ended.class).why());
            assertEquals(new Ended(nobody, End.NOT_FOUND), heard.next(Ended.class));
        }
    }

    @Test
    void stationIsCalledHeldAndComesBack() throws Exception {
        Program.need("baresip");
        try (var phone = Phone.open(settings(Limits.USUAL), heard);
                var station = station("porter", "")) {
            CallId call = phone.call(at(station, "porter"), voice());
            assertEquals(call, heard.next(Confirmed.class).call());
            station.until("Call established");
            var held = phone.hold(call).get(20, TimeUnit.SECONDS);
            assertTrue(assertInstanceOf(Answer.Negotiated.class, held).heldByUs());
            var back = phone.resume(call).get(20, TimeUnit.SECONDS);
            assertEquals(
                    Direction.SENDRECV,
                    assertInstanceOf(Answer.Negotiated.class, back).direction());
            var law = phone.renegotiate(call, List.of(Codec.PCMU)).get(20, TimeUnit.SECONDS);
            assertEquals(
                    Codec.PCMU, assertInstanceOf(Answer.Negotiated.class, law).codec());

            station.hold();
            Changed changed = heard.next(Changed.class);
            while (!changed.voice().heldByThem()) {
                changed = heard.next(Changed.class);
            }
            station.resume();
            assertFalse(heard.next(Changed.class).voice().heldByThem());
            station.hangUp();
            assertEquals(new Ended(call, End.HUNG_UP_THERE), heard.next(Ended.class));
        }
    }

    /// Its own choice of addresses: baresip stands at the port behind for TLS.
    @ParameterizedTest
    @ValueSource(strings = {"TCP", "TLS"})
    void stationIsCalledStraightByAStream(String how) throws Exception {
        Program.need("baresip");
        var certificate = PbxCertificate.ofThisComputer();
        certificate.write(folder.resolve("key.pem"), folder.resolve("shown.pem"));
        Path both = Files.writeString(
                folder.resolve("both.pem"),
                Files.readString(folder.resolve("key.pem")) + Files.readString(folder.resolve("shown.pem")));
        boolean tls = how.equals("TLS");
        try (var phone = Phone.open(settings(Limits.USUAL), heard);
                var station = Baresip.start(
                        sub("porter"),
                        "porter",
                        how.toLowerCase(java.util.Locale.ROOT),
                        ";regint=0;answermode=auto",
                        silence(),
                        "sip_certificate " + both)) {
            CallId call = phone.call(
                    new Callee.Direct(
                            "127.0.0.1",
                            station.sipPort() + (tls ? 1 : 0),
                            Transport.valueOf(how),
                            "porter",
                            tls ? Optional.of(certificate.checked()) : Optional.empty()),
                    voice());
            assertEquals(call, heard.next(Confirmed.class).call());
            station.until("Call established");
            var held = phone.hold(call).get(20, TimeUnit.SECONDS);
            assertTrue(assertInstanceOf(Answer.Negotiated.class, held).heldByUs());
            station.hangUp();
            assertEquals(new Ended(call, End.HUNG_UP_THERE), heard.next(Ended.class));
        }
    }

    @Test
    void doorIsHandedToAPorter() throws Exception {
        Program.need("baresip");
        try (var phone = Phone.open(settings(Limits.USUAL), heard);
                var door = station("door", "");
                var porter = station("porter", "")) {
            door.dial("sip:desk@127.0.0.1:" + PhoneTest.at(phone, Transport.UDP).getPort());
            CallId call = heard.next(Rang.class).call();
            phone.answer(call, voice());
            heard.next(Confirmed.class);
            phone.transfer(call, at(porter, "porter"));
            porter.until("Call established");
            TransferState state = heard.next(TransferMoved.class).state();
            while (!(state instanceof TransferState.Done)) {
                state = heard.next(TransferMoved.class).state();
                assertFalse(state instanceof TransferState.Failed, state.toString());
            }
            assertEquals(new Ended(call, End.TRANSFERRED), heard.next(Ended.class));
        }
    }

    @Test
    void sippInsistsOnPracksAndSaysEveryWordOfATalk() throws Exception {
        Program.need("sipp");
        try (var phone = Phone.open(settings(Limits.USUAL), heard);
                var sipp = sipp(phone, "every-word.xml", 1)) {
            CallId call = heard.next(Rang.class).call();
            assertInstanceOf(Answer.Negotiated.class, phone.early(call, voice()));
            assertInstanceOf(Answer.Negotiated.class, phone.answer(call, voice()));
            assertEquals(call, heard.next(Confirmed.class).call());
            assertEquals(new ToneHeard(call, '7'), heard.next(ToneHeard.class));
            heard.next(Changed.class);
            heard.next(Changed.class);
            assertEquals(new Ended(call, End.HUNG_UP_THERE), heard.next(Ended.class));
            assertEquals(0, sipp.status(60), sipp.output());
        }
    }

    @Test
    void sippWantsOurOfferFirst() throws Exception {
        Program.need("sipp");
        try (var phone = Phone.open(settings(Limits.USUAL), heard);
                var sipp = sipp(phone, "late-offer.xml", 1)) {
            CallId call = heard.next(Rang.class).call();
            assertInstanceOf(Answer.Awaited.class, phone.answer(call, voice()));
            assertEquals(Codec.PCMA, heard.next(Changed.class).voice().codec());
            assertEquals(call, heard.next(Confirmed.class).call());
            heard.next(Changed.class);
            assertEquals(new Ended(call, End.HUNG_UP_THERE), heard.next(Ended.class));
            assertEquals(0, sipp.status(60), sipp.output());
        }
    }

    @Test
    void sippIsCalledAndIsHeardBeforeItAnswers() throws Exception {
        Program.need("sipp");
        int port = Program.freePort();
        try (var phone = Phone.open(settings(Limits.USUAL), heard);
                var sipp = sipp("called-with-early-voice.xml", "-p", Integer.toString(port), "-m", "1")) {
            CallId call = callUntilHeard(phone, port);
            assertEquals(call, heard.next(Confirmed.class).call());
            phone.end(call);
            assertEquals(0, sipp.status(60), sipp.output());
        }
    }

    /// A program that has just been started may not listen yet.
    private CallId callUntilHeard(Phone phone, int port) throws InterruptedException {
        for (int i = 0; i < 10; i++) {
            CallId call = phone.call(new Callee.Direct("127.0.0.1", port, Transport.UDP, "porter"), voice());
            PhoneEvent first = heard.next(PhoneEvent.class);
            if (first instanceof EarlyVoice early) {
                assertEquals(call, early.call());
                return call;
            }
        }
        throw new AssertionError("sipp never listened");
    }

    @Test
    void twentyCallersWaitAtOnceWhileOneIsTalkedWith() throws Exception {
        Program.need("sipp");
        var waiting = new AtomicInteger();
        var most = new AtomicInteger();
        try (var phone = Phone.open(settings(Limits.USUAL.with(Duration.ofSeconds(60), 20)), event -> {
                    heard.accept(event);
                    if (event instanceof Rang) {
                        most.accumulateAndGet(waiting.incrementAndGet(), Math::max);
                    } else if (event instanceof Ended) {
                        waiting.decrementAndGet();
                    }
                });
                var caller = RawCaller.udp(PhoneTest.at(phone, Transport.UDP))) {
            var talk = caller.talk();
            caller.ring(talk);
            CallId first = heard.next(Rang.class).call();
            phone.answer(first, voice());
            caller.say(talk.nextBranch().follow("ACK", 1, caller.until("SIP/2.0 200")));
            heard.next(Confirmed.class);
            try (var sipp = sipp(phone, "wait-in-queue.xml", 20)) {
                assertEquals(0, sipp.status(120), sipp.output());
            }
            assertEquals(21, most.get());
            assertTrue(phone.isConfirmed(first));
        }
    }

    private Program sipp(Phone phone, String scenario, int calls) throws IOException {
        InetSocketAddress there = PhoneTest.at(phone, Transport.UDP);
        return sipp(
                scenario,
                "-s",
                "desk",
                "-m",
                Integer.toString(calls),
                "-r",
                Integer.toString(10 * calls),
                "-l",
                Integer.toString(calls),
                "127.0.0.1:" + there.getPort());
    }

    private Program sipp(String scenario, String... more) throws IOException {
        Path own = sub("sipp");
        Path file = own.resolve(scenario);
        try (var in = CallPeersTest.class.getResourceAsStream("/peers/sipp/" + scenario)) {
            Files.copy(in, file);
        }
        var command = new java.util.ArrayList<>(
                List.of("sipp", "-sf", file.toString(), "-i", "127.0.0.1", "-timeout", "100s", "-nostdin"));
        command.addAll(List.of(more));
        return Program.start(own, command.toArray(String[]::new));
    }
}
