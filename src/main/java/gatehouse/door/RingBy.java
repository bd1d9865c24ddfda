package gatehouse.door;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/// What a door rings with.
public sealed interface RingBy {
    /// How many tones come with the program.
    int TONES = 6;

    /// One of the tones that come with the program, counted from one.
    record BuiltIn(int number) implements RingBy {
        public BuiltIn {
            if (number < 1 || number > TONES) {
                throw new IllegalArgumentException("There is no ring tone " + number);
            }
        }
    }

    /// A WAV file of the site.
    record Wave(Path file) implements RingBy {
        public Wave {
            requireNonNull(file);
        }
    }
}
