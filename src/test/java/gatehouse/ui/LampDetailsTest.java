package gatehouse.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.desk.Lamp;
import gatehouse.desk.Phase;
import java.time.Duration;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What helps against a lamp's trouble is read beside the lamp, by mouse and by keyboard.
@Tag("screen")
class LampDetailsTest {
    private static final Lamp BAD = new Lamp("PBX", Lamp.Health.BAD, "not registered", "Check the cable of the PBX.");

    private FxStage stage;

    @BeforeEach
    void open() {
        stage = new FxStage();
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private static MadeUp site() {
        return new MadeUp(4).lamp("line:pbx", BAD);
    }

    private Node lamp() {
        return FxStage.find(".lamp-pressed .status-word", "not registered").getParent();
    }

    private void openByKeyboard() {
        var lamp = lamp();
        assertEquals(AccessibleRole.BUTTON, lamp.getAccessibleRole());
        FxStage.onScreen(() -> {
            lamp.requestFocus();
            return true;
        });
        stage.key(KeyCode.ENTER);
        FxStage.find(".bubble .label", "Check the cable of the PBX.");
    }

    @Test
    void escClosesTheDetailsAloneAndTheKeyboardStaysAtTheLamp() {
        stage.show(site().done());
        openByKeyboard();
        assertTrue(FxStage.onScreen(lamp()::isFocused), "it took no focus");
        stage.key(KeyCode.ESCAPE);
        FxStage.until("closed", () -> FxStage.allOnScreen(".bubble") == 0);
        assertTrue(FxStage.onScreen(lamp()::isFocused));
    }

    @Test
    void pressedTwiceByMouseItIsOpenAndClosed() {
        stage.show(site().done());
        stage.robot.clickOn(lamp());
        FxStage.find(".bubble .label", "Check the cable of the PBX.");
        stage.robot.clickOn(lamp());
        FxStage.until("closed", () -> FxStage.allOnScreen(".bubble") == 0);
    }

    @Test
    void detailsGoWhenACallComesUpAndItsKeysAreTheCalls() throws Exception {
        stage.show(site().done());
        openByKeyboard();
        stage.show(site().call("North gate", new Phase.Ringing(), Duration.ofSeconds(1))
                .shown("North gate")
                .done());
        FxStage.find(".pop-name", "North gate");
        FxStage.until("closed", () -> FxStage.allOnScreen(".bubble") == 0);
        openByKeyboard();
        stage.key(KeyCode.F1);
        assertEquals("answer North gate", stage.deed(), "open by hand, it takes no key of the call");
    }

    @Test
    void anotherLampThatChangesLeavesTheFocusAndTheDetails() {
        stage.show(site().done());
        openByKeyboard();
        stage.show(site().lamp("history", new Lamp("History", Lamp.Health.BAD, "full", "Free the disk."))
                .done());
        FxStage.find(".lamp-pressed .status-word", "full");
        assertEquals(1, FxStage.all(".bubble").size());
        assertTrue(FxStage.onScreen(lamp()::isFocused));
    }
}
