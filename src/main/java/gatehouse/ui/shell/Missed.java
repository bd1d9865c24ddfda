package gatehouse.ui.shell;

import gatehouse.desk.Clicks;
import gatehouse.desk.DeskState;
import gatehouse.desk.MissedCall;
import gatehouse.door.DoorId;
import gatehouse.operator.Right;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Times;
import gatehouse.ui.kit.Words;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// What was missed, opened from its chip: each door with its time, how often it rang, and a call back. It stays until
/// somebody says that he has seen it.
final class Missed extends VBox implements Corner.Card {
    private final Clicks clicks;
    private final Runnable close;
    private final MissedPictures pictures;
    private final VBox rows = new VBox(8);
    private final Label more = Parts.wrapped(Words.of("missed.history"), "small");
    private final Button seen;
    private final Reaching reaching = new Reaching(rows);
    private List<MissedCall> shown = List.of();
    private boolean may;
    private Set<DoorId> mayCall = Set.of();

    Missed(Clicks clicks, MissedPictures pictures, Runnable close) {
        super(12);
        this.clicks = clicks;
        this.pictures = pictures;
        this.close = close;
        getStyleClass().addAll("missed", "corner-card");
        seen = Parts.button(Words.of("missed.seen"), () -> {
            clicks.acknowledgeMissed();
            close.run();
        });
        seen.getStyleClass().add("ring");
        var scroll = new ScrollPane(rows);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().add("edge-to-edge");
        scroll.setMaxHeight(560);
        scroll.setMinHeight(96);
        getChildren().addAll(Parts.label(Words.of("missed.head"), "card-name"), scroll, more, seen);
        setMaxSize(600, USE_PREF_SIZE);
        setPrefWidth(600);
        rows.heightProperty().subscribe(h -> scroll.setPrefHeight(Math.min(560, h.doubleValue() + 2)));
    }

    void show(DeskState state) {
        boolean nowMay = state.may(Right.ACKNOWLEDGE_MISSED);
        Parts.there(seen, nowMay);
        var next = state.book().missed();
        var nowMayCall = next.stream()
                .flatMap(missed -> missed.door().stream())
                .filter(door -> state.may(Right.ANSWER, door))
                .collect(Collectors.toSet());
        boolean same = next.equals(shown) && nowMay == may && nowMayCall.equals(mayCall);
        // While somebody reaches for a row nothing comes in above it.
        boolean waits = next.size() >= shown.size() && reaching.now() && isVisible();
        if (!same && !waits) {
            shown = next;
            may = nowMay;
            mayCall = nowMayCall;
            rows.getChildren().setAll(next.stream().map(this::row).toList());
        }
        if (next.isEmpty() && isVisible()) {
            close.run();
        }
    }

    private Region row(MissedCall missed) {
        var name = Parts.label(missed.title(), "card-name");
        name.setMinWidth(0);
        var said = Parts.label(words(missed), "missed-words");
        said.setMinWidth(0);
        var texts = new VBox(2, name, said);
        missed.handled().ifPresent(why -> texts.getChildren().add(Parts.label(Words.of("missed.handled"), "small")));
        texts.setAlignment(Pos.CENTER_LEFT);
        texts.setMinWidth(0);
        HBox.setHgrow(texts, Priority.ALWAYS);
        var row = new HBox(12, pictures.of(missed), texts);
        row.setAlignment(Pos.CENTER_LEFT);
        if (missed.door().filter(mayCall::contains).isPresent()) {
            row.getChildren().add(named(Words.of("call.back"), missed, () -> {
                clicks.callBack(missed.call());
                close.run();
            }));
        }
        if (may) {
            row.getChildren().add(named(Words.of("missed.one"), missed, () -> clicks.acknowledgeMissed(missed.call())));
        }
        return Parts.styled(row, "card", "missed-row");
    }

    private static Button named(String word, MissedCall missed, Runnable deed) {
        var button = Parts.button(word, deed);
        button.setAccessibleText(word + ", " + missed.title());
        return button;
    }

    static String words(MissedCall missed) {
        return missed.times() > 1
                ? Words.of("missed.times", Times.clock(missed.at()), missed.times(), Times.clock(missed.first()))
                : Words.of("missed.once", Times.clock(missed.at()));
    }

    @Override
    public Region node() {
        return this;
    }

    @Override
    public void opened() {
        pictures.look(shown);
        seen.requestFocus();
    }

    Optional<MissedCall> newest() {
        return shown.stream().findFirst();
    }
}
