package gatehouse.ui.shell;

import gatehouse.desk.Clicks;
import gatehouse.desk.DeskState;
import gatehouse.desk.HandOver;
import gatehouse.door.Secret;
import gatehouse.trust.Stranger;
import gatehouse.ui.kit.FieldRules;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Times;
import gatehouse.ui.kit.Words;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The cards about people and trust: first start, recovery, one's PIN, the end of a shift and its note, a certificate.
///
/// Confined to the screen's thread.
final class Forms {
    private static final int MOST_LINES = 10;

    private final Clicks clicks;
    private final Staff staff;

    Forms(Clicks clicks, Staff staff) {
        this.clicks = clicks;
        this.staff = staff;
    }

    /// Nobody could log in yet: the first person is an installer. `made` gets the name and the PIN.
    Region first(Runnable made) {
        var form = new Form(Words.of("first.head"));
        form.text(Words.of("first.why"));
        var name = form.field(Words.of("form.name"), FieldRules::name);
        var pin = newPin(form, name);
        var again = again(form, pin);
        form.text(Words.of("form.rules"));
        form.send(Words.of("first.create"), "talk", () -> {
            var who = name.getText().strip();
            var secret = Secret.of(pin.getText());
            form.ask(staff.first(who, secret), () -> {
                pin.clear();
                again.clear();
                made.run();
                clicks.logIn(who, secret);
            });
        });
        return form;
    }

    /// Right after the first start: the way back in, before anybody needs it.
    Form recoveryFile(Runnable close) {
        var form = new Form(Words.of("recover.first"));
        form.text(Words.of("recover.firstwhy"));
        var where = form.field(Words.of("recover.where"), FieldRules::file);
        where.setText(Path.of(System.getProperty("user.home"), "gatehouse-recovery.txt")
                .toString());
        form.send(
                Words.of("recover.write"),
                "talk",
                () -> form.ask(staff.makeRecovery(Path.of(where.getText().strip())), close));
        form.button(Words.of("recover.later"), "plain", close);
        return form;
    }

    Region recover(Path file, Runnable close) {
        var form = new Form(Words.of("recover.head"));
        form.text(Words.of("recover.why", String.valueOf(file.getFileName())));
        var name = form.field(Words.of("form.name"), FieldRules::name);
        var pin = newPin(form, name);
        var again = again(form, pin);
        form.text(Words.of("form.rules"));
        form.send(
                Words.of("recover.use"),
                "ring",
                () -> form.ask(staff.recover(file, name.getText(), Secret.of(pin.getText())), close));
        form.button(Words.of("form.back"), "plain", close);
        form.begin();
        return form;
    }

    Region changePin(Runnable close) {
        var form = new Form(Words.of("pin.head"));
        var now = form.secret(Words.of("pin.now"), text -> FieldRules.something(text, "pin.nownone"));
        var pin = form.secret(Words.of("form.newpin"), text -> FieldRules.pin(text, ""));
        again(form, pin);
        var duress = form.secret(Words.of("pin.duress"), text -> duressFault(text, pin));
        form.text(Words.of("form.rules"));
        form.send(Words.of("pin.change"), "talk", () -> {
            var second = Optional.of(Secret.of(duress.getText())).filter(s -> !s.isEmpty());
            form.ask(staff.changePin(Secret.of(now.getText()), Secret.of(pin.getText()), second), close);
        });
        form.button(Words.of("form.back"), "plain", close);
        return form;
    }

    private static PasswordField newPin(Form form, TextField name) {
        return form.secret(Words.of("form.newpin"), text -> FieldRules.pin(text, name.getText()));
    }

    private static PasswordField again(Form form, TextField pin) {
        return form.secret(Words.of("form.again"), text -> FieldRules.same(text, pin::getText));
    }

