package gatehouse.ui;

import gatehouse.desk.DeskState;
import gatehouse.desk.Phase;
import gatehouse.door.Trouble;
import gatehouse.site.Role;
import gatehouse.ui.kit.Kept;
import gatehouse.ui.kit.Shot;
import gatehouse.ui.settings.SettingsScreen;
import gatehouse.ui.shell.Window;
import gatehouse.ui.shell.WindowSettings;
import gatehouse.video.StreamInfo;
import gatehouse.video.VideoDetails;
import gatehouse.video.View;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.ScrollEvent;
import javafx.stage.Stage;

/// The wall with made-up states, to be looked at: `WallGallery FOLDER [look] [language]` writes a picture of each
/// layout, of each trouble, and of what else the wall can show. With `--windows` it shows a window and a second one
/// until stdin ends, for a display with a window manager.
public final class WallGallery {
    private final DrawnGlass glass = new DrawnGlass();
    private final Kept kept = Kept.inMemory();
    private final SetClock clock = new SetClock();
    private final Path folder;
    private Window window;

    private WallGallery(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] args) throws Exception {
        Platform.startup(() -> {});
        Platform.setImplicitExit(false);
        boolean windows = args[0].equals("--windows");
        var gallery = new WallGallery(windows ? Path.of(".") : Files.createDirectories(Path.of(args[0])));
        if (args.length > 1) {
            gallery.kept.put(SettingsScreen.LOOK, args[1]);
        }
        if (args.length > 2) {
            gallery.kept.put(SettingsScreen.LANGUAGE, args[2]);
        }
        gallery.open();
        if (windows) {
            gallery.twoWindows();
        } else {
            gallery.shoot();
        }
        System.exit(0);
    }

    private void twoWindows() throws Exception {
        kept.put("windows", "1 500 120 1280 800 0 0 1920 1200 0 0");
        kept.put("wall.1.Guard.layout", "FOUR");
        glass.details("North gate", details());
        show(new MadeUp(18).missed(2).done());
        System.out.println("open");
        var orders = new java.io.BufferedReader(
                new java.io.InputStreamReader(System.in, java.nio.charset.StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            show(
                    order.equals("ring")
                            ? new MadeUp(18)
                                    .missed(2)
                                    .call("Archive", new Phase.Ringing(), Duration.ofSeconds(3))
                                    .shown("Archive")
                                    .done()
                            : new MadeUp(18).missed(2).done());
            System.out.println("done");
        }
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
                        clock,
                        () -> System.exit(0)))));
        window = opened.get(20, TimeUnit.SECONDS);
    }

    private void shoot() throws Exception {
        layouts(1920, 1200, "");
        layouts(1280, 800, "-1280");
        window.lay(1920, 1200);
        ringing();
        spotAndZoom();
        tour();
        detailsOpen();
        troubles(1920, 1200, "");
        troubles(1280, 800, "-1280");
        sights();
        full();
        second();
    }

    private void layouts(int width, int height, String suffix) throws Exception {
        window.lay(width, height);
        show(new MadeUp(18).missed(2).done());
        for (var chip : List.of("Auto", "1", "4", "6", "9", "12", "16")) {
            press(chip);
            shot("layout-" + chip.toLowerCase(java.util.Locale.ROOT) + suffix);
        }
        press("Auto");
        show(new MadeUp(6).done());
        shot("auto-of-six-doors" + suffix);
    }

    private void ringing() throws Exception {
        show(new MadeUp(18).missed(2).done());
        press("4");
        show(rings());
        shot("ringing-is-let-in");
        press("16");
        shot("ringing-16");
        window.lay(1280, 800);
        reach("Main entrance");
        shot("ringing-16-1280-focused");
        window.lay(1920, 1200);
        show(new MadeUp(18).missed(2).done());
    }

    private static DeskState rings() {
        return new MadeUp(18)
                .missed(2)
                .call("Archive", new Phase.Ringing(), Duration.ofSeconds(14))
                .call("Main entrance", new Phase.Ringing(), Duration.ofSeconds(5))
                .call("Gym", MadeUp.talking(), Duration.ofSeconds(31))
                .done();
    }

    private void spotAndZoom() throws Exception {
        press("9");
        key(KeyCode.DIGIT2, "2");
        shot("spot");
        scroll("North gate", 4);
        shot("spot-zoomed");
        key(KeyCode.ESCAPE, "");
        key(KeyCode.ESCAPE, "");
        scroll("North gate", 3);
        shot("tile-zoomed");
        key(KeyCode.ESCAPE, "");
    }

    private void tour() throws Exception {
        press("4");
        kept.put("wall.0.Supervisor.tour", "20");
        kept.put("wall.0.Supervisor.layout", "FOUR");
        show(new MadeUp(18).seat(Role.SUPERVISOR).done());
        settle();
        clock.forth(Duration.ofSeconds(12));
        shot("tour-runs");
        onScreen(() -> one(".tile").requestFocus());
        key(KeyCode.PAGE_DOWN, "");
        shot("tour-waits");
        show(new MadeUp(18).done());
    }

    private void detailsOpen() throws Exception {
        press("9");
        glass.details("North gate", details());
        reach("North gate");
        key(KeyCode.I, "i");
        shot("details");
        window.lay(1280, 800);
        shot("details-1280");
        window.lay(1920, 1200);
        key(KeyCode.ESCAPE, "");
        show(new MadeUp(18)
                .picture(
                        "Lobby",
                        MadeUp.troubled(
                                Trouble.Kind.NO_ANSWER,
                                "Lobby does not answer.",
                                "Check its network cable, then try again."))
                .done());
        reach("Lobby");
        key(KeyCode.I, "i");
        shot("details-nothing-yet");
        key(KeyCode.ESCAPE, "");
    }

    static VideoDetails details() {
        return new VideoDetails(
                List.of(
                        new StreamInfo(
                                true,
                                "H.265",
                                Optional.of(new View.Size(1920, 1080)),
                                25,
                                3_140_000,
                                0,
                                104_212,
                                0,
                                Optional.of(Instant.now().minusSeconds(75)),
                                "RTSP over TCP",
                                new StreamInfo.Warmth(Duration.ofMillis(10_200), 4_100_000, 16 << 20, 0),
                                Optional.of(Duration.ofMillis(23))),
                        new StreamInfo(
                                false,
                                "H.264",
                                Optional.of(new View.Size(640, 360)),
                                12.5,
                                412_000,
                                3,
                                980_112,
                                37,
                                Optional.of(Instant.now().minusSeconds(4321)),
                                "UDP",
                                new StreamInfo.Warmth(Duration.ofMillis(9_800), 510_000, 1 << 20, 14),
                                Optional.empty())),
                2);
    }

    private record Bad(String door, Trouble.Kind kind, String sentence, String remedy) {}

    private static final List<Bad> BAD = List.of(
            new Bad(
                    "Main entrance",
                    Trouble.Kind.STALLED,
                    "The camera answers but sends no video.",
                    "Restart the stream; if it stays, restart the camera."),
            new Bad(
                    "North gate",
                    Trouble.Kind.NO_PICTURE,
                    "Packets arrive, but no picture can be made of them.",
                    "Restart the stream; if it stays, set the camera's profile to Main."),
            new Bad(
                    "Loading dock",
                    Trouble.Kind.WRONG_PASSWORD,
                    "The door refuses the password of the site file.",
                    "An installer must enter the right one."),
            new Bad(
                    "Lobby",
                    Trouble.Kind.REFUSED,
                    "The device does not hand out this stream (404 Not Found).",
                    "An installer must check the stream's address."),
            new Bad(
                    "Staff door",
                    Trouble.Kind.NOT_SUPPORTED,
                    "The camera sends AV1, which this console cannot show.",
                    "Set the camera to H.264 or H.265."),
            new Bad(
                    "Visitor parking",
                    Trouble.Kind.CERTIFICATE,
                    "The device shows another certificate than the one that was confirmed.",
                    "An installer must look at the device and confirm the new one."),
            new Bad(
                    "South gate",
                    Trouble.Kind.DECODER,
                    "The part that draws this picture broke down and is being started again.",
                    "If it happens again, tell the installer."),
            new Bad(
                    "Data centre",
                    Trouble.Kind.NO_ANSWER,
                    "Data centre does not answer.",
                    "Check its network cable, then try again."),
            new Bad(
                    "Rear entrance",
                    Trouble.Kind.BUSY,
                    "The station has as many viewers as it allows.",
                    "Close other programs that watch this door."));

    private void troubles(int width, int height, String suffix) throws Exception {
        window.lay(width, height);
        var made = new MadeUp(18);
        for (var bad : BAD) {
            glass.never(bad.door());
            made.picture(bad.door(), MadeUp.troubled(bad.kind(), bad.sentence(), bad.remedy()));
        }
        show(made.done());
        for (var layout : List.of("9", "16")) {
            press(layout);
            shot("troubles-" + layout + suffix);
        }
        reach("Visitor parking");
        shot("troubles-16-focused" + suffix);
        glass.thaw();
        show(new MadeUp(18).done());
    }

    private void sights() throws Exception {
        glass.sight("Main entrance", View.Sight.Kind.BLACK, Duration.ofSeconds(12));
        glass.sight("North gate", View.Sight.Kind.COVERED, Duration.ofSeconds(12));
        glass.sight("Loading dock", View.Sight.Kind.REPEATED, Duration.ofSeconds(12));
        glass.freeze("Lobby", Duration.ofSeconds(12));
        glass.freeze("Staff door", Duration.ofMillis(1400));
        glass.slow("Visitor parking");
        window.lay(1920, 1200);
        press("9");
        shot("sentinel-9");
        press("16");
        window.lay(1280, 800);
        shot("sentinel-16-1280");
        window.lay(1920, 1200);
        press("9");
        key(KeyCode.DIGIT1, "1");
        shot("sentinel-spot-black");
        show(new MadeUp(18)
                .call("North gate", new Phase.Ringing(), Duration.ofSeconds(4))
                .shown("North gate")
                .done());
        settle();
        Files.write(
                folder.resolve("sentinel-popup-covered.png"),
                window.popupPicture().get(20, TimeUnit.SECONDS));
        show(new MadeUp(18).done());
        key(KeyCode.ESCAPE, "");
        glass.thaw();
    }

    private void full() throws Exception {
        show(new MadeUp(18).missed(2).done());
        key(KeyCode.F11, "");
        shot("full-screen");
        key(KeyCode.ESCAPE, "");
    }

    private void second() throws Exception {
        key(KeyCode.N, "n", true);
        settle();
        var taken = new CompletableFuture<byte[]>();
        onScreen(() -> {
            var other = Stage.getWindows().stream()
                    .filter(w -> w instanceof Stage s && s.getTitle().contains("2"))
                    .findFirst()
                    .orElseThrow();
            taken.complete(Shot.png(Shot.pixels(Shot.of(other.getScene().getRoot()))));
        });
        Files.write(folder.resolve("second-window.png"), taken.get(20, TimeUnit.SECONDS));
    }

    // How it is done.

    private void show(DeskState state) {
        window.show(state);
    }

    private void press(String word) throws Exception {
        settle();
        onScreen(() -> root().lookupAll(".toggle-button").stream()
                .map(javafx.scene.control.ToggleButton.class::cast)
                .filter(b -> word.equals(b.getText()))
                .findFirst()
                .orElseThrow()
                .fire());
    }

    private void key(KeyCode code, String text) throws Exception {
        key(code, text, false);
    }

    private void key(KeyCode code, String text, boolean control) throws Exception {
        settle();
        onScreen(() -> {
            for (var kind : List.of(KeyEvent.KEY_PRESSED, KeyEvent.KEY_RELEASED)) {
                Event.fireEvent(root(), new KeyEvent(kind, text, text, code, false, control, false, false));
            }
        });
    }

    private void reach(String door) throws Exception {
        settle();
        onScreen(() -> tile(door).requestFocus());
    }

    private void scroll(String door, int notches) throws Exception {
        settle();
        onScreen(() -> {
            var picture = tile(door).lookup(".live-picture");
            var at = picture.localToScene(
                    picture.getBoundsInLocal().getWidth() * 0.5,
                    picture.getBoundsInLocal().getHeight() * 0.45);
            Event.fireEvent(
                    picture,
                    new ScrollEvent(
                            ScrollEvent.SCROLL,
                            at.getX(),
                            at.getY(),
                            at.getX(),
                            at.getY(),
                            false,
                            false,
                            false,
                            false,
                            false,
                            false,
                            0,
                            40.0 * notches,
                            0,
                            40.0 * notches,
                            ScrollEvent.HorizontalTextScrollUnits.NONE,
                            0,
                            ScrollEvent.VerticalTextScrollUnits.NONE,
                            0,
                            0,
                            null));
        });
    }

    private Node tile(String door) {
        return root().lookupAll(".tile-name").stream()
                .filter(n -> n instanceof Label l && door.equals(l.getText()))
                .map(n -> (Node) n.getParent().getParent())
                .findFirst()
                .orElseThrow();
    }

    private Node one(String style) {
        return root().lookup(style);
    }

    private static Parent root() {
        return Stage.getWindows().stream()
                .filter(w -> w instanceof Stage s && "Gatehouse".equals(s.getTitle()))
                .findFirst()
                .orElseThrow()
                .getScene()
                .getRoot();
    }

    private void shot(String name) throws Exception {
        settle();
        Files.write(folder.resolve(name + ".png"), window.picture().get(20, TimeUnit.SECONDS));
    }

    private static void onScreen(Runnable deed) throws Exception {
        var done = new CompletableFuture<Void>();
        Platform.runLater(() -> {
            try {
                deed.run();
                done.complete(null);
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        done.get(20, TimeUnit.SECONDS);
    }

    /// Lets pictures of the right size arrive.
    private static void settle() throws Exception {
        new java.util.concurrent.CountDownLatch(1).await(900, TimeUnit.MILLISECONDS);
    }
}
