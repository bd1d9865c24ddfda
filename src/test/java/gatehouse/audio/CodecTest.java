package gatehouse.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Execution(ExecutionMode.CONCURRENT)
class CodecTest {
    private static final byte[] NONE = {};

    @ParameterizedTest
    @CsvSource({
        "PCMA, 8, 8000, 8000, 160, PCMA/8000",
        "PCMU, 0, 8000, 8000, 160, PCMU/8000",
        "G722, 9, 8000, 16000, 320, G722/8000", // the clock that RFC 3551 kept by mistake
        "OPUS, 111, 48000, 16000, 320, opus/48000/2"
    })
    void numbersAndRatesAreThoseOfTheStandards(Codec codec, int type, int clock, int rate, int frame, String rtpmap) {
        assertEquals(type, codec.payloadType());
        assertEquals(clock, codec.clockRate());
        assertEquals(rate, codec.sampleRate());
        assertEquals(frame, codec.frameSamples());
        assertEquals(rtpmap, codec.rtpmap());
        var payload = codec.encoder().encode(new short[frame]);
        assertEquals(codec.frameTicks(), codec.decoder().ticks(payload), "a packet lasts 20 ms");
    }

    /// Measured: G.711 0.9997 / 35 dB, G.722 0.9994 / 28 dB, Opus at 24 kbit/s 0.96 / 11 dB (it keeps the sound, not
    /// the wave).
    @ParameterizedTest
    @CsvSource({"PCMA, 0.999, 30", "PCMU, 0.999, 30", "G722, 0.998, 25", "OPUS, 0.92, 8"})
    void speechComesOutAsItWentIn(Codec codec, double correlation, double decibels) {
        var speech = SpeechLike.samples(codec.sampleRate(), 5, 1);
        var back = through(codec, speech, sequence -> false);
        var likeness = SpeechLike.likeness(speech, back, codec.sampleRate() / 100);
        assertTrue(likeness.correlation() > correlation, likeness.toString());
        assertTrue(likeness.decibels() > decibels, likeness.toString());
        assertTrue(likeness.delay() <= codec.sampleRate() / 125, "at most 8 ms: " + likeness);
    }

    /// Wave by wave a concealed packet cannot be right; it is to have the loudness and the shape of what was lost, a
    /// little shifted. Measured over 1000 packets: see the assertions.
    @ParameterizedTest
    @EnumSource
    void whatIsConcealedSoundsLikeWhatWasLost(Codec codec) {
        var speech = SpeechLike.samples(codec.sampleRate(), 20, 3);
        var random = new Random(7);
        var lost = IntStream.range(0, 1000)
                .filter(i -> random.nextInt(20) == 0)
                .boxed()
                .toList();
        var whole = through(codec, speech, sequence -> false);
        var concealed = through(codec, speech, lost::contains);
        int frame = codec.frameSamples();
        double off = 0;
        double alike = 0;
        int spoken = 0;
        for (int at : lost) {
            var was = Arrays.copyOfRange(whole, at * frame, (at + 1) * frame);
            if (Level.of(was) > -45) {
                var put = Arrays.copyOfRange(concealed, at * frame, (at + 1) * frame);
                off += Math.abs(Level.of(was) - Level.of(put));
                alike += SpeechLike.likeness(Arrays.copyOf(was, frame / 2), put, frame / 2)
                        .correlation();
                spoken++;
            }
        }
        assertTrue(spoken > 20, "lost " + spoken);
        assertTrue(off / spoken < 6, codec + " is " + off / spoken + " dB off");
        assertTrue(alike / spoken > 0.5, codec + " is alike by " + alike / spoken);
    }

    @ParameterizedTest
    @EnumSource
    void aLongGapEndsInSilence(Codec codec) {
        var decoder = codec.decoder();
        var encoder = codec.encoder();
        var speech = SpeechLike.samples(codec.sampleRate(), 1, 1);
        for (int at = 0; at + codec.frameSamples() <= speech.length; at += codec.frameSamples()) {
            decoder.decode(encoder.encode(Arrays.copyOfRange(speech, at, at + codec.frameSamples())));
        }
        short[] last = NONE_HEARD;
        for (int i = 0; i < 100; i++) {
            last = decoder.conceal(codec.frameSamples(), NONE);
            assertEquals(codec.frameSamples(), last.length);
        }
        assertTrue(Level.of(last) < -60, codec + " hums on at " + Level.of(last));
    }

