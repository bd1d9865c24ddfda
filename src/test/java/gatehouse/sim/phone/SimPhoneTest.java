package gatehouse.sim.phone;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.audio.Codec;
import gatehouse.audio.RtpPorts;
import gatehouse.audio.ToneDetector;
import gatehouse.audio.ToneSound;
import gatehouse.audio.Voice;
import gatehouse.audio.VoicePort;
import gatehouse.audio.VoiceSettings;
import gatehouse.sim.Fault;
import gatehouse.sim.Faults;
import gatehouse.site.Transport;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class SimPhoneTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private final PhoneDiary door = new PhoneDiary();
    private final PhoneDiary desk = new PhoneDiary();

    @Test
    void aDirectCallIsHeardBothWaysOverUdpAndTcp() throws Exception {
        for (var transport : Transport.values()) {
            var law = transport == Transport.UDP ? Law.A : Law.MU;
            try (var called = open(600, desk, transport, law);
                    var caller = open(1000, door, transport, law)) {
                caller.ring("sip:guard@127.0.0.1:" + called.address().getPort() + ";transport=" + transport);
                desk.await(PhoneState.Called.class);
                door.await(PhoneState.Ringing.class);
                called.answer();
                door.await(PhoneState.Talking.class);
                desk.await(PhoneState.Talking.class);
                awaitTone(caller, 600);
                awaitTone(called, 1000);
                var timings = caller.timings();
                assertTrue(timings.ringing().orElseThrow() >= timings.invited().orElseThrow());
                assertTrue(timings.answered().orElseThrow() >= timings.ringing().orElseThrow());
                if (transport == Transport.UDP) {
                    called.hangUp();
                } else {
                    caller.hangUp();
                }
                assertEquals(200, door.await(PhoneState.Ended.class).status());
                assertEquals(200, desk.await(PhoneState.Ended.class).status());
            }
        }
    }

    @Test
    void givingUpCancelsAndSaysThatAnotherDeskAnswered() throws Exception {
        try (var script = new ScriptedDesk();
                var phone = open(1000, door, Transport.UDP, Law.A)) {
            phone.ring(script.uri());
            var invite = script.expect("INVITE");
            script.answer(invite, "180 Ringing");
            door.await(PhoneState.Ringing.class);
            phone.cancel(true);
            var cancel = script.expect("CANCEL");
            assertEquals(ScriptedDesk.header(invite, "Via"), ScriptedDesk.header(cancel, "Via"));
            assertTrue(ScriptedDesk.header(cancel, "Reason").contains("cause=200"), cancel);
            script.answer(cancel, "200 OK");
            script.answer(invite, "487 Request Terminated");
            var ack = script.expect("ACK");
            assertEquals(ScriptedDesk.header(invite, "Via"), ScriptedDesk.header(ack, "Via"));
            assertEquals(487, door.await(PhoneState.Ended.class).status());
        }
    }

    @Test
    void givingUpBeforeAnyAnswerWaitsForOne() throws Exception {
        try (var script = new ScriptedDesk();
                var phone = open(1000, door, Transport.UDP, Law.A)) {
            phone.ring(script.uri());
            var invite = script.expect("INVITE");
            phone.hangUp();
            script.expect("INVITE"); // again, for nobody said anything
            script.answer(invite, "100 Trying");
            script.expect("CANCEL");
        }
    }

    @Test
    void aLostInviteComesAgainAndALostAckToo() throws Exception {
        try (var script = new ScriptedDesk();
                var phone = open(1000, door, Transport.UDP, Law.A);
                var rtp = new DatagramSocket(0, HERE)) {
            phone.ring(script.uri());
            var first = script.expect("INVITE");
            var second = script.expect("INVITE");
            assertEquals(first, second);
            script.accept(rtp.getLocalPort());
            var ack = script.expect("ACK");
            script.accept(rtp.getLocalPort());
            assertEquals(ack, script.expect("ACK"));
            door.await(PhoneState.Talking.class);

            script.ask("BYE", 1, "bye1", "", "");
            script.expect("SIP/2.0 200");
            script.ask("BYE", 1, "bye1", "", "");
            script.expect("SIP/2.0 200");
            assertEquals(200, door.await(PhoneState.Ended.class).status());
        }
    }

    @Test
    void digitsOfInfoAreHeardOnceHoweverOftenTheyCome() throws Exception {
        try (var script = new ScriptedDesk();
                var phone = open(1000, door, Transport.UDP, Law.A);
                var rtp = new DatagramSocket(0, HERE)) {
            phone.ring(script.uri());
            script.expect("INVITE");
            script.accept(rtp.getLocalPort());
            script.expect("ACK");
            script.ask("INFO", 1, "i1", "application/dtmf-relay", "Signal=5\r\nDuration=160\r\n");
            script.expect("SIP/2.0 200");
            script.ask("INFO", 1, "i1", "application/dtmf-relay", "Signal=5\r\nDuration=160\r\n");
            script.expect("SIP/2.0 200");
            script.ask("INFO", 2, "i2", "application/dtmf", "#");
            script.expect("SIP/2.0 200");
            script.ask("INFO", 3, "i3", "application/dtmf-relay", "Signal=11\r\n");
            script.expect("SIP/2.0 200");
            script.ask("INFO", 4, "i4", "text/plain", "5");
            script.expect("SIP/2.0 200");
            assertEquals("5", door.awaitDigits());
            assertEquals("5#", door.awaitDigits());
            assertEquals("5##", door.awaitDigits());
            script.ask("OPTIONS", 5, "o5", "", "");
            script.expect("SIP/2.0 200");
            assertTrue(door.digits.isEmpty());
        }
    }

    @Test
    void theConsolesVoiceAndTonesAreUnderstood() throws Exception {
        try (var script = new ScriptedDesk();
                var phone = open(1000, door, Transport.UDP, Law.A)) {
            phone.ring(script.uri());
            script.expect("INVITE");
            var port = VoicePort.bind(HERE, RtpPorts.ANY);
            script.accept(port.address().getPort());
            script.expect("ACK");
            var ear = new ToneSound(440, Duration.ofSeconds(1));
            var remote = new InetSocketAddress(HERE, script.rtpPortOfOffer());
            try (var voice =
                    Voice.open(port, new VoiceSettings(remote, Codec.PCMA, 8, OptionalInt.of(96)), ear, event -> {})) {
                voice.sendTones("1407#", Duration.ofMillis(80), Duration.ofMillis(80))
                        .get(20, SECONDS);
                for (String soFar : new String[] {"1", "14", "140", "1407", "1407#"}) {
                    assertEquals(soFar, door.awaitDigits());
                }
                awaitTone(phone, 440);
                assertTrue(ToneDetector.share(ear.heard(), 1000) > 0.9, "the console hears the door");
                assertEquals(0, voice.statistics().lost());
            }
        }
    }

    @Test
    void everyAnswerEndsTheCallWithItsStatus() throws Exception {
        try (var script = new ScriptedDesk();
                var phone = open(1000, door, Transport.UDP, Law.A)) {
            for (String status :
                    new String[] {"404 Not Found", "486 Busy Here", "503 Service Unavailable", "603 Decline"}) {
                phone.ring(script.uri());
                var invite = script.expect("INVITE");
                script.answer(invite, status);
                script.expect("ACK");
                var ended = door.await(PhoneState.Ended.class);
                assertEquals(status, ended.status() + " " + ended.reason());
            }
        }
    }

    @Test
    void aRedirectionIsFollowed() throws Exception {
        try (var old = new ScriptedDesk();
                var fresh = new ScriptedDesk();
                var phone = open(1000, door, Transport.UDP, Law.A)) {
            phone.ring(old.uri());
            var invite = old.expect("INVITE");
            old.answer(invite, "302 Moved Temporarily", "Contact: <" + fresh.uri() + ">\r\nContent-Length: 0\r\n\r\n");
            old.expect("ACK");
            fresh.expect("INVITE " + fresh.uri());
        }
    }

    @Test
    void faultsMakeItBusyOrDumb() throws Exception {
        var faults = new Faults();
        faults.add(new Fault.Busy());
        try (var called = SimPhone.open(SimPhoneSettings.direct(HERE, 0, "door", "Door", 600), faults, desk);
                var caller = open(1000, door, Transport.UDP, Law.A)) {
            caller.ring("sip:door@127.0.0.1:" + called.address().getPort());
            assertEquals(486, door.await(PhoneState.Ended.class).status());
            faults.clear();
            faults.add(new Fault.NeverAnswers());
            caller.ring("sip:door@127.0.0.1:" + called.address().getPort());
            door.await(PhoneState.Dialling.class);
            assertInstanceOf(PhoneState.Idle.class, called.state());
        }
    }

    @Test
    void garbageEndsNothing() throws Exception {
        try (var script = new ScriptedDesk();
                var phone = open(1000, door, Transport.UDP, Law.A);
                var rtp = new DatagramSocket(0, HERE)) {
            for (String odd : new String[] {
                "",
                "\r\n\r\n",
                "INVITE\r\n\r\n",
                "INVITE sip:x SIP/2.0\r\nVia: ;;;\r\nFrom: <\r\nTo: \"\r\nCall-ID: 1\r\nCSeq: 1 INVITE\r\n\r\n",
                "SIP/2.0 abc\r\nVia: x\r\nFrom: x\r\nTo: x\r\nCall-ID: 1\r\nCSeq: 99999999999 INVITE\r\n\r\n"
            }) {
                var bytes = odd.getBytes(java.nio.charset.StandardCharsets.UTF_8);
                rtp.send(new java.net.DatagramPacket(bytes, bytes.length, phone.address()));
            }
            phone.ring(script.uri());
            script.expect("INVITE");
        }
    }

    @Test
    void closeLeavesNoThreadAndNoSocket() throws Exception {
        SimPhone phone;
        try (var called = open(600, desk, Transport.UDP, Law.A)) {
            phone = open(1000, door, Transport.UDP, Law.A);
            phone.ring("sip:guard@127.0.0.1:" + called.address().getPort());
            desk.await(PhoneState.Called.class);
            called.answer();
            door.await(PhoneState.Talking.class);
            phone.close();
            phone.close();
            assertEquals(200, desk.await(PhoneState.Ended.class).status());
        }
        new DatagramSocket(phone.address()).close();
    }

    @Test
    void bothLawsKeepEverySampleWithinItsStep() {
        for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
            for (var law : Law.values()) {
                short back = law.decode(law.encode((short) sample));
                int step = Math.max(16, Math.abs(sample) / 16);
                int clipped = Math.clamp(sample, -32_124, 32_256);
                assertTrue(Math.abs(back - clipped) <= step, law + " " + sample + " " + back);
            }
        }
        assertEquals((byte) 0xd5, Law.A.encode((short) 0));
        assertEquals((byte) 0xff, Law.MU.encode((short) 0));
        assertEquals(8, Law.A.decode((byte) 0xd5));
        assertEquals(-32_256, Law.A.decode((byte) 0x2a));
        assertEquals(32_124, Law.MU.decode((byte) 0x80));
    }

    @Test
    void descriptionsWithoutAudioOfOursAreRefused() {
        assertTrue(Sdp.read("v=0\r\nc=IN IP4 127.0.0.1\r\nm=audio 4000 RTP/AVP 96\r\n", Law.A)
                .isEmpty());
        assertTrue(Sdp.read("v=0\r\nc=IN IP4 gate.example\r\nm=audio 4000 RTP/AVP 8\r\n", Law.A)
                .isEmpty());
        assertTrue(Sdp.read("m=audio 999999 RTP/AVP 8\r\nc=IN IP4 127.0.0.1\r\n", Law.A)
                .isEmpty());
        var taken = Sdp.read("c=IN IP4 127.0.0.1\nm=video 5 RTP/AVP 96\nm=audio 4000 RTP/AVP 0\n", Law.A);
        assertEquals(Law.MU, taken.orElseThrow().law());
        assertFalse(taken.get().events().isPresent());
    }

    private static SimPhone open(double hz, PhoneEvents events, Transport transport, Law law) throws Exception {
        var settings = SimPhoneSettings.direct(HERE, 0, "door", "North gate", hz);
        return SimPhone.open(settings.by(transport).speaking(law), new Faults(), events);
    }

    /// Waits until the phone has heard enough of a tone; each look waits for a little more to be heard.
    static void awaitTone(SimPhone phone, double hz) throws Exception {
        CompletableFuture.supplyAsync(() -> {
                    while (true) {
                        var heard = phone.heard();
                        int newest = Math.min(heard.length, 1600);
                        var last = java.util.Arrays.copyOfRange(heard, heard.length - newest, heard.length);
                        if (newest == 1600 && ToneDetector.share(last, hz) > 0.95) {
                            return true;
                        }
                        java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
                    }
                })
                .get(20, SECONDS);
    }
}
