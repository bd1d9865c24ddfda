package gatehouse.ui.shell;

import gatehouse.desk.DeskState;
import gatehouse.door.DoorId;
import gatehouse.ui.call.CallPopup;
import gatehouse.ui.kit.KeyBook;
import gatehouse.ui.kit.Look;
import gatehouse.ui.kit.Panel;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Words;
import gatehouse.ui.wall.WallScreen;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Screen;
import javafx.stage.Stage;

/// Another window of the wall, for another monitor: a wall with its own layout, page and spot, and the lamps. Calls
/// come
/// up from the main window; to close this one is harmless.
///
/// Confined to the screen's thread.
final class WallWindow implements Front, AutoCloseable {
    /// What it asks of those who opened it.
    interface Owner {
        void newWindow();

        void closed(WallWindow window);

        void moved();
    }

    private final int number;
    private final Stage stage = new Stage();
    private final Ground ground = new Ground();
    private final WallScreen wall;
    private final TitleBar title;
    private final StatusBar status;
    private final Cards cards;
    private final NotNormal notNormal;
    private final Label nobody = Parts.wrapped(Words.of("wall.nobody"), "nothing");
    private final BorderPane frame = new BorderPane();
    private final VBox main;
    private final FullScreen full;
    private boolean seated;

    WallWindow(
            WindowPlace place,
            WindowSettings with,
            KeyBook keys,
            CallPopup popup,
            Sheets sheets,
            Look look,
            DeskState first,
            Owner owner) {
        number = place.number();
        var room = new Room(owner, sheets);
        notNormal = new NotNormal(with.clicks(), sheets::release);
        wall = new WallScreen(with.clicks(), with.glass(), with.kept(), with.clock(), first, number, room);
        cards = new Cards(with);
        title = new TitleBar(with.clock(), cards::missed, cards::undisturbed);
        status = new StatusBar(cards::sound);
        title.take(Words.of("wall.number", number + 1), wall.tools());
        VBox.setVgrow(wall.node(), Priority.ALWAYS);
        wall.node().setMinHeight(0);
        main = Parts.styled(new VBox(title, wall.node()), "main");
        full = new FullScreen(wall, title, status, cards.corner(), main, this::toggleFullScreen);
        frame.setTop(notNormal);
        frame.setBottom(status);
        frame.setCenter(nobody);
        BorderPane.setAlignment(nobody, Pos.CENTER);
        var body = Parts.styled(new StackPane(frame, cards.corner()), "body");
        ground.take(body);
        stage.setTitle("Gatehouse · " + Words.of("wall.number", number + 1));
        stage.setScene(new Scene(ground));
        dress(look);
        stage.setFullScreenExitHint("");
        stage.setFullScreenExitKeyCombination(KeyCombination.NO_MATCH);
        stage.setOnCloseRequest(e -> owner.closed(this));
        new Keys(this, room, popup, with.clicks(), keys).listen(stage.getScene());
        show(first);
        open(place);
        stage.fullScreenProperty().subscribe(full::show);
        for (var moves : List.of(stage.xProperty(), stage.yProperty(), stage.widthProperty(), stage.heightProperty())) {
            moves.addListener((o, was, now) -> owner.moved());
        }
        stage.maximizedProperty().addListener((o, was, now) -> owner.moved());
        stage.fullScreenProperty().addListener((o, was, now) -> owner.moved());
    }

    private final class Room implements WallScreen.Room {
        private final Owner owner;
        private final Sheets sheets;

        Room(Owner owner, Sheets sheets) {
            this.owner = owner;
            this.sheets = sheets;
        }

        @Override
        public void modes(DoorId door) {
            sheets.modes(door);
        }

        @Override
        public void lockdown() {
            sheets.lockdown();
        }

        @Override
        public void fullScreen() {
            toggleFullScreen();
        }

        @Override
        public void newWindow() {
            owner.newWindow();
        }

        @Override
        public Optional<Runnable> close() {
            return Optional.of(() -> owner.closed(WallWindow.this));
        }
    }

    private void open(WindowPlace place) {
        var bounds = place.bounds();
        stage.setX(bounds.getMinX());
        stage.setY(bounds.getMinY());
        stage.setWidth(bounds.getWidth());
        stage.setHeight(bounds.getHeight());
        stage.setMinWidth(Math.min(WindowPlace.LEAST_WIDTH, bounds.getWidth()));
        stage.setMinHeight(Math.min(WindowPlace.LEAST_HEIGHT, bounds.getHeight()));
        stage.setMaximized(place.maximized());
        stage.setFullScreen(place.full());
        stage.show();
        if (!place.maximized() && !place.full()) {
            // Some window managers choose the first place of a window themselves.
            stage.setX(bounds.getMinX());
            stage.setY(bounds.getMinY());
        }
    }

    void toFront() {
        stage.toFront();
    }

    int number() {
        return number;
    }

    /// Where it stands now.
    WindowPlace place() {
        var bounds = new Rectangle2D(
                stage.getX(), stage.getY(), Math.max(1, stage.getWidth()), Math.max(1, stage.getHeight()));
        var screens = Screen.getScreensForRectangle(bounds);
        var screen = (screens.isEmpty() ? Screen.getPrimary() : screens.getFirst()).getVisualBounds();
        return new WindowPlace(number, bounds, screen, stage.isMaximized(), stage.isFullScreen());
    }

    Scene scene() {
        return stage.getScene();
    }

    void dress(Look look) {
        look.dress(stage.getScene(), ground);
    }

    void show(DeskState next) {
        seated = next.seat().filter(sitting -> !sitting.locked()).isPresent();
        var middle = seated ? main : nobody;
        if (!middle.equals(frame.getCenter())) {
            frame.setCenter(middle);
        }
        status.show(next);
        notNormal.show(next);
        cards.show(next);
        title.show(next);
        if (seated) {
            wall.show(next);
        } else {
            cards.close();
        }
    }

    @Override
    public Optional<Panel> panel() {
        return seated ? Optional.of(wall) : Optional.empty();
    }

    @Override
    public Optional<WallScreen> wallShown() {
        return seated ? Optional.of(wall) : Optional.empty();
    }

    @Override
    public void missed() {
        if (seated) {
            cards.missed();
        }
    }

    @Override
    public boolean takesDigits() {
        return cards.takesDigits();
    }

    @Override
    public void undisturbed() {
        if (seated) {
            cards.undisturbed();
        }
    }

    @Override
    public void back() {
        if (cards.close()) {
            return;
        }
        if (full.newest() || !wall.back()) {
            stage.setFullScreen(false);
        }
    }

    private void toggleFullScreen() {
        stage.setFullScreen(!stage.isFullScreen());
    }

    @Override
    public void close() {
        Popups.hideAllOf(stage);
        stage.hide();
    }
}
