package gatehouse.audio;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/// Plays a chime once, so that somebody can hear whether a speaker works.
final class TryOut {
    interface Opening {
        Sound.Speaker open() throws SoundLost;
    }

    private TryOut() {}

    static CompletableFuture<Void> start(Opening opening) {
        var done = new CompletableFuture<Void>();
        Thread.ofPlatform().daemon(true).name("sound-try-out").start(() -> {
            try {
                play(opening);
                done.complete(null);
            } catch (SoundLost | InterruptedException | RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    private static void play(Opening opening) throws SoundLost, InterruptedException {
        var chime = new Resampling(Sound.RATE, Sound.WIDE).run(Chime.samples(1));
        try (var speaker = opening.open()) {
            for (int at = 0; at < chime.length; at += SpeakerMix.FRAME) {
                speaker.write(Arrays.copyOfRange(chime, at, at + SpeakerMix.FRAME));
            }
            for (int i = 0; i < 6; i++) { // until the line has played it
                speaker.write(new short[SpeakerMix.FRAME]);
            }
        }
    }
}
