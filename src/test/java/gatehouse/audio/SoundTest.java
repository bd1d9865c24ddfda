package gatehouse.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SoundTest {
    @Test
    void aMachineWithoutSoundIsChosenSilentAndSaysSo() {
        var choice = SoundDevices.choose(Optional.of("Headset of nobody"), Optional.empty());
        if (SoundDevices.list().isEmpty()) {
            assertTrue(choice.sound().silent());
            assertEquals(Optional.of(new SoundTrouble.NoDevice()), choice.trouble());
        } else {
            assertFalse(choice.sound().silent());
        }
    }

    @Test
    void theDetectorFindsItsToneAndNoOther() {
        var tone = tone(440, 8000, 8000);
        assertEquals(1, ToneDetector.share(tone, 440), 0.01);
        assertTrue(ToneDetector.share(tone, 700) < 0.01);
        assertEquals(20 * Math.log10(8000 / 32768.0), ToneDetector.decibels(tone, 440), 0.1);
        assertEquals(0, ToneDetector.share(new short[800], 440));
        assertEquals(0, ToneDetector.share(new short[0], 440));
        assertEquals(-96, ToneDetector.decibels(new short[0], 440));
    }

    @Test
    void resamplingKeepsAVoiceAndBreaksNothing() {
        var tone = tone(1000, 8000, 8000);
        var up = new Resampling(8000, 48_000).run(tone);
        assertEquals(48_000, up.length);
        var back = new Resampling(48_000, 8000).run(up);
        assertTrue(ToneDetector.share(back, 1000) > 0.98);
        assertEquals(ToneDetector.decibels(tone, 1000), ToneDetector.decibels(back, 1000), 0.3);
        var above = tone(7000, 8000, 48_000); // would fold to 1 kHz
        var folded = new Resampling(48_000, 8000).run(above);
        assertTrue(ToneDetector.decibels(folded, 1000) < -50, "" + ToneDetector.decibels(folded, 1000));
    }

    @Test
    void everyPairOfRatesKeepsAVoice() {
        int[][] pairs = {{8000, 16_000}, {16_000, 48_000}, {16_000, 16_000}, {8000, 48_000}};
        for (var pair : pairs) {
            var tone = tone(1000, 8000, 8000);
            var there = new Resampling(8000, pair[0]).run(tone);
            var up = new Resampling(pair[0], pair[1]).run(there);
            assertEquals(pair[1], up.length);
            var back = new Resampling(pair[1], pair[0]).run(up);
            var slow = new Resampling(pair[0], 8000).run(back);
            assertTrue(ToneDetector.share(slow, 1000) > 0.98, pair[0] + " to " + pair[1]);
            assertEquals(ToneDetector.decibels(tone, 1000), ToneDetector.decibels(slow, 1000), 0.3);
        }
    }

    @Test
    void aDeviceOfTwoChannelsAt48kHearsAndPlaysTheSame() {
        var tone = tone(600, 10_000, 8000);
        for (var shape : LineShape.tried(8000)) {
            var bytes = shape.write(tone, new Resampling(8000, shape.rate()));
            assertEquals(shape.bytesOf(tone.length, 8000), bytes.length);
            var back = new short[tone.length];
            shape.read(bytes, back, new Resampling(shape.rate(), 8000));
            assertTrue(ToneDetector.share(back, 600) > 0.98, shape.toString());
        }
    }

    @Test
    void levelOfSilenceIsANumber() {
        var level = new Level();
        assertEquals(-96, level.decibels());
        level.measure(new short[800]);
        assertEquals(-96, level.decibels());
        level.measure(tone(440, 32767, 800));
        assertEquals(-3, level.decibels(), 0.1);
    }

    @Test
    void everyChimeRisesThroughItsNotes() {
        for (int variation = 0; variation < Chime.VARIATIONS; variation++) {
            var samples = Chime.samples(variation);
            for (double note : Chime.notes(variation)) {
                assertTrue(ToneDetector.decibels(samples, note) > -45, variation + " has " + note);
            }
            for (short sample : samples) {
                assertTrue(Math.abs(sample) < 32767, "nothing is clipped");
            }
        }
    }

    @Test
    void ringToneRingsUntilItIsStoppedAndCanBeginAgain() throws Exception {
        var sound = new ToneSound(0, Duration.ofSeconds(5));
        var played = new CountDownLatch(1);
        try (var ring = new RingTone(listened(sound, played), 1)) {
            ring.start();
            ring.start();
            assertTrue(played.await(20, TimeUnit.SECONDS));
            ring.stop();
            assertTrue(ToneDetector.share(sound.heard(), Chime.notes(1)[0]) > 0.3);
            int after = sound.heard().length;
            assertEquals(after, sound.heard().length);
            ring.stop();
            ring.start();
        }
        try (var silent = new RingTone(new NoSound(), 0)) {
            silent.start();
        }
    }

    @Test
    void concealmentGoesOnWithThePitchAndFades() {
        var concealment = new Concealment(8000);
        concealment.good(tone(200, 8000, 480));
        var first = concealment.fill(160);
        var fourth = concealment.fill(480);
        assertTrue(ToneDetector.decibels(first, 200) > -20, "goes on");
        assertEquals(0, fourth[479], "silent after 60 ms");
        var back = concealment.good(tone(200, 8000, 160));
        assertTrue(Math.abs(back[0]) < 2000, "no click");
    }

    /// Counts down after a quarter of a second of ringing.
    private static Sound listened(ToneSound sound, CountDownLatch played) {
        return new Sound() {
            @Override
            public String name() {
                return sound.name();
            }

            @Override
            public boolean silent() {
                return false;
            }

            @Override
            public Microphone microphone() {
                return sound.microphone();
            }

            @Override
            public Speaker speaker() {
                var speaker = sound.speaker();
                return new Speaker() {
                    private int frames;

                    @Override
                    public void write(short[] samples) throws SoundLost, InterruptedException {
                        speaker.write(samples);
                        if (++frames == 13) {
                            played.countDown();
                        }
                    }

                    @Override
                    public void close() {
                        speaker.close();
                    }
                };
            }
        };
    }

    static short[] tone(double hz, double amplitude, int count) {
        // At 48 kHz when there are more samples than a call's rate has in a second.
        int rate = count > 8000 ? 48_000 : 8000;
        var samples = new short[count];
        for (int i = 0; i < count; i++) {
            samples[i] = (short) Math.round(amplitude * Math.sin(2 * Math.PI * hz * i / rate));
        }
        return samples;
    }
}
