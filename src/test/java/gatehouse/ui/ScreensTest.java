package gatehouse.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.desk.CallId;
import gatehouse.desk.End;
import gatehouse.desk.Opening;
import gatehouse.desk.Phase;
import gatehouse.door.Trouble;
import gatehouse.site.Role;
import gatehouse.ui.shell.Place;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javafx.scene.input.KeyCode;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

@Tag("screen")
class ScreensTest {
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
    void guardSeesNoInstallerAndNoSettings() {
        stage.show(new MadeUp(4).seat(Role.GUARD).done());
        FxStage.find(".rail-item", "History");
        assertTrue(FxStage.withText(".rail-item", "Installer").isEmpty());
        assertTrue(FxStage.withText(".rail-item", "Settings").isEmpty());
        stage.show(new MadeUp(4).seat(Role.INSTALLER).done());
        FxStage.find(".rail-item", "Installer");
        FxStage.find(".rail-item", "Settings");
    }

    @Test
    void logInTakesANameAndAPinFromThePadAndTheKeyboard() throws Exception {
        stage.show(new MadeUp(4).simulated().nobody().done());
        FxStage.find(".login-demo", "PIN 2222");
        assertTrue(FxStage.all(".rail-item").isEmpty());
        stage.robot.clickOn(FxStage.find(".login-name", "Sam Supervisor"));
        stage.click(".pad-key", "2");
        stage.click(".pad-key", "2");
        stage.key(KeyCode.DIGIT2);
        stage.key(KeyCode.DIGIT2);
        stage.key(KeyCode.ENTER);
        assertEquals("logIn Sam Supervisor 2222", stage.deed());
        stage.show(new MadeUp(4).simulated().nobody("That PIN is wrong.").done());
        FxStage.find(".login-words", "That PIN is wrong.");
        stage.show(new MadeUp(4).simulated().seat(Role.SUPERVISOR).done());
        FxStage.find(".title", "Wall");
    }

    @Test
    void callShowsItsFaceWhileNobodyIsLoggedIn() {
        stage.show(new MadeUp(4)
                .nobody()
                .call("North gate", new Phase.Ringing(), Duration.ZERO)
                .shown("North gate")
                .done());
        FxStage.find(".pop-name", "North gate");
        FxStage.find(".pop-actions .button", "Log in to answer");
        assertTrue(FxStage.all(".pop-actions .open-button").isEmpty());
        stage.key(KeyCode.F1);
        assertTrue(stage.clicked.deeds.isEmpty());
        FxStage.until("the face is told", () -> stage.glass.faces.contains(new CallId("North gate")));
        assertEquals(new CallId("North gate"), stage.glass.popups.peek());
    }

    @Test
    void pictureThatStandsStillSaysSo() throws Exception {
        stage.show(new MadeUp(4).done());
        FxStage.find(".tile-state", "live");
        stage.glass.freeze("Lobby", Duration.ofMillis(1500));
        stage.glass.freeze("North gate", Duration.ofSeconds(12));
        FxStage.find(".tile-state", "FROZEN");
        FxStage.find(".trouble-head", "No picture for 1");
        assertEquals("restartStream north-gate", stage.clickUntilDone(".trouble .button", "Restart stream"));
    }

    @Test
    void pictureThatNeverCameIsNotLive() {
        for (var door : new String[] {"Main entrance", "North gate"}) {
            stage.glass.never(door);
        }
        stage.show(new MadeUp(2).done());
        FxStage.find(".tile-state", "Connecting");
        assertTrue(FxStage.withText(".tile-state", "live").isEmpty());
    }

    @Test
    void troubleHasItsSentenceAndItsRemedy() throws Exception {
        stage.show(new MadeUp(2)
                .picture("Main entrance", MadeUp.troubled(Trouble.Kind.WRONG_PASSWORD, "Refused.", "Enter it."))
                .done());
        FxStage.find(".trouble-head", "Password refused");
        FxStage.find(".trouble-sentence", "Refused.");
        assertEquals("restartStream main-entrance", stage.clickUntilDone(".trouble .button", "Try again now"));
    }

    @Test
    void ringingDoorJumpsIntoViewAndTheSpotStays() {
        stage.kept.put("wall.0.Guard.layout", "4");
        stage.show(new MadeUp(9).done());
        FxStage.find(".tile-name", "Loading dock");
        assertTrue(FxStage.withText(".tile-name", "Staff door").isEmpty());
        var rings = new MadeUp(9)
                .call("Staff door", new Phase.Ringing(), Duration.ofSeconds(3))
                .done();
        stage.show(rings);
        FxStage.find(".tile-name", "Staff door");
        FxStage.find(".tile-state", "RINGING");
        stage.show(new MadeUp(9).done());
        stage.key(KeyCode.DIGIT1);
        FxStage.until("one large, five small", () -> FxStage.allOnScreen(".tile") == 6);
        stage.show(new MadeUp(9)
                .call("Rear entrance", new Phase.Ringing(), Duration.ofSeconds(3))
                .done());
        FxStage.find(".tile-name", "Main entrance");
        FxStage.find(".tile-name", "Rear entrance");
        stage.key(KeyCode.ESCAPE);
        FxStage.until("back to four", () -> FxStage.allOnScreen(".tile") == 4);
    }

