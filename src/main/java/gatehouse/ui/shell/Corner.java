package gatehouse.ui.shell;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/// The cards that come up below the title bar's end, one at a time: what was missed, for how long nobody is rung, the
/// sound.
final class Corner extends StackPane {
    /// One of the cards.
    interface Card {
        Region node();

        /// It has just come up.
        void opened();

        /// It goes out of sight.
        default void closed() {}
    }

    private final List<Card> cards;

    Corner(Card... all) {
        cards = List.of(all);
        setPickOnBounds(false);
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        setAlignment(Pos.TOP_RIGHT);
        for (var card : all) {
            card.node().setVisible(false);
            card.node().setManaged(false);
            getChildren().add(card.node());
        }
    }

    void toggle(Card card) {
        boolean open = !card.node().isVisible();
        close();
        if (open) {
            card.node().setVisible(true);
            card.node().setManaged(true);
            card.opened();
        }
    }

    boolean close() {
        boolean was = false;
        for (var card : cards) {
            if (card.node().isVisible()) {
                card.node().setVisible(false);
                card.node().setManaged(false);
                card.closed();
                was = true;
            }
        }
        return was;
    }
}
