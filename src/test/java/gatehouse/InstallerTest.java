package gatehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.audio.NoSound;
import gatehouse.desk.Lookout;
import gatehouse.desk.Picture;
import gatehouse.door.DoorId;
import gatehouse.door.Secret;
import gatehouse.door.UnlockBy;
import gatehouse.sim.DemoSettings;
import gatehouse.sim.DemoSite;
import gatehouse.sim.Dial;
import gatehouse.sim.SimDoor;
import gatehouse.site.SiteFile;
import gatehouse.ui.installer.InstallerSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/// From "something answers there" to a door on the wall, with a real site file.
@Isolated
@Tag("live")
class InstallerTest {
    private static final Duration MOST = Duration.ofSeconds(40);
    private static final DoorId ADDED = new DoorId("yard-gate");

    @TempDir
    private static Path folder;

    private static final Lookout LOOKOUT = new Lookout();
    private static DemoSite doors;
    private static Path file;
    private static Premises premises;
    private static InstallerSource installer;

    @BeforeAll
    static void open() throws Exception {
        doors = DemoSite.open(DemoSettings.of(2).withNetwork(83), new Dial.Later());
        file = Files.writeString(
                folder.resolve("site.yaml"), siteOfOneDoor(doors.doors().getFirst()));
        premises = Premises.real(
                SiteFile.read(file, n -> Optional.empty()),
                file,
                folder.resolve("data"),
                Sounds.withoutRinging(new NoSound()),
                LOOKOUT);
        premises.house().watch();
        installer = new InstallerDesk(premises);
    }

    @AfterAll
    static void close() {
        premises.close();
        doors.close();
    }

    @Test
    void aFoundDeviceIsTriedAndBecomesADoorOnTheWallAndInTheFile() throws Exception {
        var second = doors.doors().getLast();
        var row = within(installer.ask("127.0.83.2"));
        assertEquals(Optional.empty(), row.door());
        assertEquals("127.0.83.2", row.address());

        var wrong = assertThrows(
                ExecutionException.class,
                () -> within(installer.test(row.id(), second.plan().login().user(), Secret.of("guess"))));
        assertTrue(
                wrong.getCause().getMessage().contains("password"),
                wrong.getCause().getMessage());
        assertThrows(ExecutionException.class, () -> within(installer.addDoor(row.id(), "Yard gate")));

        var login = second.plan().login();
        var details = within(installer.test(row.id(), login.user(), login.password()));
        assertTrue(details.addable());
        assertEquals("720p15 / 360p10", details.streamWords());
        assertEquals("in step", details.row().clock());
        var jpeg = details.snapshot().orElseThrow();
        assertEquals((byte) 0xff, jpeg[0]);

        within(installer.addDoor(row.id(), "Yard gate"));
        var state = LOOKOUT.await(
                "the new door live",
                s -> s.doors().containsKey(ADDED) && s.doors().get(ADDED).picture() instanceof Picture.Live,
                MOST);
        var outputs = state.doors().get(ADDED).door().outputs();
        assertTrue(outputs.stream().allMatch(o -> o.by() instanceof UnlockBy.OnvifRelay));
        assertFalse(outputs.isEmpty());
        assertTrue(SiteFile.read(file, new KeptSecrets(folder.resolve("data")))
                .door(ADDED)
                .isPresent());
        assertTrue(Files.readString(file).contains("# kept as it is"));
        assertEquals(
                Optional.of("Yard gate"), within(installer.ask("127.0.83.2")).door());
    }

    @Test
    void anAddressWhereNothingAnswersSaysSo() {
        var nothing = assertThrows(ExecutionException.class, () -> within(installer.ask("127.0.83.99")));
        assertTrue(
                nothing.getCause().getMessage().contains("127.0.83.99"),
                nothing.getCause().getMessage());
    }

    private static <T> T within(CompletableFuture<T> answer) throws Exception {
        return answer.get(MOST.toSeconds(), TimeUnit.SECONDS);
    }

    private static String siteOfOneDoor(SimDoor door) {
        var streams = door.door().camera().orElseThrow();
        return String.format(
                Locale.ROOT,
                """
                site: Test yard   # kept as it is
                calls:
                  listen:
                    - {transport: udp, host: 127.0.83.200, port: 15083}
                doors:
                  - id: front
                    name: Front
                    user: %s
                    password: {clear: %s}
                    camera: {main: "%s", sub: "%s"}
                people:
                  - {name: Guard, role: guard, pin: "$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$AAAA"}
                """,
                streams.login().user(),
                streams.login().password().reveal(),
                streams.main(),
                streams.sub());
    }
}
