package gatehouse.ui;

import gatehouse.desk.Asking;
import gatehouse.desk.CallId;
import gatehouse.desk.Concern;
import gatehouse.desk.DeskState;
import gatehouse.desk.Happening;
import gatehouse.desk.Manner;
import gatehouse.desk.Mode;
import gatehouse.desk.Opening;
import gatehouse.desk.Phase;
import gatehouse.desk.Proof;
import gatehouse.desk.Where;
import gatehouse.door.Security;
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
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;

/// The opening side of the screens with made-up states, to be looked at: `DoorGallery FOLDER [language] [only]`.
public final class DoorGallery {
    private static final int WIDTH = 1920;
    private static final int HEIGHT = 1200;

    private final Kept kept = Kept.inMemory();
    private final Path folder;
    private final String only;
    private final Stage stage;
    private final Window window;

    private DoorGallery(Path folder, String language, String only) throws Exception {
        this.folder = folder;
        this.only = only;
        kept.put(SettingsScreen.LANGUAGE, language);
        var opened = new CompletableFuture<Window>();
        var made = new CompletableFuture<Stage>();
        Platform.runLater(() -> {
            var first = new Stage();
            made.complete(first);
            opened.complete(Window.open(
                    first,
                    new WindowSettings(
                            new Clicked(),
                            new DrawnGlass(),
                            new Invented.History(),
                            new Invented.Devices(),
                            new Invented.Desk(),
                            kept,
                            Clock.systemDefaultZone(),
                            () -> System.exit(0))));
        });
        stage = made.get(20, TimeUnit.SECONDS);
        window = opened.get(20, TimeUnit.SECONDS);
        window.lay(WIDTH, HEIGHT);
    }

    public static void main(String[] args) throws Exception {
        Platform.startup(() -> {});
        var gallery = new DoorGallery(
                Files.createDirectories(Path.of(args[0])),
                args.length > 1 ? args[1] : "en",
                args.length > 2 ? args[2] : "");
        gallery.shoot();
        gallery.window.close();
        Platform.exit();
        System.exit(0);
    }

    private void shoot() throws Exception {
        stages();
        troubles();
        shot("20-lockdown-wall", lockdown().done());
        shot("21-lockdown-supervisor", lockdown().seat(Role.SUPERVISOR).done());
        shot("22-lockdown-login", lockdown().nobody().done());
        window.show(lockdown().done());
        window.go(Place.HISTORY);
        shot("23-lockdown-history", lockdown().done());
        window.go(Place.WALL);
        shot(
                "24-lockdown-refused",
                lockdown()
                        .call(
                                "North gate",
                                MadeUp.talking(),
                                Duration.ofSeconds(20),
                                Optional.of(barred(Opening.Bar.LOCKDOWN)))
                        .shown("North gate")
                        .done());
        shot("25-held-open", held().done());
        shot("26-held-open-supervisor", held().seat(Role.SUPERVISOR).done());
        shot(
                "27-forced",
                concerned(Concern.Kind.FORCED, "opened, and nobody had ordered it")
                        .done());
        shot(
                "28-held-too-long",
                concerned(Concern.Kind.HELD_TOO_LONG, "open for 32 s, 30 s are usual")
                        .done());
        shot(
                "29-not-confirmed",
                concerned(Concern.Kind.NOT_CONFIRMED, "The door did not answer.")
                        .done());
        shot("30-everything", everything().done());
        shot("31-high-security", asking(false, "").done());
        shot("32-high-security-refused", asking(false, "That PIN is not right.").done());
        shot("33-off-record", asking(true, "").done());
        window.show(new MadeUp(9).done());
        key(KeyCode.F12);
        shot("34-lockdown-asked", new MadeUp(9).done());
        key(KeyCode.ESCAPE);
        window.show(lockdown().done());
        click("Release…", "Aufheben…");
        shot("35-release", lockdown().done());
        hideSheets();
        window.show(new MadeUp(9).seat(Role.SUPERVISOR).done());
        menu();
        shot("36-modes", new MadeUp(9).seat(Role.SUPERVISOR).done());
    }

