package gatehouse.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.audio.Codec;
import gatehouse.audio.Finding;
import gatehouse.desk.CallBook;
import gatehouse.desk.Callee;
import gatehouse.desk.Course;
import gatehouse.desk.Courses;
import gatehouse.desk.End;
import gatehouse.desk.Phase;
import gatehouse.desk.Transfer;
import gatehouse.site.Role;
import gatehouse.ui.call.Advice;
import gatehouse.ui.kit.Act;
import gatehouse.ui.kit.Kept;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

/// What a hand and a key can do with calls, and what the screens say about them.
@Tag("screen")
class CallScreensTest {
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
        return new MadeUp(6).plan(CallGallery.plan());
    }

    private static MadeUp talking(Course course) {
        return site().call("North gate", MadeUp.talking(), Duration.ofSeconds(30), course)
                .shown("North gate");
    }

    private static MadeUp talking() {
        return talking(Course.RANG);
    }

    private static Phase.Held held() {
        return new Phase.Held("Guard", Instant.now().minusSeconds(20), false, false);
    }

    private void keys(KeyCode... held) {
        stage.robot.press(held).release(held);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static String text(Node node) {
        return ((Labeled) node).getText();
    }

    private static List<String> texts(String style) {
        return FxStage.all(style).stream().map(CallScreensTest::text).toList();
    }

    @Test
    void queueSaysHowOftenEachRangAndAnswersTheOneThatIsMeant() throws Exception {
        stage.show(site().call(
                        "North gate",
                        new Phase.Ringing(),
                        Duration.ofSeconds(4),
                        Courses.rang(3).done())
                .call("Staff door", new Phase.Ringing(), Duration.ofSeconds(40))
                .done());
        FxStage.find(".queue-head", "WAITING 2");
        FxStage.find(".card-rings", "rang 3 times");
        assertEquals("North gate", texts(".queue-card .card-name").getFirst(), "the more urgent one stands on top");
        var answer = FxStage.all(".queue-card .button").stream()
                .filter(n -> n.getAccessibleText().equals("Answer, Staff door"))
                .findFirst()
                .orElseThrow();
        stage.robot.clickOn(answer);
        assertEquals("answer Staff door", stage.deed());
        stage.key(KeyCode.F1);
        assertTrue(List.of(stage.deed(), stage.deed()).contains("answer North gate"));
    }

    @Test
    void twentyWhoWaitAreScrolledAndTheRestIsCounted() {
        var crowd = new MadeUp(18).plan(CallGallery.plan());
        var doors = List.of(
                "Main entrance",
                "North gate",
                "Loading dock",
                "Lobby",
                "Staff door",
                "Visitor parking",
                "South gate",
                "Data centre",
                "Rear entrance",
                "Roof",
                "Garage",
                "Kitchen",
                "Archive",
                "Workshop",
                "Gym",
                "East gate",
                "West gate",
                "Pump house");
        doors.forEach(d -> crowd.call(d, new Phase.Ringing(), Duration.ofSeconds(doors.indexOf(d))));
        crowd.stranger(Duration.ofSeconds(5)).person("Reception", new Phase.Ringing(), Course.RANG);
        stage.show(crowd.done());
        FxStage.find(".queue-head", "WAITING 20");
        var more = FxStage.find(".queue-more", "more");
        int below = Integer.parseInt(text(more).replaceAll("\\D", ""));
        assertTrue(below > 5 && below < 20, text(more));
        stage.robot.clickOn(more);
        FxStage.until(
                "fewer below",
                () -> !more.isVisible() || Integer.parseInt(text(more).replaceAll("\\D", "")) < below);
    }

    @Test
    void nobodyInTheQueueMovesUnderAPress() throws Exception {
        stage.show(site().call("Staff door", new Phase.Ringing(), Duration.ofSeconds(40))
                .call("Lobby", new Phase.Ringing(), Duration.ofSeconds(9))
                .done());
        FxStage.find(".queue-head", "WAITING 2");
        var lobby = FxStage.all(".queue-card .button").stream()
                .filter(n -> n.getAccessibleText().equals("Answer, Lobby"))
                .findFirst()
                .orElseThrow();
        stage.robot.moveTo(lobby).press(MouseButton.PRIMARY);
        var before = FxStage.onScreen(() -> lobby.localToScreen(0, 0));
        // The first one gives up, and a more urgent one comes.
        stage.show(site().call("Lobby", new Phase.Ringing(), Duration.ofSeconds(10))
                .call("North gate", new Phase.Ringing(), Duration.ofSeconds(1))
                .done());
        FxStage.find(".queue-head", "WAITING 2");
        assertEquals(List.of("Staff door", "Lobby", "North gate"), texts(".queue-card .card-name"));
        FxStage.find(".queue-card .small", "does not wait any more");
        assertEquals(before, FxStage.onScreen(() -> lobby.localToScreen(0, 0)));
        stage.robot.release(MouseButton.PRIMARY);
        assertEquals("answer Lobby", stage.deed());
        stage.robot.moveTo(FxStage.find(".title", "Wall"));
        FxStage.until("in order again", () -> FxStage.allOnScreen(".queue-card") == 2);
        assertEquals("North gate", texts(".queue-card .card-name").getFirst());
    }

    @Test
    void heldCallsHaveTheirMarkAndAreResumed() throws Exception {
        stage.show(talking().call("Staff door", held(), Duration.ofSeconds(90)).done());
        FxStage.find(".queue-head", "ON HOLD 1");
        FxStage.find(".queue-card .small", "on hold");
        stage.key(KeyCode.F2);
        assertEquals("hold North gate", stage.deed());
        keys(KeyCode.SHIFT, KeyCode.F2);
        assertEquals("swap", stage.deed());
        stage.show(site().call("North gate", held(), Duration.ofSeconds(80))
                .shown("North gate")
                .done());
        FxStage.find(".pop-standing", "on hold");
        FxStage.find(".pop-actions .button", "Resume");
        stage.key(KeyCode.F2);
        assertEquals("resume North gate", stage.deed());
    }

    @Test
    void whoWaitsWhileOneTalksIsAnsweredByOneKey() throws Exception {
        stage.show(talking()
                .call("Staff door", new Phase.Ringing(), Duration.ofSeconds(3))
                .done());
        FxStage.find(".waiter-words", "Staff door waits 0:0");
        FxStage.find(".waiter .button", "Answer, hold this one");
        stage.key(KeyCode.F1);
        assertEquals("answer Staff door", stage.deed());
    }

    @Test
    void callIsHandedOverByTwoKeysAndEscOnlyClosesTheList() throws Exception {
        stage.show(talking().done());
        FxStage.find(".pop-tools .button", "Hand over");
        keys(KeyCode.SHIFT, KeyCode.F1);
        FxStage.find(".choice-name", "Night desk");
        stage.key(KeyCode.NUMPAD2);
        if (stage.clicked.deeds.isEmpty()) {
            stage.key(KeyCode.DIGIT2);
        }
        assertEquals("transfer North gate night", stage.deed());
        assertTrue(FxStage.all(".drawer").isEmpty(), "the list is closed");
        keys(KeyCode.SHIFT, KeyCode.F1);
        FxStage.find(".choice-name", "Porter");
        stage.key(KeyCode.ESCAPE);
        assertTrue(FxStage.all(".drawer").isEmpty());
        assertTrue(stage.clicked.deeds.isEmpty(), "closing a list does nothing to the call");
    }

    @Test
    void guardAsksFirstAndThenConnectsBoth() throws Exception {
        stage.show(talking().done());
        FxStage.find(".pop-tools .button", "Hand over");
        keys(KeyCode.SHIFT, KeyCode.F9);
        FxStage.find(".drawer-title", "Ask first");
        stage.key(KeyCode.DIGIT1);
        assertEquals("callTarget porter", stage.deed());
        stage.show(site().call("North gate", held(), Duration.ofSeconds(80))
                .person(
                        "Porter",
                        new Phase.Calling("Guard", Instant.now().minusSeconds(6), Phase.Progress.RINGING),
                        Courses.called().done())
                .shown("Porter")
                .done());
        FxStage.find(".pop-standing", "rings there 0:0");
        FxStage.find(".pop-instruction", "Picture: North gate, on hold");
        stage.show(site().call("North gate", held(), Duration.ofSeconds(80))
                .person("Porter", MadeUp.talking(), Courses.called().done())
                .shown("Porter")
                .done());
        FxStage.find(".pop-actions .button", "Connect North gate");
        keys(KeyCode.SHIFT, KeyCode.F1);
        assertEquals("transferTo North gate Porter", stage.deed());
    }

    @Test
    void transferThatFailedLeavesTheCallAndSaysSo() {
        stage.show(talking(Courses.rang(1)
                        .transfer(Transfer.Stage.FAILED, "Porter", "Busy.")
                        .done())
                .done());
        FxStage.find(".notice-words", "Porter did not take it. The call is still yours. Busy.");
        FxStage.find(".pop-actions .button", "End");
    }

    @Test
    void callIsDeclinedWithAReason() throws Exception {
        stage.show(site().call("North gate", new Phase.Ringing(), Duration.ofSeconds(3))
                .shown("North gate")
                .done());
        FxStage.find(".pop-actions .button", "Reason");
        keys(KeyCode.SHIFT, KeyCode.F3);
        FxStage.find(".choice-name", "Closed now");
        stage.key(KeyCode.DIGIT2);
        assertEquals("decline North gate closed", stage.deed());
    }

    @Test
    void announcementIsPlayedByAKeyAndStopped() throws Exception {
        stage.show(talking().done());
        FxStage.find(".pop-tools .button", "Announce");
        keys(KeyCode.CONTROL, KeyCode.DIGIT2);
        assertEquals("announce North gate closed", stage.deed());
        keys(KeyCode.SHIFT, KeyCode.F7);
        FxStage.find(".choice-name", "Please wait");
        stage.key(KeyCode.DIGIT1);
        assertEquals("announce North gate wait", stage.deed());
        stage.show(talking(Courses.rang(1).announcing("wait").done()).done());
        FxStage.find(".notice-words", "The visitor hears: Please wait, somebody is coming");
        stage.click(".notice .button", "Stop");
        assertEquals("stopAnnouncement North gate", stage.deed());
    }

    @Test
    void qualityIsAWordAndEveryVerdictHasItsSentenceAndItsRemedy() throws Exception {
        stage.show(talking(Courses.rang(1).sounding(CallGallery.clear()).done()).done());
        FxStage.find(".quality-word", "clear");
        FxStage.find(".sealed", "encrypted");
        for (var finding : CallGallery.findings().values()) {
            stage.show(talking(Courses.rang(1)
                            .sounding(CallGallery.sounds(Codec.PCMA, 60, false, Optional.of(finding)))
                            .done())
                    .done());
            FxStage.find(".verdict-words", Advice.of(finding).guard());
            if (finding.certain()) {
                FxStage.until("a voice nobody hears is not rated", () -> FxStage.allOnScreen(".quality-word") == 0);
                for (var remedy : finding.remedies()) {
                    stage.click(".verdict .remedy", Advice.of(remedy));
                    if (remedy == Finding.Remedy.CHOOSE_DEVICE) {
                        FxStage.find(".choice-name", "Gooseneck microphone");
                        stage.key(KeyCode.ESCAPE);
                    } else {
                        assertEquals("remedy North gate " + remedy, stage.deed());
                    }
                }
            } else {
                FxStage.find(".quality-word", "poor");
                assertTrue(FxStage.all(".verdict .remedy").isEmpty(), "what is not certain asks for nothing");
            }
        }
        stage.click(".verdict .toggle-button", "Why?");
        FxStage.find(".verdict-line", "RTCP");
    }

    @Test
    void deviceIsChosenInTheCall() throws Exception {
        stage.show(talking(Courses.rang(1)
                        .sounding(CallGallery.sounds(Codec.PCMA, 88, false, Optional.of(new Finding.MicrophoneGone())))
                        .done())
                .done());
        stage.click(".verdict .remedy", "Choose a device");
        stage.robot.clickOn(FxStage.find(".choice-name", "Gooseneck microphone"));
        assertEquals(
                "microphone Gooseneck microphone, speaker -, ringer -",
                stage.sounds.deeds.poll(20, java.util.concurrent.TimeUnit.SECONDS));
        FxStage.until("it is marked as chosen", () -> FxStage.allOnScreen(".choice-chosen") == 2);
    }

    @Test
    void secondHalfOfADoubleClickOnAnswerEndsNothing() throws Exception {
        stage.show(site().call("North gate", new Phase.Ringing(), Duration.ofSeconds(3))
                .shown("North gate")
                .done());
        var answer = FxStage.find(".pop-actions .button", "Answer");
        stage.robot.clickOn(answer);
        assertEquals("answer North gate", stage.deed());
        // As fast as a hand: the row has only just changed when the second half comes.
        stage.window().show(talking().done());
        FxStage.onScreen(() -> {
            var end = javafx.stage.Window.getWindows().stream()
                    .flatMap(w -> w.getScene().getRoot().lookupAll(".pop-actions .button").stream())
                    .filter(n -> text(n).equals("End"))
                    .findFirst()
                    .orElseThrow();
            var kinds = List.of(MouseEvent.MOUSE_PRESSED, MouseEvent.MOUSE_RELEASED);
            kinds.forEach(kind -> Event.fireEvent(end, second(kind)));
            return true;
        });
        assertTrue(stage.clicked.deeds.isEmpty(), stage.clicked.deeds.toString());
    }

    /// Half of the second press of a double click.
    private static MouseEvent second(EventType<MouseEvent> kind) {
        return new MouseEvent(
                kind,
                5,
                5,
                5,
                5,
                MouseButton.PRIMARY,
                2,
                false,
                false,
                false,
                false,
                true,
                false,
                false,
                true,
                false,
                true,
                null);
    }

    @Test
    void callThatReachedNobodyIsCalledAgain() throws Exception {
        var busy = new Phase.Over(End.NOT_REACHED, Instant.now(), "The door is busy.");
        stage.show(site().call(
                        "North gate",
                        busy,
                        Duration.ofSeconds(7),
                        Courses.called().done())
                .shown("North gate")
                .book(last())
                .done());
        FxStage.find(".pop-over", "The door is busy.");
        keys(KeyCode.CONTROL, KeyCode.R);
        assertEquals("callAgain", stage.deed());
    }

    private static CallBook last() {
        return new CallBook(
                List.of(CallGallery.missed("South gate", 3, 600), CallGallery.missed("Lobby", 1, 2400)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new CallBook.Last(new Callee.OfDoor(MadeUp.id("Lobby")), "Lobby")));
    }

    @Test
    void missedCallsStayUntilTheyWereSeenAndCanBeCalledBack() throws Exception {
        stage.show(site().book(last()).done());
        FxStage.find(".chip", "4 missed");
        keys(KeyCode.CONTROL, KeyCode.M);
        FxStage.find(".missed-words", "3 times since");
        var back = FxStage.all(".missed-row .button").stream()
                .filter(n -> n.getAccessibleText().equals("Call back, Lobby"))
                .findFirst()
                .orElseThrow();
        stage.robot.clickOn(back);
        assertEquals("callBack missed Lobby", stage.deed());
        keys(KeyCode.CONTROL, KeyCode.M);
        FxStage.find(".missed-words", "3 times since");
        var seen = FxStage.all(".missed-row .button").stream()
                .filter(n -> n.getAccessibleText().equals("Seen, South gate"))
                .findFirst()
                .orElseThrow();
        stage.robot.clickOn(seen);
        assertEquals("acknowledge missed South gate", stage.deed());
        FxStage.find(".missed-words", "3 times since");
        stage.click(".missed .button", "I have seen all of these");
        assertEquals("acknowledgeMissed", stage.deed());
        assertTrue(FxStage.all(".missed-words").isEmpty());
    }

    @Test
    void deskIsNotDisturbedForAsLongAsIsChosenAndEveryScreenSaysSo() throws Exception {
        stage.show(site().done());
        FxStage.find(".chip", "Rings here");
        keys(KeyCode.CONTROL, KeyCode.D);
        FxStage.find(".corner-card .button", "For 30 minutes");
        stage.key(KeyCode.DIGIT2);
        assertEquals("doNotDisturb true PT30M", stage.deed());
        var on = new CallBook(
                List.of(),
                Optional.of(new CallBook.Undisturbed(
                        "Guard", Instant.now(), Optional.of(Instant.now().plusSeconds(1800)))),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        stage.show(site().book(on).seat(Role.SUPERVISOR).done());
        for (var place : List.of(gatehouse.ui.shell.Place.WALL, gatehouse.ui.shell.Place.HISTORY)) {
            stage.window().go(place);
            WaitForAsyncUtils.waitForFxEvents();
            FxStage.find(".chip", "DO NOT DISTURB until");
            FxStage.find(".status-word", "DO NOT DISTURB until");
        }
        stage.show(site().book(on).nobody().done());
        FxStage.find(".status-word", "DO NOT DISTURB until");
        stage.show(site().book(on).seat(Role.SUPERVISOR).done());
        keys(KeyCode.CONTROL, KeyCode.D);
        FxStage.find(".corner-card .button", "Ring again now");
        stage.key(KeyCode.ENTER);
        assertEquals("doNotDisturb false -", stage.deed());
    }

    @Test
    void quietHoursAndForwardingAreSeen() {
        var until = Optional.of(new CallBook.Quiet("Night", Instant.now().plusSeconds(3600)));
        stage.show(site().book(new CallBook(List.of(), Optional.empty(), until, Optional.empty(), Optional.empty()))
                .done());
        FxStage.find(".chip", "QUIET HOURS until");
        stage.show(site().book(new CallBook(
                        List.of(), Optional.empty(), Optional.empty(), Optional.of("Porter"), Optional.empty()))
                .done());
        FxStage.find(".chip", "Calls go to Porter");
    }

    @Test
    void doorThatHasNotRungIsCalledFromItsTile() throws Exception {
        stage.show(new MadeUp(2).done());
        stage.robot.moveTo(FxStage.all(".tile").getFirst());
        stage.click(".tile-actions .button", "Call");
        assertEquals("call main-entrance", stage.deed());
        stage.key(KeyCode.C);
        assertEquals("call main-entrance", stage.deed());
        stage.show(new MadeUp(2).seat(Role.INSTALLER).done());
        stage.key(KeyCode.C);
        assertTrue(stage.clicked.deeds.isEmpty(), "who may not answer may not call");
    }

    @Test
    void keyIsChosenByPressingItAndStandsOnTheButton() throws Exception {
        stage.show(site().seat(Role.INSTALLER).done());
        stage.window().go(gatehouse.ui.shell.Place.SETTINGS);
        FxStage.find(".keys-grid .label", "Hold to talk (foot switch)");
        var button = FxStage.all(".key-choice").stream()
                .filter(n -> n.getAccessibleText().equals("Hold to talk (foot switch): choose…"))
                .map(Button.class::cast)
                .findFirst()
                .orElseThrow();
        FxStage.onScreen(() -> {
            button.requestFocus();
            button.fire();
            return true;
        });
        stage.key(KeyCode.F1);
        FxStage.find(".settings .small", "F1 is already: Answer the next caller");
        stage.key(KeyCode.B);
        FxStage.until("B is the foot switch", () -> button.getText().equals("B"));
        assertEquals(Optional.of("B"), stage.kept.get("key." + Act.TALK + ".2"));
        stage.show(site().seat(Role.GUARD)
                .call(
                        "North gate",
                        new Phase.Talking("Guard", Instant.now(), false, true, false),
                        Duration.ofSeconds(9))
                .shown("North gate")
                .done());
        FxStage.find(".pop-actions .button", "Hold: talk");
        stage.robot.press(KeyCode.B);
        assertEquals("talk North gate true", stage.deed());
        stage.robot.release(KeyCode.B);
        WaitForAsyncUtils.waitForFxEvents();
    }

    @Test
    void rememberedKeyStandsOnTheButtonAndWorks() throws Exception {
        stage.close();
        var kept = Kept.inMemory();
        kept.put("key.ANSWER_NEXT.1", "MULTIPLY");
        stage = new FxStage(kept, java.time.Clock.systemDefaultZone());
        stage.show(site().call("North gate", new Phase.Ringing(), Duration.ofSeconds(3))
                .shown("North gate")
                .done());
        FxStage.find(".pop-actions .key-cap", "Num ×");
        stage.key(KeyCode.F1);
        assertTrue(stage.clicked.deeds.isEmpty());
        stage.key(KeyCode.MULTIPLY);
        assertEquals("answer North gate", stage.deed());
    }

    @Test
    void soundIsChosenAndTriedInTheSettings() throws Exception {
        stage.sounds.wishes = new gatehouse.audio.SoundWishes(
                Optional.empty(), Optional.empty(), Optional.of("Bell box"), gatehouse.audio.SoundWishes.Clean.ALL);
        stage.show(site().seat(Role.INSTALLER).done());
        stage.window().go(gatehouse.ui.shell.Place.SETTINGS);
        FxStage.find(".sound-trouble", "\"Bell box\" is not there");
        FxStage.find(".list-cell", "Bell box (gone)");
        FxStage.until("the microphone is listened to", () -> stage.sounds.listening.get() == 1);
        FxStage.find(".sound-pane .small", "You are heard");
        FxStage.find(".sound-pane .small", "not below 40 % at this site");
        stage.sounds.broken = true;
        stage.click(".sound-pane .button", "Play a tone");
        FxStage.find(".sound-pane .small", "Nothing can be heard there");
        assertEquals("try Headset Jabra 65", stage.sounds.deeds.poll(20, java.util.concurrent.TimeUnit.SECONDS));
        stage.window().go(gatehouse.ui.shell.Place.WALL);
        FxStage.until("nobody listens any more", () -> stage.sounds.listening.get() == 0);
    }

    @Test
    void guardReachesTheSoundFromItsLamp() {
        stage.show(site().done());
        var lamp = FxStage.find(".lamp-pressed .status-word", "Headset").getParent();
        FxStage.onScreen(() -> {
            lamp.requestFocus();
            return true;
        });
        stage.key(KeyCode.ENTER);
        FxStage.find(".sound-card .button", "Play a tone");
        stage.key(KeyCode.ESCAPE);
        FxStage.until("closed", () -> FxStage.allOnScreen(".sound-card") == 0);
        assertFalse(stage.sounds.listening.get() > 0, "nobody listens any more");
    }
}
