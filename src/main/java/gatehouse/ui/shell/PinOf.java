package gatehouse.ui.shell;

import gatehouse.door.Secret;
import gatehouse.site.Person;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Words;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.PasswordField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Another person's name and PIN. The PIN goes out of the field as soon as it was taken from it.
final class PinOf extends VBox {
    private static final int LONGEST = 64;

    private final ToggleGroup names = new ToggleGroup();
    private final PasswordField pin = new PasswordField();

    PinOf(String head, List<Person> people, Runnable enter) {
        super(8);
        var row = new FlowPane(8, 8);
        for (var person : people) {
            var chip = Parts.chip(person.name());
            chip.setToggleGroup(names);
            chip.setUserData(person.name());
            row.getChildren().add(chip);
        }
        if (people.size() == 1) {
            names.selectToggle(names.getToggles().getFirst());
        }
        pin.setPromptText(Words.of("login.pin"));
        pin.setAccessibleText(Words.of("login.pin"));
        pin.setPrefWidth(200);
        pin.textProperty().subscribe(text -> {
            if (text.length() > LONGEST) {
                pin.setText(text.substring(0, LONGEST));
            }
        });
        pin.setOnAction(e -> enter.run());
        var line = new HBox(12, row, pin);
        line.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(Parts.label(head, "sheet-label"), line);
    }

    Optional<String> name() {
        return Optional.ofNullable(names.getSelectedToggle()).map(t -> (String) t.getUserData());
    }

    boolean filled() {
        return name().isPresent() && !pin.getText().isEmpty();
    }

    Secret take() {
        var taken = Secret.of(pin.getText());
        pin.clear();
        return taken;
    }

    PasswordField field() {
        return pin;
    }
}
