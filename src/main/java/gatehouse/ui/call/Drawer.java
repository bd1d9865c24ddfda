package gatehouse.ui.call;

import gatehouse.ui.kit.Act;
import gatehouse.ui.kit.KeyBook;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;

/// A list beside the face: to whom a call goes, why it is declined, what is played, which device is used. Nothing in it
/// holds the keyboard; digits take a line, letters search, arrows and Enter work, Esc closes it.
///
/// Confined to the screen's thread.
final class Drawer extends VBox {
    /// A part of the list with a head of its own, and what is done with what is chosen in it.
    record Section(String head, List<Choice> choices, Consumer<String> take) {
        Section {
            choices = List.copyOf(choices);
        }
    }

    /// What is in it: `closes` when one choice is all there is to do, `note` what one must know before.
    record Content(
            String title,
            String note,
            List<Section> sections,
            boolean searched,
            boolean closes,
            Optional<Other> other) {
        Content {
            sections = List.copyOf(sections);
        }

        boolean empty() {
            return sections.stream().allMatch(s -> s.choices().isEmpty());
        }
    }

    /// Another way to do it, by a button above the list.
    record Other(String word, Act act, Runnable deed) {}

    private record Line(Section section, Choice choice) {}

    private static final int LONG = 26;
    private static final double TWO_LINES = 42;

    private final Label title = Parts.label("", "drawer-title");
    private final Label note = Parts.wrapped("", "small");
    private final Label search = Parts.label("", "drawer-search");
    private final KeyBook keys;
    private final Button other;
    private final VBox list = new VBox(6);
    private final ScrollPane scroll = new ScrollPane(list);
    private Optional<Content> content = Optional.empty();
    private List<Line> lines = List.of();
    private String sought = "";
    private int marked = -1;

    Drawer(KeyBook keys) {
        super(10);
        this.keys = keys;
        other = Parts.button(
                "",
                () -> content.flatMap(Content::other).ifPresent(o -> o.deed().run()));
        other.setMaxWidth(Double.MAX_VALUE);
        other.setFocusTraversable(false);
        getStyleClass().add("drawer");
        title.setMinWidth(0);
        var close = Parts.button(Words.of("drawer.close"), this::close);
        Parts.key(close, Words.of("drawer.close"), "Esc");
        close.getStyleClass().add("slim");
        close.setFocusTraversable(false);
        var head = new HBox(8, title, Parts.space(), close);
        head.setAlignment(Pos.CENTER_LEFT);
        search.setGraphic(Parts.icon(MaterialDesignM.MAGNIFY));
        search.setMaxWidth(Double.MAX_VALUE);
        scroll.setFitToWidth(true);
        scroll.setFocusTraversable(false);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().add("edge-to-edge");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(head, note, other, search, scroll);
        Parts.there(this, false);
    }

    void open(Content next) {
        boolean same = content.map(c -> c.title().equals(next.title())).orElse(false);
        content = Optional.of(next);
        title.setText(next.title());
        note.setText(next.note());
        Parts.there(note, !next.note().isEmpty());
        Parts.there(search, next.searched());
        Parts.there(other, next.other().isPresent());
        next.other().ifPresent(o -> keys.label(other, o.word(), o.act()));
        if (!same) {
            sought = "";
            marked = -1;
        }
        Parts.there(this, true);
        setAccessibleText(next.title() + ". " + next.note());
        build();
    }

    boolean showing() {
        return content.isPresent();
    }

    boolean shows(String wanted) {
        return content.map(c -> c.title().equals(wanted)).orElse(false);
    }

    boolean close() {
        boolean was = content.isPresent();
        content = Optional.empty();
        Parts.there(this, false);
        return was;
    }

    /// Answers whether the key was for the list.
    boolean pressed(KeyEvent e) {
        if (content.isEmpty() || e.isControlDown() || e.isAltDown() || e.isMetaDown()) {
            return false;
        }
        var key = e.getCode();
        if (key == KeyCode.ESCAPE) {
            return close();
        }
        if (key == KeyCode.ENTER) {
            if (marked >= 0 && marked < lines.size()) {
                take(lines.get(marked));
            }
            return true;
        }
        if (key == KeyCode.UP || key == KeyCode.DOWN || key == KeyCode.KP_UP || key == KeyCode.KP_DOWN) {
            mark(marked + (key == KeyCode.UP || key == KeyCode.KP_UP ? -1 : 1));
            return true;
        }
        if (key == KeyCode.BACK_SPACE) {
            seek(sought.isEmpty() ? "" : sought.substring(0, sought.length() - 1));
            return true;
        }
        if (e.getText().matches("[0-9]")) {
            digit(e.getText().charAt(0) - '0');
            return true;
        }
        return key.isLetterKey() || key == KeyCode.SPACE;
    }

