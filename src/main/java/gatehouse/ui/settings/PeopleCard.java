package gatehouse.ui.settings;

import gatehouse.door.Secret;
import gatehouse.site.Person;
import gatehouse.site.Role;
import gatehouse.ui.kit.FieldChecks;
import gatehouse.ui.kit.FieldRules;
import gatehouse.ui.kit.Folding;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Shown;
import gatehouse.ui.kit.Words;
import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import javafx.util.StringConverter;

/// Who may log in: the people of the site file, and those who were added here and can be removed here.
///
/// Confined to the screen's thread.
final class PeopleCard extends VBox {
    private static final double LEAST_FIELD = 140;

    private final PeopleDeeds deeds;
    private final VBox rows = new VBox(8);
    private final TextField name = new TextField();
    private final ChoiceBox<Role> role = new ChoiceBox<>();
    private final PasswordField pin = new PasswordField();
    private final FieldChecks checks = new FieldChecks();
    private final Label words = Parts.wrapped("", "form-words");
    private List<Person> shown = List.of();

    PeopleCard(PeopleDeeds deeds) {
        super(12);
        this.deeds = deeds;
        getStyleClass().add("card");
        setMaxWidth(720);
        name.setPromptText(Words.of("form.name"));
        name.setAccessibleText(Words.of("form.name"));
        pin.setPromptText(Words.of("form.newpin"));
        pin.setAccessibleText(Words.of("form.newpin"));
        role.getItems().setAll(Arrays.asList(Role.values()));
        role.setValue(Role.GUARD);
        role.setAccessibleText(Words.of("people.role"));
        role.setConverter(said(r -> Words.of("role." + r)));
        List.of(name, pin).forEach(field -> field.setMinWidth(LEAST_FIELD));
        var named = new VBox(2, name, checks.check(name, FieldRules::name));
        var secret = new VBox(2, pin, checks.check(pin, text -> FieldRules.pin(text, name.getText())));
        List.of(named, secret).forEach(field -> HBox.setHgrow(field, Priority.ALWAYS));
        var add = new Folding(8, named, role, secret, Parts.button(Words.of("people.add"), this::add));
        pin.setOnAction(e -> add());
        name.setOnAction(e -> add());
        var recovery = Parts.button(Words.of("recover.make"), this::makeRecovery);
        recovery.getStyleClass().add("slim");
        Parts.there(words, false);
        getChildren()
                .addAll(
                        Parts.label(Words.of("people.head"), "card-name"),
                        Parts.wrapped(Words.of("people.why"), "small"),
                        rows,
                        add,
                        words,
                        recovery);
    }

    private static StringConverter<Role> said(Function<Role, String> word) {
        return new StringConverter<>() {
            @Override
            public String toString(Role role) {
                return role == null ? "" : word.apply(role);
            }

            @Override
            public Role fromString(String text) {
                return Role.GUARD;
            }
        };
    }

    void show(List<Person> people) {
        if (people.equals(shown)) {
            return;
        }
        shown = people;
        rows.getChildren().setAll(people.stream().map(this::row).toList());
    }

    private HBox row(Person person) {
        var what = person.own().map(own -> own.name()).orElseGet(() -> Words.of("role." + person.role()));
        var row = new HBox(12, Parts.label(person.name(), "person-name"), Parts.label(what, "small"), Parts.space());
        row.setAlignment(Pos.CENTER_LEFT);
        if (deeds.addedHere(person.name())) {
            var remove = Parts.button(Words.of("people.remove"), () -> ask(deeds.remove(person.name())));
            remove.setAccessibleText(Words.of("people.remove") + ", " + person.name());
            remove.getStyleClass().add("slim");
            row.getChildren().add(remove);
        } else {
            row.getChildren().add(Parts.label(Words.of("people.ofsite"), "small"));
        }
        return row;
    }

    private void add() {
        if (checks.pass()) {
            var answer = deeds.add(name.getText(), role.getValue(), Secret.of(pin.getText()));
            checks.begin();
            pin.clear();
            ask(answer);
        }
    }

    private void makeRecovery() {
        var chooser = new FileChooser();
        chooser.setTitle(Words.of("recover.make"));
        chooser.setInitialFileName("gatehouse-recovery.txt");
        File file = chooser.showSaveDialog(getScene().getWindow());
        if (file != null) {
            ask(deeds.makeRecovery(file.toPath()));
        }
    }

    private void ask(CompletableFuture<Optional<String>> answer) {
        Shown.answer(answer, wrong -> say(wrong.orElse("")), failure -> say(String.valueOf(failure.getMessage())));
    }

    private void say(String wrong) {
        words.setText(wrong);
        Parts.there(words, !wrong.isEmpty());
        if (wrong.isEmpty()) {
            name.clear();
        }
    }
}
