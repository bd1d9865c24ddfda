package gatehouse.audio;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// Run by `DeviceSoundPeerTest` in a process of its own, whose environment leads to a sound server: plays a tone on
/// the default speaker, records the default microphone, prints what was found.
final class DeviceRoundTrip {
    private static final int FRAMES = 150;

    private DeviceRoundTrip() {}

    public static void main(String[] arguments) throws SoundLost, InterruptedException, IOException {
        var choice = SoundDevices.choose(Optional.empty(), Optional.empty());
        var heard = new ToneSound(0, Duration.ofSeconds(1));
        try (var microphone = choice.sound().microphone();
                var speaker = choice.sound().speaker();
                var keep = heard.speaker()) {
            var playing = Thread.ofPlatform().start(() -> play(speaker));
            var frame = new short[Sound.FRAME];
            for (int i = 0; i < FRAMES; i++) {
                microphone.read(frame);
                keep.write(frame);
            }
            playing.join();
        }
        var words = choice.sound().name() + "\nsilent " + choice.sound().silent() + "\nshare "
                + ToneDetector.share(heard.heard(), 440) + "\n";
        System.out.write(words.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        System.out.flush();
    }

    private static void play(Sound.Speaker speaker) {
        var frame = new short[Sound.FRAME];
        try {
            for (int n = 0; n < FRAMES; n++) {
                for (int i = 0; i < frame.length; i++) {
                    frame[i] = (short) (8000 * Math.sin(2 * Math.PI * 440 * (n * frame.length + i) / Sound.RATE));
                }
                speaker.write(frame);
            }
        } catch (SoundLost | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
