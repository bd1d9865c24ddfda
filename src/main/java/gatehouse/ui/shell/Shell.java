package gatehouse.ui.shell;

import gatehouse.desk.DeskState;
import gatehouse.desk.Seat;
import gatehouse.ui.call.CallPopup;
import gatehouse.ui.history.HistoryScreen;
import gatehouse.ui.installer.InstallerScreen;
import gatehouse.ui.kit.KeyBook;
import gatehouse.ui.kit.Look;
import gatehouse.ui.kit.Panel;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Words;
import gatehouse.ui.settings.SettingsScreen;
import gatehouse.ui.wall.WallScreen;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Rail, title bar, screen, queue and status bar; or the log-in while nobody sits here.
///
/// Confined to the screen's thread.
final class Shell implements Front {
    private final WallScreen wall;
    private final HistoryScreen history;
    private final InstallerScreen installer;
    private final Map<Place, Panel> panels = new EnumMap<>(Place.class);
    private final Rail rail;
    private final TitleBar title;
    private final Banner banner;
    private final NotNormal notNormal;
    private final Queue queue;
    private final StatusBar status;
    private final Seating seating;
    private final Cards cards;
    private final StackPane middle = new StackPane();
    private final BorderPane frame = new BorderPane();
    private final StackPane node = new StackPane(frame);
    private final VBox main;
    private final FullScreen full;
    private final WallScreen.Room room;
    private DeskState state;
    private Place place = Place.WALL;
    private Optional<Seat> seat = Optional.empty();

    Shell(
            WindowSettings with,
            KeyBook keys,
            CallPopup popup,
            Sheets sheets,
            Look look,
            Consumer<Look> chosen,
            DeskState first,
            WallScreen.Room room) {
        state = first;
        this.room = room;
        wall = new WallScreen(with.clicks(), with.glass(), with.kept(), with.clock(), first, 0, room);
        history = new HistoryScreen(with.history(), with.clock());
        installer = new InstallerScreen(with.installer());
        panels.put(Place.WALL, wall);
        panels.put(Place.HISTORY, history);
        panels.put(Place.INSTALLER, installer);
        panels.put(
                Place.SETTINGS,
                new SettingsScreen(with.clicks(), with.kept(), keys, with.sounds(), look, chosen).with(with.staff()));
        cards = new Cards(with);
        rail = new Rail(this::go, () -> with.clicks().lock(false));
        title = new TitleBar(with.clock(), cards::missed, cards::undisturbed);
        notNormal = new NotNormal(with.clicks(), sheets::release);
        banner = new Banner(with.clicks(), () -> go(Place.INSTALLER), this::lookAtCertificate);
        queue = new Queue(with.clicks(), with.clock(), keys);
        status = new StatusBar(cards::sound);
        seating = new Seating(with, keys, title, popup, first);
        HBox.setHgrow(middle, Priority.ALWAYS);
        var work = Parts.styled(new HBox(16, middle, queue), "work");
        VBox.setVgrow(work, Priority.ALWAYS);
        work.setMinHeight(0);
        middle.setMinSize(0, 0);
        main = Parts.styled(new VBox(title, work), "main");
        frame.setTop(new VBox(banner, notNormal));
        frame.setBottom(status);
        Parts.styled(node, "body");
        full = new FullScreen(wall, title, status, cards.corner(), main, room::fullScreen);
        node.getChildren().addAll(cards.corner(), seating.overlay());
        Parts.there(queue, false);
        put(Place.WALL);
    }

    Region node() {
        return node;
    }

    void show(DeskState next) {
        state = next;
        boolean other =
                !seat.equals(next.seat()) || next.seat().map(Seat::locked).orElse(false);
        // Under the lock there is nobody for the screens.
        seat = next.seat().filter(sitting -> !sitting.locked());
        fullBanner(next);
        notNormal.show(next);
        status.show(next);
        cards.show(next);
        if (seat.isEmpty()) {
            if (frame.getCenter() != seating.front()) {
                cards.close();
                frame.setLeft(null);
                frame.setCenter(seating.front());
            }
            seating.show(next);
            return;
        }
        if (other) {
            frame.setCenter(main);
            frame.setLeft(full.on() ? null : rail);
            if (!next.may(place.right)) {
                put(Place.WALL);
            }
        }
        rail.show(next, place);
        title.show(next);
        Parts.there(queue, Queue.wanted(next));
        queue.show(next);
        panels.get(place).show(next);
        seating.show(next);
    }

    private void lookAtCertificate() {
        seating.certificate();
    }

    boolean playChosen() {
        return history.playChosen();
    }

    void go(Place next) {
        if (state.may(next.right)) {
            put(next);
            rail.show(state, next);
            panels.get(next).show(state);
            switch (next) {
                case HISTORY -> history.opened();
                case INSTALLER -> installer.opened();
                case WALL, SETTINGS -> {}
            }
        }
    }

    /// Only the screen that is seen is in the window: the pictures of the others are not decoded.
    private void put(Place next) {
        place = next;
        var panel = panels.get(next);
        // Narrower than it likes it folds and scrolls; it is never wider than its place.
        panel.node().setMinSize(0, 0);
        middle.getChildren().setAll(panel.node());
        title.take(Words.of("place." + next), panel.tools());
    }

    /// Only the wall fills a screen.
    void full(boolean now) {
        if (now && seat.isPresent()) {
            go(Place.WALL);
        }
        full.show(now);
        fullBanner(state);
        frame.setLeft(now || seat.isEmpty() ? null : rail);
    }

    /// The banner goes where the screen is full; what is not normal stays.
    private void fullBanner(DeskState now) {
        banner.show(now);
        if (full.on()) {
            Parts.there(banner, false);
        }
    }

    @Override
    public Optional<Panel> panel() {
        return seat.map(s -> panels.get(place));
    }

    @Override
    public Optional<WallScreen> wallShown() {
        return seat.filter(s -> place == Place.WALL && !seating.overlay().isOpen())
                .map(s -> wall);
    }

    @Override
    public void changeOperator() {
        seating.changeOperator();
    }

    @Override
    public void missed() {
        if (seat.isPresent()) {
            cards.missed();
        }
    }

    @Override
    public boolean takesDigits() {
        return cards.takesDigits();
    }

    @Override
    public void undisturbed() {
        if (seat.isPresent()) {
            cards.undisturbed();
        }
    }

    /// Esc: the newest thing that is open on this screen.
    @Override
    public void back() {
        if (status.back() || seating.back() || cards.close()) {
            return;
        }
        boolean closed = !full.newest() && panel().map(Panel::back).orElse(false);
        if (!closed && full.on()) {
            room.fullScreen();
        }
    }
}
