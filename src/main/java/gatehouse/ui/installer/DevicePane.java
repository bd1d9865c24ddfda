package gatehouse.ui.installer;

import gatehouse.door.Secret;
import gatehouse.ui.installer.InstallerSource.Check;
import gatehouse.ui.installer.InstallerSource.Details;
import gatehouse.ui.installer.InstallerSource.FoundRow;
import gatehouse.ui.kit.Folding;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Shown;
import gatehouse.ui.kit.Words;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;

/// One found device: its log-in, what the test measured against what was expected, and the way into the site. Nothing
/// is sent to the device before the installer presses the test.
final class DevicePane extends VBox {
    private static final double LEAST_FIELD = 130;

    private final InstallerSource source;
    private final Runnable added;
    private final Label title = Parts.wrapped("", "detail-title");
    private final TextField user = new TextField();
    private final PasswordField password = new PasswordField();
    private final Button test;
    private final ImageView picture = new ImageView();
    private final StackPane frame = Parts.styled(new StackPane(picture), "detail-picture");
    private final Label streams = Parts.wrapped("", "small");
    private final GridPane checks = Parts.styled(new GridPane(12, 0), "checks");
    private final Label words = Parts.wrapped("", "device-words");
    private final TextField name = new TextField();
    private final Button add;
    private final Folding adding;
    private final VBox logIn;
    private final Label nothing = Parts.wrapped(Words.of("installer.pick"), "nothing");
    private Optional<FoundRow> row = Optional.empty();

    DevicePane(InstallerSource source, Runnable added) {
        super(12);
        this.source = source;
        this.added = added;
        getStyleClass().add("detail");
        user.setPromptText(Words.of("installer.user"));
        user.setAccessibleText(Words.of("installer.user"));
        password.setPromptText(Words.of("installer.password"));
        password.setAccessibleText(Words.of("installer.password"));
        password.setOnAction(e -> test());
        test = Parts.button(Words.of("installer.test"), MaterialDesignC.CONNECTION, this::test);
        HBox.setHgrow(user, Priority.ALWAYS);
        HBox.setHgrow(password, Priority.ALWAYS);
        List.of(user, password, name).forEach(field -> field.setMinWidth(LEAST_FIELD));
        var fields = new Folding(8, user, password, test);
        logIn = new VBox(6, Parts.label(Words.of("installer.login"), "small"), fields);
        picture.setPreserveRatio(true);
        picture.fitWidthProperty().bind(widthProperty().subtract(48));
        name.setPromptText(Words.of("installer.name"));
        name.setAccessibleText(Words.of("installer.name"));
        HBox.setHgrow(name, Priority.ALWAYS);
        add = Parts.button(Words.of("installer.add"), this::add);
        add.getStyleClass().add("open");
        adding = new Folding(8, name, add);
        VBox.setVgrow(nothing, Priority.ALWAYS);
        nothing.setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
        var facts = new VBox(12, nothing, title, logIn, frame, streams, checks);
        // What is to be done next stays in sight however much there is to be read.
        var scroll = Parts.scrolling(facts);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(scroll, words, adding);
        List.of(title, logIn, frame, streams, checks, words, adding).forEach(n -> Parts.there(n, false));
    }

    /// Another device was chosen; one that only says more keeps what was typed and measured.
    void show(FoundRow next) {
        boolean same = row.map(FoundRow::id).equals(Optional.of(next.id()));
        row = Optional.of(next);
        if (same) {
            return;
        }
        title.setText(next.door().orElse(next.device().isEmpty() ? next.address() : next.device()));
        password.clear();
        Parts.there(nothing, false);
        Parts.there(title, true);
        Parts.there(logIn, true);
        List.of(frame, streams, checks, adding).forEach(n -> Parts.there(n, false));
        say(Words.of("installer.untested"));
    }

    private void say(String sentence) {
        words.setText(sentence);
        Parts.there(words, !sentence.isEmpty());
    }

    private void test() {
        row.ifPresent(found -> {
            test.setDisable(true);
            say(Words.of("installer.testing", found.address()));
            Shown.answer(
                    source.test(found.id(), user.getText(), Secret.of(password.getText())),
                    details -> tested(found, () -> show(details)),
                    failure -> tested(found, () -> say(sentence(failure))));
        });
    }

    /// An answer about a device that is not chosen any more is not shown.
    private void tested(FoundRow asked, Runnable then) {
        test.setDisable(false);
        if (row.map(FoundRow::id).equals(Optional.of(asked.id()))) {
            then.run();
        }
    }

    private void show(Details details) {
        say("");
        details.snapshot().ifPresent(jpeg -> picture.setImage(new Image(new ByteArrayInputStream(jpeg))));
        Parts.there(frame, details.snapshot().isPresent());
        streams.setText(details.streamWords());
        Parts.there(streams, !details.streamWords().isEmpty());
        checks.getChildren().clear();
        for (int i = 0; i < details.checks().size(); i++) {
            addCheck(i, details.checks().get(i));
        }
        Parts.there(checks, true);
        boolean isDoor = details.row().door().isPresent();
        Parts.there(adding, details.addable() && !isDoor);
        name.setText(details.proposal());
        if (isDoor) {
            say(Words.of("installer.already", details.row().door().orElseThrow()));
        }
    }

    private void addCheck(int at, Check check) {
        var tone = check.tone().name().toLowerCase(Locale.ROOT);
        var mark = Parts.styled(
                Parts.icon(
                        switch (check.tone()) {
                            case GOOD, OPENED, PLAIN -> MaterialDesignC.CHECK_BOLD;
                            case WANTS -> MaterialDesignA.ALERT_OUTLINE;
                            case BAD -> MaterialDesignC.CLOSE_THICK;
                        }),
                "mark-" + tone);
        var what = Parts.label(check.what());
        what.setMinWidth(USE_PREF_SIZE);
        checks.addRow(at, mark, what, Parts.wrapped(check.found()), Parts.wrapped(check.expected(), "small"));
    }

    private void add() {
        row.ifPresent(found -> {
            if (name.getText().isBlank()) {
                say(Words.of("installer.noname"));
                return;
            }
            add.setDisable(true);
            Shown.answer(
                    source.addDoor(found.id(), name.getText().strip()),
                    sentence -> {
                        add.setDisable(false);
                        Parts.there(adding, false);
                        say(sentence);
                        added.run();
                    },
                    failure -> {
                        add.setDisable(false);
                        say(sentence(failure));
                    });
        });
    }

    static String sentence(Throwable failure) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause.getMessage() == null ? Words.of("installer.failed") : cause.getMessage();
    }
}
