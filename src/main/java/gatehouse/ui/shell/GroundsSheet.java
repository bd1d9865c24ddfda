package gatehouse.ui.shell;

import gatehouse.desk.Asking;
import gatehouse.desk.Clicks;
import gatehouse.desk.DeskState;
import gatehouse.desk.Grounds;
import gatehouse.desk.Seat;
import gatehouse.operator.Right;
import gatehouse.operator.Rights;
import gatehouse.ui.kit.Folding;
import gatehouse.ui.kit.Look;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Sheet;
import gatehouse.ui.kit.Words;
import java.util.Optional;
import java.util.UUID;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import javafx.stage.Window;

/// What a door of high security asks for before it is opened: why, for whom, and a second person's PIN; or who answers
/// for an opening off the record. It belongs to the press that asked for it, and goes when that is no longer shown.
final class GroundsSheet extends Sheet {
    private final Clicks clicks;
    private final UUID command;
    private final boolean self;
    private final ToggleGroup reasons = new ToggleGroup();
    private final TextField reason = field("grounds.otherreason");
    private final TextField visitor = field("grounds.visitor");
    private final TextField note = field("grounds.note");
    private final Optional<PinOf> second;
    private final Label words = Parts.wrapped("", "sheet-refusal");

    GroundsSheet(Window owner, Look look, Clicks clicks, DeskState state, Asking asking) {
        super(
                owner,
                look,
                Words.of(asking.offRecord() ? "offrecord.head" : "grounds.head", asking.doorName()),
                () -> clicks.doors().dropGrounds(asking.press().command()));
        this.clicks = clicks;
        this.command = asking.press().command();
        var door = asking.press().door();
        self = asking.offRecord() && state.may(Right.OVERRIDE, door);
        second = (asking.security().consent() || asking.offRecord()) && !self
                ? Optional.of(people(state, asking))
                : Optional.empty();
        standAside();
        if (asking.offRecord()) {
            alarming();
        }
        add(Parts.wrapped(
                Words.of(asking.offRecord() ? "offrecord.what" : "grounds.what", asking.outputName()), "sheet-words"));
        if (asking.security().reason()) {
            add(reasons(asking));
        }
        if (asking.security().visitor()) {
            add(labelled("grounds.visitorhead", visitor));
        }
        if (asking.security().high()) {
            add(labelled("grounds.notehead", note));
        }
        second.ifPresent(who -> {
            add(who);
            if (asking.offRecord()) {
                first(who.field());
            }
        });
        var cancel = Parts.keyed(Words.of("sheet.cancel"), "Esc", this::leave);
        cancel.getStyleClass().add("big");
        var open = new Deliberate(Words.of("call.open", asking.outputName()));
        var row = new Folding(16, Parts.space(), cancel, open);
        words.setVisible(false);
        words.setMinHeight(24);
        add(words, row);
        body().addEventFilter(KeyEvent.KEY_PRESSED, e -> {
            if (e.getCode() == KeyCode.F4) {
                e.consume();
                give();
            }
        });
    }

    boolean isOf(Asking asking) {
        return asking.press().command().equals(command);
    }

    void show(Asking asking) {
        words.setText(asking.words());
        words.setVisible(!asking.words().isEmpty());
    }

    private PinOf people(DeskState state, Asking asking) {
        var right = asking.offRecord() ? Right.OVERRIDE : Right.CONSENT;
        var me = state.seat().map(Seat::name).orElse("");
        var door = asking.press().door();
        return new PinOf(
                Words.of(asking.offRecord() ? "offrecord.who" : "grounds.second"),
                state.site().people().stream()
                        .filter(p -> !p.name().equals(me) && Rights.of(p).may(right, door))
                        .toList(),
                this::give);
    }

    private VBox reasons(Asking asking) {
        var chips = new FlowPane(8, 8);
        for (var offered : asking.security().reasons()) {
            var chip = Parts.chip(offered);
            chip.setToggleGroup(reasons);
            chip.setUserData(offered);
            chips.getChildren().add(chip);
        }
        reason.textProperty().subscribe(text -> {
            if (!text.isBlank()) {
                reasons.selectToggle(null);
            }
        });
        return new VBox(8, Parts.label(Words.of("grounds.reasonhead"), "sheet-label"), chips, reason);
    }

    private static VBox labelled(String head, TextField field) {
        return new VBox(8, Parts.label(Words.of(head), "sheet-label"), field);
    }

    private static TextField field(String prompt) {
        var field = new TextField();
        field.setPromptText(Words.of(prompt));
        field.setAccessibleText(Words.of(prompt));
        return field;
    }

    private void give() {
        var chosen = Optional.ofNullable(reasons.getSelectedToggle()).map(t -> (String) t.getUserData());
        var grounds = new Grounds(
                chosen.orElse(reason.getText()), visitor.getText(), note.getText(), Optional.<String>empty());
        if (second.isEmpty()) {
            clicks.doors().ground(command, grounds, "", Optional.empty());
        } else if (second.get().filled()) {
            clicks.doors()
                    .ground(
                            command,
                            grounds,
                            second.get().name().orElseThrow(),
                            Optional.of(second.get().take()));
        } else {
            words.setText(Words.of("grounds.pinmissing"));
            words.setVisible(true);
        }
    }

    /// Pressed by the mouse or F4; Enter and Space do nothing, as on every button that opens.
    private final class Deliberate extends Button {
        Deliberate(String word) {
            Parts.key(this, word, "F4");
            getStyleClass().addAll("big", "open");
            setMinWidth(USE_PREF_SIZE);
            setOnMouseClicked(e -> give());
        }

        @Override
        public void fire() {}
    }
}
