package gatehouse.audio;

import java.util.Optional;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.Line;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.Mixer;
import javax.sound.sampled.SourceDataLine;
import javax.sound.sampled.TargetDataLine;

/// A microphone and a speaker of this machine, through Java Sound with buffers of 40 ms for what is played and
/// 24 ms for what is heard. A side without a device is
/// silent.
///
/// A device that is pulled out cannot keep a thread for good: one that stands still is lost, see `SteadyLine`.
final class DeviceSound implements Sound {
    private final String name;
    private final Optional<Mixer.Info> hears;
    private final Optional<Mixer.Info> speaks;

    DeviceSound(String name, Optional<Mixer.Info> hears, Optional<Mixer.Info> speaks) {
        this.name = name;
        this.hears = hears;
        this.speaks = speaks;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean silent() {
        return hears.isEmpty() && speaks.isEmpty();
    }

    @Override
    public Microphone microphone() throws SoundLost {
        return microphone(RATE);
    }

    @Override
    public Speaker speaker() throws SoundLost {
        return speaker(RATE);
    }

    @Override
    public Microphone microphone(int rate) throws SoundLost {
        return hears.isEmpty() ? new NoSound().microphone() : new LineMicrophone(hears.get(), rate);
    }

    @Override
    public Speaker speaker(int rate) throws SoundLost {
        return speaks.isEmpty() ? new NoSound().speaker() : new LineSpeaker(speaks.get(), rate);
    }

    private interface Opening<L extends Line> {
        L open(LineShape shape) throws LineUnavailableException;
    }

    private record Opened<L extends Line>(L line, LineShape shape) {}

    /// The first shape that the device takes.
    private static <L extends Line> Opened<L> open(Mixer.Info device, int rate, Opening<L> opening) throws SoundLost {
        Exception last = null;
        for (var shape : LineShape.tried(rate)) {
            try {
                return new Opened<>(opening.open(shape), shape);
            } catch (LineUnavailableException | IllegalArgumentException | SecurityException e) {
                last = e;
            }
        }
        throw new SoundLost(device.getName() + " cannot be opened", last);
    }

    private static final class LineMicrophone implements Microphone {
        private final TargetDataLine line;
        private final LineShape shape;
        private final int rate;
        private final Resampling resampling;
        private final SteadyLine steady;

        LineMicrophone(Mixer.Info device, int rate) throws SoundLost {
            this.rate = rate;
            Opened<TargetDataLine> opened = open(device, rate, shape -> {
                var line = AudioSystem.getTargetDataLine(shape.format(), device);
                line.open(shape.format(), shape.recordingBytes());
                return line;
            });
            this.line = opened.line();
            this.shape = opened.shape();
            this.resampling = new Resampling(shape.rate(), rate);
            this.steady = SteadyLine.start(line);
        }

        @Override
        public void read(short[] samples) throws SoundLost, InterruptedException {
            var bytes = new byte[shape.bytesOf(samples.length, rate)];
            steady.move(bytes, line::read);
            shape.read(bytes, samples, resampling);
        }

        @Override
        public void close() {
            steady.close();
        }
    }

    private static final class LineSpeaker implements Speaker {
        private final SourceDataLine line;
        private final LineShape shape;
        private final Resampling resampling;
        private final SteadyLine steady;

        LineSpeaker(Mixer.Info device, int rate) throws SoundLost {
            Opened<SourceDataLine> opened = open(device, rate, shape -> {
                var line = AudioSystem.getSourceDataLine(shape.format(), device);
                line.open(shape.format(), shape.playingBytes());
                return line;
            });
            this.line = opened.line();
            this.shape = opened.shape();
            this.resampling = new Resampling(rate, shape.rate());
            this.steady = SteadyLine.start(line);
        }

        @Override
        public void write(short[] samples) throws SoundLost, InterruptedException {
            var bytes = shape.write(samples, resampling);
            steady.move(bytes, line::write);
        }

        @Override
        public void close() {
            steady.close();
        }
    }
}
