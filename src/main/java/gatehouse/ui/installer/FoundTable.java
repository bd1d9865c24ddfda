package gatehouse.ui.installer;

import gatehouse.ui.installer.InstallerSource.FoundRow;
import gatehouse.ui.kit.Badge;
import gatehouse.ui.kit.Words;
import java.util.List;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Pos;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;

/// The devices that answered, one line each; a device that says more later keeps its line.
final class FoundTable extends TableView<FoundRow> {
    FoundTable() {
        getStyleClass().add("found");
        setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        setFixedCellSize(64);
        setAccessibleText(Words.of("installer.table"));
        getColumns().add(words("installer.door", 150, r -> r.door().orElse("—"), "strong"));
        getColumns().add(words("installer.device", 200, FoundRow::device, ""));
        getColumns().add(words("installer.address", 150, FoundRow::address, ""));
        getColumns().add(words("installer.onvif", 90, FoundRow::onvif, ""));
        getColumns().add(words("installer.streams", 165, FoundRow::streams, ""));
        getColumns().add(words("installer.clock", 160, FoundRow::clock, ""));
        getColumns().add(notes());
    }

    void put(FoundRow row) {
        for (int i = 0; i < getItems().size(); i++) {
            if (getItems().get(i).id().equals(row.id())) {
                boolean chosen = getSelectionModel().getSelectedIndex() == i;
                getItems().set(i, row);
                if (chosen) {
                    getSelectionModel().select(i);
                }
                return;
            }
        }
        getItems().add(row);
    }

    private static TableColumn<FoundRow, String> words(
            String key, double width, Function<FoundRow, String> text, String style) {
        var column = new TableColumn<FoundRow, String>(Words.of(key));
        column.setPrefWidth(width);
        column.setReorderable(false);
        column.setCellValueFactory(c -> new ReadOnlyObjectWrapper<>(text.apply(c.getValue())));
        if (!style.isEmpty()) {
            column.getStyleClass().add(style);
        }
        return column;
    }

    private static TableColumn<FoundRow, List<Badge>> notes() {
        var column = new TableColumn<FoundRow, List<Badge>>("");
        column.setPrefWidth(220);
        column.setReorderable(false);
        column.setSortable(false);
        column.setCellValueFactory(c -> new ReadOnlyObjectWrapper<>(c.getValue().notes()));
        column.setCellFactory(c -> new TableCell<>() {
            @Override
            protected void updateItem(List<Badge> item, boolean empty) {
                super.updateItem(item, empty);
                if (empty || item == null) {
                    setGraphic(null);
                    return;
                }
                var row = new HBox(6);
                row.setAlignment(Pos.CENTER_LEFT);
                item.forEach(b -> row.getChildren().add(b.label()));
                setGraphic(row);
            }
        });
        return column;
    }
}