    private static final short[] NONE_HEARD = {};

    @ParameterizedTest
    @EnumSource
    void rubbishCostsItsOwnTimeAndNothingElse(Codec codec) {
        var random = new Random(5);
        var decoder = codec.decoder();
        for (int i = 0; i < 3000; i++) {
            var rubbish = new byte[random.nextInt(200)];
            random.nextBytes(rubbish);
            int ticks = decoder.ticks(rubbish);
            assertTrue(ticks >= 0 && ticks <= 5760);
            if (ticks > 0) {
                decoder.decode(rubbish);
            }
            assertEquals(37, decoder.conceal(37, rubbish).length);
        }
        var speech = SpeechLike.samples(codec.sampleRate(), 3, 1);
        var encoder = codec.encoder();
        var back = new short[speech.length];
        for (int at = 0; at + codec.frameSamples() <= speech.length; at += codec.frameSamples()) {
            var some = decoder.decode(encoder.encode(Arrays.copyOfRange(speech, at, at + codec.frameSamples())));
            System.arraycopy(some, 0, back, at, some.length);
        }
        int half = speech.length / 2; // an ADPCM decoder takes a moment to come back into step
        var likeness = SpeechLike.likeness(
                Arrays.copyOfRange(speech, half, speech.length),
                Arrays.copyOfRange(back, half, back.length),
                codec.sampleRate() / 100);
        assertTrue(likeness.correlation() > 0.9, likeness.toString());
    }

    @Test
    void opusSaysItsTimeForEveryMode() {
        var opus = Codec.OPUS.decoder();
        assertEquals(480, opus.ticks(new byte[] {0}), "SILK, 10 ms");
        assertEquals(2880, opus.ticks(new byte[] {3 << 3}), "SILK, 60 ms");
        assertEquals(960, opus.ticks(new byte[] {(byte) (13 << 3)}), "both, 20 ms");
        assertEquals(120, opus.ticks(new byte[] {(byte) (28 << 3)}), "CELT, 2.5 ms");
        assertEquals(1920, opus.ticks(new byte[] {(byte) (31 << 3 | 1)}), "two frames of 20 ms");
        assertEquals(2880, opus.ticks(new byte[] {(byte) (31 << 3 | 3), 3}), "three of them");
        assertEquals(0, opus.ticks(new byte[] {(byte) (31 << 3 | 3), 7}), "longer than 120 ms");
        assertEquals(0, opus.ticks(new byte[] {(byte) (31 << 3 | 3)}), "cut off");
        assertEquals(0, opus.ticks(NONE));
    }

    @Test
    void opusSilenceIsTaken() {
        var decoder = Codec.OPUS.decoder();
        assertEquals(320, decoder.decode(new byte[] {1 << 3}).length, "a packet of one octet: nothing was sent (DTX)");
        assertArrayEquals(new short[320], decoder.conceal(320, NONE));
    }

    private static short[] through(Codec codec, short[] samples, java.util.function.IntPredicate isLost) {
        var encoder = codec.encoder();
        var decoder = codec.decoder();
        int frame = codec.frameSamples();
        var packets = IntStream.range(0, samples.length / frame)
                .mapToObj(i -> encoder.encode(Arrays.copyOfRange(samples, i * frame, (i + 1) * frame)))
                .toList();
        var out = new short[packets.size() * frame];
        for (int i = 0; i < packets.size(); i++) {
            boolean nextIsThere = i + 1 < packets.size() && !isLost.test(i + 1);
            var some = isLost.test(i)
                    ? decoder.conceal(frame, nextIsThere ? packets.get(i + 1) : NONE)
                    : decoder.decode(packets.get(i));
            System.arraycopy(some, 0, out, i * frame, frame);
        }
        return out;
    }
}
