package gatehouse.ui;

import gatehouse.audio.CallQuality;
import gatehouse.audio.Codec;
import gatehouse.audio.Explanation;
import gatehouse.audio.Finding;
import gatehouse.audio.SoundWishes;
import gatehouse.desk.CallBook;
import gatehouse.desk.CallId;
import gatehouse.desk.Callee;
import gatehouse.desk.Courses;
import gatehouse.desk.DeskState;
import gatehouse.desk.End;
import gatehouse.desk.MissedCall;
import gatehouse.desk.Phase;
import gatehouse.desk.Sounding;
import gatehouse.desk.Transfer;
import gatehouse.door.CallAt;
import gatehouse.site.Announcement;
import gatehouse.site.CallPlan;
import gatehouse.site.DeclineReason;
import gatehouse.site.Role;
import gatehouse.site.Target;
import gatehouse.ui.kit.Kept;
import gatehouse.ui.settings.SettingsScreen;
import gatehouse.ui.shell.Place;
import gatehouse.ui.shell.Window;
import gatehouse.ui.shell.WindowSettings;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;

/// The screens of calls with made-up states, to be looked at: `CallGallery FOLDER [look] [language] [only]` writes a
/// picture of each.
public final class CallGallery {
    private final DrawnGlass glass = new DrawnGlass();
    private final InventedSounds sounds = new InventedSounds();
    private final Kept kept = Kept.inMemory();
    private final Path folder;
    private final String only;
    private Window window;

    private CallGallery(Path folder, String only) {
        this.folder = folder;
        this.only = only;
    }

