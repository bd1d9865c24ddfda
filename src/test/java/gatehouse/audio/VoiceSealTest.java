package gatehouse.audio;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.rtp.RtpPacket;
import gatehouse.rtp.SrtpKey;
import gatehouse.rtp.SrtpSuite;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Voices that are sealed, and packets that must not become sound.
@Execution(ExecutionMode.CONCURRENT)
class VoiceSealTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    @ParameterizedTest
    @EnumSource
    void sealedVoicesHearEachOther(SrtpSuite suite) throws Exception {
        var ours = SrtpKey.fresh(suite);
        var theirs = SrtpKey.fresh(suite);
        var guardPort = VoicePort.bind(HERE, RtpPorts.ANY);
        var doorPort = VoicePort.bind(HERE, RtpPorts.ANY);
        var ear = new ToneSound(440, Duration.ofSeconds(1));
        try (var guard = Voice.open(guardPort, to(doorPort).sealedWith(keys(ours, theirs)), ear, e -> {});
                var door = Voice.open(
                        doorPort,
                        to(guardPort).sealedWith(keys(theirs, ours)),
                        new ToneSound(1000, Duration.ofSeconds(1)),
                        e -> {})) {
            until(guard, facts -> ToneDetector.share(ear.heard(), 1000) > 0.8);
            // A report of the other side must have come through its seal too.
            until(door, facts -> facts.theirs().blocks() > 0);
            assertEquals(0, guard.facts().in().unsealed());
            assertEquals(0, guard.statistics().garbage());
        }
    }

    @Test
    void anotherKeyIsSilenceAndANamedTrouble() throws Exception {
        var suite = SrtpSuite.AES_CM_128_HMAC_SHA1_80;
        var key = SrtpKey.fresh(suite);
        var guardPort = VoicePort.bind(HERE, RtpPorts.ANY);
        var doorPort = VoicePort.bind(HERE, RtpPorts.ANY);
        var ear = new ToneSound(440, Duration.ofSeconds(1));
        try (var guard = Voice.open(guardPort, to(doorPort).sealedWith(keys(key, key)), ear, e -> {});
                var door = Voice.open(
                        doorPort,
                        to(guardPort).sealedWith(keys(SrtpKey.fresh(suite), key)),
                        new ToneSound(1000, Duration.ofSeconds(1)),
                        e -> {})) {
            until(guard, facts -> facts.in().unsealed() >= 20);
            assertEquals(-96, Level.of(ear.heard()), "not a sound");
            assertEquals(
                    new Finding.WrongKey(),
                    Explainer.explain(guard.facts(), Duration.ofSeconds(1))
                            .fromDoor()
                            .orElseThrow());
            assertTrue(door.statistics().received() > 0, "the other way is well");
        }
    }

    /// Somebody on the way keeps what the door said and sends it again when the door is silent.
    @Test
    void aReplayedVoiceIsSilenceAndANamedTrouble() throws Exception {
        var key = SrtpKey.fresh(SrtpSuite.AES_CM_128_HMAC_SHA1_80);
        var guardPort = VoicePort.bind(HERE, RtpPorts.ANY);
        var doorPort = VoicePort.bind(HERE, RtpPorts.ANY);
        var ear = new ToneSound(440, Duration.ofMillis(500));
        var kept = new ArrayList<byte[]>();
        try (var way = new DatagramSocket(0, HERE);
                var guard = Voice.open(guardPort, to(way).sealedWith(keys(key, key)), ear, e -> {})) {
            way.setSoTimeout(20_000);
            var door = Voice.open(
                    doorPort, to(way).sealedWith(keys(key, key)), new ToneSound(1000, Duration.ofSeconds(1)), e -> {});
            try (door) {
                while (kept.size() < 60) {
                    var packet = new DatagramPacket(new byte[2048], 2048);
                    way.receive(packet);
                    if (packet.getPort() == doorPort.address().getPort()) {
                        kept.add(Arrays.copyOf(packet.getData(), packet.getLength()));
                        way.send(new DatagramPacket(kept.getLast(), packet.getLength(), guardPort.address()));
                    }
                }
            }
            assertTrue(ToneDetector.share(ear.heard(), 1000) > 0.5, "the door itself was heard");
            var beat = new Pacer(Duration.ofMillis(20));
            Optional<Finding> named = Optional.empty();
            for (int i = 0; i < 1000 && named.isEmpty(); i++) {
                beat.await();
                var again = kept.get(i % kept.size());
                way.send(new DatagramPacket(again, again.length, guardPort.address()));
                named = Explainer.explain(guard.facts(), Duration.ofSeconds(9)).fromDoor();
            }
            assertEquals(Optional.of(new Finding.WrongKey()), named);
            assertEquals(-96, Level.of(ear.heard()), "not a sound of it");
            assertEquals(60, guard.statistics().received(), "each counted once");
        }
    }

    @Test
    void voiceInTheClearIsNotPlayedInASealedCallNorTheOtherWayRound() throws Exception {
        var key = SrtpKey.fresh(SrtpSuite.AEAD_AES_128_GCM);
        var guardPort = VoicePort.bind(HERE, RtpPorts.ANY);
        var doorPort = VoicePort.bind(HERE, RtpPorts.ANY);
        var ear = new ToneSound(440, Duration.ofSeconds(1));
        try (var guard = Voice.open(guardPort, to(doorPort).sealedWith(keys(key, key)), ear, e -> {});
                var door = Voice.open(doorPort, to(guardPort), new ToneSound(1000, Duration.ofSeconds(1)), e -> {})) {
            until(guard, facts -> facts.in().unsealed() >= 20);
            assertEquals(-96, Level.of(ear.heard()));
            assertEquals(0, guard.statistics().received());
            assertTrue(door.facts().agreed().ours().equals(doorPort.address()));
        }
    }

    @Test
    void onlyTheOfferedHostIsBelievedWhereThatIsThePolicy() throws Exception {
        var elsewhere = InetAddress.ofLiteral("127.0.0.2");
        try (var offered = new DatagramSocket(0, HERE);
                var otherPort = new DatagramSocket(0, HERE);
                var stranger = new DatagramSocket(0, elsewhere)) {
            var port = VoicePort.bind(HERE, RtpPorts.ANY);
            var settings = new VoiceSettings(
                            new InetSocketAddress(HERE, offered.getLocalPort()), Codec.PCMA, 8, OptionalInt.empty())
                    .latching(VoiceSettings.Latch.OFFERED_HOST);
            try (var voice = Voice.open(port, settings, new NoSound(), e -> {})) {
                for (int i = 0; i < 6; i++) {
                    send(stranger, port, i, new byte[160], 8);
                }
                until(voice, facts -> facts.in().elsewhere() == 6);
                var finding =
                        Explainer.explain(voice.facts(), Duration.ofSeconds(1)).fromDoor();
                assertEquals(
                        new Finding.FromElsewhere(
                                settings.remote(), new InetSocketAddress(elsewhere, stranger.getLocalPort())),
                        finding.orElseThrow());
                send(otherPort, port, 1, new byte[160], 8);
                until(voice, facts -> facts.in().received() == 1);
                send(offered, port, 2, new byte[160], 8);
                until(voice, facts -> facts.in().elsewhere() == 7);
                assertEquals(
                        otherPort.getLocalPort(),
                        voice.statistics().heardFrom().orElseThrow().getPort());
            }
        }
    }

    @Test
    void comfortNoiseIsHeardInPlaceOfSilence() throws Exception {
        try (var door = new DatagramSocket(0, HERE)) {
            var port = VoicePort.bind(HERE, RtpPorts.ANY);
            var ear = new ToneSound(0, Duration.ofMillis(200));
            var settings = new VoiceSettings(
                    new InetSocketAddress(HERE, door.getLocalPort()), Codec.PCMA, 8, OptionalInt.empty());
            try (var voice = Voice.open(port, settings, ear, e -> {})) {
                send(door, port, 1, new byte[] {40}, ComfortNoise.PAYLOAD_TYPE);
                until(voice, facts -> Math.abs(Level.of(ear.heard()) + 40) < 2);
                assertTrue(voice.facts().in().pausing());
                var silence = Codec.PCMA.encoder().encode(new short[160]);
                for (int i = 2; i < 60; i++) {
                    send(door, port, i, silence, 8);
                }
                until(voice, facts -> Level.of(ear.heard()) < -70);
                assertEquals(0, voice.statistics().garbage());
            }
        }
    }

    @Test
    void payloadTypesNobodyAgreedOnAreNamed() throws Exception {
        try (var door = new DatagramSocket(0, HERE)) {
            var port = VoicePort.bind(HERE, RtpPorts.ANY);
            var settings = new VoiceSettings(
                    new InetSocketAddress(HERE, door.getLocalPort()), Codec.G722, 9, OptionalInt.empty());
            try (var voice = Voice.open(port, settings, new NoSound(), e -> {})) {
                for (int i = 0; i < 10; i++) {
                    send(door, port, i, new byte[20], 18);
                }
                until(voice, facts -> facts.in().undecodable() == 10);
                var finding =
                        Explainer.explain(voice.facts(), Duration.ofSeconds(1)).fromDoor();
                assertEquals(
                        "G722/8000",
                        ((Finding.Undecodable) finding.orElseThrow()).agreed().rtpmap());
                assertTrue(voice.facts().in().otherTypes().contains(18));
            }
        }
    }

    @Test
    void aGoodCallIsRatedGood() throws Exception {
        var guardPort = VoicePort.bind(HERE, RtpPorts.ANY);
        var doorPort = VoicePort.bind(HERE, RtpPorts.ANY);
        try (var guard = Voice.open(guardPort, to(doorPort), new ToneSound(440, Duration.ofSeconds(1)), e -> {});
                var door = Voice.open(doorPort, to(guardPort), new ToneSound(900, Duration.ofSeconds(1)), e -> {})) {
            until(door, facts -> facts.theirs().blocks() > 0 && facts.in().heard() > 50);
            guard.spokenGain(3);
            guard.heardGain(-3);
            guard.halfDuplex(true);
            guard.halfDuplex(false);
            var quality = door.wholeQuality();
            assertTrue(quality.r() > 0 && quality.mos() > 1 && quality.codec() == Codec.PCMA, quality.toString());
            assertTrue(door.quality().r() > 0);
        }
    }

    private static VoiceSettings to(VoicePort port) {
        return new VoiceSettings(port.address(), Codec.PCMA, 8, OptionalInt.empty());
    }

    private static VoiceSettings to(DatagramSocket there) {
        var address = new InetSocketAddress(HERE, there.getLocalPort());
        return new VoiceSettings(address, Codec.PCMA, 8, OptionalInt.empty());
    }

    private static VoiceSettings.Keys keys(SrtpKey ours, SrtpKey theirs) {
        return new VoiceSettings.Keys(ours, theirs);
    }

    private static void send(DatagramSocket from, VoicePort to, int sequence, byte[] payload, int type)
            throws Exception {
        var out = new RtpPacket(type, false, sequence, 160L * sequence, 5, ByteBuffer.wrap(payload)).write();
        from.send(new DatagramPacket(out.array(), out.limit(), to.address()));
    }

    /// Waits for what the voice does by itself.
    private static void until(Voice voice, Predicate<VoiceFacts> state) throws InterruptedException {
        var never = new CountDownLatch(1);
        long end = System.nanoTime() + SECONDS.toNanos(30);
        while (!state.test(voice.facts())) {
            assertTrue(System.nanoTime() < end, () -> "still " + voice.facts());
            assertTrue(!never.await(20, TimeUnit.MILLISECONDS));
        }
    }
}
