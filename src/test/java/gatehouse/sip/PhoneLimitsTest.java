package gatehouse.sip;

import static gatehouse.sip.PhoneTest.at;
import static gatehouse.sip.PhoneTest.settings;
import static gatehouse.sip.PhoneTest.voice;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.sip.PhoneEvent.Confirmed;
import gatehouse.sip.PhoneEvent.Ended;
import gatehouse.sip.PhoneEvent.Rang;
import gatehouse.sip.PhoneEvent.Refused;
import gatehouse.sip.PhoneSettings.Limits;
import gatehouse.sip.PhoneSettings.Listen;
import gatehouse.sip.PhoneSettings.Strangers;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// Who may ring, how many, how long, and what is left when the phone is closed.
@Isolated
class PhoneLimitsTest {
    private final Heard heard = new Heard();

    private static PhoneSettings strangersOnly(Strangers strangers) {
        return new PhoneSettings(
                List.of(new Listen(Transport.UDP, "127.0.0.1", 0), new Listen(Transport.TCP, "127.0.0.1", 0)),
                List.of(),
                List.of(new Source.Peer("192.0.2.77", 0)),
                Limits.USUAL.with(strangers));
    }

    @Test
    void strangerIsDroppedUnreadButTold() throws Exception {
        try (var phone = Phone.open(strangersOnly(Strangers.DROPPED), heard);
                var caller = RawCaller.udp(at(phone, Transport.UDP))) {
            caller.say(caller.talk().invite());
            Refused refused = heard.next(Refused.class);
            var stranger = assertInstanceOf(Source.Unknown.class, refused.source());
            assertEquals("127.0.0.1", stranger.host());
            assertEquals(caller.port(), stranger.port());
            assertTrue(stranger.claimed().contains("North gate"), stranger.claimed());
        }
    }

    @Test
    void strangersConnectionIsCut() throws Exception {
        try (var phone = Phone.open(strangersOnly(Strangers.DROPPED), heard);
                var caller = RawCaller.tcp(at(phone, Transport.TCP))) {
            assertThrows(IOException.class, () -> {
                caller.say(caller.talk().invite());
                caller.until("SIP/2.0");
            });
            assertInstanceOf(Source.Unknown.class, heard.next(Refused.class).source());
        }
    }

    @Test
    void strangerIsToldThatHeIsOnNoList() throws Exception {
        try (var phone = Phone.open(strangersOnly(Strangers.REFUSED), heard);
                var caller = RawCaller.udp(at(phone, Transport.UDP))) {
            caller.say(caller.talk().invite());
            caller.until("SIP/2.0 403");
            assertInstanceOf(Source.Unknown.class, heard.next(Refused.class).source());
            caller.say(caller.talk().invite());
            caller.until("SIP/2.0 403");
            assertTrue(heard.already(Refused.class).isEmpty(), "once a minute is enough");
            assertTrue(heard.already(Rang.class).isEmpty());
        }
    }

    @Test
    void strangerThatMayRingIsMarked() throws Exception {
        try (var phone = Phone.open(strangersOnly(Strangers.RINGING), heard);
                var caller = RawCaller.udp(at(phone, Transport.UDP))) {
            caller.ring(caller.talk());
            assertInstanceOf(Source.Unknown.class, heard.next(Rang.class).source());
        }
    }

    @Test
    void stationListedWithItsPortWinsOverItsHost() {
        var exact = new Source.Peer("127.0.0.1", 5070);
        var guests = new GuestList(List.of(PhoneTest.LOOPBACK, exact), Strangers.DROPPED);
        guests.lookUp();
        var loopback = InetAddress.getLoopbackAddress();
        assertEquals(exact, guests.peer(loopback, 5070).orElseThrow());
        assertEquals(PhoneTest.LOOPBACK, guests.peer(loopback, 5071).orElseThrow());
    }

    @Test
    void callThatNobodyTakesEnds() throws Exception {
        var limits = Limits.USUAL.with(Duration.ofMillis(300), 16);
        try (var phone = Phone.open(settings(limits), heard);
                var caller = RawCaller.udp(at(phone, Transport.UDP))) {
            caller.ring(caller.talk());
            caller.until("SIP/2.0 480");
            assertEquals(End.RING_TIMEOUT, heard.next(Ended.class).why());
        }
    }

    @Test
    void oneCallTooManyHearsBusy() throws Exception {
        var limits = Limits.USUAL.with(Duration.ofSeconds(60), 2);
        try (var phone = Phone.open(settings(limits), heard);
                var caller = RawCaller.udp(at(phone, Transport.UDP))) {
            caller.ring(caller.talk());
            var second = caller.talk();
            caller.ring(second);
            caller.say(caller.talk().invite());
            caller.until("SIP/2.0 486");
            assertEquals(PhoneTest.LOOPBACK, heard.next(Refused.class).source());
            caller.say(second.cancel(""));
            caller.until("SIP/2.0 487");
            heard.next(Ended.class);
            caller.ring(caller.talk());
        }
    }

