package gatehouse.ui.shell;

import gatehouse.desk.DeskState;
import gatehouse.ui.settings.SoundPane;

/// The cards of one window, and the corner they come up in.
final class Cards {
    private final Missed missed;
    private final Undisturbed undisturbed;
    private final SoundCard sound;
    private final Corner corner;

    Cards(WindowSettings with) {
        missed = new Missed(with.clicks(), new MissedPictures(with.history()), this::close);
        undisturbed = new Undisturbed(with.clicks(), this::close);
        sound = new SoundCard(new SoundPane(with.sounds()), this::close);
        corner = new Corner(missed, undisturbed, sound);
    }

    Corner corner() {
        return corner;
    }

    void show(DeskState state) {
        missed.show(state);
        undisturbed.show(state);
    }

    boolean takesDigits() {
        return undisturbed.isVisible();
    }

    void missed() {
        if (missed.newest().isPresent()) {
            corner.toggle(missed);
        }
    }

    void undisturbed() {
        corner.toggle(undisturbed);
    }

    void sound() {
        corner.toggle(sound);
    }

    /// Answers whether one was open.
    boolean close() {
        return corner.close();
    }
}
