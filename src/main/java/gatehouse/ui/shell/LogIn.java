package gatehouse.ui.shell;

import gatehouse.desk.Clicks;
import gatehouse.desk.DeskState;
import gatehouse.desk.Seat;
import gatehouse.door.Digits;
import gatehouse.door.Secret;
import gatehouse.site.OwnRole;
import gatehouse.site.Person;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Words;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.Toggle;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;
import org.kordamp.ikonli.materialdesign2.MaterialDesignW;

/// Who sits down: names as large buttons, then the PIN by keyboard or pad; a password by keyboard. It is never shown,
/// only how long it is so far. The same under the lock, where whoever sat here is chosen already, and for a change of
/// operator.
final class LogIn extends StackPane {
    private static final int LONGEST = 128;
    private static final int MOST_DOTS = 16;
    private static final double PAD_HEIGHT = 690;
    private static final double LOW_PAD_HEIGHT = 600;
    private static final double LEAST_NAMES = 84;
    private static final double LEAST_LOW_NAMES = 60;
    private static final PseudoClass NARROW = PseudoClass.getPseudoClass("narrow");
    private static final PseudoClass LOW = PseudoClass.getPseudoClass("low");

    private final Clicks clicks;
    private final TextField other = new TextField();
    private final Label why = Parts.wrapped("", "login-why");
    private final HBox foot = new HBox(12);
    private final VBox people = new VBox(12);
    private final ScrollPane scroll = new ScrollPane(people);
    private final HBox columns = new HBox(48);
    private final VBox stacked = new VBox(16);
    private final VBox who;
    private final VBox pad;
    private final VBox card;
    private final ToggleGroup group = new ToggleGroup();
    private final Label head = Parts.label(Words.of("login.head"), "login-head");
    private final Label dots = Parts.label("", "login-dots");
    private final Label words = Parts.wrapped("", "login-words");
    private final Button enter;
    private final StringBuilder pin = new StringBuilder();
    /// Whether the key that is down was a digit and is in the PIN: the letter it writes is not a second one.
    private boolean taken;
    private List<Person> offered = List.of();
    private Optional<Person> chosen = Optional.empty();
    private Optional<String> said = Optional.empty();
    private Optional<String> sitting = Optional.empty();
    private IntConsumer typing = length -> {};

    LogIn(Clicks clicks) {
        this.clicks = clicks;
        other.setPromptText(Words.of("login.other"));
        other.setAccessibleText(Words.of("login.other"));
        other.setMinHeight(48);
        other.focusedProperty().subscribe(focused -> {
            if (focused) {
                choose(Optional.empty());
            }
        });
        foot.setAlignment(Pos.CENTER_LEFT);
        why.setMaxWidth(780);
        enter = Parts.button(Words.of("login.enter"), this::enter);
        enter.getStyleClass().addAll("big", "talk");
        enter.setMaxWidth(Double.MAX_VALUE);
        enter.setFocusTraversable(false);
        getStyleClass().add("login");
        dots.setMaxWidth(Double.MAX_VALUE);
        words.setMinHeight(44);
        pad = new VBox(12, Parts.label(Words.of("login.pin"), "small"), dots, pad(), enter, words);
        pad.setMaxWidth(312);
        pad.setMinWidth(312);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().add("edge-to-edge");
        who = new VBox(12, scroll, other);
        card = new VBox(28, new VBox(6, head, why), columns, foot);
        narrow(false, 0);
        columns.getChildren().setAll(who, pad);
        columns.setAlignment(Pos.TOP_CENTER);
        card.setAlignment(Pos.CENTER_LEFT);
        card.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        getChildren().add(card);
        // What scrolls comes into the window a pulse after this does.
        people.sceneProperty().subscribe(scene -> {
            if (scene != null) {
                takeFocus();
            }
        });
        addEventFilter(KeyEvent.KEY_PRESSED, this::typed);
        addEventFilter(KeyEvent.KEY_TYPED, this::character);
    }

    private GridPane pad() {
        var pad = new GridPane(12, 12);
        for (int digit = 1; digit <= 9; digit++) {
            pad.add(digit(digit), (digit - 1) % 3, (digit - 1) / 3);
        }
        var clear = key(Words.of("login.clear"), () -> pin.setLength(0));
        var back = key("⌫", () -> pin.setLength(Math.max(0, pin.length() - 1)));
        back.setAccessibleText(Words.of("login.back"));
        pad.add(clear, 0, 3);
        pad.add(digit(0), 1, 3);
        pad.add(back, 2, 3);
        return pad;
    }

