package gatehouse.audio;

/// A microphone or speaker of 8 kHz for a call of another rate.
final class ResampledSound {
    private ResampledSound() {}

    static Sound.Microphone microphone(Sound.Microphone slow, int rate) {
        var resampling = new Resampling(Sound.RATE, rate);
        return new Sound.Microphone() {
            @Override
            public void read(short[] samples) throws SoundLost, InterruptedException {
                var heard = new short[samples.length * Sound.RATE / rate];
                slow.read(heard);
                var fast = resampling.run(heard);
                System.arraycopy(fast, 0, samples, 0, samples.length);
            }

            @Override
            public void close() {
                slow.close();
            }
        };
    }

    static Sound.Speaker speaker(Sound.Speaker slow, int rate) {
        var resampling = new Resampling(rate, Sound.RATE);
        return new Sound.Speaker() {
            @Override
            public void write(short[] samples) throws SoundLost, InterruptedException {
                slow.write(resampling.run(samples));
            }

            @Override
            public void close() {
                slow.close();
            }
        };
    }
}
