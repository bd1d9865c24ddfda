package gatehouse.ui.kit;

import gatehouse.audio.SoundTrouble;

/// What is wrong with the sound, for a person.
public final class SoundWords {
    private SoundWords() {}

    public static String sentence(SoundTrouble trouble) {
        return switch (trouble) {
            case SoundTrouble.NoDevice t -> Words.of("soundtrouble.NO_DEVICE");
            case SoundTrouble.Missing t -> Words.of("soundtrouble.MISSING." + t.part());
            case SoundTrouble.Broken t ->
                Words.of("soundtrouble.BROKEN." + t.part(), "\"" + String.join("\", \"", t.devices()) + "\"");
            case SoundTrouble.Instead t -> Words.of("soundtrouble.INSTEAD." + t.part(), t.wished(), t.used());
            case SoundTrouble.EchoStays t -> Words.of("soundtrouble.ECHO");
        };
    }

    /// What to do about it.
    public static String remedy(SoundTrouble trouble) {
        return switch (trouble) {
            case SoundTrouble.NoDevice t -> Words.of("soundtrouble.NO_DEVICE.remedy");
            case SoundTrouble.Missing t -> Words.of("soundtrouble.MISSING." + t.part() + ".remedy");
            case SoundTrouble.Broken t -> Words.of("soundtrouble.BROKEN.remedy");
            case SoundTrouble.Instead t -> Words.of("soundtrouble.INSTEAD.remedy");
            case SoundTrouble.EchoStays t -> Words.of("soundtrouble.ECHO.remedy");
        };
    }
}