    private Button digit(int digit) {
        var key = key(Integer.toString(digit), () -> add(digit));
        key.getStyleClass().add("digit");
        return key;
    }

    private Button key(String word, Runnable deed) {
        var key = Parts.button(word, () -> {
            deed.run();
            tell();
        });
        key.getStyleClass().add("pad-key");
        // The keyboard types the digits itself; Tab goes from name to name.
        key.setFocusTraversable(false);
        return key;
    }

    /// Beside the pop-up there may be no room for both columns: then the names stand over the pad, as many as fit into
    /// this height, and the others are scrolled to. On a low screen the pad is lower, too.
    void narrow(boolean narrow, double height) {
        people.setMinWidth(narrow ? 260 : 400);
        who.setMaxWidth(narrow ? 312 : Double.MAX_VALUE);
        scroll.setMinWidth(narrow ? 312 : 416);
        boolean low = narrow && height < PAD_HEIGHT + LEAST_NAMES;
        pseudoClassStateChanged(LOW, low);
        pseudoClassStateChanged(NARROW, narrow);
        card.setSpacing(narrow ? 12 : 28);
        double padHeight = low ? LOW_PAD_HEIGHT : PAD_HEIGHT;
        double least = low ? LEAST_LOW_NAMES : LEAST_NAMES;
        scroll.setMaxHeight(narrow ? Math.clamp(height - padHeight, least, 270) : 520);
        scroll.setMinHeight(narrow ? scroll.getMaxHeight() : USE_COMPUTED_SIZE);
        why.setMaxWidth(narrow ? 312 : 780);
        head.setWrapText(narrow);
        head.setMaxWidth(narrow ? 312 : Double.MAX_VALUE);
        head.setMinHeight(USE_PREF_SIZE);
        if (narrow == columns.getChildren().contains(stacked)) {
            return;
        }
        columns.getChildren().clear();
        stacked.getChildren().clear();
        if (narrow) {
            stacked.getChildren().setAll(who, pad);
            columns.getChildren().setAll(stacked);
        } else {
            columns.getChildren().setAll(who, pad);
        }
        takeFocus();
    }

    /// What stands at the foot: the way back, a recovery file.
    void foot(Node... nodes) {
        foot.getChildren().setAll(nodes);
    }

    /// Told how much is typed so far, for whoever covers this.
    void typing(IntConsumer length) {
        typing = length;
    }

    /// Another operator while somebody sits here.
    void showSwitch(DeskState state) {
        boolean fresh = offered.isEmpty();
        show(state);
        if (fresh) {
            choose(offered.stream()
                    .filter(p -> !sitting.equals(Optional.of(p.name())))
                    .findFirst());
        }
        head.setText(Words.of("login.switch"));
        why.setText(Words.of("login.switchwhy"));
        Parts.there(why, true);
    }

    void show(DeskState state) {
        var seat = state.seat().filter(Seat::locked);
        head.setText(seat.map(who -> Words.of("login.locked", who.name())).orElse(Words.of("login.head")));
        why.setText(Words.of(seat.isPresent() ? "login.lockedwhy" : "login.left"));
        Parts.there(why, seat.isPresent() || state.shift().left().isPresent());
        Parts.there(other, state.site().security().directory().isPresent());
        var sits = state.seat().map(Seat::name);
        boolean others = !sits.equals(sitting);
        sitting = sits;
        if (!offered.equals(state.site().people())) {
            offered = state.site().people();
            people.getChildren().setAll(offered.stream().map(this::name).toList());
            chosen = Optional.empty();
            others = true;
        }
        if (others) {
            choose(offered.stream()
                    .filter(p -> sits.equals(Optional.of(p.name())))
                    .findFirst()
                    .or(() -> offered.stream().findFirst()));
        }
        if (!said.equals(state.logInWords())) {
            said = state.logInWords();
            pin.setLength(0);
        }
        words.setText(said.orElse(""));
        words.setVisible(said.isPresent());
        tell();
        takeFocus();
    }

    /// The keyboard belongs to whoever is chosen, unless it is somewhere in here already.
    private void takeFocus() {
        if (getScene() != null
                && (getScene().getFocusOwner() == null || !inside(getScene().getFocusOwner()))) {
            group.getToggles().stream()
                    .filter(Toggle::isSelected)
                    .findFirst()
                    .ifPresent(t -> ((Node) t).requestFocus());
        }
    }

