package gatehouse.audio;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/// Which devices a workstation wants, by the names the system gives them; where none is named, the system's own. The
/// ringer is a speaker of its own, for a guard who wears a headset; where none is named the speaker rings. `clean` is
/// what is to be done with the guard's voice.
public record SoundWishes(Optional<String> microphone, Optional<String> speaker, Optional<String> ringer, Clean clean) {
    public static final SoundWishes NONE =
            new SoundWishes(Optional.empty(), Optional.empty(), Optional.empty(), Clean.ALL);

    /// Whether the speaker's echo is taken out of the microphone, noise held down, and a soft voice lifted.
    public record Clean(boolean echo, boolean noise, boolean gain) {
        public static final Clean ALL = new Clean(true, true, true);
        /// For a headset.
        public static final Clean NOTHING = new Clean(false, false, false);

        boolean any() {
            return echo || noise || gain;
        }
    }

    public SoundWishes {
        requireNonNull(microphone);
        requireNonNull(speaker);
        requireNonNull(ringer);
        requireNonNull(clean);
    }

    /// As it was remembered; what was not is left to the system, and everything is cleaned.
    public static SoundWishes recalled(Function<String, Optional<String>> memory) {
        return new SoundWishes(
                name(memory, "microphone"),
                name(memory, "speaker"),
                name(memory, "ringer"),
                new Clean(wanted(memory, "echo"), wanted(memory, "noise"), wanted(memory, "gain")));
    }

    /// Puts it where `recalled` finds it again.
    public void remember(BiConsumer<String, String> memory) {
        memory.accept("sound.microphone", microphone.orElse(""));
        memory.accept("sound.speaker", speaker.orElse(""));
        memory.accept("sound.ringer", ringer.orElse(""));
        memory.accept("sound.echo", Boolean.toString(clean.echo()));
        memory.accept("sound.noise", Boolean.toString(clean.noise()));
        memory.accept("sound.gain", Boolean.toString(clean.gain()));
    }

    private static Optional<String> name(Function<String, Optional<String>> memory, String what) {
        return memory.apply("sound." + what).filter(name -> !name.isBlank());
    }

    private static boolean wanted(Function<String, Optional<String>> memory, String what) {
        return memory.apply("sound." + what).map(Boolean::parseBoolean).orElse(true);
    }
}
