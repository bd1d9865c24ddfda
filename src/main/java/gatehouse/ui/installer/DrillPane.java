package gatehouse.ui.installer;

import gatehouse.ui.installer.InstallerSource.DrillDoor;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Shown;
import gatehouse.ui.kit.Words;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The drill: each simulated door and what it shall do wrong, so that one sees how the console takes it.
final class DrillPane extends StackPane {
    private final InstallerSource source;
    private final VBox doors = Parts.styled(new VBox(12), "drill");

    DrillPane(InstallerSource source) {
        this.source = source;
        var scroll = new ScrollPane(doors);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("edge-to-edge");
        getChildren().add(scroll);
    }

    void refresh() {
        var all = source.drill();
        doors.getChildren().setAll(Parts.wrapped(Words.of(all.isEmpty() ? "drill.none" : "drill.what"), "drill-words"));
        all.forEach(door -> doors.getChildren().add(card(door)));
    }

    private VBox card(DrillDoor door) {
        var faults = new FlowPane(8, 8);
        for (var fault : door.faults()) {
            faults.getChildren().add(toggle(door, fault));
        }
        return Parts.styled(new VBox(10, Parts.label(door.name(), "card-name"), faults), "card");
    }

    private ToggleButton toggle(DrillDoor door, String fault) {
        var chip = Parts.chip(fault);
        chip.setSelected(door.active().contains(fault));
        chip.setAccessibleText(door.name() + ": " + fault);
        chip.setOnAction(e -> {
            Shown.answer(source.fault(door.id(), fault, chip.isSelected()), done -> refresh(), failure -> refresh());
        });
        return chip;
    }
}
