package gatehouse.ui.shell;

import gatehouse.desk.DeskState;
import gatehouse.door.DoorId;
import gatehouse.lifecycle.Trace;
import gatehouse.ui.call.CallPopup;
import gatehouse.ui.kit.Kept;
import gatehouse.ui.kit.KeyBook;
import gatehouse.ui.kit.Look;
import gatehouse.ui.kit.Monitors;
import gatehouse.ui.kit.Sheet;
import gatehouse.ui.kit.Shot;
import gatehouse.ui.kit.Shown;
import gatehouse.ui.kit.Words;
import gatehouse.ui.settings.SettingsScreen;
import gatehouse.ui.wall.WallScreen;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.HBox;
import javafx.stage.Stage;
import org.kordamp.ikonli.javafx.FontIcon;

/// The console's window. Everything it shows comes through [#show]; everything done in it goes to the clicks.
///
/// `open` is called on the screen's thread; the rest is safe for any thread.
public final class Window implements AutoCloseable {
    private final Stage stage;
    private final WindowSettings settings;
    private final Ground ground = new Ground();
    private final KeyBook keys;
    private final CallPopup popup;
    private final Shown<DeskState> shown = new Shown<>(this::present);
    private final Idle idle;
    private Optional<Shell> shell = Optional.empty();
    private Optional<Windows> others = Optional.empty();
    private final Sheets sheets;
    private Look look;
    private DeskState newest; // these two: the screen's thread only
    private boolean deferred;

    private Window(Stage stage, WindowSettings settings) {
        this.stage = stage;
        this.settings = settings;
        this.look = look(settings.kept());
        keys = new KeyBook(settings.kept());
        sheets = new Sheets(stage, settings.clicks(), settings.clock(), look);
        this.idle = new Idle(settings.clicks());
        popup = new CallPopup(
                stage,
                settings.clicks(),
                settings.glass(),
                settings.clock(),
                settings.kept(),
                keys,
                settings.sounds(),
                this::toFront,
                this::afterPopup);
    }

    /// Loads what every window needs (look, fonts, icons, the common controls) while the house behind it still opens.
    /// On the screen's thread.
    public static void warm() {
        long began = Trace.begin();
        load();
        Trace.end("look loads", began);
    }

    private static void load() {
        Look.DARK.choose();
        var ground = new Ground();
        var scene = new Scene(ground, 400, 300);
        Look.DARK.dress(scene, ground);
        var row = new HBox(
                new Button("0", new FontIcon(Place.WALL.icon)),
                new TextField("0"),
                new ToggleButton("0"),
                new Label("0"));
        ground.getChildren().add(row);
        ground.applyCss();
        ground.layout();
        scene.snapshot(null);
    }

    /// Opens the window on this stage, as large as the screen allows, and is empty until the first state comes.
    public static Window open(Stage stage, WindowSettings settings) {
        settings.kept().get(SettingsScreen.LANGUAGE).map(Locale::of).ifPresent(Words::speak);
        var window = new Window(stage, settings);
        stage.setTitle("Gatehouse");
        stage.setScene(new Scene(window.ground));
        window.look(window.look);
        stage.setFullScreenExitHint("");
        stage.setFullScreenExitKeyCombination(KeyCombination.NO_MATCH);
        stage.setOnCloseRequest(e -> {
            e.consume();
            settings.closing().run();
        });
        if (Monitors.bound()) {
            stage.setX(0);
            stage.setY(0);
            stage.setWidth(960);
            stage.setHeight(960);
        } else {
            stage.setWidth(1440);
            stage.setHeight(900);
            stage.setMinWidth(1024);
            stage.setMinHeight(720);
            stage.setMaximized(true);
        }
        long began = Trace.begin();
        stage.show();
        Trace.end("window shows", began);
        return window;
    }

    /// Shows this state as soon as the screen can; of several that wait, the newest.
    public void show(DeskState state) {
        shown.show(state);
    }

    /// Draws a call that nobody makes where nobody sees it, so that the first visitor does not wait for it.
    public void rehearse() {
        Shown.screen().execute(popup::rehearse);
    }

    /// Goes to a screen, if the person may.
    public void go(Place place) {
        Shown.screen().execute(() -> shell.ifPresent(s -> s.go(place)));
    }

    /// Plays the clip of the visit that is chosen in the history; answers whether there was one.
    public CompletableFuture<Boolean> playClip() {
        return CompletableFuture.supplyAsync(() -> shell.map(Shell::playChosen).orElse(false), Shown.screen());
    }