    private void stages() throws Exception {
        var now = Instant.now();
        var asked = Proof.NONE.with(Proof.Stage.ASKED, known(now));
        var accepted = asked.with(Proof.Stage.ACCEPTED, known(now.plusMillis(60)));
        var relay = accepted.with(Proof.Stage.RELAY, known(now.plusMillis(140)));
        var open = relay.with(Proof.Stage.OPENED, known(now.plusSeconds(3)));
        var closed = open.with(Proof.Stage.CLOSED, known(now.plusSeconds(11)));
        both("10-stage-asked", talking(opening(Opening.Stage.ASKED, asked)));
        both("11-stage-accepted", talking(opening(Opening.Stage.ACCEPTED, accepted)));
        both("12-stage-relay", talking(opening(Opening.Stage.CONFIRMED, relay)));
        both("13-stage-opened", talking(opening(Opening.Stage.CONFIRMED, open)));
        both("14-stage-closed", talking(opening(Opening.Stage.CONFIRMED, closed)));
        var tones = accepted.with(Proof.Stage.RELAY, new Proof.Seen.NotKnowable())
                .with(Proof.Stage.OPENED, new Proof.Seen.NotKnowable())
                .with(Proof.Stage.CLOSED, new Proof.Seen.NotKnowable());
        both("15-stage-not-knowable", talking(opening(Opening.Stage.ACCEPTED, tones)));
        both(
                "16-stage-not-told",
                talking(opening(
                        Opening.Stage.CONFIRMED,
                        relay.with(Proof.Stage.OPENED, new Proof.Seen.NotTold())
                                .with(Proof.Stage.CLOSED, new Proof.Seen.NotTold()))));
    }

    private void troubles() throws Exception {
        both("17-not-confirmed", talking(MadeUp.opening(Opening.Stage.NOT_CONFIRMED, "The door did not answer.")));
        both("18-refused", talking(MadeUp.opening(Opening.Stage.REFUSED, "The door does not allow it (HTTP 403).")));
        both("19-no-record", talking(barred(Opening.Bar.NO_RECORD)));
    }

    private static Proof.Seen known(Instant at) {
        return new Proof.Seen.Known(at);
    }

    private static Opening opening(Opening.Stage stage, Proof proof) {
        return new Opening(
                UUID.randomUUID(), "main", "North gate", stage, false, "", Instant.now(), proof, Optional.empty());
    }

    private static Opening barred(Opening.Bar bar) {
        return new Opening(
                UUID.randomUUID(),
                "main",
                "North gate",
                Opening.Stage.REFUSED,
                true,
                "",
                Instant.now(),
                Proof.NONE,
                Optional.of(bar));
    }

    private static DeskState talking(Opening opening) {
        return new MadeUp(9)
                .call("North gate", MadeUp.talking(), Duration.ofSeconds(35), Optional.of(opening))
                .opened("North gate", opening)
                .shown("North gate")
                .done();
    }

    private static MadeUp lockdown() {
        var made = new MadeUp(9);
        int n = 0;
        for (var name : made.names()) {
            var how = n++ < 6 ? Mode.How.DESK_ENDS : Mode.How.DESK_ONLY;
            made.mode(
                    name,
                    new Mode.LockedDown(
                            UUID.randomUUID(),
                            Instant.now().minusSeconds(200),
                            "Guard",
                            new Where.WholeSite(),
                            new Mode.Taken(how, "")));
        }
        return made;
    }

    private static MadeUp held() {
        var now = Instant.now();
        return new MadeUp(9)
                .mode(
                        "Main entrance",
                        new Mode.HeldOpen(
                                UUID.randomUUID(),
                                now,
                                now.plusSeconds(9000),
                                "Gatehouse",
                                true,
                                new Mode.Taken(Mode.How.DEVICE_ENDS, "")))
                .mode(
                        "Loading dock",
                        new Mode.HeldOpen(
                                UUID.randomUUID(),
                                now,
                                now.plusSeconds(1800),
                                "Supervisor",
                                false,
                                new Mode.Taken(Mode.How.DESK_ENDS, "")));
    }

    private static Concern concern(Concern.Kind kind, String door, String words, Optional<Instant> over) {
        return new Concern(
                UUID.randomUUID(),
                kind,
                MadeUp.id(door),
                door,
                words,
                Instant.now().minusSeconds(75),
                over);
    }

    private static MadeUp concerned(Concern.Kind kind, String words) {
        return new MadeUp(9).leafOpen("Staff door").concern(concern(kind, "Staff door", words, Optional.empty()));
    }

