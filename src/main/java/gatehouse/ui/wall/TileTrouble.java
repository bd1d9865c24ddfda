package gatehouse.ui.wall;

import gatehouse.desk.Picture;
import gatehouse.door.Trouble;
import gatehouse.ui.kit.Freshness;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Times;
import gatehouse.ui.kit.Words;
import java.time.Duration;
import java.time.Instant;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// What stands in the middle of a tile without a picture: calm while it connects, else how long, why, and the button
/// that helps.
final class TileTrouble extends VBox {
    private final Label head = Parts.label("", "trouble-head");
    private final Label sentence = Parts.wrapped("", "trouble-sentence");
    private final Label remedy = Parts.wrapped("", "trouble-remedy");
    private final Button again;

    TileTrouble(Runnable restart) {
        super(8);
        again = Parts.button(Words.of("tile.restart"), restart);
        again.getStyleClass().add("restart");
        getStyleClass().add("trouble");
        setAlignment(Pos.CENTER);
        setPickOnBounds(false);
        getChildren().addAll(head, sentence, remedy, again);
    }

    void show(Picture picture, Freshness fresh, Instant now) {
        switch (picture) {
            case Picture.Troubled t -> trouble(t, fresh, now);
            case Picture.Connecting c -> withoutTrouble(fresh, "tile.connecting");
            case Picture.Live l -> withoutTrouble(fresh, "tile.first");
        }
    }

    private void trouble(Picture.Troubled t, Freshness fresh, Instant now) {
        var since = fresh.kind() == Freshness.Kind.FROZEN ? fresh.age() : Duration.between(t.since(), now);
        head.setText(headWords(t.trouble().kind(), since));
        sentence.setText(t.trouble().sentence());
        var retry = t.retryAt()
                .filter(now::isBefore)
                .map(at -> "\n"
                        + Words.of(
                                "tile.retry",
                                Math.max(1, Duration.between(now, at).toSeconds())));
        remedy.setText(t.trouble().remedy() + retry.orElse(""));
        again.setText(Words.of("tile.again." + (t.trouble().kind() == Trouble.Kind.STALLED ? "STALLED" : "OTHER")));
        again.setAccessibleText(again.getText());
        seen(true, true, true);
    }

    private static String headWords(Trouble.Kind kind, Duration since) {
        return switch (kind) {
            case WRONG_PASSWORD -> Words.of("tile.password");
            case NO_ANSWER -> Words.of("tile.noanswer", lasted(since));
            case BUSY -> Words.of("tile.busy");
            case STALLED,
                    REFUSED,
                    NOT_SUPPORTED,
                    GARBAGE,
                    NO_PICTURE,
                    CERTIFICATE,
                    DECODER,
                    NO_DEVICE,
                    NETWORK,
                    STORAGE,
                    UNKNOWN -> Words.of("tile.nopicturefor", lasted(since));
        };
    }

    private static String lasted(Duration since) {
        return since.toSeconds() < 60 ? Math.max(0, since.toSeconds()) + " s" : Times.lasting(since);
    }

    private void withoutTrouble(Freshness fresh, String connecting) {
        switch (fresh.kind()) {
            case FROZEN -> {
                head.setText(Words.of("tile.nopicturefor", lasted(fresh.age())));
                sentence.setText(Words.of("tile.stalled"));
                again.setText(Words.of("tile.again.STALLED"));
                seen(true, false, true);
            }
            case CONNECTING -> {
                sentence.setText(Words.of(connecting));
                seen(false, false, false);
            }
            case LIVE, OLD -> setVisible(false);
        }
    }

    private void seen(boolean withHead, boolean withRemedy, boolean withButton) {
        setVisible(true);
        Parts.there(head, withHead);
        // In a small tile the sentence and the button are what helps; the remedy is in the tile's tooltip elsewhere.
        Parts.there(remedy, withRemedy && getHeight() > 190);
        Parts.there(again, withButton);
    }
}
