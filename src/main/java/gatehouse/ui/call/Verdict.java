package gatehouse.ui.call;

import gatehouse.audio.Explanation;
import gatehouse.audio.Finding;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignE;
import org.kordamp.ikonli.materialdesign2.MaterialDesignH;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;

/// Why somebody is not heard: one sentence for the guard, what one press may mend, and behind "Why?" the words for the
/// installer. What is only not certain is said quietly.
final class Verdict extends VBox {
    private static final PseudoClass CERTAIN = PseudoClass.getPseudoClass("certain");

    private final Consumer<Finding.Remedy> mend;
    private final FontIcon icon = Parts.icon(MaterialDesignE.EAR_HEARING_OFF);
    private final Label sentence = Parts.wrapped("", "verdict-words");
    private final HBox buttons = new HBox(8);
    private final ToggleButton why = Parts.chip(Words.of("verdict.why"));
    private final VBox details = new VBox(6);
    private Optional<Explanation> shown = Optional.empty();

    Verdict(Consumer<Finding.Remedy> mend) {
        super(10);
        this.mend = mend;
        getStyleClass().add("verdict");
        sentence.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(sentence, Priority.ALWAYS);
        buttons.setMinWidth(Region.USE_PREF_SIZE);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        why.setFocusTraversable(false);
        why.setOnAction(e -> Parts.there(details, why.isSelected()));
        details.getStyleClass().add("verdict-details");
        var top = new HBox(12, icon, sentence, buttons);
        top.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(top, details);
        Parts.there(details, false);
        Parts.there(this, false);
    }

    void show(Optional<Explanation> explanation) {
        if (explanation.equals(shown)) {
            return;
        }
        shown = explanation;
        var first = explanation.flatMap(Explanation::first);
        Parts.there(this, first.isPresent());
        first.ifPresent(f -> show(f, explanation.get()));
        if (first.isEmpty()) {
            why.setSelected(false);
            Parts.there(details, false);
        }
    }

    private void show(Finding finding, Explanation all) {
        var advice = Advice.of(finding);
        pseudoClassStateChanged(CERTAIN, finding.certain());
        icon.setIconCode(
                !finding.certain()
                        ? MaterialDesignH.HELP_CIRCLE_OUTLINE
                        : switch (finding.way()) {
                            case FROM_DOOR -> MaterialDesignE.EAR_HEARING_OFF;
                            case TO_DOOR -> MaterialDesignM.MICROPHONE_OFF;
                        });
        sentence.setText(advice.guard());
        setAccessibleText(advice.guard());
        var row = new ArrayList<Node>();
        for (var remedy : finding.certain() ? finding.remedies() : List.<Finding.Remedy>of()) {
            row.add(button(remedy, row.isEmpty()));
        }
        row.add(why);
        buttons.getChildren().setAll(row);
        details.getChildren().setAll(lines(finding, advice));
        Stream.concat(all.fromDoor().stream(), all.toDoor().stream())
                .filter(other -> !other.equals(finding))
                .forEach(other -> details.getChildren().add(also(other)));
    }

    private Button button(Finding.Remedy remedy, boolean first) {
        var button = Parts.button(Advice.of(remedy), () -> mend.accept(remedy));
        button.setFocusTraversable(false);
        button.getStyleClass().add("remedy");
        if (first) {
            button.getStyleClass().add("remedy-first");
        }
        return button;
    }

    private static List<Node> lines(Finding finding, Advice advice) {
        var lines = new ArrayList<Node>();
        lines.add(line("verdict.installer", advice.installer()));
        lines.add(line("verdict.causes", String.join(" · ", advice.causes())));
        lines.add(line("verdict.try", String.join(" · ", advice.tries())));
        return lines;
    }

    private static Node also(Finding other) {
        var advice = Advice.of(other);
        return line("verdict.also", advice.guard() + " " + advice.installer());
    }

    private static Node line(String head, String words) {
        var name = Parts.label(Words.of(head), "verdict-head");
        name.setMinWidth(Region.USE_PREF_SIZE);
        name.setPrefWidth(120);
        var text = Parts.wrapped(words, "verdict-line");
        HBox.setHgrow(text, Priority.ALWAYS);
        return new HBox(12, name, text);
    }
}
