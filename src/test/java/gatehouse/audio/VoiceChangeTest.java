package gatehouse.audio;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.rtp.Rtcp;
import gatehouse.rtp.SrtpKey;
import gatehouse.rtp.SrtpSuite;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// What re-INVITE and UPDATE do to a voice that is open: judged by what is heard.
@Execution(ExecutionMode.CONCURRENT)
class VoiceChangeTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final OptionalInt EVENTS = OptionalInt.of(101);

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final VoicePort guardPort = own(bind());
    private final VoicePort doorPort = own(bind());
    private final ToneSound guardSound = new ToneSound(440, Duration.ofMillis(300));
    private final ToneSound doorSound = new ToneSound(1000, Duration.ofMillis(300));
    private final BlockingQueue<VoiceEvent> events = new LinkedBlockingQueue<>();

    @AfterEach
    void close() throws Exception {
        for (var thing : opened.reversed()) {
            thing.close();
        }
    }

    @Test
    void everyCodecFollowsEveryOtherInOneCall() {
        var guard = guard(to(doorPort, Codec.PCMA));
        var door = door(to(guardPort, Codec.PCMA));
        bothHear("at first");
        for (var codec : List.of(Codec.G722, Codec.OPUS, Codec.PCMU, Codec.OPUS, Codec.G722, Codec.PCMA)) {
            guard.change(to(doorPort, codec));
            door.change(to(guardPort, codec));
            forget();
            bothHear("with " + codec);
            assertEquals(codec, guard.quality().codec());
        }
        assertEquals(0, guard.statistics().garbage(), "what was on its way from before is no trouble");
        assertTrue(guard.statistics().received() > 40, "counted over the whole call: " + guard.statistics());
    }

    @Test
    void aCallTurnsSealedAndTakesAnotherKey() {
        var guard = guard(to(doorPort, Codec.PCMA));
        var door = door(to(guardPort, Codec.PCMA));
        bothHear("in the clear");
        for (var suite : SrtpSuite.values()) {
            var ours = SrtpKey.fresh(suite);
            var theirs = SrtpKey.fresh(suite);
            guard.change(to(doorPort, Codec.PCMA).sealedWith(new VoiceSettings.Keys(ours, theirs)));
            door.change(to(guardPort, Codec.PCMA).sealedWith(new VoiceSettings.Keys(theirs, ours)));
            forget();
            bothHear("sealed with " + suite);
            assertEquals(0, guard.facts().in().unsealed());
        }
    }

    @Test
    void theVoiceFollowsTheDoorToAnotherAddressAndLeavesTheOldOne() {
        var guard = guard(to(doorPort, Codec.PCMA));
        door(to(guardPort, Codec.PCMA));
        bothHear("at first");
        var elsewhere = own(bind());
        var sound = new ToneSound(700, Duration.ofMillis(300));
        own(Voice.open(elsewhere, to(guardPort, Codec.PCMA), sound, e -> {}));
        guard.change(to(elsewhere, Codec.PCMA).latching(VoiceSettings.Latch.OFFERED_HOST));
        until("the new one is heard", () -> loud(guardSound, 700) && loud(sound, 440));
        until("the old one is not", () -> !loud(guardSound, 1000) && !loud(doorSound, 440));
    }

    @Test
    void onHoldNothingIsSentOrHeardAndReportsGoOn() throws Exception {
        try (var rtp = new DatagramSocket(new InetSocketAddress(HERE, evenPort()));
                var rtcp = new DatagramSocket(new InetSocketAddress(HERE, rtp.getLocalPort() + 1))) {
            var settings = new VoiceSettings(new InetSocketAddress(HERE, rtp.getLocalPort()), Codec.PCMA, 8, EVENTS);
            var guard = guard(settings);
            rtp.setSoTimeout(20_000);
            rtcp.setSoTimeout(20_000);
            rtp.receive(datagram());
            assertInstanceOf(Rtcp.SenderReport.class, report(rtcp), "of one who sends");
            guard.change(settings.going(Direction.INACTIVE));
            assertFalse(guard.live());
            long sent = guard.statistics().sent();
            Rtcp next;
            do { // the one that still tells of what was sent before may come first
                next = report(rtcp);
            } while (next instanceof Rtcp.SenderReport);
            assertInstanceOf(Rtcp.ReceiverReport.class, next, "of one who does not");
            assertTrue(guard.statistics().sent() <= sent + 1, "nothing was sent meanwhile");
            assertThrows(
                    ExecutionException.class,
                    () -> guard.sendTones("1", Duration.ofMillis(60), Duration.ofMillis(60))
                            .get(20, SECONDS));
            guard.change(settings);
            until("goes on", () -> guard.statistics().sent() > sent + 10);
            var explained = Explainer.explain(guard.facts(), Duration.ofMinutes(1));
            assertFalse(explained.settled(), "what was on hold a moment ago proves nothing yet");
        }
    }

    @Test
    void eachDirectionIsSilentAloneAndComesBackWithoutOldSound() {
        var guard = guard(to(doorPort, Codec.PCMA));
        door(to(guardPort, Codec.PCMA));
        bothHear("at first");
        guard.change(to(doorPort, Codec.PCMA).going(Direction.SENDONLY));
        until("the door hears, the guard does not", () -> loud(doorSound, 440) && silent(guardSound));
        guard.change(to(doorPort, Codec.PCMA).going(Direction.RECVONLY));
        until("the guard hears, the door does not", () -> loud(guardSound, 1000) && silent(doorSound));
        guard.change(to(doorPort, Codec.PCMA).going(Direction.INACTIVE));
        until("nobody hears", () -> silent(guardSound) && silent(doorSound));
        long held = guard.statistics().held().toMillis();
        guard.change(to(doorPort, Codec.PCMA));
        forget();
        bothHear("again");
        assertTrue(guard.statistics().held().toMillis() <= held + 60, "nothing was heaped up: " + guard.statistics());
    }

    @Test
    void anAddressOfZerosIsAHoldToo() {
        var guard = guard(to(doorPort, Codec.PCMA));
        door(to(guardPort, Codec.PCMA));
        bothHear("at first");
        var nowhere = new VoiceSettings(new InetSocketAddress("0.0.0.0", 4000), Codec.PCMA, 8, EVENTS);
        guard.change(nowhere.going(Direction.RECVONLY));
        until("the door hears nothing", () -> silent(doorSound));
        guard.change(to(doorPort, Codec.PCMA));
        forget();
        bothHear("again");
    }

    @Test
    void aRestingCallIsNeitherHeardNorSpoken() {
        var guard = guard(to(doorPort, Codec.G722));
        door(to(guardPort, Codec.G722));
        bothHear("at first");
        guard.rest(true);
        until("quiet both ways", () -> silent(guardSound) && silent(doorSound));
        assertTrue(guard.statistics().received() > 0 && !guard.live());
        guard.rest(false);
        forget();
        bothHear("again");
    }

    @Test
    void theOtherCallIsHeardSoftly() {
        var guard = guard(to(doorPort, Codec.PCMA));
        door(to(guardPort, Codec.PCMA));
        bothHear("at first");
        double full = 20 * Math.log10(8000 / 32768.0); // of a ToneSound
        guard.softer(true);
        until("softer by 14 dB", () -> Math.abs(ToneDetector.decibels(guardSound.heard(), 1000) - full + 14) < 1);
        guard.softer(false);
        until("loud again", () -> Math.abs(ToneDetector.decibels(guardSound.heard(), 1000) - full) < 1);
    }

    @Test
    void beforeTheAnswerTheDoorIsHeardAndTheGuardIsNot() {
        var guard = own(Voice.open(guardPort, to(doorPort, Codec.PCMA), Voice.Talk.LISTENING, guardSound, events::add));
        door(to(guardPort, Codec.PCMA));
        until("early media", () -> loud(guardSound, 1000));
        until(
                "silence goes out, so that the way is open",
                () -> guard.statistics().sent() > 5);
        assertTrue(silent(doorSound));
        guard.talk(Voice.Talk.OPEN);
        until("answered", () -> loud(doorSound, 440));
    }

    /// A sine that neither breaks off nor jumps has no steps larger than its steepest slope.
    @Test
    void neitherMuteNorHoldNorVolumeNorAnotherCodecClicks() {
        var heard = new ToneSound(0, Duration.ofSeconds(10));
        var guard = own(Voice.open(guardPort, to(doorPort, Codec.PCMA), heard, events::add));
        var door = door(to(guardPort, Codec.PCMA));
        until("heard", () -> loud(heard, 1000));
        heard.forget();
        for (int i = 0; i < 3; i++) {
            guard.volume(0.3);
            after(heard, 0.1);
            guard.volume(1);
            after(heard, 0.1);
            guard.rest(true);
            after(heard, 0.1);
            guard.rest(false);
            after(heard, 0.1);
            door.mute(true);
            after(heard, 0.2);
            door.mute(false);
            after(heard, 0.2);
        }
        var samples = heard.heard();
        double steepest = 8000 * 2 * Math.sin(Math.PI * 1000 / Sound.RATE);
        int lost = (int) guard.statistics().concealed();
        for (int i = 1; i < samples.length && lost == 0; i++) {
            int step = Math.abs(samples[i] - samples[i - 1]);
            assertTrue(step < 1.4 * steepest, "a step of " + step + " at " + i);
        }
    }

    @Test
    void anotherNumberForTelephoneEventsIsUsedFromThenOn() throws Exception {
        var heard = new LinkedBlockingQueue<Character>();
        var guard = guard(to(doorPort, Codec.OPUS));
        var door = own(Voice.open(doorPort, to(guardPort, Codec.OPUS), doorSound, event -> {
            if (event instanceof VoiceEvent.DigitHeard digit) {
                heard.add(digit.digit());
            }
        }));
        guard.sendTones("1", Duration.ofMillis(100), Duration.ofMillis(60)).get(20, SECONDS);
        assertEquals('1', heard.poll(20, SECONDS));
        guard.change(numbered(doorPort, 96));
        door.change(numbered(guardPort, 96));
        guard.sendTones("2", Duration.ofMillis(100), Duration.ofMillis(60)).get(20, SECONDS);
        assertEquals('2', heard.poll(20, SECONDS));
        var waiting = guard.sendTones("3", Duration.ofSeconds(5), Duration.ofMillis(60));
        guard.change(new VoiceSettings(doorPort.address(), Codec.OPUS, 111, OptionalInt.empty()));
        assertThrows(ExecutionException.class, () -> waiting.get(20, SECONDS), "told, not forgotten");
    }

    private static VoiceSettings numbered(VoicePort port, int number) {
        return new VoiceSettings(port.address(), Codec.OPUS, 111, OptionalInt.of(number));
    }

    private void bothHear(String when) {
        until("the guard " + when, () -> loud(guardSound, 1000));
        until("the door " + when, () -> loud(doorSound, 440));
    }

    private void forget() {
        guardSound.forget();
        doorSound.forget();
    }

    private static boolean loud(ToneSound ear, double hz) {
        var heard = ear.heard();
        return heard.length >= 1600 && ToneDetector.decibels(heard, hz) > -25 && ToneDetector.share(heard, hz) > 0.8;
    }

    private static boolean silent(ToneSound ear) {
        return Level.of(ear.heard()) < -70;
    }

    private static void after(ToneSound ear, double seconds) {
        int from = ear.heard().length;
        until("it goes on", () -> ear.heard().length >= from + seconds * Sound.RATE);
    }

    private Voice guard(VoiceSettings settings) {
        return own(Voice.open(guardPort, settings, guardSound, events::add));
    }

    private Voice door(VoiceSettings settings) {
        return own(Voice.open(doorPort, settings, doorSound, e -> {}));
    }

    private static VoiceSettings to(VoicePort port, Codec codec) {
        return new VoiceSettings(port.address(), codec, codec.payloadType(), EVENTS);
    }

    private static VoicePort bind() {
        try {
            return VoicePort.bind(HERE, RtpPorts.ANY);
        } catch (java.net.BindException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int evenPort() {
        try (var pair = bind()) {
            return pair.address().getPort();
        }
    }

    private static DatagramPacket datagram() {
        return new DatagramPacket(new byte[2048], 2048);
    }

    private static Rtcp report(DatagramSocket socket) throws Exception {
        var datagram = datagram();
        socket.receive(datagram);
        return Rtcp.read(ByteBuffer.wrap(datagram.getData(), 0, datagram.getLength()))
                .getFirst();
    }

    private <T extends AutoCloseable> T own(T thing) {
        opened.add(thing);
        return thing;
    }

    private static void until(String what, BooleanSupplier there) {
        long end = System.nanoTime() + SECONDS.toNanos(20);
        while (!there.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, what);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }
}
