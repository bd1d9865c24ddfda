package gatehouse;

import static java.util.Objects.requireNonNull;

import gatehouse.audio.NoSound;
import gatehouse.audio.Sound;
import gatehouse.audio.SoundBoard;
import gatehouse.audio.SoundDevices;
import gatehouse.audio.SoundTrouble;
import java.util.Optional;

/// What the desk hears and speaks with, and what rings. `trouble` is there when there is no device for it.
public record Sounds(Sound voice, Sound ringer, Optional<SoundTrouble> trouble) {
    public Sounds {
        requireNonNull(voice);
        requireNonNull(ringer);
        requireNonNull(trouble);
    }

    /// The sound of this workstation, whose devices come and go; the house closes it.
    public static Sounds of(SoundBoard board) {
        return new Sounds(board, board.ringer(), Optional.empty());
    }

    /// The board behind it, where there is one.
    Optional<SoundBoard> board() {
        return voice instanceof SoundBoard board ? Optional.of(board) : Optional.empty();
    }

    /// One device for both, as it was found on this machine.
    public static Sounds of(SoundDevices.Choice choice) {
        return new Sounds(choice.sound(), choice.sound(), choice.trouble());
    }

    /// A voice that is listened to sample by sample, where a ring tone would only be in the way.
    public static Sounds withoutRinging(Sound voice) {
        return new Sounds(voice, new NoSound(), Optional.empty());
    }
}
