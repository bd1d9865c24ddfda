package gatehouse.sip;

import static gatehouse.sip.LineTest.settings;
import static gatehouse.sip.PhoneTest.LOOPBACK;
import static gatehouse.sip.PhoneTest.at;
import static gatehouse.sip.PhoneTest.voice;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.sip.PhoneEvent.Confirmed;
import gatehouse.sip.PhoneEvent.Ended;
import gatehouse.sip.PhoneEvent.ListeningChanged;
import gatehouse.sip.PhoneEvent.Rang;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// What becomes of lines and calls when this computer's address is another one. The loopback has many addresses; the
/// test says which of them is ours.
@Execution(ExecutionMode.CONCURRENT)
class NetworkChangeTest {
    private static final InetAddress ONE = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress TWO = InetAddress.ofLiteral("127.0.0.2");

    private final Heard heard = new Heard();

    /// One address at a time.
    private static class Invented implements Network {
        volatile InetAddress address = ONE;

        @Override
        public InetAddress towards(InetSocketAddress remote) {
            return address;
        }

        @Override
        public Set<InetAddress> own() {
            return Set.of(address);
        }

        @Override
        public boolean hasLost(InetAddress other, Set<InetAddress> own) {
            return !own.contains(other);
        }
    }

    @Test
    void lineMovesWithTheAddressAndTakesTheOldContactBack() throws Exception {
        var network = new Invented();
        try (var pbx = new TinyRegistrar(TinyRegistrar.Ways.of("SHA-256"));
                var phone = Phone.open(settings(List.of(), pbx.line(TinyRegistrar.PASSWORD)), network, heard)) {
            heard.state(LineState.Registered.class);
            pbx.next();
            String old = LineWaysTest.contacts(pbx.next()).getFirst();
            network.address = TWO;
            heard.state(LineState.Registered.class);
            List<String> contacts = LineWaysTest.contacts(pbx.next());
            assertTrue(contacts.getFirst().contains("@127.0.0.2:"), contacts.toString());
            assertEquals(old + ";expires=0", contacts.getLast());
            assertFalse(phone.listening().isEmpty());
        }
    }

    @Test
    void callOnALostAddressEndsAndTheCallerIsToldFromTheNewOne() throws Exception {
        var network = new Invented();
        try (var phone = Phone.open(settings(List.of(LOOPBACK)), network, heard);
                var caller = RawCaller.udp(at(phone, Transport.UDP))) {
            var talk = caller.talk();
            caller.ring(talk);
            Rang rang = heard.next(Rang.class);
            assertInstanceOf(Answer.Negotiated.class, phone.answer(rang.call(), voice()));
            caller.say(talk.nextBranch().follow("ACK", 1, caller.until("SIP/2.0 200")));
            heard.next(Confirmed.class);

            network.address = TWO;
            assertEquals(new Ended(rang.call(), End.ADDRESS_LOST), heard.next(Ended.class));
            String bye = caller.until("BYE ");
            assertTrue(RawCaller.header(bye, "Via").contains("127.0.0.2:"), bye);
            assertFalse(heard.next(ListeningChanged.class).heard());

            network.address = ONE;
            while (!heard.next(ListeningChanged.class).heard()) {
                // The other point first.
            }
            caller.ring(caller.talk());
        }
    }

    @Test
    void callGoesOnWhenItsAddressStaysAndAnotherOneComes() throws Exception {
        var network = new Invented() {
            @Override
            public Set<InetAddress> own() {
                return Set.of(ONE, super.own().iterator().next());
            }
        };
        try (var pbx = new TinyRegistrar(TinyRegistrar.Ways.of("SHA-256"));
                var phone = Phone.open(settings(List.of(LOOPBACK), pbx.line(TinyRegistrar.PASSWORD)), network, heard);
                var caller = RawCaller.udp(at(phone, Transport.UDP))) {
            heard.state(LineState.Registered.class);
            caller.ring(caller.talk());
            Rang rang = heard.next(Rang.class);
            network.address = TWO;
            heard.state(LineState.Registered.class);
            assertTrue(phone.isAlive(rang.call()));
        }
    }
}
