package gatehouse.sim.phone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.Login;
import gatehouse.door.Secret;
import gatehouse.sim.Fault;
import gatehouse.sim.Faults;
import gatehouse.sim.phone.SimPhoneSettings.Answering;
import gatehouse.sip.Answer;
import gatehouse.sip.CallId;
import gatehouse.sip.Callee;
import gatehouse.sip.Codec;
import gatehouse.sip.End;
import gatehouse.sip.LineState;
import gatehouse.sip.Phone;
import gatehouse.sip.PhoneEvent;
import gatehouse.sip.PhoneSettings;
import gatehouse.sip.Server;
import gatehouse.sip.TransferState;
import gatehouse.sip.Transport;
import gatehouse.sip.VoiceAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The console's telephone and the simulated ones at one registrar: two readings of SIP that share no code.
@Execution(ExecutionMode.CONCURRENT)
class ConsoleCallsTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final String DOMAIN = "gate.test";

    private final BlockingQueue<PhoneEvent> told = new LinkedBlockingQueue<>();
    private final PhoneDiary doorSays = new PhoneDiary();
    private final PhoneDiary porterSays = new PhoneDiary();
    private SimRegistrar registrar;
    private Phone console;

    @BeforeEach
    void open() throws Exception {
        registrar = SimRegistrar.open(
                HERE,
                0,
                DOMAIN,
                Map.of("600", Secret.of("a"), "301", Secret.of("b"), "630", Secret.of("c")),
                DigestAlgorithm.SHA_256);
        var line = PhoneSettings.Line.of(
                "desk",
                new Server("127.0.0.1", registrar.address().getPort()),
                Transport.UDP,
                DOMAIN,
                "600",
                new Login("600", Secret.of("a")),
                Duration.ofMinutes(5));
        console = Phone.open(
                PhoneSettings.of(
                        List.of(new PhoneSettings.Listen(Transport.UDP, "127.0.0.1", 0)), List.of(line), List.of()),
                told::add);
        while (!(next(PhoneEvent.LineChanged.class).state() instanceof LineState.Registered)) {
            // Registering.
        }
    }

    @AfterEach
    void close() {
        console.close();
        registrar.close();
    }

    private <T extends PhoneEvent> T next(Class<T> kind) throws InterruptedException {
        while (true) {
            var event = told.poll(20, TimeUnit.SECONDS);
            assertNotNull(event, "the console never said " + kind.getSimpleName());
            if (kind.isInstance(event)) {
                return kind.cast(event);
            }
        }
    }

    private SimPhone phone(String number, String secret, PhoneDiary diary, Answering how) throws Exception {
        return phone(settings(number, secret).answering(how), new Faults(), diary);
    }

    private SimPhone phone(SimPhoneSettings settings, Faults faults, PhoneDiary diary) throws Exception {
        var phone = SimPhone.open(settings, faults, diary);
        assertTrue(diary.awaitKnown());
        return phone;
    }

    private SimPhoneSettings settings(String number, String secret) {
        return SimPhoneSettings.direct(HERE, 0, number, number, 700)
                .at(
                        new SimPhoneSettings.Registrar(registrar.address(), DOMAIN, Duration.ofMinutes(5)),
                        new Login(number, Secret.of(secret)));
    }

    private static VoiceAddress voice() {
        return new VoiceAddress(new InetSocketAddress(HERE, 41500), List.of(Codec.PCMA, Codec.PCMU));
    }

    private CallId call(String number) {
        return console.call(new Callee.Extension("desk", number), voice());
    }

    @Test
    void doorThatHasNotRungIsCalledThroughTheExchange() throws Exception {
        try (var door = phone("301", "b", doorSays, Answering.AT_ONCE)) {
            CallId call = call("301");
            assertEquals(call, next(PhoneEvent.RingsThere.class).call());
            assertEquals(Codec.PCMA, next(PhoneEvent.Changed.class).voice().codec());
            assertEquals(call, next(PhoneEvent.Confirmed.class).call());
            doorSays.await(PhoneState.Talking.class);
            console.end(call);
            assertEquals(End.HUNG_UP_HERE, next(PhoneEvent.Ended.class).why());
            assertEquals(200, doorSays.await(PhoneState.Ended.class).status());
            assertInstanceOf(PhoneState.Ended.class, door.state());
        }
    }

    @Test
    void doorThatIsBusyOrGoneOrSilentIsNamed() throws Exception {
        try (var door = phone("301", "b", doorSays, Answering.BUSY)) {
            CallId busy = call("301");
            assertEquals(new PhoneEvent.Ended(busy, End.BUSY_THERE), next(PhoneEvent.Ended.class));
            assertTrue(door.registered());
        }
        CallId gone = call("630");
        assertEquals(new PhoneEvent.Ended(gone, End.NOT_REACHABLE), next(PhoneEvent.Ended.class));
        try (var door = phone("301", "b", doorSays, Answering.BY_HAND)) {
            CallId ringing = call("301");
            next(PhoneEvent.RingsThere.class);
            console.end(ringing);
            assertEquals(End.HUNG_UP_HERE, next(PhoneEvent.Ended.class).why());
            assertEquals(487, doorSays.await(PhoneState.Ended.class).status());
            assertTrue(door.registered());
        }
    }

    @Test
    void doorIsHeldAndResumed() throws Exception {
        try (var door = phone("301", "b", doorSays, Answering.AT_ONCE)) {
            CallId call = call("301");
            next(PhoneEvent.Confirmed.class);
            var held = console.hold(call).get(20, TimeUnit.SECONDS);
            assertTrue(assertInstanceOf(Answer.Negotiated.class, held).heldByUs());
            var back = console.resume(call).get(20, TimeUnit.SECONDS);
            assertTrue(!assertInstanceOf(Answer.Negotiated.class, back).heldByUs());
            assertInstanceOf(PhoneState.Talking.class, door.state());
        }
    }

    /// A call of the door that the console has answered.
    private CallId answered(SimPhone door) throws Exception {
        door.ring("600");
        CallId call = next(PhoneEvent.Rang.class).call();
        console.answer(call, voice());
        next(PhoneEvent.Confirmed.class);
        return call;
    }

    @Test
    void callerIsHandedToThePorter() throws Exception {
        try (var door = phone("301", "b", doorSays, Answering.AT_ONCE);
                var porter = phone("630", "c", porterSays, Answering.AT_ONCE)) {
            CallId call = answered(door);
            console.transfer(call, new Callee.Extension("desk", "630"));
            TransferState last = new TransferState.Promised();
            while (!(last instanceof TransferState.Done)) {
                last = next(PhoneEvent.TransferMoved.class).state();
                assertTrue(!(last instanceof TransferState.Failed), last.toString());
            }
            assertEquals(new PhoneEvent.Ended(call, End.TRANSFERRED), next(PhoneEvent.Ended.class));
            porterSays.await(PhoneState.Talking.class);
            assertInstanceOf(PhoneState.Talking.class, door.state());
            assertInstanceOf(PhoneState.Talking.class, porter.state());
        }
    }

    @Test
    void callerIsPutTogetherWithThePorterWhomTheGuardAskedFirst() throws Exception {
        try (var door = phone("301", "b", doorSays, Answering.AT_ONCE);
                var porter = phone("630", "c", porterSays, Answering.AT_ONCE)) {
            CallId call = answered(door);
            assertInstanceOf(Answer.Negotiated.class, console.hold(call).get(20, TimeUnit.SECONDS));
            CallId consult = call("630");
            while (!next(PhoneEvent.Confirmed.class).call().equals(consult)) {
                // The door's.
            }
            porterSays.await(PhoneState.Talking.class);
            console.transfer(call, consult);
            for (int ended = 0; ended < 2; ) {
                if (next(PhoneEvent.class) instanceof PhoneEvent.Ended end) {
                    assertEquals(End.TRANSFERRED, end.why());
                    ended++;
                }
            }
            porterSays.await(PhoneState.Talking.class);
            assertInstanceOf(PhoneState.Talking.class, door.state());
            assertInstanceOf(PhoneState.Talking.class, porter.state());
            assertTrue(!console.isAlive(call) && !console.isAlive(consult));
        }
    }

    @Test
    void porterWhoIsBusyLeavesTheCallerWithTheGuard() throws Exception {
        try (var door = phone("301", "b", doorSays, Answering.AT_ONCE);
                var porter = phone("630", "c", porterSays, Answering.BUSY)) {
            CallId call = answered(door);
            console.transfer(call, new Callee.Extension("desk", "630"));
            TransferState last = new TransferState.Promised();
            while (!(last instanceof TransferState.Failed)) {
                last = next(PhoneEvent.TransferMoved.class).state();
            }
            assertEquals(486, ((TransferState.Failed) last).status());
            assertTrue(console.isConfirmed(call));
            assertTrue(porter.registered());
        }
    }

    @Test
    void doorThatDoesNotLetItselfBeHandedOnSaysSo() throws Exception {
        try (var door = phone(settings("301", "b").notReferring(), new Faults(), doorSays)) {
            CallId call = answered(door);
            console.transfer(call, new Callee.Extension("desk", "630"));
            var refused = assertInstanceOf(
                    TransferState.Refused.class,
                    next(PhoneEvent.TransferMoved.class).state());
            assertEquals(603, refused.status());
            assertTrue(console.isConfirmed(call));
        }
    }

    @Test
    void ringingCallerIsForwardedToThePorter() throws Exception {
        try (var door = phone("301", "b", doorSays, Answering.AT_ONCE);
                var porter = phone("630", "c", porterSays, Answering.AT_ONCE)) {
            door.ring("600");
            CallId call = next(PhoneEvent.Rang.class).call();
            console.redirect(call, new Callee.Extension("desk", "630"));
            assertEquals(new PhoneEvent.Ended(call, End.FORWARDED), next(PhoneEvent.Ended.class));
            doorSays.await(PhoneState.Talking.class);
            porterSays.await(PhoneState.Talking.class);
            assertInstanceOf(PhoneState.Talking.class, porter.state());
        }
    }

    @Test
    void visitorIsHeardBeforeTheAnswerAndTheDoorAcknowledgesIt() throws Exception {
        try (var door = phone("301", "b", doorSays, Answering.AT_ONCE)) {
            door.ring("600");
            CallId call = next(PhoneEvent.Rang.class).call();
            assertInstanceOf(Answer.Negotiated.class, console.early(call, voice()));
            // The 200 waits for the PRACK of the early voice.
            assertInstanceOf(Answer.Negotiated.class, console.answer(call, voice()));
            assertEquals(call, next(PhoneEvent.Confirmed.class).call());
            doorSays.await(PhoneState.Talking.class);
        }
    }

    @Test
    void faultyDoorThatIsBusyIsNamed() throws Exception {
        var faults = new Faults();
        faults.add(new Fault.Busy());
        try (var door = phone(settings("301", "b"), faults, doorSays)) {
            CallId call = call("301");
            assertEquals(new PhoneEvent.Ended(call, End.BUSY_THERE), next(PhoneEvent.Ended.class));
            assertTrue(door.registered());
        }
    }
}
