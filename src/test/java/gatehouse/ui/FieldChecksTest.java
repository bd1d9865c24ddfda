package gatehouse.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.site.Role;
import gatehouse.ui.shell.Place;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javafx.scene.Node;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What is wrong in a form is said at the field that it is about.
@Tag("screen")
class FieldChecksTest {
    private FxStage stage;

    @BeforeEach
    void open() {
        stage = new FxStage();
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void nothingIsSaidBeforeTheFirstTryAndThenWhileOneTypes() {
        stage.show(new MadeUp(4).nobody().people().done());
        FxStage.find(".form-head", "Set up the first person");
        stage.robot.write("Ines");
        stage.key(KeyCode.TAB);
        stage.robot.write("123");
        assertEquals(0, said(), "one who is still typing is not told off");
        var before = place(".form .button");
        stage.key(KeyCode.ENTER);
        FxStage.find(".field-words", "at least 6 digits");
        FxStage.find(".field-words", "not the same");
        assertTrue(stage.staff.asked.isEmpty(), "nothing was sent");
        assertTrue(input(1).isFocused(), "the keyboard is where something is wrong first");
        assertEquals("A PIN has at least 6 digits.", input(1).getAccessibleHelp(), "said by a screen reader");
        assertEquals(before, place(".form .button"), "the words have their room, nothing moved");
        stage.key(KeyCode.END);
        stage.robot.write("456");
        FxStage.find(".field-words", "counts up or down");
        stage.robot.write("1937");
        FxStage.until("only the other field is wrong", () -> saidOnScreen() == 1);
        assertNull(input(1).getAccessibleHelp());
    }

    @Test
    void enterInTheLastFieldSendsWhatIsRight() throws Exception {
        stage.show(new MadeUp(4).nobody().people().done());
        FxStage.find(".form-head", "Set up the first person");
        stage.robot.write("Ines");
        stage.key(KeyCode.TAB);
        stage.robot.write("830274");
        stage.key(KeyCode.TAB);
        stage.robot.write("830274");
        stage.key(KeyCode.ENTER);
        assertEquals("first Ines 830274", stage.staff.asked.poll(20, TimeUnit.SECONDS));
        assertEquals("logIn Ines 830274", stage.deed());
    }

    @Test
    void pinThatContainsTheNameIsJudgedAgainWhenTheNameChanges() {
        stage.show(new MadeUp(4).nobody().people().done());
        FxStage.find(".form-head", "Set up the first person");
        stage.robot.write("Ines");
        stage.key(KeyCode.TAB);
        stage.robot.write("ines4gate9");
        stage.key(KeyCode.ENTER);
        FxStage.find(".field-words", "contains the name");
        FxStage.onScreen(() -> {
            input(0).setText("Olaf");
            return true;
        });
        FxStage.until("the PIN is right now", () -> input(1).getAccessibleHelp() == null);
    }

    @Test
    void somebodyAddedUnderSettingsIsHeldToTheSameRules() throws Exception {
        stage.show(new MadeUp(4).seat(Role.INSTALLER).done());
        FxStage.onScreen(() -> {
            stage.window().go(Place.SETTINGS);
            return true;
        });
        FxStage.find(".card-name", "People");
        FxStage.onScreen(() -> {
            people(0).requestFocus();
            people(0).fireEvent(new javafx.event.ActionEvent());
            return true;
        });
        FxStage.find(".field-words", "1 to 60 characters");
        assertTrue(stage.staff.asked.isEmpty());
        FxStage.onScreen(() -> {
            people(0).setText("Nora");
            people(1).setText("830274");
            people(1).fireEvent(new javafx.event.ActionEvent());
            return true;
        });
        assertEquals("add Nora GUARD 830274", stage.staff.asked.poll(20, TimeUnit.SECONDS));
        FxStage.until("an empty form is not wrong", () -> saidOnScreen() == 0);
    }

    private static long said() {
        return FxStage.onScreen(FieldChecksTest::saidOnScreen);
    }

    private static long saidOnScreen() {
        return nodes(".field-words").stream()
                .filter(n -> !((javafx.scene.control.Label) n).getText().isEmpty())
                .count();
    }

    private static TextInputControl input(int nth) {
        return (TextInputControl) nodes(".form .text-input").get(nth);
    }

    private static TextInputControl people(int nth) {
        return (TextInputControl) nodes(".card .text-input").stream()
                .filter(n -> n.getParent().lookup(".field-words") != null)
                .toList()
                .get(nth);
    }

    private static String place(String style) {
        return FxStage.onScreen(() -> {
            var node = nodes(style).getFirst();
            return node.localToScreen(node.getBoundsInLocal()).getMinY() + "";
        });
    }

    private static List<Node> nodes(String style) {
        return javafx.stage.Window.getWindows().stream()
                .filter(javafx.stage.Window::isShowing)
                .flatMap(w -> w.getScene().getRoot().lookupAll(style).stream())
                .toList();
    }
}
