package gatehouse.ui.kit;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;

/// Small parts: buttons with a word and a key, chips, labels. An icon never stands without its word.
public final class Parts {
    private Parts() {}

    public static Button button(String word, Runnable deed) {
        var button = new Button(word);
        button.setAccessibleText(word);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(e -> deed.run());
        return button;
    }

    public static Button button(String word, Ikon icon, Runnable deed) {
        var button = button(word, deed);
        button.setGraphic(icon(icon));
        return button;
    }

    /// A button with its key beside the word, as the guard learns them.
    public static Button keyed(String word, String key, Runnable deed) {
        var button = button(word, deed);
        key(button, word, key);
        return button;
    }

    public static void key(javafx.scene.control.ButtonBase button, String word, String key) {
        button.setText(word);
        if (!(button.getGraphic() instanceof Label cap) || !cap.getText().equals(key)) {
            button.setGraphic(cap(key));
        }
        button.setContentDisplay(ContentDisplay.RIGHT);
        button.setGraphicTextGap(10);
        button.setAccessibleText(Words.of("key.said", word, key));
    }

    public static Label cap(String key) {
        return styled(new Label(key), "key-cap");
    }

    public static ToggleButton chip(String word) {
        var chip = styled(new ToggleButton(word), "chip");
        chip.setAccessibleText(word);
        chip.setMinWidth(Region.USE_PREF_SIZE);
        return chip;
    }

    public static FontIcon icon(Ikon icon) {
        return styled(FontIcon.of(icon), "icon");
    }

    public static Label label(String words, String... styles) {
        return styled(new Label(words), styles);
    }

    public static Label wrapped(String words, String... styles) {
        var label = label(words, styles);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    public static <N extends Node> N styled(N node, String... styles) {
        node.getStyleClass().addAll(styles);
        return node;
    }

    public static Region space() {
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        return space;
    }

    /// What is said when one rests on something; never wider than it can be read.
    public static Tooltip tooltip(String words) {
        var tooltip = new Tooltip(words);
        tooltip.setWrapText(true);
        tooltip.setMaxWidth(420);
        return tooltip;
    }

    /// What does not fit is scrolled to; what fits stands as it would without this.
    public static ScrollPane scrolling(Region content) {
        var scroll = styled(new ScrollPane(content), "edge-to-edge");
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        scroll.setMinSize(0, 0);
        scroll.setFocusTraversable(false);
        return scroll;
    }

    /// Puts these nodes into the box, in this order. What is in it already stays in it, so that a press that has begun
    /// on it ends on it, and the focus stays.
    public static void fill(Pane box, List<? extends Node> row) {
        var children = box.getChildren();
        children.removeIf(n -> !row.contains(n));
        for (int i = 0; i < row.size(); i++) {
            if (i >= children.size() || !children.get(i).equals(row.get(i))) {
                if (children.contains(row.get(i))) {
                    children.setAll(row);
                    return;
                }
                children.add(i, row.get(i));
            }
        }
    }

    /// In or out of sight, and out of the layout with it.
    public static void there(Node node, boolean there) {
        node.setVisible(there);
        node.setManaged(there);
    }
}
