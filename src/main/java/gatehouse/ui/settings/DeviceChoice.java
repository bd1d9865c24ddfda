package gatehouse.ui.settings;

import gatehouse.audio.SoundDevices;
import gatehouse.audio.SoundState;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.SoundWords;
import gatehouse.ui.kit.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javafx.geometry.Pos;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// One device by its name, or whatever the system uses. A device that was chosen and is not there stays in the list,
/// with the word for it.
final class DeviceChoice extends VBox {
    /// An entry: no name is the system's choice.
    private record Entry(Optional<String> name, boolean gone) {
        String words() {
            return name.map(n -> gone ? Words.of("sound.gonename", n) : n).orElse(Words.of("sound.system"));
        }
    }

    private final Predicate<SoundDevices.Device> able;
    private final ComboBox<Entry> box = new ComboBox<>();
    private final Label trouble = Parts.wrapped("", "sound-trouble");
    private boolean told;

    DeviceChoice(String head, Predicate<SoundDevices.Device> able, Consumer<Optional<String>> take) {
        super(6);
        this.able = able;
        var name = Parts.label(head);
        name.setMinWidth(150);
        name.setLabelFor(box);
        box.setPrefWidth(360);
        box.setMinHeight(40);
        box.setAccessibleText(head);
        box.setCellFactory(list -> new Cell());
        box.setButtonCell(new Cell());
        box.setOnAction(e -> {
            if (!told && box.getValue() != null) {
                take.accept(box.getValue().name());
            }
        });
        var row = new HBox(12, name, box);
        row.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(row, trouble);
    }

    private static final class Cell extends ListCell<Entry> {
        @Override
        protected void updateItem(Entry entry, boolean empty) {
            super.updateItem(entry, empty);
            setText(empty || entry == null ? "" : entry.words());
        }
    }

    void show(SoundState state, Optional<String> wished, SoundState.Used used) {
        trouble.setText(used.trouble()
                .map(t -> SoundWords.sentence(t) + " " + SoundWords.remedy(t))
                .orElse(""));
        Parts.there(trouble, used.trouble().isPresent());
        var entries = entries(state, wished);
        var chosen = entries.stream()
                .filter(e -> e.name().equals(wished))
                .findFirst()
                .orElseGet(entries::getFirst);
        if (box.isShowing()) {
            return;
        }
        told = true;
        if (!box.getItems().equals(entries)) {
            box.getItems().setAll(entries);
        }
        if (!chosen.equals(box.getValue())) {
            box.setValue(chosen);
        }
        told = false;
    }

    private List<Entry> entries(SoundState state, Optional<String> wished) {
        var entries = new ArrayList<Entry>();
        entries.add(new Entry(Optional.empty(), false));
        state.devices().stream()
                .filter(able)
                .map(SoundDevices.Device::name)
                .distinct()
                .forEach(n -> entries.add(new Entry(Optional.of(n), false)));
        wished.filter(n -> entries.stream().noneMatch(e -> e.name().equals(wished)))
                .ifPresent(n -> entries.add(new Entry(Optional.of(n), true)));
        return entries;
    }
}
