package gatehouse.ui;

import gatehouse.desk.HandOver;
import gatehouse.desk.Lamp;
import gatehouse.desk.Phase;
import gatehouse.desk.Seat;
import gatehouse.desk.Shift;
import gatehouse.operator.Rights;
import gatehouse.site.Person;
import gatehouse.site.Role;
import gatehouse.ui.shell.Place;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.scene.input.KeyCode;

/// The screens of who sits here, to be looked at: `SeatGallery FOLDER [language [width height [look]]]`.
final class SeatGallery {
    private SeatGallery() {}

    static final HandOver LEFT = new HandOver(
            "Gerda Guard",
            Instant.parse("2026-01-05T05:58:00Z"),
            "The north gate closes slowly, watch it until it is shut. Parcel service comes again at eight.",
            List.of(
                    "2 missed calls nobody has seen",
                    "South gate: missed",
                    "Rear entrance: opening not confirmed (nobody has looked)",
                    "Loading dock: held open, by Sam Supervisor",
                    "Lobby: The camera answers but sends no video."));

    static Seat locked() {
        return new Seat("Gerda Guard", Role.GUARD, Rights.of(Role.GUARD), false, true);
    }

    public static void main(String[] args) throws Exception {
        System.setProperty("glass.platform", "gtk");
        var folder = Files.createDirectories(Path.of(args[0]));
        var kept = gatehouse.ui.kit.Kept.inMemory();
        if (args.length > 4) {
            kept.put(gatehouse.ui.settings.SettingsScreen.LOOK, args[4]);
        }
        if (args.length > 1) {
            kept.put(gatehouse.ui.settings.SettingsScreen.LANGUAGE, args[1]);
        }
        var stage = new FxStage(kept, java.time.Clock.systemDefaultZone());
        if (args.length < 3) {
            stage.window().lay(1920, 1200);
        } else {
            stage.window().lay(Integer.parseInt(args[2]), Integer.parseInt(args[3]));
        }
        stage.show(new MadeUp(9).nobody().done());
        shot(stage, folder, "login");
        stage.show(new MadeUp(9)
                .seat(locked())
                .call("North gate", new Phase.Ringing(), Duration.ofSeconds(14))
                .call("Staff door", new Phase.Ringing(), Duration.ofSeconds(3))
                .shown("North gate")
                .done());
        glass(folder, "lock-ringing");
        Files.write(
                folder.resolve("lock-ringing-popup.png"),
                stage.window().popupPicture().get(20, TimeUnit.SECONDS));
        stage.show(new MadeUp(9)
                .seat(locked())
                .call("Staff door", new Phase.Ringing(), Duration.ofSeconds(3))
                .shown("Staff door")
                .done());
        glass(folder, "lock-ringing-one");
        stage.show(new MadeUp(9).nobody().people().done());
        shot(stage, folder, "first-start");
        stage.robot.write("Ines");
        stage.key(KeyCode.TAB);
        stage.robot.write("123");
        stage.key(KeyCode.ENTER);
        shot(stage, folder, "first-start-wrong");
        stage.show(new MadeUp(9)
                .lamp("line:pbx", new Lamp("PBX", Lamp.Health.BAD, "not registered", "Check the cable of the PBX."))
                .done());
        stage.robot.clickOn(FxStage.find(".lamp-pressed .status-word", "not registered"));
        glass(folder, "lamp-details");
        stage.key(KeyCode.ESCAPE);
        stage.show(new MadeUp(9).missed(2).done());
        stage.robot.push(KeyCode.CONTROL, KeyCode.U);
        stage.show(new MadeUp(9).missed(2).done());
        shot(stage, folder, "change-operator");
        stage.key(KeyCode.ESCAPE);
        menu("Hand over");
        shot(stage, folder, "hand-over");
        stage.key(KeyCode.ESCAPE);
        menu("Change my PIN");
        shot(stage, folder, "change-pin");
        stage.key(KeyCode.ESCAPE);
        stage.show(new MadeUp(9)
                .seat(new Seat("Max", Role.GUARD))
                .shift(new Shift(Optional.empty(), Optional.of(LEFT)))
                .done());
        shot(stage, folder, "hand-over-read");
        stage.staff.strangers = List.of(SeatScreensTest.stranger(true));
        stage.show(new MadeUp(9)
                .seat(Role.INSTALLER)
                .lamp("certificates", new Lamp("Certificates", Lamp.Health.BAD, "one has CHANGED", "Look at it."))
                .done());
        stage.click(".banner .button", "Look at it");
        shot(stage, folder, "certificate-changed");
        stage.key(KeyCode.ESCAPE);
        stage.show(new MadeUp(9)
                .seat(Role.INSTALLER)
                .people(
                        new Person("Gerda Guard", Role.GUARD, "", Optional.empty()),
                        new Person("Sam Supervisor", Role.SUPERVISOR, "", Optional.empty()),
                        new Person("Nora Night", Role.GUARD, "", Optional.empty()))
                .done());
        stage.window().go(Place.SETTINGS);
        shot(stage, folder, "people");
        System.exit(0);
    }

    private static void menu(String word) {
        FxStage.onScreen(() -> {
            FxStage.menuItem(word).fire();
            return true;
        });
    }

    /// What is on the glass, with the pop-up where it really stands.
    private static void glass(Path folder, String name) throws Exception {
        new CountDownLatch(1).await(2500, TimeUnit.MILLISECONDS);
        var file = folder.resolve(name + ".png").toString();
        new ProcessBuilder(
                        "ffmpeg",
                        "-v",
                        "error",
                        "-y",
                        "-f",
                        "x11grab",
                        "-i",
                        System.getenv("DISPLAY"),
                        "-frames:v",
                        "1",
                        file)
                .inheritIO()
                .start()
                .waitFor(20, TimeUnit.SECONDS);
    }

    private static void shot(FxStage stage, Path folder, String name) throws Exception {
        new CountDownLatch(1).await(1500, TimeUnit.MILLISECONDS);
        Files.write(folder.resolve(name + ".png"), stage.window().picture().get(20, TimeUnit.SECONDS));
    }
}