    private static MadeUp everything() {
        var made = held();
        return made.mode(
                        "Data centre",
                        new Mode.LockedDown(
                                UUID.randomUUID(),
                                Instant.now().minusSeconds(900),
                                "Supervisor",
                                new Where.OneDoor(MadeUp.id("Data centre")),
                                new Mode.Taken(Mode.How.NOT_CONFIRMED, "")))
                .leafOpen("Staff door")
                .concern(concern(Concern.Kind.MODE_IN_DOUBT, "Lobby", "The door did not answer.", Optional.empty()))
                .concern(
                        concern(Concern.Kind.NOT_CONFIRMED, "South gate", "The door did not answer.", Optional.empty()))
                .concern(concern(
                        Concern.Kind.HELD_TOO_LONG,
                        "Rear entrance",
                        "open for 32 s",
                        Optional.of(Instant.now().minusSeconds(20))))
                .concern(concern(Concern.Kind.FORCED, "Staff door", "nobody had ordered it", Optional.empty()))
                .call("North gate", new Phase.Ringing(), Duration.ofSeconds(14))
                .shown("North gate");
    }

    private static MadeUp asking(boolean offRecord, String words) {
        var press = new Happening.OpenPressed(
                UUID.randomUUID(),
                Optional.of(new CallId("North gate")),
                MadeUp.id("North gate"),
                "main",
                System.nanoTime(),
                System.nanoTime(),
                Instant.now());
        var security = offRecord
                ? Security.USUAL
                : new Security(true, true, true, List.of("Delivery", "Maintenance", "Visit announced", "Emergency"));
        return new MadeUp(9)
                .call("North gate", MadeUp.talking(), Duration.ofSeconds(35))
                .shown("North gate")
                .asking(new Asking(press, Manner.USUAL, "North gate", "Gate", security, offRecord, words));
    }

    private void key(KeyCode code) throws Exception {
        onScreen(() -> {
            for (var type : List.of(KeyEvent.KEY_PRESSED, KeyEvent.KEY_RELEASED)) {
                var target = javafx.stage.Window.getWindows().stream()
                        .filter(w -> w instanceof Stage s && s.isShowing() && s != stage)
                        .findFirst()
                        .filter(w -> code == KeyCode.ESCAPE)
                        .map(w -> w.getScene())
                        .orElse(stage.getScene());
                javafx.event.Event.fireEvent(target, new KeyEvent(type, "", "", code, false, false, false, false));
            }
        });
    }

    private void hideSheets() throws Exception {
        key(KeyCode.ESCAPE);
    }

    private void menu() throws Exception {
        settle();
        onScreen(() -> {
            var tile = stage.getScene().getRoot().lookupAll(".tile").iterator().next();
            var at = tile.localToScreen(40, 40);
            javafx.event.Event.fireEvent(
                    tile,
                    new javafx.scene.input.ContextMenuEvent(
                            javafx.scene.input.ContextMenuEvent.CONTEXT_MENU_REQUESTED,
                            40,
                            40,
                            at.getX(),
                            at.getY(),
                            false,
                            null));
            javafx.stage.Window.getWindows().stream()
                    .filter(javafx.scene.control.ContextMenu.class::isInstance)
                    .map(javafx.scene.control.ContextMenu.class::cast)
                    .flatMap(m -> m.getItems().stream())
                    .filter(i -> i.getText() != null
                            && (i.getText().startsWith("Hold open")
                                    || i.getText().startsWith("Offen halten")))
                    .findFirst()
                    .orElseThrow()
                    .fire();
        });
    }

    private void click(String... words) throws Exception {
        settle();
        onScreen(() -> javafx.stage.Window.getWindows().stream()
                .flatMap(w -> w.getScene().getRoot().lookupAll(".button").stream())
                .filter(n -> n instanceof javafx.scene.control.Button b
                        && List.of(words).contains(b.getText()))
                .findFirst()
                .ifPresent(n -> ((javafx.scene.control.Button) n).fire()));
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

    private void shot(String name, DeskState state) throws Exception {
        window.show(state);
        if (name.contains(only)) {
            settle();
            Files.write(folder.resolve(name + ".png"), window.picture().get(20, TimeUnit.SECONDS));
        }
    }

    private void both(String name, DeskState state) throws Exception {
        window.show(state);
        if (name.contains(only)) {
            settle();
            Files.write(folder.resolve(name + ".png"), window.popupPicture().get(20, TimeUnit.SECONDS));
        }
    }

    /// Lets pictures of the right size arrive.
    private static void settle() throws Exception {
        new CountDownLatch(1).await(900, TimeUnit.MILLISECONDS);
    }
}
