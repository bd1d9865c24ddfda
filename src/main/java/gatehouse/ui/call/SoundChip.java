package gatehouse.ui.call;

import gatehouse.audio.Explanation;
import gatehouse.audio.Finding;
import gatehouse.desk.Sounding;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Words;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignL;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;

/// How the call sounds in a word, by which codec, and whether nobody on the way can listen. The figures come when one
/// rests on it.
final class SoundChip extends HBox {
    private final Label word = Parts.label("", "quality-word");
    private final Label codec = Parts.label("", "small");
    private final FontIcon bars = Parts.icon(MaterialDesignS.SIGNAL_CELLULAR_3);
    private final Label sealed = Parts.label(Words.of("quality.sealed"), "sealed");
    private final Tooltip figures = Parts.tooltip("");
    private Optional<Sounding> shown = Optional.empty();

    SoundChip() {
        super(8);
        setAlignment(Pos.CENTER_LEFT);
        getStyleClass().addAll("sound-chip");
        setMinWidth(Region.USE_PREF_SIZE);
        word.setGraphic(bars);
        sealed.setGraphic(Parts.icon(MaterialDesignL.LOCK_OUTLINE));
        getChildren().addAll(word, codec, sealed);
        Tooltip.install(this, figures);
    }

    void show(Optional<Sounding> sounding) {
        if (sounding.equals(shown)) {
            return;
        }
        shown = sounding;
        Parts.there(this, sounding.isPresent());
        sounding.ifPresent(this::show);
    }

    private void show(Sounding s) {
        // A voice that is not heard at all is neither clear nor poor; the verdict says what it is.
        boolean dead = s.explanation()
                .flatMap(Explanation::first)
                .filter(Finding::certain)
                .isPresent();
        var quality = dead ? Optional.<Quality>empty() : s.quality().map(Quality::of);
        getStyleClass().removeIf(c -> c.startsWith("quality-"));
        quality.ifPresent(q -> {
            getStyleClass().add(q.style());
            word.setText(q.word());
            bars.setIconCode(
                    switch (q) {
                        case GOOD -> MaterialDesignS.SIGNAL_CELLULAR_3;
                        case FAIR -> MaterialDesignS.SIGNAL_CELLULAR_2;
                        case POOR -> MaterialDesignS.SIGNAL_CELLULAR_1;
                    });
        });
        Parts.there(word, quality.isPresent());
        codec.setText(Quality.codec(s.codec()));
        Parts.there(sealed, s.sealed());
        var open = Words.of(s.sealed() ? "quality.sealedlong" : "quality.openlong");
        figures.setText(s.quality().map(Quality::figures).map(f -> f + "\n").orElse("") + s.codec() + "\n" + open);
        setAccessibleText(
                quality.map(Quality::word).map(w -> w + ", ").orElse("") + s.codec() + ", " + figures.getText());
    }
}
