package gatehouse;

import gatehouse.desk.DeskState;
import gatehouse.lifecycle.Ending;
import gatehouse.lifecycle.Trace;
import gatehouse.ui.installer.InstallerSource;
import gatehouse.ui.kit.Kept;
import gatehouse.ui.kit.Shown;
import gatehouse.ui.kit.Words;
import gatehouse.ui.settings.SettingsScreen;
import gatehouse.ui.settings.SoundSource;
import gatehouse.ui.shell.LostDisplay;
import gatehouse.ui.shell.Splash;
import gatehouse.ui.shell.Window;
import gatehouse.ui.shell.WindowSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javafx.application.Platform;
import javafx.stage.Stage;

/// The program on a screen: the toolkit and the one window. The toolkit starts while the house opens, so that neither
/// waits for the other.
///
/// Safe for any thread. `close()` hides the window and ends the toolkit.
public final class Gatehouse implements AutoCloseable {
    private static final int DISPLAY_GONE = 3;
    private static final Duration TO_HIDE = Duration.ofSeconds(2);
    private static final AtomicReference<Gatehouse> HASTENED = new AtomicReference<>();

    private final CompletableFuture<Void> toolkit = new CompletableFuture<>();
    private final AtomicReference<DeskState> newest = new AtomicReference<>();
    private final Ending ending = new Ending();
    private volatile Window window;

    private Gatehouse() {}

    /// Asked when somebody closes the window, and when the display goes away.
    public Ending ending() {
        return ending;
    }

    /// Starts the toolkit before anybody has asked for it, because what was typed is still being understood.
    public static void hasten() {
        HASTENED.set(begun());
    }

    /// Starts the toolkit; returns at once.
    public static Gatehouse start() {
        return Optional.ofNullable(HASTENED.getAndSet(null)).orElseGet(Gatehouse::begun);
    }

    private static Gatehouse begun() {
        var gatehouse = new Gatehouse();
        Thread.ofPlatform().name("toolkit-start").daemon(true).start(() -> {
            long began = Trace.begin();
            try {
                Platform.startup(() -> {
                    Platform.setImplicitExit(false);
                    LostDisplay.watch(gatehouse::displayGone, DISPLAY_GONE);
                    Trace.end("toolkit starts", began);
                    gatehouse.toolkit.complete(null);
                    Window.warm();
                });
            } catch (RuntimeException | LinkageError e) {
                gatehouse.toolkit.completeExceptionally(e);
            }
        });
        return gatehouse;
    }

    /// Where the desk publishes to, also before there is a window.
    public void show(DeskState state) {
        newest.set(state);
        var there = window;
        if (there != null) {
            there.show(state);
        }
    }

    /// Opens the window on this house, rehearses what the first visitor needs, and lets the house look at its doors.
    /// Returns when the window can be used.
    public Window open(House house, InstallerSource installer, Kept kept) {
        var settings = new WindowSettings(
                house.clicks(),
                house.glass(),
                new HistoryPages(house.history(), house::state, house::reel),
                installer,
                house.staff(),
                house.soundBoard()
                        .<SoundSource>map(board -> new SoundPages(board, kept, house))
                        .orElseGet(SoundSource::silent),
                kept,
                Clock.systemDefaultZone(),
                () -> ending.ask("the window was closed"));
        window = toolkit.thenApplyAsync(nothing -> Window.open(new Stage(), settings), Shown.screen())
                .join();
        window.show(house.state());
        awaitUsable();
        Trace.step("usable", "start");
        Splash.away();
        window.rehearse();
        house.watch();
        return window;
    }

    /// What the screens remember for this desk, in its data folder.
    public static Kept keptIn(Path data) {
        return new KeptInFile(data);
    }

    /// Speaks the language of this desk from now on: the lamps have words before there is a window.
    public static void speakAs(Kept kept) {
        kept.get(SettingsScreen.LANGUAGE).map(Locale::of).ifPresent(Words::speak);
    }

    /// Returns when the window has been built from the newest state: it is on the glass with the next pulse, and takes
    /// keys.
    private void awaitUsable() {
        for (int turn = 0; turn < 2; turn++) {
            CompletableFuture.runAsync(() -> {}, Shown.screen()).join();
        }
    }

    /// The screen's thread is lost with it, so nobody asks it for anything any more.
    private void displayGone() {
        window = null;
        System.err.println("The display has gone away, so the console ends. What happened is on record.");
        ending.ask("the display went away");
        ending.close(Ending.MOST);
    }

    @Override
    public void close() {
        var there = window;
        if (there != null) {
            CompletableFuture.runAsync(there::close, Shown.screen())
                    .completeOnTimeout(null, TO_HIDE.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        }
        Platform.exit();
    }
}
