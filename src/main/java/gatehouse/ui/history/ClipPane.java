package gatehouse.ui.history;

import gatehouse.ui.history.HistorySource.Clip;
import gatehouse.ui.history.HistorySource.Timeline;
import gatehouse.ui.kit.Folding;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Shown;
import gatehouse.ui.kit.Times;
import gatehouse.ui.kit.Words;
import gatehouse.video.Reel;
import java.time.Duration;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;

/// Plays one clip: the picture, the moment it shows as the wall clock said it, a line to go anywhere, single pictures,
/// speeds. Owns its reel, from `open` until `close`.
///
/// Confined to the screen's thread.
final class ClipPane extends VBox {
    private static final Duration FAR = Duration.ofSeconds(5);

    private final HistorySource source;
    private final Runnable onClose;
    private final Label title = Parts.label("", "detail-title");
    private final Label recorded = Parts.label(Words.of("clip.recorded"), "clip-recorded");
    private final Label moment = Parts.label("", "clip-moment");
    private final Label proof = Parts.wrapped("", "clip-proof");
    private final Label words = Parts.wrapped("", "nothing");
    private final ClipPicture picture = new ClipPicture(this::follow);
    private final Scrubber scrubber = new Scrubber(to -> reel().ifPresent(r -> r.seek(to)));
    private final Label time = Parts.label("", "small", "clip-time");
    private final Button play = Parts.keyed(Words.of("clip.play"), Words.of("clip.space"), this::playOrPause);
    private final ToggleGroup speeds = new ToggleGroup();
    private Optional<Reel> reel = Optional.empty();
    private Optional<Clip> shown = Optional.empty();
    private double speed = 1;
    private long opened;

    ClipPane(HistorySource source, Runnable onClose) {
        super(12);
        this.source = source;
        this.onClose = onClose;
        getStyleClass().add("clip");
        setFocusTraversable(true);
        var head = new Folding(12, title, Parts.space(), recorded, moment, closer());
        var frame = Parts.styled(new StackPane(picture, words), "detail-picture");
        frame.setMinHeight(0);
        VBox.setVgrow(frame, Priority.ALWAYS);
        time.setMinWidth(USE_PREF_SIZE);
        var line = new HBox(12, scrubber, time);
        line.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(scrubber, Priority.ALWAYS);
        getChildren().addAll(head, frame, line, controls(), proof);
        addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    }

    private Button closer() {
        return Parts.keyed(Words.of("clip.close"), "Esc", onClose);
    }

    private Folding controls() {
        play.setMinWidth(150);
        var back = Parts.keyed(Words.of("clip.back"), "←", () -> step(-1));
        var on = Parts.keyed(Words.of("clip.on"), "→", () -> step(1));
        var row = new Folding(8, play, back, on, Parts.space());
        for (double each : Reel.SPEEDS) {
            var chip = speed(each);
            row.getChildren().add(chip);
        }
        row.getChildren()
                .addAll(
                        Parts.space(),
                        Parts.button(Words.of("clip.save"), MaterialDesignC.CONTENT_SAVE_OUTLINE, this::save));
        return row;
    }

    private ToggleButton speed(double each) {
        var name = each == Math.rint(each) ? Long.toString((long) each) : Double.toString(each);
        var chip = Parts.chip(name + "×");
        chip.setAccessibleText(Words.of("clip.speed", name));
        chip.setToggleGroup(speeds);
        chip.setSelected(each == speed);
        chip.setOnAction(e -> {
            chip.setSelected(true);
            speed = each;
            reel.filter(Reel::isPlaying).ifPresent(r -> r.play(speed));
            requestFocus();
        });
        return chip;
    }

    private Optional<Reel> reel() {
        requestFocus();
        return reel;
    }

    /// Opens a clip of this visit and plays it.
    void open(Timeline visit, Clip clip) {
        close();
        long mine = ++opened;
        shown = Optional.of(clip);
        title.setText(visit.door());
        moment.setText(Times.day(clip.begin()) + "  " + Times.tenth(clip.begin()));
        say(Words.of("clip.opening"));
        proof(Words.of("clip.proving"), false);
        scrubber.show(
                clip.length(),
                visit.lines().stream()
                        .filter(l -> !l.at().isBefore(clip.begin())
                                && !l.at().isAfter(clip.begin().plus(clip.length())))
                        .map(l -> new Scrubber.Mark(Duration.between(clip.begin(), l.at()), l.sentence(), l.tone()))
                        .toList());
        Shown.answer(
                source.play(clip.id(), (int) Math.max(320, getWidth()), (int) Math.max(180, getHeight())),
                ready -> take(mine, ready),
                failure -> ifStill(mine, () -> say(sentence(failure))));
        Shown.answer(
                source.proof(clip.id()),
                broken -> ifStill(
                        mine,
                        () -> proof(
                                broken.map(b -> Words.of("clip.changed", b))
                                        .orElse(Words.of(
                                                "clip.proven", clip.id().substring(0, 12))),
                                broken.isPresent())),
                failure -> ifStill(mine, () -> proof(sentence(failure), true)));
        requestFocus();
    }

