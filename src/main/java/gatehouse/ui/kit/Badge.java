package gatehouse.ui.kit;

import java.util.Locale;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/// A framed word that says what came of something; the tone only helps the word.
public record Badge(Tone tone, String words) {
    public enum Tone {
        PLAIN,
        GOOD,
        OPENED,
        WANTS,
        BAD
    }

    public Label label() {
        var label = Parts.label(words, "badge", "badge-" + tone.name().toLowerCase(Locale.ROOT));
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }
}