    @Test
    void hiddenDoorsAreNotWatched() {
        stage.kept.put("wall.0.Supervisor.layout", "4");
        stage.show(new MadeUp(9).seat(Role.SUPERVISOR).done());
        FxStage.until("four pictures", () -> stage.glass.open.get() == 4);
        stage.window().go(Place.HISTORY);
        FxStage.until("no picture", () -> stage.glass.open.get() == 0);
    }

    @Test
    void queueCountsWhoWaitsAndF1AnswersTheMostUrgent() throws Exception {
        stage.show(new MadeUp(9)
                .call("Staff door", new Phase.Ringing(), Duration.ofSeconds(14))
                .call("North gate", new Phase.Ringing(), Duration.ofSeconds(3))
                .done());
        FxStage.find(".queue-head", "WAITING 2");
        FxStage.find(".card-time", "0:1");
        stage.key(KeyCode.F1);
        assertEquals("answer North gate", stage.deed());
        stage.show(new MadeUp(9).done());
        assertTrue(FxStage.all(".queue").isEmpty());
    }

    @Test
    void escNeverEndsACall() throws Exception {
        stage.show(new MadeUp(4)
                .call("North gate", MadeUp.talking(), Duration.ofSeconds(30))
                .shown("North gate")
                .done());
        FxStage.find(".pop-standing", "talking");
        stage.key(KeyCode.ESCAPE);
        assertTrue(stage.clicked.deeds.isEmpty());
        assertFalse(FxStage.all(".pop").isEmpty());
        stage.key(KeyCode.F3);
        assertEquals("end North gate", stage.deed());
        stage.show(new MadeUp(4)
                .call(
                        "North gate",
                        new Phase.Over(End.GUARD_HUNG_UP, Instant.now(), "Talked 0:30."),
                        Duration.ofSeconds(30))
                .shown("North gate")
                .done());
        stage.key(KeyCode.ESCAPE);
        assertEquals("dismiss North gate", stage.deed());
    }

    @Test
    void keysOfATalkWork() throws Exception {
        stage.show(new MadeUp(4)
                .call(
                        "North gate",
                        new Phase.Talking("Guard", Instant.now(), false, true, false),
                        Duration.ofSeconds(30))
                .shown("North gate")
                .done());
        FxStage.find(".pop-actions .button", "Hold: talk");
        stage.robot.press(KeyCode.F8);
        assertEquals("talk North gate true", stage.deed());
        stage.show(new MadeUp(4)
                .call(
                        "North gate",
                        new Phase.Talking("Guard", Instant.now(), false, true, true),
                        Duration.ofSeconds(30))
                .shown("North gate")
                .done());
        stage.robot.release(KeyCode.F8);
        assertEquals("talk North gate false", stage.deed());
        stage.key(KeyCode.F7);
        assertEquals("mute North gate true", stage.deed());
        stage.key(KeyCode.F9);
        assertEquals("snapshot north-gate", stage.deed());
    }

    @Test
    void nothingInThePopupTakesTypedKeys() {
        stage.show(new MadeUp(4)
                .call("North gate", new Phase.Ringing(), Duration.ofSeconds(3))
                .shown("North gate")
                .done());
        FxStage.find(".pop-actions .button", "Answer");
        stage.key(KeyCode.ENTER);
        stage.key(KeyCode.SPACE);
        assertTrue(stage.clicked.deeds.isEmpty());
    }

    @Test
    void openingThatWasNotConfirmedIsSaidInRed() {
        stage.show(new MadeUp(4)
                .call(
                        "North gate",
                        MadeUp.talking(),
                        Duration.ofSeconds(30),
                        Optional.of(MadeUp.opening(Opening.Stage.NOT_CONFIRMED, "No word within 2 s.")))
                .shown("North gate")
                .done());
        FxStage.find(".stage-bad", "NOT CONFIRMED");
        FxStage.find(".stage-why", "No word within 2 s.");
    }

    @Test
    void historyShowsVisitsAndSaysWhenThereAreNone() {
        stage.show(new MadeUp(4).seat(Role.SUPERVISOR).done());
        stage.window().go(Place.HISTORY);
        FxStage.find(".visit-time", ":");
        FxStage.find(".detail-title", "North gate");
        stage.robot.press(KeyCode.CONTROL).press(KeyCode.F).release(KeyCode.F).release(KeyCode.CONTROL);
        stage.robot.write("nothing");
        FxStage.find(".nothing", "Nothing happened in this time");
    }

    @Test
    void installerTestsAndAddsADevice() {
        stage.show(new MadeUp(4).simulated().seat(Role.INSTALLER).done());
        stage.window().go(Place.INSTALLER);
        stage.click(".button", "Test log-in");
        FxStage.find(".checks .label", "ONVIF log-in");
        stage.click(".button", "Add to site");
        FxStage.find(".device-words", "Staff door is on the wall now.");
    }

    @Test
    void pictureOfTheScreenIsOfTheSizeThatWasAsked() throws Exception {
        stage.window().lay(1920, 1080);
        stage.show(new MadeUp(9)
                .call("North gate", new Phase.Ringing(), Duration.ofSeconds(3))
                .shown("North gate")
                .done());
        WaitForAsyncUtils.waitForFxEvents();
        var png = stage.window().picture().get(20, TimeUnit.SECONDS);
        var image = ImageIO.read(new ByteArrayInputStream(png));
        assertEquals(1920, image.getWidth());
        assertEquals(1080, image.getHeight());
    }
}