    private boolean inside(javafx.scene.Node node) {
        for (var at = node; at != null; at = at.getParent()) {
            if (at == this) {
                return true;
            }
        }
        return false;
    }

    private ToggleButton name(Person person) {
        var name = Parts.label(person.name(), "login-name");
        var role = Parts.label(
                person.own().map(OwnRole::name).orElseGet(() -> Words.of("role." + person.role())), "small");
        var texts = new VBox(2, name, role);
        texts.setAlignment(Pos.CENTER_LEFT);
        texts.setMinWidth(0);
        HBox.setHgrow(texts, Priority.ALWAYS);
        var row = new HBox(12, Parts.icon(icon(person)), texts);
        row.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(row, Priority.ALWAYS);
        person.shownPin().ifPresent(p -> {
            var shown = Parts.label(Words.of("login.demopin", p.reveal()), "login-demo");
            shown.setMinWidth(USE_PREF_SIZE);
            row.getChildren().add(shown);
        });
        row.setMinWidth(200);
        var button = new ToggleButton();
        button.setGraphic(row);
        button.setAccessibleText(person.name() + ", " + role.getText());
        button.setToggleGroup(group);
        button.getStyleClass().add("person");
        button.setMaxWidth(Double.MAX_VALUE);
        button.setUserData(person);
        button.setOnAction(e -> choose(Optional.of(person)));
        return button;
    }

    private static Ikon icon(Person person) {
        return switch (person.role()) {
            case GUARD -> MaterialDesignS.SHIELD_ACCOUNT_OUTLINE;
            case SUPERVISOR -> MaterialDesignA.ACCOUNT_TIE_OUTLINE;
            case INSTALLER -> MaterialDesignW.WRENCH_OUTLINE;
        };
    }

    private void choose(Optional<Person> person) {
        if (!chosen.equals(person)) {
            pin.setLength(0);
        }
        chosen = person;
        group.getToggles()
                .forEach(t ->
                        t.setSelected(person.filter(p -> p == t.getUserData()).isPresent()));
        tell();
    }

    private void typed(KeyEvent e) {
        taken = false;
        if (other.isFocused()) {
            return;
        }
        if (e.isControlDown() || e.isAltDown() || e.isMetaDown()) {
            return;
        }
        if (e.getCode().isDigitKey() || e.getCode().isKeypadKey() && e.getText().matches("\\p{Nd}")) {
            add(Character.digit(
                    e.getText().isEmpty()
                            ? e.getCode().getName().charAt(0)
                            : e.getText().charAt(0),
                    10));
        } else if (e.getCode() == KeyCode.BACK_SPACE) {
            pin.setLength(Math.max(0, pin.length() - 1));
        } else if (e.getCode() == KeyCode.ENTER && !pin.isEmpty()) {
            enter();
        } else {
            return;
        }
        e.consume();
        tell();
    }

    /// What is no digit belongs to a password; a digit counts here where the key that wrote it has a letter's name.
    private void character(KeyEvent e) {
        var text = e.getCharacter();
        if (!other.isFocused()
                && !e.isControlDown()
                && !e.isAltDown()
                && !e.isMetaDown()
                && text.length() == 1
                && text.charAt(0) > ' '
                && !Character.isISOControl(text.charAt(0))
                && !(taken && Character.isDigit(text.charAt(0)))
                && pin.length() < LONGEST) {
            pin.append(Digits.plain(text));
            e.consume();
            tell();
        }
    }

    private void add(int digit) {
        if (digit >= 0 && pin.length() < LONGEST) {
            pin.append(digit);
            taken = true;
        }
    }

    private void enter() {
        name().filter(n -> !pin.isEmpty()).ifPresent(n -> {
            var secret = Secret.of(pin.toString());
            pin.setLength(0);
            said = Optional.empty();
            tell();
            clicks.logIn(n, secret);
        });
    }

    private Optional<String> name() {
        return chosen.map(Person::name)
                .or(() -> Optional.of(other.getText().strip()).filter(n -> other.isVisible() && !n.isEmpty()));
    }

    private void tell() {
        dots.setText("●".repeat(Math.min(pin.length(), MOST_DOTS)));
        dots.setAccessibleText(Words.of("login.typed", pin.length()));
        enter.setDisable(pin.isEmpty() || name().isEmpty());
        typing.accept(Math.min(pin.length(), MOST_DOTS));
    }
}
