package gatehouse.audio;

/// A microphone or speaker of one rate for somebody who wants another.
final class ResampledSound {
    private ResampledSound() {}

    static Sound.Microphone microphone(Sound.Microphone there, int has, int rate) {
        var resampling = new Resampling(has, rate);
        return new Sound.Microphone() {
            @Override
            public void read(short[] samples) throws SoundLost, InterruptedException {
                var heard = new short[samples.length * has / rate];
                there.read(heard);
                var wanted = resampling.run(heard);
                System.arraycopy(wanted, 0, samples, 0, samples.length);
            }

            @Override
            public boolean gone() {
                return there.gone();
            }

            @Override
            public void close() {
                there.close();
            }
        };
    }

    static Sound.Speaker speaker(Sound.Speaker there, int has, int rate) {
        var resampling = new Resampling(rate, has);
        return new Sound.Speaker() {
            @Override
            public void write(short[] samples) throws SoundLost, InterruptedException {
                there.write(resampling.run(samples));
            }

            @Override
            public boolean gone() {
                return there.gone();
            }

            @Override
            public void close() {
                there.close();
            }
        };
    }
}