    /// A letter; digits have done their work when they were pressed.
    boolean typed(KeyEvent e) {
        if (content.isEmpty() || e.isControlDown() || e.isAltDown() || e.isMetaDown()) {
            return false;
        }
        var text = e.getCharacter();
        if (content.get().searched() && text.matches("[\\p{L} .\\-]") && sought.length() < 24) {
            seek(sought + text);
        }
        return true;
    }

    private void digit(int digit) {
        lines.stream().filter(l -> l.choice().digit() == digit).findFirst().ifPresent(this::take);
    }

    private void seek(String text) {
        sought = text;
        marked = text.isEmpty() ? -1 : 0;
        build();
    }

    private void mark(int at) {
        marked = Math.clamp(at, 0, Math.max(0, lines.size() - 1));
        build();
    }

    private void take(Line line) {
        if (line.choice().standing() == Choice.Standing.GONE) {
            return;
        }
        if (content.map(Content::closes).orElse(false)) {
            close();
        }
        line.section().take().accept(line.choice().id());
    }

    private void build() {
        var now = content.orElseThrow();
        search.setText(sought.isEmpty() ? Words.of("drawer.search") : sought + "▏");
        var found = new ArrayList<Line>();
        list.getChildren().clear();
        for (var section : now.sections()) {
            if (!section.head().isEmpty()) {
                list.getChildren().add(Parts.label(section.head(), "queue-head"));
            }
            for (var choice : section.choices()) {
                if (fits(choice)) {
                    var line = new Line(section, choice);
                    list.getChildren().add(button(line, found.size() == marked));
                    found.add(line);
                }
            }
        }
        lines = found;
        if (found.isEmpty()) {
            list.getChildren()
                    .add(Parts.wrapped(Words.of(sought.isEmpty() ? "drawer.empty" : "drawer.nothing"), "small"));
        }
    }

    private boolean fits(Choice choice) {
        var wanted = sought.strip().toLowerCase(Locale.ROOT);
        return (choice.name() + " " + choice.small()).toLowerCase(Locale.ROOT).contains(wanted);
    }

    private Button button(Line line, boolean here) {
        var choice = line.choice();
        var name = Parts.label(choice.name(), "choice-name");
        boolean isLong = choice.name().length() > LONG;
        if (isLong) {
            name.setWrapText(true);
            name.setMinHeight(TWO_LINES);
            name.setPrefHeight(TWO_LINES);
        }
        var texts = new VBox(0, name);
        texts.setAlignment(Pos.CENTER_LEFT);
        texts.setMinWidth(0);
        HBox.setHgrow(texts, Priority.ALWAYS);
        if (!choice.small().isEmpty() && !isLong) {
            texts.getChildren().add(Parts.label(choice.small(), "small"));
        }
        var row = new HBox(12, texts);
        row.setAlignment(Pos.CENTER_LEFT);
        if (choice.standing() == Choice.Standing.CHOSEN) {
            row.getChildren().add(Parts.icon(MaterialDesignC.CHECK_BOLD));
        }
        if (choice.digit() > 0) {
            var cap = Parts.cap(Integer.toString(choice.digit()));
            cap.setMinWidth(Region.USE_PREF_SIZE);
            row.getChildren().add(cap);
        }
        var button = Parts.styled(new Button(), "choice");
        button.setGraphic(row);
        button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        row.prefWidthProperty().bind(list.widthProperty().subtract(26));
        button.setMaxWidth(Double.MAX_VALUE);
        button.setFocusTraversable(false);
        button.setDisable(choice.standing() == Choice.Standing.GONE);
        button.setOnAction(e -> take(line));
        button.setAccessibleText(
                (choice.name() + ", " + choice.small() + (choice.digit() > 0 ? ", " + choice.digit() : ""))
                        .replace(", ,", ","));
        if (here) {
            button.getStyleClass().add("choice-marked");
        }
        if (choice.standing() == Choice.Standing.CHOSEN) {
            button.getStyleClass().add("choice-chosen");
        }
        return button;
    }
}
