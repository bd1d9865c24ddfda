package gatehouse.ui.settings;

import gatehouse.audio.SoundDevices;
import gatehouse.audio.SoundState;
import gatehouse.audio.SoundWishes;
import gatehouse.ui.kit.Beat;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Shown;
import gatehouse.ui.kit.Words;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;

/// Which microphone, speaker and ringing speaker this desk uses, each tried on the spot: the microphone by its meter,
/// the speakers by a tone. What is chosen holds at once, in a call too.
///
/// Confined to the screen's thread. Listens to the microphone only while it is seen.
public final class SoundPane extends VBox {
    private final SoundSource sounds;
    private final DeviceChoice microphone;
    private final DeviceChoice speaker;
    private final DeviceChoice ringer;
    private final CheckBox clean = new CheckBox(Words.of("sound.clean"));
    private final CheckBox talkKey = new CheckBox(Words.of("sound.talkkey"));
    private final Label cleaning = Parts.wrapped("", "small");
    private final MeterBar meter = new MeterBar(Words.of("sound.level"));
    private final Label heard = Parts.label("", "small");
    private final Slider ringVolume = new Slider(0, 1, 1);
    private final Label ringWords = Parts.label("", "small");
    private final Shown<Double> level = new Shown<>(this::level);
    private final Runnable beat = this::tell;
    private Runnable listening = () -> {};
    private Optional<String> listened = Optional.empty();
    private boolean seen;
    private boolean told;

    public SoundPane(SoundSource sounds) {
        super(14);
        this.sounds = sounds;
        getStyleClass().add("sound-pane");
        microphone = new DeviceChoice(
                Words.of("sound.microphone"),
                SoundDevices.Device::microphone,
                name -> wish(w -> new SoundWishes(name, w.speaker(), w.ringer(), w.clean())));
        speaker = new DeviceChoice(
                Words.of("sound.speaker"),
                SoundDevices.Device::speaker,
                name -> wish(w -> new SoundWishes(w.microphone(), name, w.ringer(), w.clean())));
        ringer = new DeviceChoice(
                Words.of("sound.ringer"),
                SoundDevices.Device::speaker,
                name -> wish(w -> new SoundWishes(w.microphone(), w.speaker(), name, w.clean())));
        var ear = new HBox(12, meter, heard);
        ear.setAlignment(Pos.CENTER_LEFT);
        clean.setAccessibleText(Words.of("sound.clean"));
        clean.setOnAction(e -> wish(w -> new SoundWishes(
                w.microphone(),
                w.speaker(),
                w.ringer(),
                clean.isSelected() ? SoundWishes.Clean.ALL : SoundWishes.Clean.NOTHING)));
        talkKey.setAccessibleText(Words.of("sound.talkkey"));
        talkKey.setOnAction(e -> sounds.talkKey(talkKey.isSelected()));
        getChildren()
                .addAll(
                        part(microphone, ear),
                        talkKey,
                        new VBox(4, clean, cleaning),
                        part(
                                speaker,
                                trial(
                                        "sound.try",
                                        () -> sounds.tryOut(
                                                sounds.state().speaker().device()))),
                        part(ringer, ringing()));
    }

    private static Node part(DeviceChoice choice, Node below) {
        return new VBox(8, choice, below);
    }

    private Node ringing() {
        ringVolume.setAccessibleText(Words.of("sound.ringvolume"));
        ringVolume.setPrefWidth(220);
        ringVolume.setBlockIncrement(0.1);
        ringVolume.setMin(sounds.leastRingVolume());
        ringVolume.valueProperty().subscribe((was, is) -> {
            if (!told) {
                sounds.ringVolume(is.doubleValue());
            }
            words();
        });
        var row = new HBox(12, Parts.label(Words.of("sound.ringvolume")), ringVolume, ringWords);
        row.setAlignment(Pos.CENTER_LEFT);
        return new VBox(8, row, trial("sound.tryring", sounds::tryRing));
    }

    private void words() {
        long least = Math.round(sounds.leastRingVolume() * 100);
        ringWords.setText(Math.round(ringVolume.getValue() * 100) + " %"
                + (least > 0 ? " · " + Words.of("sound.least", least) : ""));
    }

    private interface Trial {
        CompletableFuture<Void> start();
    }

    private static Node trial(String word, Trial trial) {
        var said = Parts.label("", "small");
        said.setMinWidth(0);
        HBox.setHgrow(said, Priority.ALWAYS);
        var button = new Button[1];
        button[0] = Parts.button(Words.of(word), MaterialDesignP.PLAY_CIRCLE_OUTLINE, () -> {
            said.setText(Words.of("sound.plays"));
            button[0].setDisable(true);
            Shown.answer(
                    trial.start(),
                    nothing -> {
                        said.setText(Words.of("sound.played"));
                        button[0].setDisable(false);
                    },
                    why -> {
                        said.setText(Words.of("sound.cannot"));
                        button[0].setDisable(false);
                    });
        });
        var row = new HBox(12, button[0], said);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    /// It came into sight.
    public void start() {
        if (!seen) {
            seen = true;
            Beat.add(beat);
            tell();
        }
    }

    /// It went out of sight: nobody listens any more.
    public void stop() {
        if (seen) {
            seen = false;
            Beat.remove(beat);
            listening.run();
            listening = () -> {};
            listened = Optional.empty();
            meter.level(-90);
        }
    }

    private void wish(UnaryOperator<SoundWishes> change) {
        sounds.choose(change.apply(sounds.state().wishes()));
        tell();
    }

    private void tell() {
        var now = sounds.state();
        microphone.show(now, now.wishes().microphone(), now.microphone());
        speaker.show(now, now.wishes().speaker(), now.speaker());
        ringer.show(now, now.wishes().ringer(), now.ringer());
        clean.setSelected(now.wishes().clean().echo());
        talkKey.setSelected(sounds.talkKey());
        cleaning.setText(Words.of("sound.cleaning." + now.cleaning()));
        if (!ringVolume.isValueChanging() && !ringVolume.isFocused()) {
            told = true;
            ringVolume.setValue(sounds.ringVolume());
            told = false;
        }
        words();
        listen(now);
    }

    private void listen(SoundState now) {
        var used = now.microphone().device();
        if (!used.equals(listened)) {
            listening.run();
            listened = used;
            listening = used.isPresent() ? sounds.preview(used, level::show) : () -> {};
            level(-90.0);
        }
    }

    private void level(double dbfs) {
        meter.level(dbfs);
        heard.setText(Words.of(listened.isEmpty() ? "sound.nomicrophone" : dbfs > -45 ? "sound.heard" : "sound.speak"));
    }
}
