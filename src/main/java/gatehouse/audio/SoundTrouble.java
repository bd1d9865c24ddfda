package gatehouse.audio;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// What is wrong with the sound of a workstation.
public sealed interface SoundTrouble {
    /// What a device is wanted for.
    enum Part {
        MICROPHONE,
        SPEAKER,
        RINGER
    }

    /// This machine has no device at all.
    record NoDevice() implements SoundTrouble {}

    /// There is none for this.
    record Missing(Part part) implements SoundTrouble {
        public Missing {
            requireNonNull(part);
        }
    }

    /// There are some, and they fail.
    record Broken(Part part, List<String> devices) implements SoundTrouble {
        public Broken {
            requireNonNull(part);
            devices = List.copyOf(devices);
        }
    }

    /// The wished one is not there, another one is used.
    record Instead(Part part, String wished, String used) implements SoundTrouble {
        public Instead {
            requireNonNull(part);
            requireNonNull(wished);
            requireNonNull(used);
        }
    }

    /// The library that takes the echo out cannot be loaded, so only one side is heard at a time.
    record EchoStays() implements SoundTrouble {}
}
