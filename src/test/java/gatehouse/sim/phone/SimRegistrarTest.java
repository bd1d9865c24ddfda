package gatehouse.sim.phone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.Login;
import gatehouse.door.Secret;
import gatehouse.sim.Fault;
import gatehouse.sim.Faults;
import gatehouse.site.Transport;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimRegistrarTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final Map<String, Secret> SECRETS = Map.of("101", Secret.of("door-pw"), "600", Secret.of("desk-pw"));

    private final PhoneDiary door = new PhoneDiary();
    private final PhoneDiary desk = new PhoneDiary();

    @Test
    void twoExtensionsTalkThroughItWithEitherAlgorithmAndAcrossTransports() throws Exception {
        for (var algorithm : DigestAlgorithm.values()) {
            var deskTransport = algorithm == DigestAlgorithm.MD5 ? Transport.UDP : Transport.TCP;
            try (var registrar = SimRegistrar.open(HERE, 0, "site.test", SECRETS, algorithm);
                    var called = open(registrar, "600", "desk-pw", 600, desk, deskTransport, new Faults());
                    var caller = open(registrar, "101", "door-pw", 1000, door, Transport.UDP, new Faults())) {
                assertTrue(desk.awaitKnown());
                assertTrue(door.awaitKnown());
                assertTrue(registrar.knows("600") && registrar.knows("101"));
                caller.ring("600");
                desk.await(PhoneState.Called.class);
                door.await(PhoneState.Ringing.class);
                called.answer();
                door.await(PhoneState.Talking.class);
                SimPhoneTest.awaitTone(caller, 600);
                SimPhoneTest.awaitTone(called, 1000);
                called.hangUp();
                assertEquals(200, door.await(PhoneState.Ended.class).status());

                caller.ring("600");
                desk.await(PhoneState.Called.class);
                door.await(PhoneState.Ringing.class);
                caller.cancel(false);
                assertEquals(487, door.await(PhoneState.Ended.class).status());
                assertEquals(487, endedByCaller());
            }
        }
    }

    private int endedByCaller() throws InterruptedException {
        var ended = desk.await(PhoneState.Ended.class);
        return ended.status() == 200 ? desk.await(PhoneState.Ended.class).status() : ended.status();
    }

    @Test
    void aWrongPasswordIsNeitherRegisteredNorPutThrough() throws Exception {
        var faults = new Faults();
        faults.add(new Fault.WrongPassword());
        try (var registrar = SimRegistrar.open(HERE, 0, "site.test", SECRETS, DigestAlgorithm.MD5);
                var called = open(registrar, "600", "desk-pw", 600, desk, Transport.UDP, new Faults());
                var caller = open(registrar, "101", "door-pw", 1000, door, Transport.UDP, faults)) {
            assertTrue(desk.awaitKnown());
            assertFalse(door.awaitKnown());
            assertFalse(registrar.knows("101"));
            caller.ring("600");
            assertEquals(407, door.await(PhoneState.Ended.class).status());
            faults.clear();
            caller.ring("600");
            door.await(PhoneState.Ringing.class);
            called.hangUp();
            assertEquals(603, door.await(PhoneState.Ended.class).status());
        }
    }

    @Test
    void aNumberThatNobodyHasIsNotThere() throws Exception {
        try (var registrar = SimRegistrar.open(HERE, 0, "site.test", SECRETS, DigestAlgorithm.MD5);
                var caller = open(registrar, "101", "door-pw", 1000, door, Transport.UDP, new Faults())) {
            assertTrue(door.awaitKnown());
            caller.ring("777");
            assertEquals(480, door.await(PhoneState.Ended.class).status());
        }
    }

    @Test
    void aPhoneThatClosesIsForgotten() throws Exception {
        try (var registrar = SimRegistrar.open(HERE, 0, "site.test", SECRETS, DigestAlgorithm.SHA_256)) {
            var phone = open(registrar, "101", "door-pw", 1000, door, Transport.UDP, new Faults());
            assertTrue(door.awaitKnown());
            phone.close();
            try (var again = open(registrar, "101", "door-pw", 1000, desk, Transport.UDP, new Faults())) {
                assertTrue(desk.awaitKnown()); // answered after the good-bye, which came first
                assertTrue(again.registered());
            }
        }
    }

    @Test
    void theCalleeIsToldWhoReallyCallsWhateverTheCallerWrote() throws Exception {
        try (var registrar = SimRegistrar.open(HERE, 0, "site.test", SECRETS, DigestAlgorithm.MD5);
                var script = new DatagramSocket(0, HERE);
                var caller = new DatagramSocket(0, HERE)) {
            script.setSoTimeout(20_000);
            caller.setSoTimeout(20_000);
            register(script, registrar, "600", "desk-pw");
            var claimed = "P-Asserted-Identity: <sip:director@site.test>\r\n";
            var challenged = ask(caller, registrar, "INVITE", "sip:600@site.test", claimed, 1);
            assertTrue(challenged.startsWith("SIP/2.0 407"), challenged);
            var answer =
                    authorization(challenged, "Proxy-Authenticate", "101", "door-pw", "INVITE", "sip:600@site.test");
            send(
                    caller,
                    registrar,
                    request(
                            caller,
                            "INVITE",
                            "sip:600@site.test",
                            claimed + "Proxy-Authorization: " + answer + "\r\n",
                            2));
            var invite = receive(script);
            assertTrue(invite.startsWith("INVITE sip:600@127.0.0.1:" + script.getLocalPort()), invite);
            assertTrue(invite.contains("P-Asserted-Identity: <sip:101@site.test>"), invite);
            assertFalse(invite.contains("director"), invite);
            assertFalse(invite.contains("Proxy-Authorization"), invite);
            assertTrue(invite.contains("Record-Route: <sip:127.0.0.1:"), invite);

            // The same answer once more is a replay.
            send(
                    caller,
                    registrar,
                    request(caller, "INVITE", "sip:600@site.test", "Proxy-Authorization: " + answer + "\r\n", 3));
            assertTrue(receive(caller).startsWith("SIP/2.0 407"));
        }
    }

    @Test
    void aShortRegistrationIsRefusedWithTheLeastTime() throws Exception {
        try (var registrar = SimRegistrar.open(HERE, 0, "site.test", SECRETS, DigestAlgorithm.MD5);
                var script = new DatagramSocket(0, HERE)) {
            script.setSoTimeout(20_000);
            var contact = "Contact: <sip:600@127.0.0.1:" + script.getLocalPort() + ">;expires=10\r\n";
            var challenged = ask(script, registrar, "REGISTER", "sip:site.test", contact, 1);
            var answer = authorization(challenged, "WWW-Authenticate", "600", "desk-pw", "REGISTER", "sip:site.test");
            var refused = ask(
                    script, registrar, "REGISTER", "sip:site.test", contact + "Authorization: " + answer + "\r\n", 2);
            assertTrue(refused.startsWith("SIP/2.0 423"), refused);
            assertEquals("60", ScriptedDesk.header(refused, "Min-Expires"));
            assertFalse(registrar.knows("600"));
        }
    }

    private static SimPhone open(
            SimRegistrar registrar,
            String extension,
            String password,
            double hz,
            PhoneEvents events,
            Transport transport,
            Faults faults)
            throws Exception {
        var where = new SimPhoneSettings.Registrar(registrar.address(), "site.test", Duration.ofMinutes(5));
        var settings = SimPhoneSettings.direct(HERE, 0, extension, "Extension " + extension, hz)
                .at(where, new Login(extension, Secret.of(password)))
                .by(transport);
        return SimPhone.open(settings, faults, events);
    }

    private static void register(DatagramSocket socket, SimRegistrar registrar, String user, String password)
            throws Exception {
        var contact = "Contact: <sip:" + user + "@127.0.0.1:" + socket.getLocalPort() + ">\r\nExpires: 300\r\n";
        var challenged = ask(socket, registrar, "REGISTER", "sip:site.test", contact, 1);
        assertTrue(challenged.startsWith("SIP/2.0 401"), challenged);
        var answer = authorization(challenged, "WWW-Authenticate", user, password, "REGISTER", "sip:site.test");
        var accepted =
                ask(socket, registrar, "REGISTER", "sip:site.test", contact + "Authorization: " + answer + "\r\n", 2);
        assertTrue(accepted.startsWith("SIP/2.0 200"), accepted);
    }

    private static String ask(
            DatagramSocket socket, SimRegistrar registrar, String method, String uri, String more, int number)
            throws Exception {
        send(socket, registrar, request(socket, method, uri, more, number));
        return receive(socket);
    }

    private static String request(DatagramSocket socket, String method, String uri, String more, int number) {
        var user = more.contains("sip:600@") ? "600" : "101";
        return method + " " + uri + " SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:" + socket.getLocalPort()
                + ";branch=z9hG4bKt" + number + "\r\nFrom: <sip:" + user + "@site.test>;tag=1\r\nTo: <"
                + (method.equals("REGISTER") ? "sip:" + user + "@site.test" : uri)
                + ">\r\nCall-ID: c1\r\nCSeq: " + number + " " + method + "\r\nMax-Forwards: 70\r\n" + more
                + "Content-Length: 0\r\n\r\n";
    }

    private static String authorization(
            String challenged, String header, String user, String password, String method, String uri) {
        var challenge = ScriptedDesk.header(challenged, header);
        return Digest.answer(java.util.List.of(challenge), new Login(user, Secret.of(password)), method, uri, 1)
                .orElseThrow();
    }

    private static void send(DatagramSocket socket, SimRegistrar registrar, String text) throws Exception {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        socket.send(new DatagramPacket(bytes, bytes.length, registrar.address()));
    }

    private static String receive(DatagramSocket socket) throws Exception {
        var datagram = new DatagramPacket(new byte[8192], 8192);
        socket.receive(datagram);
        return new String(datagram.getData(), 0, datagram.getLength(), StandardCharsets.UTF_8);
    }
}