    private static Optional<String> duressFault(String text, TextField pin) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return text.equals(pin.getText()) ? Optional.of(Words.of("pin.duresssame")) : FieldRules.pin(text, "");
    }

    /// The end of a shift: what is open, and a note.
    Region handOver(DeskState state, List<String> open, Runnable close) {
        var form = new Form(Words.of("handover.head"));
        form.text(Words.of("handover.why"));
        form.add(lines(open));
        var note = new TextArea();
        note.setPromptText(Words.of("handover.note"));
        note.setAccessibleText(Words.of("handover.note"));
        note.setWrapText(true);
        note.setPrefRowCount(4);
        note.textProperty().subscribe(text -> {
            if (text.length() > HandOver.LONGEST_NOTE) {
                note.setText(text.substring(0, HandOver.LONGEST_NOTE));
            }
        });
        form.add(note);
        form.button(Words.of("handover.end"), "ring", () -> {
            clicks.handOver(note.getText());
            close.run();
        });
        form.button(Words.of("form.back"), "plain", close);
        form.setUserData(state.seat());
        return form;
    }

    /// What the last one left, for the next one to confirm.
    Region left(HandOver left) {
        var form = new Form(Words.of("handover.from", left.from(), Times.clock(left.at())));
        var note = Parts.wrapped(left.note().isEmpty() ? Words.of("handover.none") : left.note(), "handover-note");
        form.add(note);
        form.add(lines(left.open()));
        form.button(Words.of("handover.read"), "talk", clicks::takeHandOver);
        return form;
    }

    private static VBox lines(List<String> open) {
        var box = Parts.styled(new VBox(8), "handover-open");
        if (open.isEmpty()) {
            box.getChildren().add(Parts.label(Words.of("handover.nothing"), "small"));
        } else {
            box.getChildren().add(Parts.label(Words.of("handover.open"), "queue-head"));
            open.stream().limit(MOST_LINES).forEach(line -> box.getChildren().add(Parts.wrapped("• " + line)));
            if (open.size() > MOST_LINES) {
                box.getChildren().add(Parts.label(Words.of("pop.more", open.size() - MOST_LINES), "small"));
            }
        }
        return box;
    }

    /// A certificate that was refused: what it says, and whether to trust its key from now on.
    Region certificate(Stranger stranger, Runnable close) {
        var form = new Form(Words.of(stranger.changed() ? "trust.changed" : "trust.new"));
        form.text(Words.of(stranger.changed() ? "trust.changedwhy" : "trust.newwhy"));
        var shown = stranger.shown();
        var grid = Parts.styled(new GridPane(16, 10), "trust-facts");
        Consumer<String[]> row = pair -> grid.addRow(grid.getRowCount(), Parts.label(pair[0], "small"), fact(pair[1]));
        row.accept(new String[] {Words.of("trust.device"), stranger.peer().toString()});
        stranger.wanted().ifPresent(pin -> row.accept(new String[] {Words.of("trust.was"), pin.toString()}));
        row.accept(new String[] {Words.of("trust.key"), shown.key().toString()});
        row.accept(new String[] {Words.of("trust.fingerprint"), broken(shown.fingerprint())});
        row.accept(new String[] {Words.of("trust.subject"), shown.subject()});
        row.accept(new String[] {Words.of("trust.issuer"), shown.issuer()});
        row.accept(new String[] {
            Words.of("trust.valid"),
            LocalDate.ofInstant(shown.from(), ZoneId.systemDefault()) + " – "
                    + LocalDate.ofInstant(shown.until(), ZoneId.systemDefault())
        });
        form.add(grid);
        form.button(
                Words.of("trust.trust"),
                stranger.changed() ? "stop" : "talk",
                () -> form.ask(staff.trust(stranger.peer(), shown.key()), close));
        form.button(Words.of("trust.notnow"), "plain", close);
        form.setPrefWidth(820);
        return form;
    }

    private static Label fact(String text) {
        var label = Parts.wrapped(text, "trust-fact");
        label.setMaxWidth(580);
        return label;
    }

    /// In two lines of sixteen bytes, as a person compares them.
    private static String broken(String fingerprint) {
        int half = fingerprint.length() / 2 + 1;
        return fingerprint.substring(0, half - 1) + "\n" + fingerprint.substring(half);
    }
}
