package gatehouse.audio;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.rtp.RtpPacket;
import java.net.BindException;
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
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class VoiceTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final OptionalInt EVENTS = OptionalInt.of(101);

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (var thing : opened.reversed()) {
            thing.close();
        }
    }

    @Test
    void bothSidesHearEachOthersTone() throws Exception {
        for (var codec : Codec.values()) {
            var guard = new Listening(new ToneSound(440, Duration.ofSeconds(1)));
            var door = new Listening(new ToneSound(1000, Duration.ofSeconds(1)));
            var guardPort = bind();
            var doorPort = bind();
            var left = voice(guardPort, doorPort.address(), codec, EVENTS, guard, e -> {});
            var right = voice(doorPort, guardPort.address(), codec, EVENTS, door, e -> {});
            guard.hears(1000);
            door.hears(440);
            assertTrue(left.heardLevel() > -30 && left.heardLevel() < 0, "level " + left.heardLevel());
            assertTrue(right.spokenLevel() > -30, "level " + right.spokenLevel());
            var statistics = left.statistics();
            assertTrue(statistics.received() > 5 && statistics.sent() > 5, statistics.toString());
            assertEquals(0, statistics.ignored() + statistics.garbage(), statistics.toString());
            assertEquals(doorPort.address(), statistics.heardFrom().orElseThrow());
            assertTrue(statistics.firstPacketNanos().isPresent());
        }
    }

    @Test
    void mutedAndUnheldPushToTalkSendSilence() throws Exception {
        var door = new Listening(new ToneSound(0, Duration.ofMillis(200)));
        var guardPort = bind();
        var doorPort = bind();
        var guard = voice(
                guardPort, doorPort.address(), Codec.PCMA, EVENTS, new ToneSound(440, Duration.ofSeconds(1)), e -> {});
        voice(doorPort, guardPort.address(), Codec.PCMA, EVENTS, door, e -> {});
        door.await(25);
        assertTrue(ToneDetector.decibels(door.tone.heard(), 440) > -30, "live");

        guard.mute(true);
        door.await(30);
        assertTrue(ToneDetector.decibels(door.tone.heard(), 440) < -60, "muted");
        guard.mute(false);
        guard.talk(Voice.Talk.PUSH_TO_TALK);
        assertFalse(guard.live());
        door.await(30);
        assertTrue(ToneDetector.decibels(door.tone.heard(), 440) < -60, "key up");
        guard.hold(true);
        assertTrue(guard.live());
        door.await(30);
        assertTrue(ToneDetector.decibels(door.tone.heard(), 440) > -30, "key down");
    }

    @Test
    void volumeTurnsDownWhatIsHeardAndNotANumberChangesNothing() throws Exception {
        var guard = new Listening(new ToneSound(0, Duration.ofMillis(200)));
        var guardPort = bind();
        var doorPort = bind();
        var voice = voice(guardPort, doorPort.address(), Codec.PCMU, EVENTS, guard, e -> {});
        voice(doorPort, guardPort.address(), Codec.PCMU, EVENTS, new ToneSound(700, Duration.ofSeconds(1)), e -> {});
        guard.await(30);
        double full = ToneDetector.decibels(guard.tone.heard(), 700);
        voice.volume(0.1);
        voice.volume(Double.NaN);
        guard.await(30);
        assertEquals(full - 20, ToneDetector.decibels(guard.tone.heard(), 700), 3);
        voice.volume(-5);
        guard.await(30);
        assertEquals(-96, ToneDetector.decibels(guard.tone.heard(), 700));
    }

    @Test
    void digitsArriveOnceEachAndInOrder() throws Exception {
        BlockingQueue<Character> heard = new LinkedBlockingQueue<>();
        var guardPort = bind();
        var doorPort = bind();
        var guard = voice(guardPort, doorPort.address(), Codec.PCMA, EVENTS, new NoSound(), e -> {});
        voice(doorPort, guardPort.address(), Codec.PCMA, EVENTS, new NoSound(), event -> {
            if (event instanceof VoiceEvent.DigitHeard tone) {
                heard.add(tone.digit());
            }
        });
        var sent = guard.sendTones("42#", Duration.ofMillis(60), Duration.ofMillis(60));
        var more = guard.sendTones("7", Duration.ofMillis(60), Duration.ofMillis(60));
        for (char digit : "42#7".toCharArray()) {
            assertEquals(digit, heard.poll(20, SECONDS));
        }
        sent.get(20, SECONDS);
        more.get(20, SECONDS);
        assertTrue(heard.isEmpty());
    }

    @Test
    void tonesGoOutOnlyWhenTheOtherSideAgreedAndAreDigits() throws Exception {
        var port = bind();
        var without = voice(port, port.address(), Codec.PCMA, OptionalInt.empty(), new NoSound(), e -> {});
        var failure = assertThrows(
                ExecutionException.class,
                () -> without.sendTones("1", Duration.ofMillis(60), Duration.ofMillis(60))
                        .get(10, SECONDS));
        assertInstanceOf(IllegalStateException.class, failure.getCause());
        var other = bind();
        var with = voice(other, other.address(), Codec.PCMA, EVENTS, new NoSound(), e -> {});
        var secret = assertThrows(
                ExecutionException.class,
                () -> with.sendTones("12x4", Duration.ofMillis(60), Duration.ofMillis(60))
                        .get(10, SECONDS));
        assertInstanceOf(IllegalArgumentException.class, secret.getCause());
        assertFalse(secret.getCause().getMessage().contains("12x4"), "a code is not printed");
    }

    @Test
    void theFirstSourceIsFollowedAndAThirdPartyIsIgnored() throws Exception {
        BlockingQueue<VoiceEvent> events = new LinkedBlockingQueue<>();
        try (var offered = new DatagramSocket(0, HERE);
                var real = new DatagramSocket(0, HERE);
                var stranger = new DatagramSocket(0, HERE)) {
            var port = bind();
            var voice = voice(port, at(offered), Codec.PCMA, EVENTS, new NoSound(), events::add);
            offered.setSoTimeout(20_000);
            receive(offered); // before anything was heard, we send where the offer says

            var payload = new byte[160];
            send(stranger, port, "this is no RTP".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            send(stranger, port, new RtpPacket(34, false, 1, 0, 5, ByteBuffer.wrap(payload)));
            send(real, port, new RtpPacket(8, true, 100, 0, 6, ByteBuffer.wrap(payload)));
            assertEquals(
                    at(real),
                    assertInstanceOf(VoiceEvent.FirstPacket.class, events.poll(20, SECONDS))
                            .from());
            assertEquals(new VoiceEvent.SourceChanged(at(offered), at(real)), events.poll(20, SECONDS));

            for (int i = 0; i < 5; i++) {
                send(stranger, port, new RtpPacket(8, false, 101 + i, 160, 7, ByteBuffer.wrap(payload)));
            }
            send(stranger, port, new RtpPacket(101, true, 110, 160, 7, new TelephoneEvent(5, false, 10, 160).write()));
            real.setSoTimeout(20_000);
            receive(real);
            var marked = new RtpPacket(101, true, 101, 160, 6, new TelephoneEvent(3, false, 10, 160).write());
            send(real, port, marked);
            assertEquals(new VoiceEvent.DigitHeard('3'), events.poll(20, SECONDS));
            assertEquals(6, voice.statistics().ignored());
            assertEquals(2, voice.statistics().garbage());
            assertEquals(at(real), voice.statistics().heardFrom().orElseThrow());
        }
    }

    @Test
    void aLostMicrophoneIsToldAndTheCallGoesOn() throws Exception {
        BlockingQueue<VoiceEvent> events = new LinkedBlockingQueue<>();
        var broken = new Sound() {
            @Override
            public String name() {
                return "broken";
            }

            @Override
            public boolean silent() {
                return false;
            }

            @Override
            public Microphone microphone() throws SoundLost {
                throw new SoundLost("unplugged");
            }

            @Override
            public Speaker speaker() {
                return new Speaker() {
                    @Override
                    public void write(short[] samples) throws SoundLost {
                        throw new SoundLost("pulled out");
                    }

                    @Override
                    public void close() {}
                };
            }
        };
        try (var door = new DatagramSocket(0, HERE)) {
            voice(bind(), at(door), Codec.PCMA, EVENTS, broken, events::add);
            var told = List.of(events.poll(20, SECONDS), events.poll(20, SECONDS));
            assertTrue(told.contains(new VoiceEvent.SoundGone(VoiceEvent.Side.MICROPHONE, "unplugged")), "" + told);
            assertTrue(told.contains(new VoiceEvent.SoundGone(VoiceEvent.Side.SPEAKER, "pulled out")), "" + told);
            door.setSoTimeout(20_000);
            receive(door);
            receive(door);
        }
    }

    @Test
    void closeLeavesNoThreadAndNoSocket() throws Exception {
        var port = bind();
        int number = port.address().getPort();
        var voice = voice(port, port.address(), Codec.PCMA, EVENTS, new NoSound(), e -> {});
        var waiting = voice.sendTones("123456789", Duration.ofSeconds(2), Duration.ofSeconds(1));
        voice.close();
        voice.close();
        assertTrue(waiting.isCompletedExceptionally());
        assertTrue(
                Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(t -> t.getName().startsWith("voice-" + number)),
                "no thread");
        new DatagramSocket(number, HERE).close();
        new DatagramSocket(number + 1, HERE).close();
    }

    @Test
    void portsAreEvenWithTheirOddNeighbourAndTheirEndIsSaidClearly() throws Exception {
        int even;
        try (var probe = bind()) {
            even = probe.address().getPort();
        }
        var range = new RtpPorts(even, even + 1);
        try (var first = VoicePort.bind(HERE, range)) {
            assertEquals(0, first.address().getPort() % 2);
            var taken = assertThrows(BindException.class, () -> VoicePort.bind(HERE, range));
            assertTrue(taken.getMessage().contains("are taken"), taken.getMessage());
        }
        VoicePort.bind(HERE, range).close();
        assertThrows(IllegalArgumentException.class, () -> new RtpPorts(20_001, 20_002));
        assertEquals(20_002, new RtpPorts(20_001, 20_003).firstEven());
    }

    private VoicePort bind() throws BindException {
        return VoicePort.bind(HERE, RtpPorts.ANY);
    }

    private Voice voice(
            VoicePort port,
            InetSocketAddress remote,
            Codec codec,
            OptionalInt events,
            Sound sound,
            Consumer<VoiceEvent> tell) {
        var voice = Voice.open(port, new VoiceSettings(remote, codec, codec.payloadType(), events), sound, tell);
        opened.add(voice);
        return voice;
    }

    private static InetSocketAddress at(DatagramSocket socket) {
        return new InetSocketAddress(HERE, socket.getLocalPort());
    }

    private static void send(DatagramSocket from, VoicePort to, RtpPacket packet) throws Exception {
        var out = packet.write();
        from.send(new DatagramPacket(out.array(), out.limit(), to.address()));
    }

    private static void send(DatagramSocket from, VoicePort to, byte[] bytes) throws Exception {
        from.send(new DatagramPacket(bytes, bytes.length, to.address()));
    }

    private static void receive(DatagramSocket socket) throws Exception {
        socket.receive(new DatagramPacket(new byte[2048], 2048));
    }

    /// Lets a test wait until so many more frames were played.
    private static final class Listening implements Sound {
        final ToneSound tone;
        private final BlockingQueue<Boolean> frames = new LinkedBlockingQueue<>();

        Listening(ToneSound tone) {
            this.tone = tone;
        }

        void await(int count) throws InterruptedException {
            frames.clear();
            for (int i = 0; i < count; i++) {
                assertTrue(frames.poll(20, SECONDS) != null, "a frame is played");
            }
        }

        void hears(double hz) throws InterruptedException {
            long until = System.nanoTime() + SECONDS.toNanos(30);
            double share = 0;
            while (share < 0.8 && System.nanoTime() < until) {
                await(10);
                share = ToneDetector.share(tone.heard(), hz);
            }
            assertTrue(share >= 0.8, hz + " Hz is " + share + " of what is heard");
        }

        @Override
        public String name() {
            return tone.name();
        }

        @Override
        public boolean silent() {
            return false;
        }

        @Override
        public Microphone microphone() {
            return tone.microphone();
        }

        @Override
        public Speaker speaker() {
            var speaker = tone.speaker();
            return new Speaker() {
                @Override
                public void write(short[] samples) throws SoundLost, InterruptedException {
                    speaker.write(samples);
                    frames.add(true);
                }

                @Override
                public void close() {
                    speaker.close();
                }
            };
        }
    }
}
