package gatehouse.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.desk.Asking;
import gatehouse.desk.CallId;
import gatehouse.desk.Concern;
import gatehouse.desk.Happening;
import gatehouse.desk.Manner;
import gatehouse.desk.Mode;
import gatehouse.desk.Opening;
import gatehouse.desk.Proof;
import gatehouse.desk.Where;
import gatehouse.door.Security;
import gatehouse.site.Role;
import gatehouse.ui.shell.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What is not normal about doors is seen everywhere, and what must be said before is asked for.
@Tag("screen")
class DoorsOnScreenTest {
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
    void lockdownIsOneKeyAndOneConfirmation() throws Exception {
        stage.show(new MadeUp(6).done());
        stage.key(KeyCode.F12);
        FxStage.find(".sheet-head", "Lock down");
        assertTrue(stage.clicked.deeds.isEmpty(), "the key alone does nothing");
        stage.key(KeyCode.ENTER);
        assertEquals("lock down site", stage.deed());
        FxStage.until("the question is gone", () -> FxStage.allOnScreen(".sheet-head") == 0);
    }

    @Test
    void aLockdownThatWasNotMeantIsLeftByEsc() {
        stage.show(new MadeUp(6).done());
        stage.robot.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.L).release(KeyCode.L, KeyCode.SHIFT, KeyCode.CONTROL);
        FxStage.find(".sheet-head", "Lock down");
        stage.key(KeyCode.ESCAPE);
        FxStage.until("the question is gone", () -> FxStage.allOnScreen(".sheet-head") == 0);
        assertTrue(stage.clicked.deeds.isEmpty());
    }

    @Test
    void aLockdownIsSeenOnEveryScreenAndOnEveryTile() {
        var state = lockdown().seat(Role.SUPERVISOR).done();
        stage.show(state);
        FxStage.find(".row-lockdown .row-words", "the whole site");
        FxStage.find(".tile .door-mark", "LOCKDOWN");
        stage.window().go(Place.HISTORY);
        FxStage.find(".row-lockdown .row-head", "LOCKDOWN");
        stage.show(lockdown().nobody().done());
        FxStage.find(".row-lockdown .row-head", "LOCKDOWN");
    }

    @Test
    void aGuardReleasesALockdownWithASupervisorsPin() throws Exception {
        stage.show(lockdown().done());
        stage.click(".row-lockdown .button", "Release");
        FxStage.find(".sheet-head", "Release the lockdown");
        stage.robot.interact(() -> pin().setText("2222"));
        stage.click(".sheet .button", "Release");
        assertEquals("release site Sam Supervisor 2222", stage.deed());
        assertEquals("", FxStage.onScreen(() -> pin().getText()), "the PIN does not stay in the field");
        stage.show(new MadeUp(6).done());
        FxStage.until("the question is gone", () -> FxStage.allOnScreen(".sheet-head") == 0);
    }

    @Test
    void whatNobodyLookedAtStaysUntilSomebodySaysSo() throws Exception {
        var concern = new Concern(
                UUID.randomUUID(),
                Concern.Kind.FORCED,
                MadeUp.id("North gate"),
                "North gate",
                "nobody had ordered it",
                Instant.now(),
                Optional.empty());
        stage.show(new MadeUp(6).concern(concern).done());
        FxStage.find(".row-concern .row-head", "FORCED");
        FxStage.find(".tile .door-mark", "FORCED");
        stage.click(".row-concern .button", "I have looked");
        assertEquals("looked at " + concern.id(), stage.deed());
        stage.show(new MadeUp(6).nobody().concern(concern).done());
        FxStage.find(".row-concern .row-head", "FORCED");
        assertTrue(FxStage.all(".row-concern .button").isEmpty(), "who is not logged in has not looked");
    }

    @Test
    void stagesAreWordsWithTheirTimesAndWhatCannotBeKnownSaysSo() {
        var at = Instant.parse("2026-01-05T12:00:01Z");
        var proof = Proof.NONE
                .with(Proof.Stage.ASKED, new Proof.Seen.Known(at))
                .with(Proof.Stage.ACCEPTED, new Proof.Seen.Known(at.plusSeconds(1)))
                .with(Proof.Stage.RELAY, new Proof.Seen.NotTold())
                .with(Proof.Stage.CLOSED, new Proof.Seen.NotKnowable());
        stage.show(talking(new Opening(
                UUID.randomUUID(), "main", "Gate", Opening.Stage.ACCEPTED, true, "", at, proof, Optional.empty())));
        FxStage.find(".stage-done", "asked");
        FxStage.find(".stage-time", gatehouse.ui.kit.Times.second(at.plusSeconds(1)));
        FxStage.find(".stage-nottold", "lock released");
        FxStage.find(".stage-pending", "door open");
        FxStage.find(".stage-time", "no sensor");
    }

    @Test
    void aDoorInLockdownSaysWhyItDoesNotOpen() {
        stage.show(talking(barred(Opening.Bar.LOCKDOWN)));
        FxStage.find(".stage-bad", "LOCKDOWN");
        FxStage.find(".stage-why", "supervisor releases");
    }

    @Test
    void whatCannotBePutOnRecordOffersToOpenOffTheRecord() throws Exception {
        stage.show(talking(barred(Opening.Bar.NO_RECORD)));
        stage.click(".stages .button", "Open off the record");
        assertEquals("open off record North gate north-gate main", stage.deed());
    }

    @Test
    void highSecurityAsksWhyForWhomAndASecondPerson() throws Exception {
        stage.show(asking());
        FxStage.find(".sheet-head", "high security");
        stage.click(".sheet .chip", "Delivery");
        stage.click(".sheet .chip", "Sam Supervisor");
        stage.robot.interact(() -> field("Name of the visitor").setText("Ann"));
        stage.robot.interact(() -> pin().setText("2222"));
        stage.key(KeyCode.ENTER);
        assertTrue(stage.clicked.deeds.stream().noneMatch(d -> d.startsWith("ground")), "Enter opens nothing");
        stage.key(KeyCode.F4);
        assertEquals("ground Delivery|Ann||Sam Supervisor|2222", stage.deed());
        stage.show(new MadeUp(6).done());
        FxStage.until("it goes with its call", () -> FxStage.allOnScreen(".sheet-head") == 0);
    }

    @Test
    void withShiftTheKeyOpensAsUsual() throws Exception {
        stage.show(talking(barred(Opening.Bar.AIM)));
        FxStage.find(".pop-actions .open-button", "Open North gate");
        stage.robot.press(KeyCode.SHIFT, KeyCode.F4).release(KeyCode.F4, KeyCode.SHIFT);
        assertEquals("open under duress North gate north-gate main", stage.deed());
        assertTrue(FxStage.all(".row-concern").isEmpty());
    }

    @Test
    void aHoldIsSeenWithItsEndAndEndedByWhoMay() throws Exception {
        var held = new Mode.HeldOpen(
                UUID.randomUUID(),
                Instant.now(),
                Instant.now().plusSeconds(1800),
                "Eva",
                false,
                new Mode.Taken(Mode.How.DESK_ENDS, ""));
        stage.show(new MadeUp(6).mode("Lobby", held).done());
        FxStage.find(".row-open .row-words", "this console must end it");
        assertTrue(FxStage.all(".row-open .button").isEmpty(), "not by a guard");
        stage.show(new MadeUp(6).seat(Role.SUPERVISOR).mode("Lobby", held).done());
        stage.click(".row-open .button", "Back to normal");
        assertEquals("back to normal lobby", stage.deed());
        stage.show(new MadeUp(6).done());
        assertFalse(FxStage.withText(".row-head", "HELD OPEN").isPresent());
    }

    private static PasswordField pin() {
        return (PasswordField) sheet(".password-field");
    }

    private static TextField field(String prompt) {
        return javafx.stage.Window.getWindows().stream()
                .filter(javafx.stage.Window::isShowing)
                .flatMap(w -> w.getScene().getRoot().lookupAll(".text-field").stream())
                .map(TextField.class::cast)
                .filter(f -> prompt.equals(f.getPromptText()))
                .findFirst()
                .orElseThrow();
    }

    private static javafx.scene.Node sheet(String style) {
        return javafx.stage.Window.getWindows().stream()
                .filter(javafx.stage.Window::isShowing)
                .filter(w -> w.getScene().getRoot().lookup(".sheet") != null)
                .map(w -> w.getScene().getRoot().lookup(style))
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElseThrow();
    }

    private static MadeUp lockdown() {
        var made = new MadeUp(6);
        for (var name : made.names()) {
            made.mode(
                    name,
                    new Mode.LockedDown(
                            UUID.randomUUID(),
                            Instant.now(),
                            "Guard",
                            new Where.WholeSite(),
                            new Mode.Taken(Mode.How.DESK_ONLY, "")));
        }
        return made;
    }

    private static gatehouse.desk.DeskState talking(Opening opening) {
        return new MadeUp(6)
                .call("North gate", MadeUp.talking(), Duration.ofSeconds(20), Optional.of(opening))
                .shown("North gate")
                .done();
    }

    private static Opening barred(Opening.Bar bar) {
        return new Opening(
                UUID.randomUUID(),
                "main",
                "Gate",
                Opening.Stage.REFUSED,
                true,
                "",
                Instant.now(),
                Proof.NONE,
                Optional.of(bar));
    }

    private static gatehouse.desk.DeskState asking() {
        var press = new Happening.OpenPressed(
                UUID.randomUUID(),
                Optional.of(new CallId("North gate")),
                MadeUp.id("North gate"),
                "main",
                System.nanoTime(),
                System.nanoTime(),
                Instant.now());
        var security = new Security(true, true, true, List.of("Delivery", "Maintenance"));
        return new MadeUp(6)
                .call("North gate", MadeUp.talking(), Duration.ofSeconds(20))
                .shown("North gate")
                .asking(new Asking(press, Manner.USUAL, "North gate", "Gate", security, false, ""))
                .done();
    }
}
