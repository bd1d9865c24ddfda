package gatehouse.audio;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The two speakers of a real sound server, `speaker` and `ringer`, as the devices of a desk: the server's own program
/// plays what they are given, and what comes out of each is recorded.
public final class PulseSinks implements AutoCloseable {
    private static final List<String> SINKS = List.of("speaker", "ringer");

    private final PulseAudio pulse;
    private final Recorder speaker;
    private final Recorder ringer;

    private PulseSinks(PulseAudio pulse) throws IOException {
        this.pulse = pulse;
        this.speaker = new Recorder(pulse, "speaker");
        this.ringer = new Recorder(pulse, "ringer");
    }

    /// Skips the test where the server is not installed.
    public static PulseSinks start(Path folder) throws IOException {
        var pulse = PulseAudio.start(folder);
        try {
            return new PulseSinks(pulse);
        } catch (IOException e) {
            pulse.close();
            throw e;
        }
    }

    /// A desk that speaks with one of them and rings with the other.
    public SoundBoard board() {
        var wishes = new SoundWishes(
                Optional.empty(), Optional.of("speaker"), Optional.of("ringer"), SoundWishes.Clean.NOTHING);
        return SoundBoard.open(new Played(), WebRtcCleaning::load, wishes, state -> {});
    }

    /// How loud this tone is in the last half second of it, in dB below the loudest possible.
    public double speaker(double hz) {
        return ToneDetector.decibels(speaker.heard.heard(), hz);
    }

    public double ringer(double hz) {
        return ToneDetector.decibels(ringer.heard.heard(), hz);
    }

    /// How loud the ringing speaker is, whatever it plays.
    public double ringer() {
        return Level.of(ringer.heard.heard());
    }

    @Override
    public void close() {
        speaker.close();
        ringer.close();
        pulse.close();
    }

    private static Process start(PulseAudio pulse, String sink, int rate, String... how) throws IOException {
        var program = new ProcessBuilder(how);
        program.command()
                .addAll(List.of(
                        "--device=" + sink,
                        "--raw",
                        "--format=s16le",
                        "--rate=" + rate,
                        "--channels=1",
                        "--latency-msec=40"));
        program.redirectError(ProcessBuilder.Redirect.DISCARD);
        pulse.lead(program);
        return program.start();
    }

    private static void end(Process program) {
        program.destroy();
        try {
            program.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Recorder {
        final ToneSound heard = new ToneSound(0, Duration.ofMillis(500));
        private final Process program;

        Recorder(PulseAudio pulse, String sink) throws IOException {
            program = start(pulse, sink + ".monitor", Sound.RATE, "/usr/bin/pacat", "--record");
            Thread.ofVirtual().name("recorder-" + sink).start(() -> keep(program.getInputStream()));
        }

        private void keep(InputStream in) {
            try {
                for (var bytes = in.readNBytes(320); bytes.length == 320; bytes = in.readNBytes(320)) {
                    var frame = new short[160];
                    ByteBuffer.wrap(bytes)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .asShortBuffer()
                            .get(frame);
                    heard.keep(frame);
                }
            } catch (IOException e) {
                // The recorder was ended.
            }
        }

        void close() {
            end(program);
        }
    }

    private final class Played implements Devices {
        @Override
        public List<SoundDevices.Device> list() {
            return SINKS.stream()
                    .map(sink -> new SoundDevices.Device(sink, false, true))
                    .toList();
        }

        @Override
        public Sound.Microphone microphone(String name, int rate) {
            return new NoSound().microphone();
        }

        @Override
        public Sound.Speaker speaker(String name, int rate) throws SoundLost {
            try {
                return new Sink(start(pulse, name, rate, "/usr/bin/pacat", "--playback"));
            } catch (IOException e) {
                throw new SoundLost(name + " cannot be played on", e);
            }
        }
    }

    private static final class Sink implements Sound.Speaker {
        private final Process program;
        private final OutputStream out;
        private final Pacer pacer = new Pacer(NoSound.BEAT);

        Sink(Process program) {
            this.program = program;
            this.out = program.getOutputStream();
        }

        @Override
        public void write(short[] samples) throws SoundLost, InterruptedException {
            pacer.await();
            var bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asShortBuffer().put(samples);
            try {
                out.write(bytes.array());
                out.flush();
            } catch (IOException e) {
                throw new SoundLost("the sound server does not take it", e);
            }
        }

        @Override
        public void close() {
            end(program);
        }
    }
}
