package gatehouse.trust;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/// A device whose certificate was refused: what it showed, and the pin it should have had; none when nobody has trusted
/// it yet.
public record Stranger(Peer peer, Presented shown, Optional<Pin> wanted) {
    public Stranger {
        requireNonNull(peer);
        requireNonNull(shown);
        requireNonNull(wanted);
    }

    /// Another key than the one that was trusted: the device was exchanged, or somebody stands in between.
    public boolean changed() {
        return wanted.isPresent();
    }
}
