package gatehouse.ui.kit;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import javafx.util.Subscription;
import org.controlsfx.control.PopOver;

/// Details of one small thing, beside it, for as long as somebody wants them: a head and words that can be read at
/// leisure, by keyboard too, where a tooltip is gone with the mouse. It takes no focus and no keys. Whoever shows it
/// closes it by Esc and when a call comes up; it closes by itself when the keyboard goes elsewhere.
///
/// It is made at the first press and shown anew after that: what it copies from its owner's scene is copied when
/// somebody asks, never when it rings. No arrow and no round corners: without a compositor what is transparent shows
/// white. It does not hide itself, as that would take hold of the mouse and keyboard of the whole desk.
///
/// Confined to the screen's thread.
public final class Bubble {
    private static final double WIDTH = 380;

    private final Label head = Parts.wrapped("", "strong");
    private final Label words = Parts.wrapped("");
    private final PopOver popOver = new PopOver(Parts.styled(new VBox(8, head, words), "bubble"));

    private Subscription leaving = Subscription.EMPTY;

    public Bubble() {
        head.setMaxWidth(WIDTH);
        words.setMaxWidth(WIDTH);
        popOver.setAnimated(false);
        popOver.setFadeInDuration(Duration.ZERO);
        popOver.setFadeOutDuration(Duration.ZERO);
        popOver.setDetachable(false);
        popOver.setAutoHide(false);
        popOver.setHideOnEscape(false);
        popOver.setArrowSize(0);
        popOver.setCornerRadius(0);
        popOver.setArrowLocation(PopOver.ArrowLocation.BOTTOM_CENTER);
        // The classes of its root are bound to these.
        popOver.getStyleClass().add("gh");
    }

    /// Beside its owner, or away when it is there already.
    public void toggle(Node owner, String title, String said) {
        boolean mine = popOver.isShowing() && owner.equals(popOver.getOwnerNode());
        popOver.hide();
        if (!mine) {
            owner.requestFocus();
            head.setText(title);
            words.setText(said);
            Parts.there(words, !said.isEmpty());
            popOver.show(owner);
            leaving.unsubscribe();
            leaving = owner.focusedProperty().subscribe(focused -> {
                if (!focused) {
                    close();
                }
            });
        }
    }

    public boolean close() {
        boolean was = popOver.isShowing();
        popOver.hide();
        return was;
    }
}
