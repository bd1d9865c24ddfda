package gatehouse.ui.history;

import gatehouse.ui.history.HistorySource.Clip;
import gatehouse.ui.history.HistorySource.Still;
import gatehouse.ui.history.HistorySource.Timeline;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Times;
import gatehouse.ui.kit.Words;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleGroup;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// One visit beside the list: its pictures and everything that happened, to the tenth of a second.
final class VisitPane extends VBox {
    private final Label title = Parts.wrapped("", "detail-title");
    private final ImageView picture = new ImageView();
    private final StackPane frame = Parts.styled(new StackPane(picture), "detail-picture");
    private final FlowPane choice = new FlowPane(8, 8);
    private final FlowPane clips = new FlowPane(8, 8);
    private final BiConsumer<Timeline, Clip> play;
    private Optional<Timeline> shown = Optional.empty();
    private final GridPane lines = Parts.styled(new GridPane(12, 10), "timeline");
    private final Label withheld = Parts.wrapped(Words.of("history.withheld"), "small", "withheld");
    private final Label nothing = Parts.wrapped(Words.of("history.pick"), "nothing");
    private final ScrollPane scroll = new ScrollPane(lines);

    /// `play` opens a clip of the visit.
    VisitPane(BiConsumer<Timeline, Clip> play) {
        super(12);
        this.play = play;
        getStyleClass().add("detail");
        picture.setPreserveRatio(true);
        picture.fitWidthProperty().bind(widthProperty().subtract(34));
        frame.setMinHeight(0);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("edge-to-edge");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        VBox.setVgrow(nothing, Priority.ALWAYS);
        nothing.setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
        getChildren().addAll(nothing, title, withheld, frame, clips, choice, scroll);
        words(Words.of("history.pick"));
    }

    /// A sentence in place of a visit: nothing chosen, asking, or trouble.
    void words(String sentence) {
        nothing.setText(sentence);
        Parts.there(nothing, true);
        shown = Optional.empty();
        List.of(title, withheld, frame, clips, choice, scroll).forEach(n -> Parts.there(n, false));
    }

    void show(Timeline visit) {
        title.setText(visit.door() + ", " + Times.second(visit.at()));
        lines.getChildren().clear();
        for (int i = 0; i < visit.lines().size(); i++) {
            var line = visit.lines().get(i);
            var time = Parts.label(Times.tenth(line.at()), "small", "line-time");
            time.setMinWidth(USE_PREF_SIZE);
            lines.addRow(
                    i,
                    time,
                    Parts.wrapped(line.sentence(), "line-" + line.tone().name().toLowerCase(Locale.ROOT)));
        }
        shown = Optional.of(visit);
        offer(visit.pictures());
        offerClips(visit);
        Parts.there(nothing, false);
        List.of(title, scroll).forEach(n -> Parts.there(n, true));
        Parts.there(withheld, visit.withheld());
        Parts.there(frame, !visit.pictures().isEmpty());
        Parts.there(choice, visit.pictures().size() > 1);
    }

    private void offerClips(Timeline visit) {
        clips.getChildren().clear();
        for (var clip : visit.clips()) {
            boolean first = clips.getChildren().isEmpty();
            var words = Words.of("clip.open", Times.lasting(clip.length()), clip.words());
            var button = first
                    ? Parts.keyed(words, Words.of("clip.space"), () -> play.accept(visit, clip))
                    : Parts.button(words, () -> play.accept(visit, clip));
            button.getStyleClass().add("clip-open");
            clips.getChildren().add(button);
        }
        Parts.there(clips, !visit.clips().isEmpty());
    }

    /// Space: the first clip of the visit that is shown. Answers whether there is one.
    boolean playFirst() {
        var visit = shown.filter(v -> !v.clips().isEmpty());
        visit.ifPresent(v -> play.accept(v, v.clips().getFirst()));
        return visit.isPresent();
    }

    private void offer(List<Still> stills) {
        choice.getChildren().clear();
        var group = new ToggleGroup();
        for (var still : stills) {
            var chip = Parts.chip(still.words() + " " + Times.second(still.at()));
            chip.setToggleGroup(group);
            chip.setOnAction(e -> {
                chip.setSelected(true);
                picture.setImage(image(still));
            });
            choice.getChildren().add(chip);
            if (choice.getChildren().size() == 1) {
                chip.setSelected(true);
                picture.setImage(image(still));
            }
        }
    }

    private static Image image(Still still) {
        return new Image(new ByteArrayInputStream(still.jpeg()));
    }
}