    @Test
    void rehearsingRingsNobodyAndKeepsNobodyWaiting() throws Exception {
        var limits = Limits.USUAL.with(Duration.ofSeconds(60), 1);
        try (var phone = Phone.open(settings(limits), heard);
                var caller = RawCaller.udp(at(phone, Transport.UDP))) {
            phone.rehearse(Duration.ZERO);
            for (int i = 0; i < 20; i++) {
                var call = caller.talk();
                caller.ring(call);
                heard.next(Rang.class);
                caller.say(call.cancel(""));
                caller.until("SIP/2.0 487");
                heard.next(Ended.class);
            }
            assertTrue(heard.already(Rang.class).isEmpty(), "only the door rings");
            assertTrue(heard.already(Refused.class).isEmpty(), "nobody is turned away");
        }
        assertEquals(Set.of(), sipThreads());
    }

    /// One thread hears what comes by UDP: the desk that is told of a call must not be able to hold it up.
    @Test
    void deskThatIsBusyKeepsNobodyFromBeingHeard() throws Exception {
        var free = new CountDownLatch(1);
        try (var phone = Phone.open(settings(Limits.USUAL), event -> {
                    try {
                        free.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    heard.accept(event);
                });
                var caller = RawCaller.udp(at(phone, Transport.UDP))) {
            try {
                var first = caller.talk();
                caller.ring(first);
                caller.ring(caller.talk());
                caller.say(first.cancel(""));
                caller.until("SIP/2.0 487");
            } finally {
                free.countDown();
            }
            assertEquals(End.CALLER_GAVE_UP, heard.next(Ended.class).why());
        }
    }

    @Test
    void wildcardAddressIsRefused() {
        var settings = PhoneSettings.of(List.of(new Listen(Transport.UDP, "0.0.0.0", 0)), List.of(), List.of());
        var refused = assertThrows(CannotListen.class, () -> Phone.open(settings, heard));
        assertTrue(refused.getMessage().contains("wildcard"));
    }

    @Test
    void takenPortIsSaidAndNothingStaysOpen() throws Exception {
        Set<String> before = sipThreads();
        try (var taken = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            var settings = PhoneSettings.of(
                    List.of(
                            new Listen(Transport.TCP, "127.0.0.1", 0),
                            new Listen(Transport.UDP, "127.0.0.1", taken.getLocalPort())),
                    List.of(),
                    List.of());
            var refused = assertThrows(CannotListen.class, () -> Phone.open(settings, heard));
            assertEquals(taken.getLocalPort(), refused.where().port());
        }
        assertEquals(before, sipThreads());
    }

    @Test
    void closedPhoneLeavesNoThreadAndNoSocket() throws Exception {
        Set<String> before = sipThreads();
        var phone = Phone.open(settings(Limits.USUAL), heard);
        InetSocketAddress udp = at(phone, Transport.UDP);
        InetSocketAddress tcp = at(phone, Transport.TCP);
        try (var one = RawCaller.udp(udp);
                var two = RawCaller.tcp(tcp)) {
            one.ring(one.talk());
            heard.next(Rang.class);
            var talk = two.talk();
            two.ring(talk);
            phone.answer(heard.next(Rang.class).call(), voice());
            two.say(talk.nextBranch().follow("ACK", 1, two.until("SIP/2.0 200")));
            heard.next(Confirmed.class);
            phone.close();
            phone.close();
            assertEquals(
                    Set.of(End.DECLINED_HERE, End.HUNG_UP_HERE),
                    Set.of(
                            heard.next(Ended.class).why(),
                            heard.next(Ended.class).why()));
        }
        assertEquals(before, sipThreads());
        new DatagramSocket(udp).close();
        try (var again = new ServerSocket()) {
            again.setReuseAddress(true);
            again.bind(tcp);
        }
    }

    /// Live threads of any phone's group.
    static Set<String> sipThreads() {
        var names = new TreeSet<String>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            ThreadGroup group = thread.getThreadGroup();
            boolean ofPhone = group != null && group.getName().startsWith("sip-");
            boolean ofStack = thread.getName()
                    .matches("(?i).*(pipeline|MessageChannel|MessageProcessor|SipTimer|EventScanner).*");
            if (ofPhone || ofStack) {
                names.add(thread.getName());
            }
        }
        return names;
    }
}
