package gatehouse.ui;

import gatehouse.desk.DeskState;
import gatehouse.desk.End;
import gatehouse.desk.Lamp;
import gatehouse.desk.Opening;
import gatehouse.desk.Phase;
import gatehouse.door.Trouble;
import gatehouse.site.Role;
import gatehouse.ui.kit.Kept;
import gatehouse.ui.settings.SettingsScreen;
import gatehouse.ui.shell.Place;
import gatehouse.ui.shell.Window;
import gatehouse.ui.shell.WindowSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.stage.Stage;

/// All screens with made-up states, to be looked at: `Gallery FOLDER [look] [language]` writes a picture of each. With
/// `--ring` it shows a window in which a door rings after a line is read from stdin, until stdin ends.
public final class Gallery {
    private final DrawnGlass glass = new DrawnGlass();
    private final Kept kept = Kept.inMemory();
    private final Path folder;
    private Window window;

    private Gallery(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] args) throws Exception {
        Platform.startup(() -> {});
        if (args[0].equals("--ring")) {
            ring();
            return;
        }
        var gallery = new Gallery(Files.createDirectories(Path.of(args[0])));
        if (args.length > 1) {
            gallery.kept.put(SettingsScreen.LOOK, args[1]);
        }
        if (args.length > 2) {
            gallery.kept.put(SettingsScreen.LANGUAGE, args[2]);
        }
        gallery.open();
        gallery.shoot(args.length > 3 ? args[3] : "");
        gallery.window.close();
        Platform.exit();
        System.exit(0);
    }

    private static void ring() throws Exception {
        var gallery = new Gallery(Path.of("."));
        gallery.open();
        gallery.window.show(new MadeUp(6).done());
        var orders = new java.io.BufferedReader(
                new java.io.InputStreamReader(System.in, java.nio.charset.StandardCharsets.UTF_8));
        System.out.println("open");
        while (orders.readLine() != null) {
            gallery.window.show(gallery.ringing());
            while (gallery.glass.popups.isEmpty()) {
                Thread.onSpinWait();
            }
            System.out.println("rings");
        }
        System.exit(0);
    }

    private void open() throws Exception {
        var opened = new CompletableFuture<Window>();
        Platform.runLater(() -> opened.complete(Window.open(
                new Stage(),
                new WindowSettings(
                        new Clicked(),
                        glass,
                        new Invented.History(),
                        new Invented.Devices(),
                        new Invented.Desk(),
                        kept,
                        Clock.systemDefaultZone(),
                        () -> System.exit(0)))));
        window = opened.get(20, TimeUnit.SECONDS);
        window.lay(1920, 1080);
    }

    private DeskState ringing() {
        return new MadeUp(9)
                .missed(2)
                .call("North gate", new Phase.Ringing(), Duration.ofSeconds(14))
                .call("Staff door", new Phase.Ringing(), Duration.ofSeconds(3))
                .shown("North gate")
                .done();
    }

    private DeskState talking(Optional<Opening> opening) {
        return new MadeUp(9)
                .call("North gate", MadeUp.talking(), Duration.ofSeconds(35), opening)
                .call("Staff door", new Phase.Ringing(), Duration.ofSeconds(3))
                .shown("North gate")
                .done();
    }

    private void shoot(String only) throws Exception {
        shot(only, "01-login", new MadeUp(6).simulated().nobody().done());
        shot(
                only,
                "02-login-wrong",
                new MadeUp(6)
                        .simulated()
                        .nobody("That PIN is wrong. 2 tries are left before a wait.")
                        .done());
        shot(only, "03-wall-quiet", new MadeUp(9).missed(2).done());
        shot(
                only,
                "04-wall-six-demo",
                new MadeUp(6).simulated().seat(Role.INSTALLER).done());
        glass.freeze("Loading dock", Duration.ofSeconds(12));
        shot(only, "05-wall-ringing", ringing());
        both(only, "06-popup-ringing", ringing());
        glass.never("Lobby");
        shot(
                only,
                "07-wall-trouble",
                new MadeUp(9)
                        .picture(
                                "Loading dock",
                                MadeUp.troubled(
                                        Trouble.Kind.STALLED,
                                        "The camera answers but sends no video.",
                                        "Restart the stream; if it stays, restart the camera."))
                        .picture(
                                "Lobby",
                                MadeUp.troubled(
                                        Trouble.Kind.WRONG_PASSWORD,
                                        "The door refuses the password of the site file.",
                                        "An installer must enter the right one."))
                        .lamp("line:pbx", new Lamp("PBX", Lamp.Health.BAD, "not registered", "Check the PBX."))
                        .lamp("sound", new Lamp("Sound", Lamp.Health.OFF, "no device", "Plug in a headset."))
                        .done());
        glass.thaw();
        both(only, "08-popup-talking", talking(Optional.of(MadeUp.opening(Opening.Stage.CONFIRMED, ""))));
        both(
                only,
                "09-popup-notconfirmed",
                talking(Optional.of(
                        MadeUp.opening(Opening.Stage.NOT_CONFIRMED, "The door did not answer within 2 s."))));
        both(only, "10-popup-refused", talking(Optional.of(MadeUp.opening(Opening.Stage.REFUSED, "HTTP 403"))));
        both(
                only,
                "11-popup-ptt",
                new MadeUp(9)
                        .call(
                                "North gate",
                                new Phase.Talking("Guard", Instant.now(), false, true, false),
                                Duration.ofSeconds(9))
                        .shown("North gate")
                        .done());
        both(
                only,
                "12-popup-over",
                new MadeUp(9)
                        .call(
                                "North gate",
                                new Phase.Over(End.MISSED, Instant.now(), "The visitor gave up after 31 s."),
                                Duration.ofSeconds(31))
                        .shown("North gate")
                        .done());
        both(
                only,
                "13-popup-stranger",
                new MadeUp(9).stranger(Duration.ofSeconds(5)).shown("stranger").done());
        both(
                only,
                "14-popup-nobody",
                new MadeUp(9)
                        .nobody()
                        .call("North gate", new Phase.Ringing(), Duration.ofSeconds(5))
                        .shown("North gate")
                        .done());
        glass.freeze("North gate", Duration.ofSeconds(7));
        both(only, "15-popup-frozen", ringing());
        glass.thaw();
        for (int count : new int[] {1, 4, 16}) {
            layout(only, count);
        }
        window.show(new MadeUp(9).done());
        spot(only);
        window.go(Place.HISTORY);
        shot(only, "20-history", new MadeUp(9).missed(2).seat(Role.SUPERVISOR).done());
        click("Play clip 1:11 · H.264 1080p");
        shot(
                only,
                "20-history-clip",
                new MadeUp(9).missed(2).seat(Role.SUPERVISOR).done());
        click("Back to the list");
        Invented.History.altered = true;
        click("Play clip 1:11 · H.264 1080p");
        shot(
                only,
                "20-history-clip-altered",
                new MadeUp(9).missed(2).seat(Role.SUPERVISOR).done());
        window.show(new MadeUp(9).simulated().seat(Role.INSTALLER).done());
        window.go(Place.HISTORY);
        window.go(Place.INSTALLER);
        shot(
                only,
                "21-installer",
                new MadeUp(9).simulated().seat(Role.INSTALLER).done());
        click("Test log-in");
        shot(
                only,
                "22-installer-tested",
                new MadeUp(9).simulated().seat(Role.INSTALLER).done());
        click("Drill");
        shot(only, "23-drill", new MadeUp(9).simulated().seat(Role.INSTALLER).done());
        window.go(Place.SETTINGS);
        shot(only, "24-settings", new MadeUp(9).simulated().seat(Role.INSTALLER).done());
        window.go(Place.WALL);
        window.show(new MadeUp(9).missed(2).done());
        click("2 missed");
        shot(only, "25-missed", new MadeUp(9).missed(2).done());
    }

    private void layout(String only, int count) throws Exception {
        window.show(new MadeUp(18).done());
        click(Integer.toString(count));
        shot(only, "16-layout-" + count, new MadeUp(18).done());
        click("9");
    }

    private void spot(String only) throws Exception {
        settle();
        click("Spot");
        shot(
                only,
                "19-spot",
                new MadeUp(9)
                        .call("Staff door", new Phase.Ringing(), Duration.ofSeconds(3))
                        .done());
        click("Spot");
    }

    private void click(String word) throws Exception {
        settle();
        var done = new CompletableFuture<Void>();
        Platform.runLater(() -> {
            javafx.stage.Window.getWindows().stream()
                    .map(w -> w.getScene().getRoot())
                    .flatMap(r -> java.util.stream.Stream.concat(
                            r.lookupAll(".button").stream(), r.lookupAll(".toggle-button").stream()))
                    .filter(n -> n instanceof javafx.scene.control.ButtonBase b && word.equals(b.getText()))
                    .findFirst()
                    .ifPresent(n -> ((javafx.scene.control.ButtonBase) n).fire());
            done.complete(null);
        });
        done.get(20, TimeUnit.SECONDS);
    }

    private void shot(String only, String name, DeskState state) throws Exception {
        window.show(state);
        if (name.contains(only)) {
            settle();
            Files.write(folder.resolve(name + ".png"), window.picture().get(20, TimeUnit.SECONDS));
        }
    }

    private void both(String only, String name, DeskState state) throws Exception {
        shot(only, name + "-wall", state);
        if (name.contains(only)) {
            Files.write(folder.resolve(name + ".png"), window.popupPicture().get(20, TimeUnit.SECONDS));
        }
    }

    /// Lets pictures of the right size arrive.
    private static void settle() throws Exception {
        new java.util.concurrent.CountDownLatch(1).await(1200, TimeUnit.MILLISECONDS);
    }
}
