package gatehouse.ui.shell;

import gatehouse.desk.DeskState;
import gatehouse.ui.call.CallPopup;
import gatehouse.ui.kit.KeyBook;
import gatehouse.ui.kit.Look;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.util.Duration;

/// The other windows of the wall: opened, remembered with their screens, and there again at the next start.
///
/// Owns them. Confined to the screen's thread.
final class Windows implements WallWindow.Owner, AutoCloseable {
    private static final String KEPT = "windows";

    private final Stage mainStage;
    private final WindowSettings with;
    private final KeyBook keys;
    private final CallPopup popup;
    private final Sheets sheets;
    private final List<WallWindow> open = new ArrayList<>();
    /// Whoever drags a window makes hundreds of places; the last one counts.
    private final PauseTransition remembering = new PauseTransition(Duration.millis(500));

    private Optional<Idle> idle = Optional.empty();
    private Look look;
    private DeskState state;
    private boolean closing;

    Windows(
            Stage mainStage,
            WindowSettings with,
            KeyBook keys,
            CallPopup popup,
            Sheets sheets,
            Look look,
            DeskState first) {
        this.mainStage = mainStage;
        this.with = with;
        this.keys = keys;
        this.popup = popup;
        this.sheets = sheets;
        this.look = look;
        this.state = first;
        remembering.setOnFinished(e -> remember());
    }

    /// Those that were open when the console ended. The main window keeps the keyboard.
    void reopen() {
        var places = with.kept().get(KEPT).map(WindowPlace::kept).orElse(List.of());
        for (var place : places) {
            if (open.stream().noneMatch(w -> w.number() == place.number())) {
                open(place.on(screens()));
            }
        }
        if (!open.isEmpty()) {
            mainStage.requestFocus();
            // On a desk with one screen they would stand behind the main window.
            open.forEach(WallWindow::toFront);
        }
    }

    @Override
    public void newWindow() {
        int number = 1;
        while (taken(number)) {
            number++;
        }
        if (number <= WindowPlace.MOST) {
            var used = new ArrayList<Rectangle2D>();
            used.add(screenOfMain());
            open.forEach(w -> used.add(w.place().screen()));
            open(WindowPlace.fresh(number, screens(), used));
            moved();
        }
    }

    private boolean taken(int number) {
        return open.stream().anyMatch(w -> w.number() == number);
    }

    private void open(WindowPlace place) {
        var window = new WallWindow(place, with, keys, popup, sheets, look, state, this);
        open.add(window);
        idle.ifPresent(i -> i.listen(window.scene()));
    }

    /// The first is the main screen.
    private static List<Rectangle2D> screens() {
        var all = new ArrayList<Rectangle2D>();
        all.add(Screen.getPrimary().getVisualBounds());
        Screen.getScreens().stream()
                .map(Screen::getVisualBounds)
                .filter(b -> !all.contains(b))
                .forEach(all::add);
        return all;
    }

    private Rectangle2D screenOfMain() {
        var on = Screen.getScreensForRectangle(
                mainStage.getX(),
                mainStage.getY(),
                Math.max(1, mainStage.getWidth()),
                Math.max(1, mainStage.getHeight()));
        return (on.isEmpty() ? Screen.getPrimary() : on.getFirst()).getVisualBounds();
    }

    void show(DeskState next) {
        state = next;
        open.forEach(w -> w.show(next));
    }

    /// Whoever works in one of them is at work.
    void listen(Idle next) {
        idle = Optional.of(next);
        open.forEach(w -> next.listen(w.scene()));
    }

    void dress(Look next) {
        look = next;
        open.forEach(w -> w.dress(next));
    }

    @Override
    public void closed(WallWindow window) {
        open.remove(window);
        window.close();
        remember();
    }

    @Override
    public void moved() {
        if (!closing) {
            remembering.playFromStart();
        }
    }

    private void remember() {
        remembering.stop();
        with.kept()
                .put(KEPT, WindowPlace.kept(open.stream().map(WallWindow::place).toList()));
    }

    /// They are remembered as open: the console ends, nobody closed them.
    @Override
    public void close() {
        if (!open.isEmpty()) {
            remember();
        }
        closing = true;
        open.forEach(WallWindow::close);
        open.clear();
    }
}
