package gatehouse.ui.wall;

import gatehouse.desk.DeskState;
import gatehouse.desk.Glass;
import gatehouse.desk.Picture;
import gatehouse.door.DoorId;
import gatehouse.door.Trouble;
import gatehouse.ui.kit.Beat;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Words;
import gatehouse.video.VideoDetails;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;

/// How a door's video is doing, beside the wall and not over it: a ringing door could be under it. Asked anew once a
/// second while it is open.
///
/// Confined to the screen's thread.
final class Details extends VBox {
    private final Glass glass;
    private final Clock clock;
    private final Function<DoorId, Optional<String>> words;
    private final Label name = Parts.label("", "detail-title");
    private final Label picture = Parts.wrapped("", "detail-value");
    private final Label trouble = Parts.wrapped("", "detail-trouble");
    private final VBox streams = new VBox(16);
    private final Button copy;
    private final Label copied = Parts.label(Words.of("detail.copied"), "small");
    private Optional<DoorId> door = Optional.empty();
    private Optional<DeskState> state = Optional.empty();
    private List<Object> seen = List.of();

    Details(Glass glass, Clock clock, Function<DoorId, Optional<String>> words, Runnable closing) {
        super(12);
        this.glass = glass;
        this.clock = clock;
        this.words = words;
        getStyleClass().addAll("detail", "door-details");
        copy = Parts.button(Words.of("detail.copy"), MaterialDesignC.CONTENT_COPY, this::copy);
        var close = Parts.keyed(Words.of("detail.close"), "Esc", closing);
        close.getStyleClass().add("slim");
        name.setMinWidth(0);
        var head = new HBox(8, name, Parts.space(), close);
        head.setAlignment(Pos.CENTER_LEFT);
        var scroll = new ScrollPane(streams);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setFocusTraversable(false);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        var foot = new HBox(12, copy, copied);
        foot.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(head, picture, trouble, scroll, foot);
        Parts.there(this, false);
        Runnable beat = () -> {
            if (Beat.wholeSecond()) {
                tell();
            }
        };
        visibleProperty().subscribe(v -> listen(v && getScene() != null, beat));
        sceneProperty().subscribe(s -> listen(isVisible() && s != null, beat));
    }

    private static void listen(boolean now, Runnable beat) {
        Beat.remove(beat);
        if (now) {
            Beat.add(beat);
        }
    }

    Optional<DoorId> door() {
        return door;
    }

    void open(Optional<DoorId> next) {
        door = next;
        seen = List.of();
        copied.setVisible(false);
        Parts.there(this, next.isPresent());
        tell();
    }

    void show(DeskState next) {
        state = Optional.of(next);
        if (door.filter(d -> !next.doors().containsKey(d)).isPresent()) {
            open(Optional.empty());
        }
        tell();
    }

    private void tell() {
        if (door.isEmpty() || state.isEmpty()) {
            return;
        }
        var now = state.get().doors().get(door.get());
        name.setText(now.door().name());
        picture.setText(
                words.apply(door.get()).map(w -> Words.of("detail.picture", w)).orElse(""));
        Parts.there(picture, !picture.getText().isEmpty());
        var said = now.picture() instanceof Picture.Troubled t ? said(t.trouble()) : "";
        trouble.setText(said);
        Parts.there(trouble, !said.isEmpty());
        var details = glass.details(door.get());
        Parts.there(copy, details.isPresent());
        var fresh = List.<Object>of(details, clock.instant().getEpochSecond());
        if (!fresh.equals(seen)) {
            seen = fresh;
            streams.getChildren().setAll(details.map(this::figures).orElseGet(() -> List.of(nothing())));
        }
    }

    private static String said(Trouble trouble) {
        var cause = trouble.cause().isBlank() ? "" : "\n" + trouble.cause();
        return trouble.sentence() + " " + trouble.remedy() + cause;
    }

    private static Node nothing() {
        return Parts.wrapped(Words.of("detail.nothing"), "small");
    }

    private List<Node> figures(VideoDetails details) {
        var all = new ArrayList<Node>();
        all.add(Parts.label(Words.of("detail.connections") + ": " + details.connections(), "small"));
        if (details.streams().isEmpty()) {
            all.add(nothing());
        }
        for (var stream : details.streams()) {
            var table = Parts.styled(new GridPane(), "detail-lines");
            table.add(Parts.label(DetailLines.heading(stream), "strong"), 0, 0, 2, 1);
            int row = 1;
            for (var line : DetailLines.of(stream, clock.instant())) {
                var key = Parts.label(line.name(), "small");
                key.setMinWidth(Region.USE_PREF_SIZE);
                table.add(key, 0, row);
                table.add(Parts.wrapped(line.value(), "detail-value"), 1, row++);
            }
            all.add(table);
        }
        return all;
    }

    private void copy() {
        if (door.isEmpty() || state.isEmpty()) {
            return;
        }
        glass.details(door.get()).ifPresent(d -> {
            var content = new ClipboardContent();
            content.putString(DetailLines.text(
                    name.getText(),
                    picture.getText() + "\n" + trouble.getText(),
                    d.streams(),
                    d.connections(),
                    clock.instant()));
            Clipboard.getSystemClipboard().setContent(content);
            copied.setVisible(true);
        });
    }
}
