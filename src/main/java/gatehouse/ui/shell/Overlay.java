package gatehouse.ui.shell;

import gatehouse.ui.kit.Parts;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/// One card over the screens at a time. It covers nothing for good: Esc closes it, and calls come up above it.
final class Overlay extends StackPane {
    private Optional<Runnable> closing = Optional.empty();

    Overlay() {
        getStyleClass().add("overlay");
        setAlignment(Pos.CENTER);
        Parts.there(this, false);
    }

    /// `closed` is run when the card is gone, however it went.
    void open(Region card, Runnable closed) {
        close();
        card.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        var place = new StackPane(card);
        getChildren().setAll(Parts.scrolling(place));
        closing = Optional.of(closed);
        Parts.there(this, true);
    }

    boolean isOpen() {
        return isVisible();
    }

    boolean close() {
        boolean was = isVisible();
        Parts.there(this, false);
        getChildren().clear();
        var run = closing;
        closing = Optional.empty();
        run.ifPresent(Runnable::run);
        return was;
    }
}
