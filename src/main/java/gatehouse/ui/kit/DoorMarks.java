package gatehouse.ui.kit;

import gatehouse.desk.Concern;
import gatehouse.desk.DeskState;
import gatehouse.desk.DoorState;
import gatehouse.desk.Mode;
import gatehouse.desk.Standing;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignD;
import org.kordamp.ikonli.materialdesign2.MaterialDesignL;

/// What is not normal about a door, in a corner of its picture: what nobody has looked at yet, its mode, and that it
/// stands open. Nothing while all is well.
///
/// Confined to the screen's thread.
public final class DoorMarks extends VBox {
    /// Words in one of the colours, with their shape.
    private record Mark(String style, Ikon icon, String words) {}

    private static final int MOST = 3;

    private List<Mark> shown = List.of();
    private boolean alarm;

    public DoorMarks() {
        super(4);
        setMouseTransparent(true);
        getStyleClass().add("door-marks");
    }

    public void show(DeskState state, DoorState door) {
        var marks = new ArrayList<Mark>();
        alarm = state.guarding().concerns().stream()
                .anyMatch(c -> c.door().equals(door.door().id())
                        && c.over().isEmpty()
                        && (c.kind() == Concern.Kind.FORCED || c.kind() == Concern.Kind.HELD_TOO_LONG));
        state.guarding().concerns().stream()
                .filter(c -> c.door().equals(door.door().id()))
                .limit(MOST)
                .forEach(c -> marks.add(of(c)));
        switch (door.mode()) {
            case Mode.Normal m -> {}
            case Mode.HeldOpen m ->
                marks.add(new Mark(
                        "mark-open",
                        MaterialDesignL.LOCK_OPEN_VARIANT,
                        Words.of("mark.heldopen", Times.clock(m.until()))));
            case Mode.LockedDown m ->
                marks.add(new Mark("mark-alarm", MaterialDesignL.LOCK_ALERT, Words.of("mark.lockdown")));
        }
        if (door.standing().leaf() == Standing.Leaf.OPEN) {
            marks.add(new Mark("mark-open", MaterialDesignD.DOOR_OPEN, Words.of("mark.leafopen")));
        }
        if (!marks.equals(shown)) {
            shown = List.copyOf(marks);
            getChildren().setAll(marks.stream().map(DoorMarks::label).toList());
            setVisible(!marks.isEmpty());
            requestLayout();
        }
    }

    /// Whether the door stands open and should not, at this moment.
    public boolean alarm() {
        return alarm;
    }

    /// What a screen reader says of them.
    public String said() {
        return String.join(", ", shown.stream().map(Mark::words).toList());
    }

    private static Mark of(Concern concern) {
        return new Mark(
                "mark-alarm",
                MaterialDesignA.ALERT,
                Words.of("concern." + concern.kind()) + " " + Times.clock(concern.at()));
    }

    private static Label label(Mark mark) {
        var label = Parts.label(mark.words(), "door-mark", mark.style());
        label.setGraphic(Parts.icon(mark.icon()));
        return label;
    }
}
