package gatehouse.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.desk.Lamp;
import gatehouse.desk.Phase;
import gatehouse.desk.Seat;
import gatehouse.desk.Shift;
import gatehouse.site.Role;
import gatehouse.trust.Peer;
import gatehouse.trust.Pin;
import gatehouse.trust.Presented;
import gatehouse.trust.Stranger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("screen")
class SeatScreensTest {
    private static final Pin WAS = new Pin("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    private static final Pin NOW = new Pin("LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=");

    private FxStage stage;

    static Stranger stranger(boolean changed) {
        return new Stranger(
                new Peer("192.0.2.32", 443),
                new Presented(
                        NOW,
                        "8E:1C:90:AB:52:77:3D:04:E9:60:1B:C2:7F:35:D8:46:0A:9E:54:71:BC:23:EF:98:10:6D:A7:3C:42:F5:8B:E0",
                        "CN=Door station 32",
                        "CN=Door station 32",
                        Instant.parse("2026-01-02T00:00:00Z"),
                        Instant.parse("2036-01-02T00:00:00Z")),
                changed ? Optional.of(WAS) : Optional.empty());
    }

    @BeforeEach
    void open() {
        stage = new FxStage();
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void underTheLockACallIsSeenAndAnsweredAndTheNameIsChosenAlready() throws Exception {
        stage.show(new MadeUp(4)
                .seat(SeatGallery.locked())
                .call("North gate", new Phase.Ringing(), Duration.ofSeconds(3))
                .shown("North gate")
                .done());
        FxStage.find(".login-head", "Locked. Gerda Guard sits here.");
        assertTrue(FxStage.all(".rail-item").isEmpty(), "no screen is within reach");
        assertTrue(FxStage.all(".tile").isEmpty(), "and no picture of the wall");
        FxStage.find(".pop-name", "North gate");
        FxStage.until("the pad is not below the pop-up", () -> apart(".pad-key", ".pop") && apart(".person", ".pop"));
        FxStage.find(".pop-actions .button", "PIN to open");
        assertTrue(FxStage.all(".pop-actions .open-button").isEmpty());
        stage.key(KeyCode.F4);
        stage.key(KeyCode.F1);
        assertEquals("answer North gate", stage.deed());
        for (int i = 0; i < 4; i++) {
            stage.key(KeyCode.DIGIT1);
        }
        FxStage.find(".pop-actions .button", "PIN ●●●●");
        stage.key(KeyCode.ENTER);
        assertEquals("logIn Gerda Guard 1111", stage.deed());
    }

    @Test
    void padMakesRoomForACallThatComesUnderTheLockAndTakesItBack() {
        var locked = new MadeUp(4).seat(SeatGallery.locked()).done();
        stage.show(locked);
        FxStage.find(".login-head", "Locked. Gerda Guard sits here.");
        var pad = bounds(".pad-key");
        stage.show(new MadeUp(4)
                .seat(SeatGallery.locked())
                .call("North gate", new Phase.Ringing(), Duration.ofSeconds(3))
                .shown("North gate")
                .done());
        FxStage.find(".pop-name", "North gate");
        FxStage.until("the pad is not below the pop-up", () -> apart(".pad-key", ".pop"));
        stage.show(locked);
        FxStage.until("the pad is where it was", () -> bounds(".pad-key").equals(pad));
    }

    @Test
    void ctrlLLocksAndTheSeatsMenuLeaves() throws Exception {
        stage.show(new MadeUp(4).done());
        stage.robot.push(KeyCode.CONTROL, KeyCode.L);
        assertEquals("lock", stage.deed());
        menu("Leave the desk");
        assertEquals("logOut", stage.deed());
    }

    @Test
    void aDeskThatNobodyTouchesLocksItselfAndUnderTheLockNothingIsAskedAgain() throws Exception {
        stage.show(new MadeUp(4).lockAfter(Duration.ofMillis(400)).done());
        assertEquals("lock idle", stage.deed());
        assertEquals("lock idle", stage.deed(), "refused while somebody talks, it is asked again");
        stage.show(new MadeUp(4)
                .lockAfter(Duration.ofMillis(400))
                .seat(SeatGallery.locked())
                .done());
        FxStage.find(".login-head", "Locked.");
    }

    @Test
    void anotherOperatorSitsDownWhileACallGoesOn() throws Exception {
        var talking = new MadeUp(4)
                .call("North gate", MadeUp.talking(), Duration.ofSeconds(30))
                .shown("North gate");
        stage.show(talking.done());
        stage.robot.push(KeyCode.CONTROL, KeyCode.U);
        FxStage.find(".login-head", "Change operator");
        FxStage.find(".pop-standing", "talking");
        // Over the middle of this small screen is the pop-up, so the name is chosen by keyboard.
        FxStage.find(".overlay .login-name", "Sam Supervisor");
        FxStage.onScreen(() -> {
            javafx.stage.Window.getWindows().stream()
                    .flatMap(w -> w.getScene().getRoot().lookupAll(".overlay .person").stream())
                    .map(javafx.scene.control.ToggleButton.class::cast)
                    .filter(b -> b.getAccessibleText().startsWith("Sam"))
                    .forEach(b -> {
                        b.requestFocus();
                        b.fire();
                    });
            return true;
        });
        for (int i = 0; i < 4; i++) {
            stage.key(KeyCode.DIGIT2);
        }
        stage.key(KeyCode.ENTER);
        assertEquals("logIn Sam Supervisor 2222", stage.deed());
        stage.show(talking.seat(new Seat("Sam Supervisor", Role.SUPERVISOR)).done());
        FxStage.until("the card is gone", () -> FxStage.allOnScreen(".overlay") == 0);
        FxStage.find(".pop-standing", "talking");
    }

    @Test
    void aPasswordIsTypedByKeyboard() throws Exception {
        stage.show(new MadeUp(4).nobody().done());
        assertFalse(stage.staff.awaited);
        stage.robot.write("a-B");
        FxStage.until("what judges PINs is made ready while one is typed", () -> stage.staff.awaited);
        stage.key(KeyCode.DIGIT9);
        stage.robot.write("!");
        stage.key(KeyCode.ENTER);
        assertEquals("logIn Gerda Guard a-B9!", stage.deed());
    }

    @Test
    void theEndOfAShiftSaysWhatIsOpenAndTakesANote() throws Exception {
        stage.show(new MadeUp(4).missed(2).done());
        menu("Hand over");
        FxStage.find(".handover-open .label", "missed");
        FxStage.onScreen(() -> {
            area().setText("Gate sticks");
            return true;
        });
        stage.click(".form .button", "End my shift");
        assertEquals("handOver Gate sticks", stage.deed());
    }

    @Test
    void theNextOneReadsTheNoteAndConfirms() throws Exception {
        stage.show(new MadeUp(4)
                .seat(new Seat("Max", Role.GUARD))
                .shift(new Shift(Optional.empty(), Optional.of(SeatGallery.LEFT)))
                .done());
        FxStage.find(".form-head", "Hand-over from Gerda Guard");
        FxStage.find(".handover-note", "north gate closes slowly");
        stage.click(".form .button", "I have read it");
        assertEquals("takeHandOver", stage.deed());
        stage.show(new MadeUp(4).seat(new Seat("Max", Role.GUARD)).done());
        FxStage.until("the note is gone", () -> FxStage.allOnScreen(".overlay") == 0);
    }

    @Test
    void whereNobodyCanLogInTheFirstPersonIsMade() throws Exception {
        stage.show(new MadeUp(4).nobody().people().done());
        FxStage.find(".form-head", "Set up the first person");
        type(0, "Ines");
        type(1, "830274");
        type(2, "830275");
        stage.click(".form .button", "Create and log in");
        FxStage.find(".field-words", "not the same");
        assertTrue(stage.staff.asked.isEmpty());
        type(2, "830274");
        stage.staff.wrong = Optional.of("It is a date.");
        stage.click(".form .button", "Create and log in");
        assertEquals("first Ines 830274", stage.staff.asked.poll(20, TimeUnit.SECONDS));
        FxStage.find(".form-words", "It is a date.");
        stage.staff.wrong = Optional.empty();
        stage.click(".form .button", "Create and log in");
        assertEquals("logIn Ines 830274", stage.deed());
    }

    @Test
    void theFirstStartAsksForTheRecoveryFile() throws Exception {
        stage.show(new MadeUp(4).nobody().people().done());
        type(0, "Ines");
        type(1, "830274");
        type(2, "830274");
        stage.click(".form .button", "Create and log in");
        assertEquals("logIn Ines 830274", stage.deed());
        assertEquals("first Ines 830274", stage.staff.asked.poll(20, TimeUnit.SECONDS));
        stage.show(new MadeUp(4).seat(new Seat("Ines", Role.INSTALLER)).done());
        FxStage.find(".form-head", "Make a recovery file now");
        stage.staff.wrong = Optional.of("there is a file already");
        stage.click(".form .button", "Make the file");
        assertEquals("makeRecovery", stage.staff.asked.poll(20, TimeUnit.SECONDS));
        FxStage.find(".form-words", "there is a file already");
        stage.staff.wrong = Optional.empty();
        stage.click(".form .button", "Make the file");
        FxStage.until("the card is gone", () -> FxStage.allOnScreen(".overlay") == 0);
        stage.show(
                new MadeUp(4).seat(new Seat("Ines", Role.INSTALLER)).missed(1).done());
        assertEquals(0, FxStage.allOnScreen(".overlay"), "it asks once");
    }

    @Test
    void aChangedCertificateIsComparedAndTrustedByAnInstaller() throws Exception {
        stage.staff.strangers = List.of(stranger(true));
        var lamp = new Lamp("Certificates", Lamp.Health.BAD, "one has CHANGED", "");
        stage.show(new MadeUp(4).seat(Role.GUARD).lamp("certificates", lamp).done());
        assertTrue(FxStage.withText(".banner .button", "Look at it").isEmpty(), "not for a guard");
        stage.show(new MadeUp(4).seat(Role.INSTALLER).lamp("certificates", lamp).done());
        stage.click(".banner .button", "Look at it");
        FxStage.find(".form-head", "has CHANGED");
        FxStage.find(".trust-fact", WAS.toString());
        FxStage.find(".trust-fact", "8E:1C:90");
        stage.click(".form .button", "Trust this key");
        assertEquals("trust 192.0.2.32:443 " + NOW, stage.staff.asked.poll(20, TimeUnit.SECONDS));
    }

    @Test
    void ownPinIsChangedWithThePresentOne() throws Exception {
        stage.show(new MadeUp(4).done());
        menu("Change my PIN");
        type(0, "1111");
        type(1, "830274");
        type(2, "830274");
        type(3, "830275");
        stage.click(".form .button", "Change");
        assertEquals("pin 1111 830274 830275", stage.staff.asked.poll(20, TimeUnit.SECONDS));
        FxStage.until("done", () -> FxStage.allOnScreen(".overlay") == 0);
    }

    @Test
    void doorsThatOneMayNotSeeHaveNoTile() {
        var rights = new gatehouse.operator.Rights(List.of(
                gatehouse.operator.Grant.everywhere(java.util.Set.of(gatehouse.operator.Right.SEE_WALL)),
                new gatehouse.operator.Grant(
                        Optional.of(java.util.Set.of(MadeUp.id("Lobby"))),
                        java.util.Set.of(gatehouse.operator.Right.SEE, gatehouse.operator.Right.ANSWER),
                        Optional.empty())));
        stage.show(new MadeUp(4)
                .seat(new Seat("Eva", Role.GUARD, rights, false, false))
                .call("North gate", new Phase.Ringing(), Duration.ofSeconds(3))
                .done()
                .seen());
        FxStage.find(".tile-name", "Lobby");
        assertTrue(FxStage.withText(".tile-name", "North gate").isEmpty());
        assertTrue(FxStage.all(".queue").isEmpty());
        assertFalse(FxStage.all(".tile").isEmpty());
    }

    @Test
    void aDoorThatOneMaySeeButNotAnswerHasNoButtonForIt() throws Exception {
        var rights = new gatehouse.operator.Rights(List.of(
                gatehouse.operator.Grant.everywhere(
                        java.util.Set.of(gatehouse.operator.Right.SEE_WALL, gatehouse.operator.Right.SEE)),
                new gatehouse.operator.Grant(
                        Optional.of(java.util.Set.of(MadeUp.id("Lobby"))),
                        java.util.Set.of(gatehouse.operator.Right.ANSWER, gatehouse.operator.Right.UNLOCK),
                        Optional.empty())));
        stage.show(new MadeUp(4)
                .seat(new Seat("Eva", Role.GUARD, rights, false, false))
                .call("North gate", new Phase.Ringing(), Duration.ofSeconds(9))
                .call("Lobby", new Phase.Ringing(), Duration.ofSeconds(3))
                .shown("North gate")
                .done()
                .seen());
        FxStage.find(".pop-name", "North gate");
        assertTrue(FxStage.withText(".pop-actions .button", "Answer").isEmpty());
        assertTrue(FxStage.all(".pop-actions .open-button").isEmpty());
        stage.key(KeyCode.F4);
        stage.key(KeyCode.F3);
        stage.key(KeyCode.F1);
        assertEquals("answer Lobby", stage.deed(), "the keys do nothing at the door that is shown");
    }

    /// Whether nothing of the one style lies below the other, on the glass; on the screen's thread.
    private static boolean apart(String one, String other) {
        var those = bounds(other);
        var these = bounds(one);
        return !these.isEmpty()
                && !those.isEmpty()
                && these.stream().noneMatch(b -> those.stream().anyMatch(b::intersects));
    }

    private static List<javafx.geometry.Bounds> bounds(String style) {
        return javafx.stage.Window.getWindows().stream()
                .filter(javafx.stage.Window::isShowing)
                .flatMap(w -> w.getScene().getRoot().lookupAll(style).stream())
                .filter(javafx.scene.Node::isVisible)
                .map(node -> node.localToScreen(node.getLayoutBounds()))
                .filter(java.util.Objects::nonNull)
                .toList();
    }

    private static void menu(String word) {
        FxStage.until("the menu", () -> FxStage.allOnScreen(".seat") > 0);
        FxStage.onScreen(() -> {
            FxStage.menuItem(word).fire();
            return true;
        });
    }

    private static TextInputControl area() {
        return (TextInputControl) inputs().getFirst();
    }

    private static List<javafx.scene.Node> inputs() {
        return javafx.stage.Window.getWindows().stream()
                .filter(javafx.stage.Window::isShowing)
                .flatMap(w -> w.getScene().getRoot().lookupAll(".form .text-input").stream())
                .toList();
    }

    private static void type(int field, String text) {
        FxStage.until("the field", () -> inputs().size() > field);
        FxStage.onScreen(() -> {
            ((TextInputControl) inputs().get(field)).setText(text);
            return true;
        });
    }
}