    /// Lays the screen out at this size whatever the window's, so that pictures of it are of that size.
    public void lay(int width, int height) {
        Shown.screen().execute(() -> ground.lay(width, height));
    }

    /// What is seen now as PNG: the screen, and over it the pop-up when there is one.
    public CompletableFuture<byte[]> picture() {
        return onScreen(() -> {
            ground.layout();
            var below = Shot.pixels(Shot.of(ground.body()));
            if (popup.showing()) {
                var above = Shot.pixels(Shot.of(popup.node()));
                Shot.over(
                        below,
                        above,
                        (below.getWidth() - above.getWidth()) / 2,
                        (below.getHeight() - above.getHeight()) / 2);
            }
            sheets.showing().forEach(sheet -> {
                var above = Shot.pixels(Shot.of(sheet.body()));
                int room = below.getWidth() - above.getWidth();
                Shot.over(
                        below,
                        above,
                        sheet.aside() ? room - Sheet.MARGIN : room / 2,
                        (below.getHeight() - above.getHeight()) / 2);
            });
            return below;
        });
    }

    /// The pop-up alone as PNG; fails when there is none.
    public CompletableFuture<byte[]> popupPicture() {
        return onScreen(() -> Shot.pixels(Shot.of(popup.node())));
    }

    private static CompletableFuture<byte[]> onScreen(Supplier<java.awt.image.BufferedImage> take) {
        return CompletableFuture.supplyAsync(take, Shown.screen()).thenApplyAsync(Shot::png);
    }

    private void present(DeskState state) {
        if (shell.isEmpty()) {
            long building = Trace.begin();
            build(state);
            Trace.end("screens are built", building);
        }
        newest = state;
        long began = Trace.begin();
        boolean rising = popup.show(state);
        Trace.end("pop-up takes the state", began);
        if (!rising || deferred) {
            deferred = false;
            below(state);
        } else {
            deferred = true;
        }
    }

    /// What rings comes up first; the wall behind it makes room for the queue one pulse later.
    private void afterPopup() {
        if (deferred) {
            deferred = false;
            below(newest);
        }
    }

    private void build(DeskState state) {
        var windows = new Windows(stage, settings, keys, popup, sheets, look, state);
        var room = new Room(windows);
        var made = new Shell(settings, keys, popup, sheets, look, this::look, state, room);
        ground.take(made.node());
        shell = Optional.of(made);
        others = Optional.of(windows);
        new Keys(made, room, popup, settings.clicks(), keys).listen(stage.getScene());
        stage.fullScreenProperty().subscribe(made::full);
        idle.listen(stage.getScene());
        idle.listen(popup.node().getScene());
        windows.listen(idle);
        windows.reopen();
    }

    private void below(DeskState state) {
        long began = Trace.begin();
        sheets.show(state);
        idle.show(state);
        shell.ifPresent(s -> s.show(state));
        others.ifPresent(o -> o.show(state));
        Trace.end("window takes the state", began);
    }

    private final class Room implements WallScreen.Room {
        private final Windows windows;

        Room(Windows windows) {
            this.windows = windows;
        }

        @Override
        public void fullScreen() {
            stage.setFullScreen(!stage.isFullScreen());
        }

        @Override
        public void newWindow() {
            windows.newWindow();
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
        public Optional<Runnable> close() {
            return Optional.empty();
        }
    }

    private void look(Look next) {
        look = next;
        next.choose();
        next.dress(stage.getScene(), ground);
        popup.dress(next);
        sheets.dress(next);
        others.ifPresent(o -> o.dress(next));
    }

    private static Look look(Kept kept) {
        return kept.get(SettingsScreen.LOOK)
                .flatMap(name -> Arrays.stream(Look.values())
                        .filter(l -> l.name().equals(name))
                        .findFirst())
                .orElse(Look.DARK);
    }

    /// Only when somebody asked for it in the pop-up: to log in there must be a keyboard.
    private void toFront() {
        stage.setIconified(false);
        stage.toFront();
        stage.requestFocus();
    }

    /// Closes the window; its pictures are let go of before this returns, when called on the screen's thread.
    @Override
    public void close() {
        if (javafx.application.Platform.isFxApplicationThread()) {
            idle.stop();
            popup.close();
            sheets.close();
            others.ifPresent(Windows::close);
            Popups.hideAllOf(stage);
            stage.hide();
        } else {
            Shown.screen().execute(this::close);
        }
    }
}