    public static void main(String[] args) throws Exception {
        Platform.startup(() -> {});
        var gallery = new CallGallery(Files.createDirectories(Path.of(args[0])), args.length > 3 ? args[3] : "");
        if (args.length > 1) {
            gallery.kept.put(SettingsScreen.LOOK, args[1]);
        }
        if (args.length > 2) {
            gallery.kept.put(SettingsScreen.LANGUAGE, args[2]);
        }
        gallery.open();
        gallery.queues();
        gallery.popups();
        gallery.verdicts();
        gallery.cards();
        gallery.settings();
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
                        sounds,
                        kept,
                        Clock.systemDefaultZone(),
                        () -> System.exit(0)))));
        window = opened.get(20, TimeUnit.SECONDS);
        window.lay(1920, 1200);
    }

    static CallPlan plan() {
        return new CallPlan(
                List.of(
                        target("porter", "Porter", "17"),
                        target("night", "Night desk", "620"),
                        target("facility", "Facility manager", "4402"),
                        target("canteen", "Canteen deliveries", "88")),
                List.of(),
                List.of(),
                List.of(),
                List.of(
                        new Announcement("wait", "Please wait, somebody is coming", Path.of("wait.wav"), 1),
                        new Announcement("closed", "We are closed until 7:00", Path.of("closed.wav"), 2),
                        new Announcement(
                                "deliveries", "Deliveries: please drive to the loading dock", Path.of("d.wav"), 3)),
                List.of(
                        new DeclineReason("wrong", "Wrong door", 603, "Please use the main entrance"),
                        new DeclineReason("closed", "Closed now", 480, "Closed until 7:00"),
                        new DeclineReason("unwanted", "Not wanted here", 603, "")));
    }

    static Target target(String id, String name, String number) {
        return new Target(id, name, new CallAt.Extension("PBX", number));
    }

    static Sounding clear() {
        return sounds(Codec.PCMA, 92, true, Optional.empty());
    }

    static Sounding sounds(Codec codec, double r, boolean sealed, Optional<Finding> finding) {
        var explanation = finding.map(f -> switch (f.way()) {
            case FROM_DOOR -> new Explanation(finding, Optional.empty(), true);
            case TO_DOOR -> new Explanation(Optional.empty(), finding, true);
        });
        return new Sounding(
                codec.name(),
                sealed,
                Optional.of(new CallQuality(
                        codec,
                        r > 80 ? 0.002 : 0.06,
                        0.01,
                        Duration.ofMillis(7),
                        Optional.of(Duration.ofMillis(24)),
                        Duration.ofMillis(40),
                        r,
                        r > 80 ? 4.3 : 3.1)),
                explanation);
    }

    static SequencedMap<String, Finding> findings() {
        var types = new TreeSet<Integer>();
        types.add(18);
        var all = new java.util.LinkedHashMap<String, Finding>();
        var ours = new InetSocketAddress("192.0.2.20", 16390);
        all.put("nothing-arrives", new Finding.NothingArrives(ours));
        all.put("stopped", new Finding.StoppedArriving(Duration.ofSeconds(5)));
        all.put("silence", new Finding.OnlySilence(-71));
        all.put("undecodable", new Finding.Undecodable(Codec.PCMA, types));
        all.put("elsewhere", new Finding.FromElsewhere(ours, new InetSocketAddress("192.0.2.99", 4000)));
        all.put("wrong-key", new Finding.WrongKey());
        all.put("speaker-gone", new Finding.SpeakerGone());
        all.put("not-received", new Finding.NotReceived(1));
        all.put("nothing-sent", new Finding.NothingSent());
        all.put("microphone-silent", new Finding.MicrophoneSilent(-78));
        all.put("microphone-gone", new Finding.MicrophoneGone());
        all.put("held-back", new Finding.HeldBack(0.7));
        all.put("not-confirmed", new Finding.NotConfirmed());
        return all;
    }

    private static MadeUp site() {
        return new MadeUp(9).plan(plan());
    }

    private void queues() throws Exception {
        shot(
                "01-queue-3",
                site().missed(2)
                        .call(
                                "North gate",
                                new Phase.Ringing(),
                                Duration.ofSeconds(14),
                                Courses.rang(3).done())
                        .call("Staff door", new Phase.Ringing(), Duration.ofSeconds(41))
                        .call("Lobby", new Phase.Ringing(), Duration.ofSeconds(3))
                        .done());
        var crowd = new MadeUp(18).plan(plan());
        var doors = List.of(
                "Main entrance",
                "North gate",
                "Loading dock",
                "Lobby",
                "Staff door",
                "Visitor parking",
                "South gate",
                "Data centre",
                "Rear entrance",
                "Roof",
                "Garage",
                "Kitchen",
                "Archive",
                "Workshop",
                "Gym",
                "East gate",
                "West gate",
                "Pump house");
        for (int i = 0; i < doors.size(); i++) {
            crowd.call(
                    doors.get(i),
                    new Phase.Ringing(),
                    Duration.ofSeconds(90 - 4L * i),
                    Courses.rang(i % 5 == 1 ? 4 : 1).done());
        }
        crowd.stranger(Duration.ofSeconds(7));
        crowd.person("Reception", new Phase.Ringing(), Courses.rang(1).done());
        shot("02-queue-20", crowd.done());
        shot(
                "03-queue-held-calling",
                site().call(
                                "North gate",
                                new Phase.Held("Guard", Instant.now().minusSeconds(23), false, false),
                                Duration.ofSeconds(80))
                        .person(
                                "Porter",
                                new Phase.Calling("Guard", Instant.now().minusSeconds(6), Phase.Progress.RINGING),
                                Courses.called().done())
                        .call("Staff door", new Phase.Ringing(), Duration.ofSeconds(9))
                        .done());
    }

    private static MadeUp talking(gatehouse.desk.Course course) {
        return site().call("North gate", MadeUp.talking(), Duration.ofSeconds(35), course)
                .shown("North gate");
    }

    private void popups() throws Exception {
        popup(
                "10-ringing",
                site().call(
                                "North gate",
                                new Phase.Ringing(),
                                Duration.ofSeconds(14),
                                Courses.rang(3)
                                        .forwardAt(Instant.now().plusSeconds(16))
                                        .done())
                        .call("Staff door", new Phase.Ringing(), Duration.ofSeconds(3))
                        .shown("North gate")
                        .done());
        key(KeyCode.F3, true);
        popupAgain("11-decline-reasons");
        key(KeyCode.ESCAPE, false);
        popup("12-talking", talking(Courses.rang(1).sounding(clear()).done()).done());
        both(
                "13-talking-one-waits",
                talking(Courses.rang(1).sounding(clear()).done())
                        .call("Staff door", new Phase.Ringing(), Duration.ofSeconds(3))
                        .done());
        both(
                "14-held-and-talking",
                talking(Courses.rang(1)
                                .sounding(sounds(Codec.OPUS, 76, false, Optional.empty()))
                                .done())
                        .call(
                                "Staff door",
                                new Phase.Held("Guard", Instant.now().minusSeconds(40), false, false),
                                Duration.ofSeconds(90))
                        .done());
        popup(
                "15-on-hold",
                site().call(
                                "North gate",
                                new Phase.Held("Guard", Instant.now().minusSeconds(23), false, false),
                                Duration.ofSeconds(80))
                        .shown("North gate")
                        .done());
        window.show(talking(Courses.rang(1).sounding(clear()).done()).done());
        settle();
        key(KeyCode.F1, true);
        popupAgain("16-hand-over");
        key(KeyCode.ESCAPE, false);
        key(KeyCode.F9, true);
        popupAgain("17-ask-first");
        key(KeyCode.ESCAPE, false);
        key(KeyCode.F7, true);
        popupAgain("18-announcements");
        key(KeyCode.ESCAPE, false);
        popup(
                "19-announcing",
                talking(Courses.rang(1).announcing("wait").sounding(clear()).done())
                        .done());
        popup(
                "20-consult-calling",
                consult(new Phase.Calling("Guard", Instant.now().minusSeconds(6), Phase.Progress.RINGING)));
        popup("21-consult-talking", consult(MadeUp.talking()));
        popup(
                "22-handing-over",
                talking(Courses.rang(1)
                                .transfer(Transfer.Stage.RINGING, "Porter", "")
                                .sounding(clear())
                                .done())
                        .done());
        popup(
                "23-not-handed-over",
                talking(Courses.rang(1)
                                .transfer(Transfer.Stage.FAILED, "Porter", "(busy)")
                                .sounding(clear())
                                .done())
                        .done());
        popup(
                "24-calling-out",
                site().call(
                                "North gate",
                                new Phase.Calling("Guard", Instant.now().minusSeconds(7), Phase.Progress.RINGING),
                                Duration.ofSeconds(7),
                                Courses.called().done())
                        .shown("North gate")
                        .done());
        popup(
                "25-not-reached",
                site().call(
                                "North gate",
                                new Phase.Over(End.NOT_REACHED, Instant.now(), "The door is busy."),
                                Duration.ofSeconds(7),
                                Courses.called().done())
                        .shown("North gate")
                        .done());
        popup(
                "26-missed",
                site().call(
                                "North gate",
                                new Phase.Over(End.MISSED, Instant.now(), "The visitor gave up after 31 s."),
                                Duration.ofSeconds(31),
                                Courses.rang(2).done())
                        .shown("North gate")
                        .done());
        popup(
                "27-push-to-talk",
                site().call(
                                "North gate",
                                new Phase.Talking("Guard", Instant.now().minusSeconds(9), false, true, false),
                                Duration.ofSeconds(20),
                                Courses.rang(1)
                                        .sounding(sounds(Codec.PCMU, 62, false, Optional.empty()))
                                        .done())
                        .shown("North gate")
                        .done());
        popup(
                "28-muted",
                site().call(
                                "North gate",
                                new Phase.Talking("Guard", Instant.now().minusSeconds(9), true, false, false),
                                Duration.ofSeconds(20),
                                Courses.rang(1).sounding(clear()).done())
                        .shown("North gate")
                        .done());
    }

    private static DeskState consult(Phase phase) {
        return site().call(
                        "North gate",
                        new Phase.Held("Guard", Instant.now().minusSeconds(23), false, false),
                        Duration.ofSeconds(80))
                .person("Porter", phase, Courses.called().sounding(clear()).done())
                .shown("Porter")
                .done();
    }

    private void verdicts() throws Exception {
        for (var finding : findings().entrySet()) {
            popup(
                    "30-verdict-" + finding.getKey(),
                    talking(Courses.rang(1)
                                    .sounding(sounds(Codec.PCMA, 88, false, Optional.of(finding.getValue())))
                                    .done())
                            .done());
        }
        window.show(talking(Courses.rang(1)
                        .sounding(sounds(
                                Codec.PCMA, 88, false, Optional.of(findings().get("nothing-arrives"))))
                        .done())
                .done());
        settle();
        press(".verdict .toggle-button");
        popupAgain("31-verdict-why");
        press(".verdict .toggle-button");
        window.show(talking(Courses.rang(1)
                        .sounding(sounds(
                                Codec.PCMA, 88, false, Optional.of(findings().get("microphone-gone"))))
                        .done())
                .done());
        settle();
        press(".verdict .remedy");
        popupAgain("32-verdict-choose-device");
        key(KeyCode.ESCAPE, false);
    }

    private void cards() throws Exception {
        var until = Instant.now().plusSeconds(1500);
        var silent = new CallBook(
                List.of(),
                Optional.of(new CallBook.Undisturbed("Guard", Instant.now(), Optional.of(until))),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        shot(
                "40-do-not-disturb",
                site().book(silent)
                        .call(
                                "Lobby",
                                new Phase.Ringing(),
                                Duration.ofSeconds(8),
                                Courses.rang(1).unrung("do not disturb").done())
                        .done());
        window.show(site().done());
        settle();
        key(KeyCode.D, KeyCode.CONTROL);
        shot("41-do-not-disturb-choice", site().done());
        key(KeyCode.ESCAPE, false);
        shot(
                "42-quiet-hours",
                site().book(new CallBook(
                                List.of(),
                                Optional.empty(),
                                Optional.of(new CallBook.Quiet("Night", until)),
                                Optional.empty(),
                                Optional.empty()))
                        .done());
        shot(
                "43-forwarded",
                site().book(new CallBook(
                                List.of(), Optional.empty(), Optional.empty(), Optional.of("Porter"), Optional.empty()))
                        .done());
        var missed = new ArrayList<MissedCall>();
        missed.add(missed("North gate", 3, 600));
        missed.add(missed("South gate", 1, 2400));
        missed.add(new MissedCall(
                new CallId("lobby"),
                Optional.of(MadeUp.id("Lobby")),
                "Lobby",
                "",
                Instant.now().minusSeconds(5000),
                Instant.now().minusSeconds(5000),
                1,
                Optional.of("do not disturb")));
        var book = new CallBook(
                missed,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new CallBook.Last(new Callee.OfDoor(MadeUp.id("Lobby")), "Lobby")));
        window.show(site().book(book).done());
        settle();
        key(KeyCode.M, KeyCode.CONTROL);
        shot("44-missed", site().book(book).done());
        key(KeyCode.ESCAPE, false);
    }

    static MissedCall missed(String door, int times, long ago) {
        return new MissedCall(
                new CallId("missed " + door),
                Optional.of(MadeUp.id(door)),
                door,
                "extension 302 through the PBX",
                Instant.now().minusSeconds(ago + 400),
                Instant.now().minusSeconds(ago),
                times,
                Optional.empty());
    }

    private void settings() throws Exception {
        sounds.wishes = new SoundWishes(
                Optional.of("Headset Jabra 65"),
                Optional.of("Headset Jabra 65"),
                Optional.of("Bell box"),
                SoundWishes.Clean.ALL);
        window.show(site().seat(Role.INSTALLER).done());
        settle();
        window.go(Place.SETTINGS);
        shot("50-settings", site().seat(Role.INSTALLER).done());
        window.go(Place.WALL);
        window.show(site().done());
        settle();
    }

    private void key(KeyCode code, boolean shift) throws Exception {
        key(code, shift ? KeyCode.SHIFT : KeyCode.UNDEFINED);
    }

    private void key(KeyCode code, KeyCode with) throws Exception {
        var done = new CompletableFuture<Void>();
        Platform.runLater(() -> {
            var scene = javafx.stage.Window.getWindows().stream()
                    .filter(Stage.class::isInstance)
                    .findFirst()
                    .orElseThrow()
                    .getScene();
            for (var kind : List.of(KeyEvent.KEY_PRESSED, KeyEvent.KEY_RELEASED)) {
                Event.fireEvent(
                        scene.getRoot(),
                        new KeyEvent(kind, "", "", code, with == KeyCode.SHIFT, with == KeyCode.CONTROL, false, false));
            }
            done.complete(null);
        });
        done.get(20, TimeUnit.SECONDS);
    }

    private static void press(String style) throws Exception {
        var done = new CompletableFuture<Void>();
        Platform.runLater(() -> {
            javafx.stage.Window.getWindows().stream()
                    .flatMap(w -> w.getScene().getRoot().lookupAll(style).stream())
                    .filter(javafx.scene.control.ButtonBase.class::isInstance)
                    .findFirst()
                    .ifPresent(n -> ((javafx.scene.control.ButtonBase) n).fire());
            done.complete(null);
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

    private void popup(String name, DeskState state) throws Exception {
        window.show(state);
        if (name.contains(only)) {
            popupAgain(name);
        }
    }

    private void both(String name, DeskState state) throws Exception {
        shot(name + "-wall", state);
        popup(name, state);
    }

    private void popupAgain(String name) throws Exception {
        if (name.contains(only)) {
            settle();
            Files.write(folder.resolve(name + ".png"), window.popupPicture().get(20, TimeUnit.SECONDS));
        }
    }

    private static void settle() throws Exception {
        new java.util.concurrent.CountDownLatch(1).await(700, TimeUnit.MILLISECONDS);
    }
}
