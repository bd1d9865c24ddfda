package gatehouse.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.desk.Phase;
import gatehouse.door.Trouble;
import gatehouse.ui.kit.Kept;
import gatehouse.video.View;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.geometry.VerticalDirection;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

/// What a hand can do on the wall.
@Tag("screen")
class WallTest {
    private final SetClock clock = new SetClock();
    private FxStage stage;

    @BeforeEach
    void open() {
        stage = new FxStage(Kept.inMemory(), clock);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private static Node tile(String door) {
        FxStage.find(".tile-name", door);
        return FxStage.all(".tile-name").stream()
                .filter(n -> n instanceof Label l && l.getText().equals(door))
                .findFirst()
                .orElseThrow()
                .getParent()
                .getParent();
    }

    /// The doors from left to right and from top to bottom.
    private static List<String> seen() {
        return FxStage.onScreen(() -> Stage.getWindows().stream()
                .filter(w ->
                        w instanceof Stage s && s.isShowing() && s.getTitle().equals("Gatehouse"))
                .flatMap(w -> w.getScene().getRoot().lookupAll(".tile").stream())
                .sorted(java.util.Comparator.<Node>comparingDouble(n -> at(n).getMinY())
                        .thenComparingDouble(n -> at(n).getMinX()))
                .map(n -> ((Label) n.lookup(".tile-name")).getText())
                .toList());
    }

    private static Bounds at(Node node) {
        return node.localToScene(node.getBoundsInLocal());
    }

    private static void untilSeen(String... doors) {
        FxStage.until(List.of(doors) + " on the wall", () -> true);
        try {
            WaitForAsyncUtils.waitFor(20, java.util.concurrent.TimeUnit.SECONDS, () -> seen().equals(List.of(doors)));
        } catch (java.util.concurrent.TimeoutException e) {
            assertEquals(List.of(doors), seen());
        }
    }

    private void focus(String door) {
        var tile = tile(door);
        FxStage.onScreen(() -> {
            tile.requestFocus();
            return true;
        });
        FxStage.until(door + " has the focus", tile::isFocused);
    }

    private void keys(KeyCode... held) {
        stage.robot.press(held).release(held);
        WaitForAsyncUtils.waitForFxEvents();
    }

    @Test
    void tileThatIsDraggedOntoAnotherChangesPlacesWithItAndStaysThere() {
        stage.show(new MadeUp(4).done());
        untilSeen("Main entrance", "North gate", "Loading dock", "Lobby");
        FxStage.until("pictures", () -> stage.glass.open.get() == 4);
        stage.robot
                .moveTo(tile("Main entrance"))
                .press(MouseButton.PRIMARY)
                .moveBy(40, 20)
                .moveTo(tile("Lobby"))
                .release(MouseButton.PRIMARY);
        untilSeen("Lobby", "North gate", "Loading dock", "Main entrance");
        assertEquals(1, stage.glass.opened("Main entrance"), "its picture went on");
        assertEquals(Optional.of("lobby,north-gate,loading-dock,main-entrance"), stage.kept.get("wall.0.Guard.order"));
        // Another person has another order.
        stage.show(new MadeUp(4).seat(gatehouse.site.Role.SUPERVISOR).done());
        untilSeen("Main entrance", "North gate", "Loading dock", "Lobby");
        stage.show(new MadeUp(4).done());
        untilSeen("Lobby", "North gate", "Loading dock", "Main entrance");
    }

    @Test
    void tilesMoveByKeyAndTheOrderIsTakenBackFromTheMenu() {
        stage.show(new MadeUp(4).done());
        focus("Main entrance");
        keys(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.RIGHT);
        untilSeen("North gate", "Main entrance", "Loading dock", "Lobby");
        keys(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.DOWN);
        untilSeen("North gate", "Lobby", "Loading dock", "Main entrance");
        stage.key(KeyCode.LEFT);
        FxStage.until("focus went left", () -> tileFocused("Loading dock"));
        FxStage.onScreen(() -> {
            FxStage.menuItem("Reset the order").fire();
            return true;
        });
        untilSeen("Main entrance", "North gate", "Loading dock", "Lobby");
    }

    private static boolean tileFocused(String door) {
        return Stage.getWindows().stream()
                .flatMap(w -> w.getScene().getRoot().lookupAll(".tile-name").stream())
                .anyMatch(n -> n instanceof Label l
                        && l.getText().equals(door)
                        && l.getParent().getParent().isFocused());
    }

    @Test
    void menuOfATileComesByKeyAndOpensNoDoor() throws Exception {
        stage.show(new MadeUp(4).seat(gatehouse.site.Role.SUPERVISOR).done());
        focus("North gate");
        stage.key(KeyCode.CONTEXT_MENU);
        FxStage.find(".menu-item .label", "Snapshot");
        var words = FxStage.all(".tile-menu .menu-item .label").stream()
                .map(n -> ((Label) n).getText())
                .toList();
        assertTrue(words.stream().noneMatch(w -> w.startsWith("Open")), words.toString());
        assertTrue(words.contains("Call this door"), words.toString());
        stage.click(".tile-menu .menu-item .label", "Snapshot");
        assertEquals("snapshot north-gate", stage.deed());
        keys(KeyCode.SHIFT, KeyCode.F10);
        stage.click(".tile-menu .menu-item .label", "Restart stream");
        assertEquals("restartStream north-gate", stage.deed());
    }

    @Test
    void moreButtonOpensTheSameMenu() {
        stage.show(new MadeUp(4).done());
        focus("Lobby");
        stage.click(".tile-actions .button", "More");
        stage.click(".tile-menu .menu-item .label", "Details");
        FxStage.find(".detail-title", "Lobby");
    }

    @Test
    void detailsSayWhatIsKnownAndAreCopied() {
        stage.glass.details("Lobby", WallGallery.details());
        stage.show(new MadeUp(4)
                .picture("North gate", MadeUp.troubled(Trouble.Kind.CERTIFICATE, "Another certificate.", "Look."))
                .done());
        focus("Lobby");
        stage.key(KeyCode.I);
        FxStage.find(".detail-value", "H.265 · 1920×1080");
        FxStage.find(".detail-value", "37 of 980149");
        FxStage.find(".detail-value", "Picture now: live");
        stage.click(".door-details .button", "Copy");
        FxStage.find(".small", "Copied.");
        String copied = FxStage.onScreen(() -> Clipboard.getSystemClipboard().getString());
        assertTrue(copied.startsWith("Lobby\n") && copied.contains("Reconnects: 3"), copied);
        stage.key(KeyCode.ESCAPE);
        FxStage.until("closed", () -> FxStage.allOnScreen(".door-details") == 0);
        stage.click(".trouble .button", "Details");
        FxStage.find(".detail-trouble", "Another certificate. Look.");
        FxStage.find(".door-details .small", "Nothing is known");
    }

    @Test
    void wheelZoomsTowardsThePointerAndADoubleClickTakesItBack() {
        stage.show(new MadeUp(4).done());
        FxStage.until("a picture", () -> stage.glass.watched("North gate"));
        stage.robot.moveTo(tile("North gate"));
        FxStage.find(".tile-actions .button", "Enlarge");
        assertFalse(stage.glass.wantsMain("North gate"));
        stage.robot.scroll(3, VerticalDirection.UP);
        FxStage.until("zoomed", () -> part("North gate").width() < 1);
        FxStage.find(".zoom-times", "×");
        assertTrue(stage.glass.wantsMain("North gate"), "a part deserves the camera's best picture");
        assertEquals(View.Part.WHOLE, part("Lobby"));
        double before = part("North gate").x();
        stage.robot.press(MouseButton.PRIMARY).moveBy(-60, 0).moveBy(-20, 0).release(MouseButton.PRIMARY);
        FxStage.until("moved to the right", () -> part("North gate").x() > before);
        assertEquals(List.of("Main entrance", "North gate", "Loading dock", "Lobby"), seen());
        stage.robot.doubleClickOn(tile("North gate").lookup(".live-picture"));
        FxStage.until("whole again", () -> part("North gate").equals(View.Part.WHOLE));
        FxStage.until("sub stream again", () -> !stage.glass.wantsMain("North gate"));
    }

    private View.Part part(String door) {
        return stage.glass.part(door).orElse(View.Part.WHOLE);
    }

    @Test
    void spotZoomsAndMovesByKeysAndEscGoesBackStepByStep() {
        stage.show(new MadeUp(9).done());
        stage.key(KeyCode.DIGIT2);
        FxStage.until("the spot", () -> FxStage.allOnScreen(".tile") == 6);
        for (int i = 0; i < 30; i++) {
            stage.key(KeyCode.ADD);
        }
        FxStage.until("eight times", () -> Math.abs(part("North gate").width() - 1 / 8.0) < 1e-9);
        double x = part("North gate").x();
        stage.key(KeyCode.RIGHT);
        FxStage.until("to the right", () -> part("North gate").x() > x);
        stage.key(KeyCode.ESCAPE);
        FxStage.until("whole", () -> part("North gate").equals(View.Part.WHOLE));
        assertEquals(6, FxStage.all(".tile").size());
        stage.key(KeyCode.PAGE_DOWN);
        FxStage.until("the next door is large", () -> stage.glass.wantsMain("Loading dock"));
        stage.key(KeyCode.ESCAPE);
        FxStage.until("the wall", () -> FxStage.allOnScreen(".tile") == 9);
    }

    @Test
    void tourTurnsPagesWaitsForTheGuardAndNeverHidesWhoRings() {
        stage.kept.put("wall.0.Guard.layout", "FOUR");
        stage.kept.put("wall.0.Guard.tour", "10");
        stage.show(new MadeUp(9).done());
        FxStage.find(".tour", "Tour: ");
        clock.forth(Duration.ofSeconds(11));
        untilSeen("Staff door", "Visitor parking", "South gate", "Data centre");
        stage.show(new MadeUp(9)
                .call("Lobby", new Phase.Ringing(), Duration.ofSeconds(3))
                .done());
        untilSeen("Staff door", "Visitor parking", "South gate", "Lobby");
        clock.forth(Duration.ofSeconds(11));
        untilSeen("Rear entrance", "Lobby");
        clock.forth(Duration.ofSeconds(11));
        untilSeen("Main entrance", "North gate", "Loading dock", "Lobby");
        stage.show(new MadeUp(9).done());
        stage.key(KeyCode.PAGE_DOWN);
        untilSeen("Staff door", "Visitor parking", "South gate", "Data centre");
        clock.forth(Duration.ofSeconds(9));
        FxStage.find(".tour", "Tour waits");
        assertEquals("Staff door", seen().getFirst());
        clock.forth(Duration.ofSeconds(2));
        FxStage.find(".tour", "Tour: ");
        stage.key(KeyCode.DIGIT1);
        FxStage.until("the spot", () -> stage.glass.wantsMain("Staff door"));
        clock.forth(Duration.ofSeconds(60));
        FxStage.find(".tile-state", "live");
        assertTrue(stage.glass.wantsMain("Staff door"), "a spot holds the tour");
    }

    @Test
    void ringingDoorDoesNotTakeThePlaceOfTheOneUnderThePointer() {
        stage.kept.put("wall.0.Guard.layout", "FOUR");
        stage.show(new MadeUp(9).done());
        untilSeen("Main entrance", "North gate", "Loading dock", "Lobby");
        stage.robot.moveTo(tile("Lobby"));
        FxStage.find(".tile-actions .button", "Enlarge");
        stage.show(new MadeUp(9)
                .call("Staff door", new Phase.Ringing(), Duration.ofSeconds(3))
                .done());
        untilSeen("Main entrance", "North gate", "Staff door", "Lobby");
    }

    @Test
    void pictureThatCannotBeTrustedNamesItsTroubleAndNeverSaysLive() {
        stage.glass.sight("Main entrance", View.Sight.Kind.BLACK, Duration.ofSeconds(12));
        stage.glass.sight("North gate", View.Sight.Kind.COVERED, Duration.ofSeconds(12));
        stage.glass.sight("Loading dock", View.Sight.Kind.REPEATED, Duration.ofSeconds(12));
        stage.glass.slow("Lobby");
        stage.show(new MadeUp(4).done());
        FxStage.find(".tile-state", "BLACK PICTURE 12 s");
        FxStage.find(".tile-state", "COVERED? 12 s");
        FxStage.find(".tile-state", "SAME PICTURE 12 s");
        FxStage.find(".tile-state", "live 0.1 s · reduced");
        FxStage.find(".trouble-head", "Black picture for 12 s");
        assertEquals(
                1,
                FxStage.all(".tile-state").stream()
                        .filter(n -> ((Label) n).getText().contains("live"))
                        .count());
        stage.show(new MadeUp(4)
                .call("North gate", new Phase.Ringing(), Duration.ofSeconds(3))
                .shown("North gate")
                .done());
        FxStage.find(".pop-age", "COVERED? 12 s");
        FxStage.find(".pop-message", "one colour only");
    }

    @Test
    void everyCauseHasItsOwnHead() {
        for (var kind : Trouble.Kind.values()) {
            stage.show(new MadeUp(1)
                    .picture("Main entrance", MadeUp.troubled(kind, "Why " + kind + ".", "What to do."))
                    .done());
            FxStage.find(".trouble-sentence", "Why " + kind + ".");
        }
        stage.show(new MadeUp(1)
                .picture("Main entrance", MadeUp.troubled(Trouble.Kind.DECODER, "It broke.", "Wait."))
                .done());
        FxStage.find(".trouble-head", "Decoder crashed");
        FxStage.find(".trouble .button", "Restart stream");
    }

    @Test
    void fullScreenLeavesTheWallTheLampsAndWhatWasMissed() {
        stage.show(new MadeUp(9).missed(2).done());
        FxStage.find(".title", "Wall");
        stage.key(KeyCode.F11);
        FxStage.until(
                "no rail and no title", () -> FxStage.allOnScreen(".rail-item") + FxStage.allOnScreen(".title") == 0);
        FxStage.find(".status .chip", "2 missed");
        FxStage.find(".status-word", "9 of 9 doors can ring");
        stage.key(KeyCode.DIGIT1);
        FxStage.until("the spot", () -> FxStage.allOnScreen(".tile") == 6);
        stage.key(KeyCode.ESCAPE);
        FxStage.until("the wall, still full", () -> FxStage.allOnScreen(".tile") == 9);
        assertTrue(FxStage.all(".rail-item").isEmpty());
        stage.key(KeyCode.ESCAPE);
        FxStage.find(".rail-item", "Wall");
        FxStage.find(".title", "Wall");
    }

    @Test
    void anotherWindowHasItsOwnPageAndIsThereAgainAtTheNextStart() {
        stage.show(new MadeUp(9).done());
        keys(KeyCode.CONTROL, KeyCode.N);
        FxStage.find(".title", "Wall 2");
        FxStage.until("both show the doors", () -> FxStage.allOnScreen(".tile") == 18);
        FxStage.until("it has the keyboard", WallTest::secondHasTheKeyboard);
        stage.key(KeyCode.DIGIT1);
        FxStage.until("a spot in one of them", () -> FxStage.allOnScreen(".tile") == 15);
        assertEquals(9, seen().size(), "the main window stays as it is");
        FxStage.until("remembered", () -> stage.kept.get("windows").isPresent());
        var kept = stage.kept;
        stage.close();

        stage = new FxStage(kept, clock);
        stage.show(new MadeUp(9).nobody().done());
        FxStage.find(".nothing", "Log in at the main window");
        FxStage.until("nobody sees a door", () -> stage.glass.open.get() == 0);
        stage.show(new MadeUp(9).done());
        FxStage.find(".title", "Wall 2");
        FxStage.onScreen(() -> {
            var second = Stage.getWindows().stream()
                    .filter(w -> w instanceof Stage s && s.getTitle().contains("Wall 2"))
                    .findFirst()
                    .orElseThrow();
            second.fireEvent(new javafx.stage.WindowEvent(second, javafx.stage.WindowEvent.WINDOW_CLOSE_REQUEST));
            return true;
        });
        FxStage.until("closed", () -> FxStage.allOnScreen(".tile") == 9);
        assertEquals(Optional.of(""), kept.get("windows"));
    }

    private static boolean secondHasTheKeyboard() {
        return Stage.getWindows().stream()
                .anyMatch(w -> w instanceof Stage s && s.getTitle().contains("Wall 2") && s.isFocused());
    }
}
