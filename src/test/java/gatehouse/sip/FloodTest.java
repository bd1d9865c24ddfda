package gatehouse.sip;

import static gatehouse.sip.PhoneTest.at;
import static gatehouse.sip.PhoneTest.settings;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.sip.PhoneEvent.Flooded;
import gatehouse.sip.PhoneSettings.Limits;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// Too much, too big, too slow and too many: the one who does it is kept short and named, the others are served.
@Isolated
class FloodTest {
    private final Heard heard = new Heard();

    private Phone open(int perSecond) throws IOException {
        return Phone.open(
                settings(Limits.USUAL.with(Duration.ofSeconds(60), 4000).reading(perSecond)), heard);
    }

    @Test
    void purseIsFullAfterAWhileAndEachAddressHasItsOwn() {
        var said = new ArrayList<PhoneEvent>();
        var floods = new Floods(10, said::add);
        var one = InetAddress.ofLiteral("192.0.2.1");
        long now = 0;
        for (int i = 0; i < 20; i++) {
            assertTrue(floods.admits(one, now));
        }
        assertFalse(floods.admits(one, now));
        assertFalse(floods.admits(one, now));
        assertTrue(floods.admits(InetAddress.ofLiteral("192.0.2.2"), now));
        now += TimeUnit.MILLISECONDS.toNanos(110);
        assertTrue(floods.admits(one, now));
        assertFalse(floods.admits(one, now));
        floods.settle(now + TimeUnit.SECONDS.toNanos(9));
        assertEquals(List.of(new Flooded("192.0.2.1", true)), said);
        floods.settle(now + TimeUnit.SECONDS.toNanos(11));
        assertEquals(new Flooded("192.0.2.1", false), said.getLast());
    }

    @Test
    void floodIsCappedAndNamedAndTheNextCallRings() throws Exception {
        try (var phone = open(50);
                var caller = RawCaller.udp(at(phone, Transport.UDP))) {
            for (int i = 0; i < 400; i++) {
                caller.say("OPTIONS sip:desk@" + caller.there() + " SIP/2.0\r\n\r\n");
            }
            assertEquals(new Flooded("127.0.0.1", true), heard.next(Flooded.class));
            caller.ring(caller.talk());
        }
    }

    @Test
    void strangersFloodIsNamedToo() throws Exception {
        var settings = settings(Limits.USUAL.reading(20));
        var others = new PhoneSettings(
                settings.listen(), List.of(), List.of(new Source.Peer("192.0.2.77", 0)), settings.limits());
        try (var phone = Phone.open(others, heard);
                var caller = RawCaller.udp(at(phone, Transport.UDP))) {
            for (int i = 0; i < 100; i++) {
                caller.say("garbage");
            }
            assertEquals(new Flooded("127.0.0.1", true), heard.next(Flooded.class));
        }
    }

    @Test
    void slowSenderIsCutAndOthersAreServedMeanwhile() throws Exception {
        try (var phone = open(500);
                var slow = RawCaller.tcp(at(phone, Transport.TCP));
                var other = RawCaller.tcp(at(phone, Transport.TCP))) {
            slow.say("INVITE sip:desk@" + slow.there() + " SIP/2.0\r\nVia: SIP/2.0/TCP ");
            other.ring(other.talk());
            assertThrows(IOException.class, slow::hear);
            other.ring(other.talk());
        }
    }

    @Test
    void messageInManyPiecesIsPutTogether() throws Exception {
        try (var phone = open(500);
                var caller = RawCaller.tcp(at(phone, Transport.TCP))) {
            String both = caller.talk().invite() + caller.talk().invite();
            for (byte b : both.getBytes(StandardCharsets.UTF_8)) {
                caller.say(new byte[] {b});
            }
            caller.until("SIP/2.0 180");
            caller.until("SIP/2.0 180");
        }
    }

    @Test
    void endlessHeadAndLyingLengthCostTheConnectionOnly() throws Exception {
        try (var phone = open(500)) {
            for (String broken : List.of(
                    "INVITE sip:desk@127.0.0.1 SIP/2.0\r\nX: " + "a".repeat(20_000),
                    "INVITE sip:desk@127.0.0.1 SIP/2.0\r\nContent-Length: 999999999\r\n\r\n",
                    "INVITE sip:desk@127.0.0.1 SIP/2.0\r\nContent-Length: -1\r\n\r\nabc",
                    "INVITE sip:desk@127.0.0.1 SIP/2.0\r\nContent-Length: 1\r\nl: 2\r\n\r\nabc")) {
                try (var caller = RawCaller.tcp(at(phone, Transport.TCP))) {
                    assertThrows(
                            IOException.class,
                            () -> {
                                caller.say(broken);
                                caller.hear();
                            },
                            broken.substring(0, 60));
                }
            }
            try (var caller = RawCaller.tcp(at(phone, Transport.TCP))) {
                assertEquals(Set.of(), heard.rangBefore(caller));
            }
        }
    }

    @Test
    void unreadableMessageOnAStreamDoesNotSwallowTheNextOne() throws Exception {
        try (var phone = open(500);
                var caller = RawCaller.tcp(at(phone, Transport.TCP))) {
            caller.say(caller.talk().invite().replace("CSeq: 1 INVITE", "CSeq: many"));
            caller.until("SIP/2.0 400");
            assertEquals(Set.of(), heard.rangBefore(caller));
        }
    }

    @Test
    void oversizedDatagramIsDropped() throws Exception {
        try (var phone = open(500);
                var caller = RawCaller.udp(at(phone, Transport.UDP))) {
            caller.say(caller.talk().invite().replace("Max-Forwards", "X: " + "a".repeat(40_000) + "\r\nMax-Forwards"));
            assertEquals(Set.of(), heard.rangBefore(caller));
        }
    }

    @Test
    void pingOverTcpIsAnswered() throws Exception {
        try (var phone = open(500);
                var caller = RawCaller.tcp(at(phone, Transport.TCP))) {
            caller.say("\r\n\r\n");
            caller.ring(caller.talk());
        }
    }

    @Test
    void addressWithTooManyConnectionsLosesTheLongestSilentOne() throws Exception {
        var held = new ArrayList<RawCaller>();
        try (var phone = open(500)) {
            for (int i = 0; i < 40; i++) {
                held.add(RawCaller.tcp(at(phone, Transport.TCP)));
            }
            assertThrows(IOException.class, held.getFirst()::hear);
            held.getLast().ring(held.getLast().talk());
        } finally {
            for (RawCaller one : held) {
                one.close();
            }
        }
    }
}