    private void ifStill(long mine, Runnable deed) {
        if (mine == opened) {
            deed.run();
        }
    }

    private void take(long mine, Reel ready) {
        if (mine != opened) {
            closeBeside(ready);
            return;
        }
        reel = Optional.of(ready);
        say("");
        picture.show(reel);
        ready.play(speed);
        follow();
    }

    boolean isOpen() {
        return shown.isPresent();
    }

    void close() {
        opened++;
        shown = Optional.empty();
        var last = reel;
        reel = Optional.empty();
        picture.show(Optional.empty());
        last.ifPresent(ClipPane::closeBeside);
    }

    /// Waits for the reel's thread, which the screen must not.
    private static void closeBeside(Reel reel) {
        Thread.ofVirtual().name("reel-close").start(reel::close);
    }

    /// After each picture: the line, the clocks and the button follow it.
    private void follow() {
        if (reel.isEmpty() || shown.isEmpty()) {
            return;
        }
        var now = reel.get().position();
        var at = shown.get().begin().plus(now);
        scrubber.at(now);
        moment.setText(Times.day(at) + "  " + Times.tenth(at));
        time.setText(Times.lasting(now) + " / " + Times.lasting(reel.get().length()));
        Parts.key(play, Words.of(reel.get().isPlaying() ? "clip.pause" : "clip.play"), Words.of("clip.space"));
        reel.get().trouble().ifPresentOrElse(t -> say(t.sentence() + " " + t.remedy()), () -> say(""));
    }

    private void playOrPause() {
        reel().ifPresent(r -> {
            if (r.isPlaying()) {
                r.pause();
            } else {
                r.play(speed);
            }
            follow();
        });
    }

    private void step(int pictures) {
        reel().ifPresent(r -> r.step(pictures));
        follow();
    }

    private void leap(Duration by) {
        reel().ifPresent(r -> {
            var to = r.position().plus(by);
            r.seek(to.isNegative() ? Duration.ZERO : to);
        });
    }

    void seek(Duration to) {
        reel().ifPresent(r -> r.seek(to));
    }

    private void key(KeyEvent e) {
        if (e.isControlDown() || e.isAltDown() || e.isMetaDown()) {
            return;
        }
        boolean far = e.isShiftDown();
        boolean known = true;
        switch (e.getCode()) {
            case SPACE -> playOrPause();
            case LEFT, COMMA -> go(far && e.getCode() == KeyCode.LEFT, -1);
            case RIGHT, PERIOD -> go(far && e.getCode() == KeyCode.RIGHT, 1);
            case HOME -> seek(Duration.ZERO);
            case END -> seek(shown.map(Clip::length).orElse(Duration.ZERO));
            default -> known = false;
        }
        if (known) {
            e.consume();
        }
    }

    private void go(boolean far, int way) {
        if (far) {
            leap(FAR.multipliedBy(way));
        } else {
            step(way);
        }
    }

    private void save() {
        if (shown.isEmpty()) {
            return;
        }
        var clip = shown.get();
        var chooser = new FileChooser();
        chooser.setInitialFileName(title.getText().toLowerCase(Words.language()).replaceAll("[^\\p{L}\\p{N}]+", "-")
                + "-" + clip.begin().toString().replaceAll("[:.].*", "") + ".mp4");
        var file = chooser.showSaveDialog(getScene().getWindow());
        if (file != null) { // the toolkit answers so when nothing was chosen
            Shown.answer(
                    source.save(clip.id(), file.toPath()),
                    nothing -> proof(Words.of("clip.saved", file.getName(), clip.id()), false),
                    failure -> proof(sentence(failure), true));
        }
    }

    private void say(String sentence) {
        words.setText(sentence);
        Parts.there(words, !sentence.isEmpty());
    }

    private void proof(String sentence, boolean alarm) {
        proof.setText(sentence);
        proof.getStyleClass().remove("clip-alarm");
        if (alarm) {
            proof.getStyleClass().add("clip-alarm");
        }
    }

    private static String sentence(Throwable failure) {
        var cause = failure.getCause() == null ? failure : failure.getCause();
        return String.valueOf(cause.getMessage());
    }
}
