package gatehouse.ui.shell;

import gatehouse.desk.CallId;
import gatehouse.desk.MissedCall;
import gatehouse.ui.history.HistorySource;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Shown;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javafx.scene.Node;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.StackPane;

/// The faces of those who were missed, from the history, fetched when somebody looks. Whose is not there has an empty
/// frame.
///
/// Confined to the screen's thread.
final class MissedPictures {
    private static final int MOST = 12;
    private static final double WIDTH = 96;
    private static final double HEIGHT = 54;

    private final HistorySource history;
    private final Map<CallId, StackPane> frames = new HashMap<>();
    private final Map<CallId, Image> known = new HashMap<>();

    MissedPictures(HistorySource history) {
        this.history = history;
    }

    Node of(MissedCall missed) {
        var frame = Parts.styled(new StackPane(), "face");
        frame.setMinSize(WIDTH, HEIGHT);
        frame.setMaxSize(WIDTH, HEIGHT);
        frames.put(missed.call(), frame);
        Optional.ofNullable(known.get(missed.call())).ifPresent(image -> put(frame, image));
        return frame;
    }

    void look(List<MissedCall> shown) {
        frames.keySet().removeIf(id -> shown.stream().noneMatch(m -> m.call().equals(id)));
        known.keySet().retainAll(frames.keySet());
        shown.stream()
                .limit(MOST)
                .filter(m -> !known.containsKey(m.call()) && m.door().isPresent())
                .forEach(this::fetch);
    }

    private void fetch(MissedCall missed) {
        var filter = new HistorySource.Filter(
                missed.first().minus(Duration.ofSeconds(5)),
                missed.at().plus(Duration.ofSeconds(5)),
                missed.door(),
                Optional.empty(),
                Optional.empty(),
                "");
        Shown.answer(
                history.visits(filter, Optional.empty())
                        .thenCompose(page -> page.rows().stream()
                                .flatMap(r -> r.picture().stream())
                                .findFirst()
                                .map(history::picture)
                                .orElseGet(() -> CompletableFuture.completedFuture(new byte[0]))),
                bytes -> {
                    if (bytes.length > 0) {
                        var image = new Image(new ByteArrayInputStream(bytes), 2 * WIDTH, 2 * HEIGHT, true, true);
                        known.put(missed.call(), image);
                        Optional.ofNullable(frames.get(missed.call())).ifPresent(f -> put(f, image));
                    }
                },
                why -> {}); // the history's own lamp says when it does not answer
    }

    private static void put(StackPane frame, Image image) {
        var view = new ImageView(image);
        view.setFitWidth(WIDTH);
        view.setFitHeight(HEIGHT);
        view.setPreserveRatio(true);
        frame.getChildren().setAll(view);
    }
}
