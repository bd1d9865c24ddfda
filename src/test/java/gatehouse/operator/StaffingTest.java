package gatehouse.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.Secret;
import gatehouse.history.Event;
import gatehouse.history.Kind;
import gatehouse.operator.LogIn.Result;
import gatehouse.site.Person;
import gatehouse.site.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class StaffingTest {
    private static final Cost CHEAP = new Cost(64, 1, 1);
    private static final Secret OLD = Secret.of("4711");
    private static final Secret NEW = Secret.of("830274");
    private static final Secret OTHER = Secret.of("830275");

    @TempDir
    private Path data;

    private final List<Event> diary = new ArrayList<>();
    private long now;

    @Test
    void aPinThatWasChangedHoldsOverARestartUntilTheSiteFileNamesAnother() throws Exception {
        var hash = Pins.hash(OLD, CHEAP);
        var desk = desk(List.of(eva(hash)));
        assertEquals(Optional.empty(), desk.change("Eva", OLD, NEW, Optional.of(OTHER)));
        var again = People.open(data, List.of(eva(hash)));
        var logIn = new LogIn(again, Directory.NONE, diary::add);
        assertInstanceOf(Result.Welcome.class, logIn.attempt("Eva", NEW));
        assertTrue(assertInstanceOf(Result.Welcome.class, logIn.attempt("eva", OTHER))
                .duress());
        assertInstanceOf(Result.Wrong.class, logIn.attempt("Eva", OLD));

        var reset = People.open(data, List.of(eva(Pins.hash(Secret.of("9999"), CHEAP))));
        assertInstanceOf(
                Result.Welcome.class,
                new LogIn(reset, Directory.NONE, diary::add).attempt("Eva", Secret.of("9999")),
                "the installer's new PIN counts");
        if (Files.getFileStore(data).supportsFileAttributeView("posix")) {
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("people.json"))));
        }
        var text = Files.readString(data.resolve("people.json"));
        assertFalse(text.contains("830274") || text.contains("830275"), text);
    }

    @Test
    void theFirstPersonIsAnInstallerAndThereIsOnlyOneFirst() throws Exception {
        var desk = desk(List.of());
        assertTrue(desk.first("Ines", Secret.of("123456")).isPresent(), "the rules hold from the first");
        assertEquals(Optional.empty(), desk.first("Ines", NEW));
        assertTrue(desk.first("Mallory", OTHER).isPresent());
        assertEquals(Role.INSTALLER, desk.people().find("ines").orElseThrow().role());
        assertEquals(Optional.empty(), desk.add("Gerda", Role.GUARD, OTHER));
        assertEquals(2, People.open(data, List.of()).all().size());
        assertEquals(Optional.empty(), desk.remove("Gerda"));
        assertEquals(1, People.open(data, List.of()).all().size());
    }

    @Test
    void whoStandsInTheSiteFileIsChangedThere() throws Exception {
        var desk = desk(List.of(eva(Pins.hash(OLD, CHEAP))));
        assertTrue(desk.add("Eva", Role.INSTALLER, NEW).isPresent());
        assertTrue(desk.remove("Eva").isPresent());
        assertTrue(desk.change("Eva", Secret.of("0000"), NEW, Optional.empty()).isPresent());
        assertTrue(desk.change("Eva", OLD, NEW, Optional.of(NEW)).isPresent(), "two PINs are two");
    }

    @Test
    void theRecoveryFileWorksOnce() throws Exception {
        var desk = desk(List.of(eva(Pins.hash(OLD, CHEAP))));
        var file = data.resolve("recovery.txt");
        assertFalse(desk.recovery().possible());
        desk.recovery().make(file);
        var copy = Files.copy(file, data.resolve("copy.txt"));
        assertTrue(desk.recover(copy, "Eva", NEW).isPresent(), "nobody of the site file is overwritten");
        assertTrue(desk.recover(copy, "Ines", Secret.of("240688")).isPresent(), "and the rules hold");
        assertEquals(Optional.empty(), desk.recover(copy, "Ines", NEW));
        assertTrue(desk.recover(file, "Mallory", OTHER).isPresent(), "it was used already");
        assertEquals(
                Role.INSTALLER,
                People.open(data, List.of()).find("Ines").orElseThrow().role());
        Files.writeString(data.resolve("made-up.txt"), "x\ny\n");
        assertTrue(desk.recover(data.resolve("made-up.txt"), "Mallory", OTHER).isPresent());
    }

    @Test
    void aHashOfAnotherStrengthIsMadeAnewWhenThePinIsThere() throws Exception {
        var people = People.open(data, List.of(eva(Pins.hash(NEW, CHEAP))));
        var logIn = new LogIn(people, Directory.NONE, diary::add);
        assertInstanceOf(Result.Welcome.class, logIn.attempt("Eva", NEW));
        assertEquals(Cost.FULL, Pins.costOf(people.find("Eva").orElseThrow().pinHash()));
        assertInstanceOf(Result.Welcome.class, logIn.attempt("Eva", NEW));
    }

    @Test
    void aDamagedFileIsPutAsideAndTheSiteFileCounts() throws Exception {
        Files.writeString(data.resolve("people.json"), "{ not json");
        var people = People.open(data, List.of(eva(Pins.hash(OLD, CHEAP))));
        assertEquals(1, people.all().size());
        assertTrue(Files.exists(data.resolve("people.json.damaged")));
    }

    @Test
    void manyNamesAtOneWorkstationArePacedTogetherAndNobodyIsLockedOutForGood() {
        var people = new ArrayList<Person>();
        for (int i = 0; i < 30; i++) {
            people.add(new Person("P" + i, Role.GUARD, Pins.hash(OLD, CHEAP), Optional.empty()));
        }
        var logIn = new LogIn(people, diary::add, () -> now);
        for (int i = 0; i < 11; i++) {
            assertInstanceOf(Result.Wrong.class, logIn.attempt("P" + i, Secret.of("0")));
        }
        assertInstanceOf(Result.Wait.class, logIn.attempt("P20", OLD), "another name waits too");
        for (int i = 0; i < 100; i++) {
            now += Duration.ofSeconds(30).toNanos();
            logIn.attempt("P" + i % 30, Secret.of("0"));
        }
        now += Duration.ofMinutes(1).toNanos();
        assertInstanceOf(Result.Welcome.class, logIn.attempt("P20", OLD), "a minute is the longest");
    }

    @Test
    void aSwitchAndAnUnlockAreOnRecordAsThemselves() {
        var logIn = new LogIn(List.of(eva(Pins.hash(OLD, CHEAP))), diary::add, () -> now);
        logIn.attempt("Eva", OLD, Optional.of("Eva"));
        logIn.attempt("Eva", OLD, Optional.of("Max"));
        assertEquals(
                List.of(Kind.UNLOCKED, Kind.SWITCHED),
                diary.stream().map(Event::kind).toList());
        assertTrue(diary.getLast().sentence().contains("from Max"));
    }

    private Staffing desk(List<Person> ofSite) throws Exception {
        var people = People.open(data, ofSite);
        return new Staffing(people, new LogIn(people, Directory.NONE, diary::add, () -> now));
    }

    private static Person eva(String hash) {
        return new Person("Eva", Role.GUARD, hash, Optional.empty());
    }
}
