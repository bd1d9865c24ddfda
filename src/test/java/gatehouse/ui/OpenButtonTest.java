package gatehouse.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.desk.DeskState;
import gatehouse.desk.Phase;
import gatehouse.site.Role;
import java.time.Duration;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

@Tag("screen")
class OpenButtonTest {
    private FxStage stage;

    @BeforeEach
    void open() {
        stage = new FxStage();
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private static DeskState shows(String door, long since) {
        return new MadeUp(6)
                .call("North gate", new Phase.Ringing(), Duration.ofSeconds(9))
                .call("Staff door", new Phase.Ringing(), Duration.ofSeconds(3))
                .shown(door)
                .shownAt(since)
                .done();
    }

    private static long longAgo() {
        return System.nanoTime() - 2_000_000_000L;
    }

    @Test
    void pressOpensTheDoorOnTheButton() throws Exception {
        stage.show(shows("North gate", longAgo()));
        long before = System.nanoTime();
        stage.click(".pop-actions .open-button", "Open North gate");
        assertEquals("open North gate north-gate main", stage.deed());
        assertTrue(stage.clicked.pressedAt >= before && stage.clicked.pressedAt <= System.nanoTime());
    }

    @Test
    void pressBelongsToTheCallThatWasShownWhenItWasPressed() throws Exception {
        stage.show(shows("North gate", longAgo()));
        stage.robot
                .moveTo(FxStage.find(".pop-actions .open-button", "Open North gate"))
                .press(MouseButton.PRIMARY);
        stage.show(shows("Staff door", System.nanoTime()));
        FxStage.find(".pop-actions .open-button", "Open Staff door");
        stage.robot.moveTo(FxStage.find(".pop-actions .open-button", "Open Staff door"));
        stage.robot.release(MouseButton.PRIMARY);
        assertEquals("open North gate north-gate main", stage.deed());
        assertTrue(stage.clicked.deeds.isEmpty());
    }

    @Test
    void releaseBesideTheButtonOpensNothing() {
        stage.show(shows("North gate", longAgo()));
        stage.robot
                .moveTo(FxStage.find(".pop-actions .open-button", "Open North gate"))
                .press(MouseButton.PRIMARY)
                .moveBy(0, -200)
                .release(MouseButton.PRIMARY);
        WaitForAsyncUtils.waitForFxEvents();
        assertTrue(stage.clicked.deeds.isEmpty());
    }

    @Test
    void buttonIsNotArmedUntilTheShownCallHasStood() throws Exception {
        // As if the call were shown only in an hour: the arming time cannot pass while this test runs.
        stage.show(shows("North gate", System.nanoTime() + 3_600_000_000_000L));
        var button = FxStage.find(".pop-actions .open-button", "Open North gate");
        assertTrue(button.getPseudoClassStates().contains(PseudoClass.getPseudoClass("arming")));
        stage.robot.clickOn(button);
        stage.key(KeyCode.F4);
        assertTrue(stage.clicked.deeds.isEmpty());
        stage.show(shows("North gate", System.nanoTime() - DeskState.ARMING.toNanos()));
        FxStage.until("armed", () -> !button.getPseudoClassStates().contains(PseudoClass.getPseudoClass("arming")));
        stage.robot.clickOn(button);
        assertEquals("open North gate north-gate main", stage.deed());
    }

    @Test
    void enterAndSpaceDoNotOpen() {
        stage.show(shows("North gate", longAgo()));
        var button = (Button) FxStage.find(".pop-actions .open-button", "Open North gate");
        FxStage.onScreen(() -> {
            button.setFocusTraversable(true);
            button.requestFocus();
            button.fire();
            return true;
        });
        stage.key(KeyCode.ENTER);
        stage.key(KeyCode.SPACE);
        assertFalse(button.isDefaultButton());
        assertTrue(stage.clicked.deeds.stream().noneMatch(d -> d.startsWith("open")));
    }

    @Test
    void functionKeyOpensOnceHoweverLongItIsHeld() throws Exception {
        stage.show(shows("North gate", longAgo()));
        FxStage.find(".pop-actions .open-button", "Open Wicket");
        stage.robot.press(KeyCode.F5);
        stage.robot.press(KeyCode.F5);
        stage.robot.release(KeyCode.F5);
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals("open North gate north-gate wicket", stage.deed());
        assertTrue(stage.clicked.deeds.isEmpty());
    }

    @Test
    void callThatIsGoneCannotBeOpenedByItsKey() {
        stage.show(shows("North gate", longAgo()));
        FxStage.find(".pop-actions .open-button", "Open North gate");
        stage.show(new MadeUp(6).done());
        stage.key(KeyCode.F4);
        assertTrue(stage.clicked.deeds.isEmpty());
    }

    @Test
    void unknownCallerHasNothingToOpen() {
        stage.show(new MadeUp(6)
                .stranger(Duration.ofSeconds(5))
                .shown("stranger")
                .shownAt(longAgo())
                .done());
        FxStage.find(".pop-message", "nothing to open");
        assertTrue(FxStage.all(".pop-actions .open-button").isEmpty());
        stage.key(KeyCode.F4);
        assertTrue(stage.clicked.deeds.isEmpty());
    }

    @Test
    void wallOpensWithoutACallOnlyForThoseWhoMay() {
        stage.show(new MadeUp(1).seat(Role.GUARD).done());
        var tile = FxStage.all(".tile").getFirst();
        stage.robot.moveTo(tile);
        FxStage.find(".tile-actions .button", "Enlarge");
        assertTrue(FxStage.all(".tile-actions .open-button").isEmpty());
        stage.show(new MadeUp(1).seat(Role.SUPERVISOR).done());
        FxStage.find(".tile-actions .open-button", "Open Main entrance");
    }
}
