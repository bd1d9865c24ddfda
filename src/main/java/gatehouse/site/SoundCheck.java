package gatehouse.site;

import java.nio.file.Path;
import java.util.Optional;

/// Looks into the sound files that a site file names. Who only wants to work with the site does not look: a file that
/// is
/// missing must not keep the doors from ringing.
public interface SoundCheck {
    enum Use {
        ANNOUNCEMENT,
        RING_TONE
    }

    /// What is wrong, and what to do about it.
    record Wrong(String sentence, String remedy) {}

    SoundCheck NONE = (file, use) -> Optional.empty();

    Optional<Wrong> look(Path file, Use use);
}
