package gatehouse.audio;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// How the sound of this workstation stands: what is there, what is used, and what is not as wished.
public record SoundState(
        List<SoundDevices.Device> devices,
        SoundWishes wishes,
        Used microphone,
        Used speaker,
        Used ringer,
        Cleaning cleaning,
        Optional<SoundTrouble> cleaningTrouble) {
    /// What does one job: a device by its name, or nothing.
    public record Used(Optional<String> device, Optional<SoundTrouble> trouble) {
        public Used {
            requireNonNull(device);
            requireNonNull(trouble);
        }
    }

    /// What becomes of the guard's voice before it is sent.
    public enum Cleaning {
        /// Nothing, as wished.
        OFF,
        /// The library is loaded when a call first needs it.
        WAITING,
        ON,
        /// The library cannot be loaded: only one side is let through at a time.
        HALF_DUPLEX
    }

    public SoundState {
        devices = List.copyOf(devices);
        requireNonNull(wishes);
        requireNonNull(microphone);
        requireNonNull(speaker);
        requireNonNull(ringer);
        requireNonNull(cleaning);
        requireNonNull(cleaningTrouble);
    }

    /// Whether nobody can hear or be heard.
    public boolean none() {
        return microphone.device().isEmpty() && speaker.device().isEmpty();
    }

    /// What is worst about it.
    public Optional<SoundTrouble> trouble() {
        if (none()) {
            return Optional.of(SoundDevices.NO_DEVICE);
        }
        return Stream.of(microphone.trouble(), speaker.trouble(), ringer.trouble(), cleaningTrouble)
                .flatMap(Optional::stream)
                .findFirst();
    }
}
