package gatehouse.ui.wall;

import gatehouse.desk.Picture;
import gatehouse.door.Trouble;
import gatehouse.ui.kit.Freshness;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Times;
import gatehouse.ui.kit.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// What stands in the middle of a tile whose picture cannot be trusted: calm while it connects, else how long, why, and
/// the button that helps. The smaller the tile the less: the remedy goes first, then the button, which is then in the
/// tile's row; the reason stays.
final class TileTrouble extends VBox {
    private static final PseudoClass SMALL = PseudoClass.getPseudoClass("small");
    private static final PseudoClass CLEAR = PseudoClass.getPseudoClass("clear");
    private static final double ROOM_FOR_BUTTON = 150;
    private static final double ROOM_FOR_REMEDY = 215;

    private final Label head = Parts.wrapped("", "trouble-head");
    private final Label sentence = Parts.wrapped("", "trouble-sentence");
    private final Label remedy = Parts.wrapped("", "trouble-remedy");
    private final Button helps;
    private final VBox card = Parts.styled(new VBox(8, head, sentence, remedy), "trouble-card");
    private final Runnable restart;
    private final Runnable details;
    private Runnable help;
    private boolean withButton;

    TileTrouble(Runnable restart, Runnable details) {
        this.restart = restart;
        this.details = details;
        help = restart;
        helps = Parts.button("", this::help);
        helps.getStyleClass().add("restart");
        card.getChildren().add(helps);
        getStyleClass().add("trouble");
        setAlignment(Pos.CENTER);
        setPickOnBounds(false);
        card.setAlignment(Pos.CENTER);
        card.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        getChildren().add(card);
        heightProperty().subscribe(h -> fitIn());
    }

    /// The word of the button that helps, when this tile has no room for it.
    Optional<String> hiddenButton() {
        return isVisible() && withButton && !helps.isVisible() ? Optional.of(helps.getText()) : Optional.empty();
    }

    /// What that button does.
    void help() {
        help.run();
    }

    void show(Picture picture, Freshness fresh, Instant now) {
        switch (picture) {
            case Picture.Troubled t -> trouble(t, fresh, now);
            case Picture.Connecting c -> withoutTrouble(fresh, "tile.connecting");
            case Picture.Live l -> withoutTrouble(fresh, "tile.first");
            case Picture.InCalls c -> say("", Words.of("tile.incalls"), "", "");
        }
    }

    private void trouble(Picture.Troubled t, Freshness fresh, Instant now) {
        var kind = t.trouble().kind();
        var since = fresh.kind() == Freshness.Kind.FROZEN ? fresh.age() : Duration.between(t.since(), now);
        var retry = t.retryAt()
                .filter(now::isBefore)
                .map(at -> "\n"
                        + Words.of(
                                "tile.retry",
                                Math.max(1, Duration.between(now, at).toSeconds())));
        var helpful = help(kind);
        help = helpful == Help.DETAILS ? details : restart;
        say(
                Words.of("tile.head." + kind, Times.brief(since)),
                t.trouble().sentence(),
                t.trouble().remedy() + retry.orElse(""),
                Words.of("tile.help." + helpful));
        pseudoClassStateChanged(CLEAR, false);
    }

    private enum Help {
        RESTART,
        AGAIN,
        DETAILS
    }

    /// Trying again mends neither a codec nor a certificate: the details say what an installer needs to know.
    private static Help help(Trouble.Kind kind) {
        return switch (kind) {
            case STALLED, NO_PICTURE, DECODER, GARBAGE -> Help.RESTART;
            case NOT_SUPPORTED, CERTIFICATE -> Help.DETAILS;
            case NO_ANSWER, WRONG_PASSWORD, BUSY, REFUSED, NO_DEVICE, NETWORK, STORAGE, UNKNOWN -> Help.AGAIN;
        };
    }

    private void withoutTrouble(Freshness fresh, String connecting) {
        var since = Times.brief(fresh.age());
        help = restart;
        switch (fresh.kind()) {
            case FROZEN ->
                say(
                        Words.of("tile.nopicturefor", since),
                        Words.of("tile.stalled"),
                        "",
                        Words.of("tile.help." + Help.RESTART));
            case BLACK -> say(Words.of("tile.black", since), Words.of("tile.black.why"), "", "");
            case COVERED -> say(Words.of("tile.covered", since), Words.of("tile.covered.why"), "", "");
            case CONNECTING -> say("", Words.of(connecting), "", "");
            case LIVE, OLD, REPEATED -> setVisible(false);
        }
        // What is dark or of one colour is shown as it is: somebody's hand may be seen coming off the lens.
        pseudoClassStateChanged(CLEAR, fresh.kind() == Freshness.Kind.BLACK || fresh.kind() == Freshness.Kind.COVERED);
    }

    private void say(String heading, String why, String what, String button) {
        setVisible(true);
        head.setText(heading);
        sentence.setText(why);
        remedy.setText(what);
        helps.setText(button);
        helps.setAccessibleText(button);
        withButton = !button.isEmpty();
        fitIn();
    }

    private void fitIn() {
        boolean small = getHeight() < ROOM_FOR_BUTTON;
        pseudoClassStateChanged(SMALL, small);
        card.setSpacing(small ? 2 : 8);
        sentence.setMinHeight(small ? 0 : Region.USE_PREF_SIZE);
        Parts.there(head, !head.getText().isEmpty());
        Parts.there(remedy, !remedy.getText().isBlank() && getHeight() > ROOM_FOR_REMEDY);
        Parts.there(helps, withButton && !small);
    }
}
