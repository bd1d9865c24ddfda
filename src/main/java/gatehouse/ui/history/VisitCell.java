package gatehouse.ui.history;

import gatehouse.ui.history.HistorySource.Row;
import gatehouse.ui.kit.Badge;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Times;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.image.ImageView;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// One visit as a row: time, door, small picture, one sentence, badges.
final class VisitCell extends ListCell<Row> {
    static final double TIME = 96;
    static final double DOOR = 148;
    static final double PICTURE = 116;
    static final double BADGES = 300;
    static final double HEIGHT = 72;
    /// With the badges below the sentence.
    static final double HIGH = 92;

    /// Below the one there is no room for badges beside the sentence, below the other none for a picture.
    static final double WIDE = 1000;

    private static final double MIDDLE = 600;

    private final Thumbnails thumbnails;
    private final IntConsumer seen;
    private final Label time = Parts.label("", "visit-time");
    private final Label day = Parts.label("", "small");
    private final Label door = Parts.label("");
    private final ImageView picture = new ImageView();
    private final StackPane frame = Parts.styled(new StackPane(picture), "thumb");
    private final Label sentence = Parts.label("");
    private final FlowPane badges = new FlowPane(6, 6);
    private final StackPane place = new StackPane(frame);
    private final VBox said = new VBox(4, sentence);
    private final HBox row;

    VisitCell(Thumbnails thumbnails, IntConsumer seen) {
        this.thumbnails = thumbnails;
        this.seen = seen;
        getStyleClass().add("visit");
        var when = new VBox(2, time, day);
        when.setAlignment(Pos.CENTER_LEFT);
        fixed(when, TIME);
        fixed(door, DOOR);
        picture.setFitWidth(96);
        picture.setFitHeight(54);
        frame.setMaxHeight(54);
        place.setAlignment(Pos.CENTER_LEFT);
        frame.setMaxWidth(96);
        fixed(place, PICTURE);
        sentence.setWrapText(true);
        sentence.setMaxWidth(Double.MAX_VALUE);
        said.setAlignment(Pos.CENTER_LEFT);
        said.setMinWidth(0);
        HBox.setHgrow(said, Priority.ALWAYS);
        badges.setAlignment(Pos.CENTER_LEFT);
        row = new HBox(12, when, door, place, said);
        row.setAlignment(Pos.CENTER_LEFT);
        row.setMinWidth(0);
        row.setPrefWidth(1);
        widthProperty().subscribe(w -> fold(w.doubleValue()));
    }

    /// In a narrow list the badges stand below the sentence, which would have no room beside them.
    private void fold(double width) {
        boolean wide = width >= WIDE;
        if (wide) {
            fixed(badges, BADGES);
            Parts.fill(said, List.of(sentence));
            Parts.fill(row, List.of(row.getChildren().getFirst(), door, place, said, badges));
        } else {
            badges.setMinWidth(0);
            badges.setPrefWidth(USE_COMPUTED_SIZE);
            badges.setMaxWidth(Double.MAX_VALUE);
            row.getChildren().remove(badges);
            Parts.fill(said, List.of(sentence, badges));
        }
        Parts.there(place, width >= MIDDLE);
        badges.setPrefWrapLength(wide ? BADGES : Math.max(1, width));
    }

    /// How much of a list of this width door and picture take.
    static double before(double width) {
        return width < MIDDLE ? DOOR : DOOR + 12 + PICTURE;
    }

    static void fixed(javafx.scene.layout.Region region, double width) {
        region.setMinWidth(width);
        region.setPrefWidth(width);
        region.setMaxWidth(width);
    }

    @Override
    protected void updateItem(Row item, boolean empty) {
        super.updateItem(item, empty);
        if (empty || item == null) {
            setGraphic(null);
            return;
        }
        seen.accept(getIndex());
        time.setText(Times.second(item.at()));
        day.setText(Times.day(item.at()));
        door.setText(item.door());
        sentence.setText(item.sentence());
        badges.getChildren().setAll(item.badges().stream().map(Badge::label).toList());
        picture.setImage(null);
        Optional<String> wanted = item.picture();
        frame.setVisible(wanted.isPresent());
        wanted.ifPresent(ref -> thumbnails.get(ref).thenAccept(image -> {
            if (getItem() == item) {
                picture.setImage(image);
            }
        }));
        setAccessibleText(time.getText() + ", " + item.door() + ", " + item.sentence());
        setGraphic(row);
    }
}
