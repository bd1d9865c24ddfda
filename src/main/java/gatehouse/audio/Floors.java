package gatehouse.audio;

import java.util.Optional;

/// Whether one voice is half duplex: because somebody wants it, or because nothing takes the echo out.
///
/// Safe for any thread.
final class Floors {
    private final Sound sound;
    private final HalfDuplex half = new HalfDuplex();
    private volatile boolean wanted;

    Floors(Sound sound) {
        this.sound = sound;
    }

    void halfDuplex(boolean now) {
        wanted = now;
    }

    /// Who may be heard; empty while both may at once.
    Optional<HalfDuplex> half() {
        return wanted || sound.echoes() ? Optional.of(half) : Optional.empty();
    }
}
