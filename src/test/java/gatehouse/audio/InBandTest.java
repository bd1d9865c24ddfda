package gatehouse.audio;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Digits as sound: their two tones, how loud and how long, and that nothing else is heard.
@Execution(ExecutionMode.CONCURRENT)
class InBandTest {
    private static final String KEYS = "123A456B789C*0#D";
    private static final double[] LOW = {697, 770, 852, 941};
    private static final double[] HIGH = {1209, 1336, 1477, 1633};

    @Test
    void everyKeyHasItsTwoTonesAtTheirLevelsAndNothingElse() {
        for (int key = 0; key < KEYS.length(); key++) {
            var tones = new DualTones();
            var sent = tones.send(String.valueOf(KEYS.charAt(key)), Duration.ofMillis(500), Duration.ofMillis(100));
            var sung = new short[Sound.WIDE * 3 / 5];
            sing(tones, sung);
            assertTrue(sent.handle((done, why) -> why == null).join());
            var slow = new Resampling(Sound.WIDE, Sound.RATE).run(Arrays.copyOfRange(sung, 800, 7200));
            for (int row = 0; row < 4; row++) {
                double low = ToneDetector.decibels(slow, LOW[row]);
                double high = ToneDetector.decibels(slow, HIGH[row]);
                if (row == key / 4) {
                    assertEquals(-11 - 3.14, low, 0.2, "the lower tone of " + KEYS.charAt(key));
                } else {
                    assertTrue(low < -38, LOW[row] + " is not in " + KEYS.charAt(key) + ": " + low);
                }
                if (row == key % 4) {
                    assertEquals(-9 - 3.14, high, 0.2, "the higher tone of " + KEYS.charAt(key));
                } else {
                    assertTrue(high < -38, HIGH[row] + " is not in " + KEYS.charAt(key) + ": " + high);
                }
            }
            double both = ToneDetector.share(slow, LOW[key / 4]) + ToneDetector.share(slow, HIGH[key % 4]);
            assertTrue(both > 0.99, "nothing else: " + both);
        }
    }

    @Test
    void tonesAndPausesAreAsLongAsAskedForToTheSample() {
        var tones = new DualTones();
        tones.send("15", Duration.ofMillis(73), Duration.ofMillis(41));
        var sung = new short[Sound.WIDE];
        sing(tones, sung);
        assertEquals(List.of(0, 73 * 16, (73 + 41) * 16, (73 + 41 + 73) * 16), edges(sung));
        assertFalse(tones.busy());
    }

    /// Where it becomes loud and silent, by turns: a stretch of 2 ms without a sound is silence.
    private static List<Integer> edges(short[] samples) {
        var edges = new ArrayList<Integer>();
        int quiet = Integer.MAX_VALUE / 2;
        for (int i = 0; i < samples.length; i++) {
            if (samples[i] != 0) {
                if (quiet > 32) {
                    if (!edges.isEmpty()) {
                        edges.add(i - quiet);
                    }
                    edges.add(i - i % 16);
                }
                quiet = 0;
            } else {
                quiet++;
            }
        }
        edges.add(samples.length - quiet);
        return edges.stream().map(at -> Math.round(at / 16f) * 16).toList();
    }

    private static void sing(DualTones tones, short[] into) {
        var frame = new short[320];
        for (int at = 0; at + 320 <= into.length; at += 320) {
            tones.sing(frame);
            System.arraycopy(frame, 0, into, at, 320);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theDoorHearsTheTonesThroughEveryCodecAndNotTheGuard(Codec codec) throws Exception {
        var here = InetAddress.getLoopbackAddress();
        var guardPort = VoicePort.bind(here, RtpPorts.ANY);
        var doorPort = VoicePort.bind(here, RtpPorts.ANY);
        var ear = new ToneSound(0, Duration.ofMillis(200));
        try (var guard = Voice.open(
                        guardPort, to(doorPort, codec), new ToneSound(2000, Duration.ofSeconds(1)), e -> {});
                var door = Voice.open(doorPort, to(guardPort, codec), ear, e -> {})) {
            until("the guard is heard", () -> ToneDetector.decibels(ear.heard(), 2000) > -30);
            var sent = guard.sendTonesInBand("5", Duration.ofSeconds(3), Duration.ofMillis(100));
            until("the tones alone", () -> {
                var heard = ear.heard();
                return ToneDetector.share(heard, 770) + ToneDetector.share(heard, 1336) > 0.95
                        && ToneDetector.decibels(heard, 2000) < -40;
            });
            sent.get(20, SECONDS);
            until("the guard again", () -> ToneDetector.decibels(ear.heard(), 2000) > -30);
            assertTrue(door.statistics().received() > 0);
        }
    }

    @Test
    void whileTelephoneEventsGoNothingOfTheGuardIsInThePausesEither() throws Exception {
        var here = InetAddress.getLoopbackAddress();
        var guardPort = VoicePort.bind(here, RtpPorts.ANY);
        var doorPort = VoicePort.bind(here, RtpPorts.ANY);
        var ear = new ToneSound(0, Duration.ofMillis(200));
        try (var guard = Voice.open(
                        guardPort, to(doorPort, Codec.PCMA), new ToneSound(440, Duration.ofSeconds(1)), e -> {});
                var door = Voice.open(doorPort, to(guardPort, Codec.PCMA), ear, e -> {})) {
            until("the guard is heard", () -> ToneDetector.decibels(ear.heard(), 440) > -30);
            var sent = guard.sendTones("12", Duration.ofMillis(60), Duration.ofSeconds(2));
            until("silence in the pause", () -> ear.heard().length > 0 && Level.of(ear.heard()) < -60);
            sent.get(20, SECONDS);
            until("the guard again", () -> ToneDetector.decibels(ear.heard(), 440) > -30);
            assertTrue(door.statistics().received() > 0);
        }
    }

    @Test
    void onlyDigitsAreSungAndWhatNeverWasIsTold() throws Exception {
        var here = InetAddress.getLoopbackAddress();
        var port = VoicePort.bind(here, RtpPorts.ANY);
        var voice = Voice.open(port, to(port, Codec.PCMA), new NoSound(), e -> {});
        try (voice) {
            assertThrows(
                    ExecutionException.class,
                    () -> voice.sendTonesInBand("1x", Duration.ofMillis(60), Duration.ofMillis(60))
                            .get(20, SECONDS));
            voice.sendTonesInBand("", Duration.ofMillis(60), Duration.ofMillis(60))
                    .get(20, SECONDS);
        }
        assertTrue(voice.sendTonesInBand("1", Duration.ofMillis(60), Duration.ofMillis(60))
                .isCompletedExceptionally());
    }

    private static VoiceSettings to(VoicePort port, Codec codec) {
        return new VoiceSettings(port.address(), codec, codec.payloadType(), OptionalInt.of(101));
    }

    private static void until(String what, java.util.function.BooleanSupplier there) {
        long end = System.nanoTime() + SECONDS.toNanos(20);
        while (!there.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, what);
            LockSupport.parkNanos(10_000_000);
        }
    }
}
