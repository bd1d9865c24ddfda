package gatehouse.ui;

import gatehouse.desk.DeskState;
import gatehouse.ui.kit.Kept;
import gatehouse.ui.shell.Window;
import gatehouse.ui.shell.WindowSettings;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/// The console's window on the Headless platform, with made-up states and a robot. The toolkit is started once and
/// stays for all screen tests of this JVM.
final class FxStage implements AutoCloseable {
    private static final long PATIENCE = 60;
    private static final CountDownLatch STARTED = new CountDownLatch(1);

    static {
        if (System.getProperty("glass.platform") == null) {
            System.setProperty("glass.platform", "Headless");
            System.setProperty("prism.order", "sw");
            System.setProperty("java.awt.headless", "true");
        }
        System.setProperty("testfx.robot", "glass");
        // Another test class of this JVM may have started it.
        try {
            Platform.startup(STARTED::countDown);
        } catch (IllegalStateException alreadyRuns) {
            Platform.runLater(STARTED::countDown);
        }
        Platform.setImplicitExit(false);
    }

    final Clicked clicked = new Clicked();
    final DrawnGlass glass = new DrawnGlass();
    final InventedSounds sounds = new InventedSounds();
    final Invented.Desk staff = new Invented.Desk();
    final Kept kept;
    final FxRobot robot = new FxRobot();
    private final Window window;

    FxStage() {
        this(Kept.inMemory(), Clock.systemDefaultZone());
    }

    /// With what an earlier start remembered, and a clock that may be set.
    FxStage(Kept kept, Clock clock) {
        this.kept = kept;
        window = onScreen(() -> Window.open(
                new Stage(),
                new WindowSettings(
                        clicked,
                        glass,
                        new Invented.History(),
                        new Invented.Devices(),
                        staff,
                        sounds,
                        kept,
                        clock,
                        () -> {})));
    }

    /// Shows a state and waits until it is shown.
    FxStage show(DeskState state) {
        window.show(state);
        WaitForAsyncUtils.waitForFxEvents();
        return this;
    }

    Window window() {
        return window;
    }

    static <T> T onScreen(Callable<T> deed) {
        var done = new CompletableFuture<T>();
        try {
            STARTED.await(PATIENCE, TimeUnit.SECONDS);
            Platform.runLater(() -> {
                try {
                    done.complete(deed.call());
                } catch (Exception e) {
                    done.completeExceptionally(e);
                }
            });
            return done.get(PATIENCE, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("The screen's thread did not do it", e);
        }
    }

    static void until(String what, Callable<Boolean> holds) {
        try {
            WaitForAsyncUtils.waitFor(PATIENCE, TimeUnit.SECONDS, () -> onScreen(holds));
        } catch (TimeoutException e) {
            throw new AssertionError("Never came: " + what, e);
        }
    }

    /// What is seen of this style, in any window.
    static List<Node> all(String style) {
        return onScreen(() -> javafx.stage.Window.getWindows().stream()
                .filter(javafx.stage.Window::isShowing)
                .flatMap(w -> w.getScene().getRoot().lookupAll(style).stream())
                .filter(FxStage::seen)
                .toList());
    }

    /// How many are seen; on the screen's thread.
    static long allOnScreen(String style) {
        return javafx.stage.Window.getWindows().stream()
                .filter(javafx.stage.Window::isShowing)
                .flatMap(w -> w.getScene().getRoot().lookupAll(style).stream())
                .filter(FxStage::seen)
                .count();
    }

    private static boolean seen(Node node) {
        for (var at = node; at != null; at = at.getParent()) {
            if (!at.isVisible()) {
                return false;
            }
        }
        return true;
    }

    static Optional<Node> withText(String style, String text) {
        return all(style).stream()
                .filter(n -> n instanceof Labeled l && l.getText().contains(text))
                .findFirst();
    }

    /// The node of this style with this text, as soon as it is there.
    static Node find(String style, String text) {
        until(
                style + " with \"" + text + "\"",
                () -> javafx.stage.Window.getWindows().stream()
                        .filter(javafx.stage.Window::isShowing)
                        .flatMap(w -> w.getScene().getRoot().lookupAll(style).stream())
                        .anyMatch(n ->
                                seen(n) && n instanceof Labeled l && l.getText().contains(text)));
        return withText(style, text).orElseThrow();
    }

    /// An entry of the menu of some button that is seen; on the screen's thread.
    static MenuItem menuItem(String text) {
        return javafx.stage.Window.getWindows().stream()
                .filter(javafx.stage.Window::isShowing)
                .flatMap(w -> w.getScene().getRoot().lookupAll(".menu-button").stream())
                .flatMap(n -> ((MenuButton) n).getItems().stream())
                .filter(i -> i.getText() != null && i.getText().startsWith(text))
                .findFirst()
                .orElseThrow();
    }

    void click(String style, String text) {
        robot.clickOn(find(style, text));
    }

    /// Clicks and answers what was done. A button of a tile that just got into trouble may still be moving to its place
    /// under the growing words: who misses it clicks again.
    String clickUntilDone(String style, String text) throws InterruptedException {
        for (int tries = 0; tries < 10; tries++) {
            click(style, text);
            var deed = clicked.deeds.poll(2, TimeUnit.SECONDS);
            if (deed != null) {
                return deed;
            }
        }
        return "nothing was clicked";
    }

    void key(KeyCode code) {
        robot.press(code).release(code);
        WaitForAsyncUtils.waitForFxEvents();
    }

    String deed() throws InterruptedException {
        var deed = clicked.deeds.poll(PATIENCE, TimeUnit.SECONDS);
        return deed == null ? "nothing was clicked" : deed;
    }

    @Override
    public void close() {
        onScreen(() -> {
            window.close();
            return true;
        });
        until("every picture is let go of", () -> glass.open.get() == 0);
        glass.close();
    }
}
