package gatehouse.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.Secret;
import gatehouse.history.Event;
import gatehouse.history.History;
import gatehouse.history.Kind;
import gatehouse.history.Search;
import gatehouse.operator.LogIn.Result;
import gatehouse.site.Person;
import gatehouse.site.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class LogInTest {
    private static final Cost CHEAP = new Cost(64, 1, 1);
    private static final Secret PIN = Secret.of("4711");
    private static final Secret WRONG = Secret.of("0000");

    private final List<Event> diary = new ArrayList<>();
    private long now = Long.MAX_VALUE - 5; // the monotonic clock may wrap
    private final LogIn logIn = new LogIn(
            List.of(
                    new Person("Guard", Role.GUARD, Pins.hash(PIN, CHEAP), Optional.empty()),
                    new Person("Ines", Role.INSTALLER, Pins.hash(Secret.of("wire"), CHEAP), Optional.empty())),
            diary::add,
            () -> now);

    @Test
    void theRightPinIsWelcomeAndWrittenDown() {
        var welcome = assertInstanceOf(Result.Welcome.class, logIn.attempt(" guard ", PIN));
        assertEquals(new Operator("Guard", Role.GUARD), welcome.operator());
        assertEquals(Kind.LOGGED_IN, diary.getFirst().kind());
        assertEquals(Optional.of("Guard"), diary.getFirst().operator());
    }

    @Test
    void waitsDoubleUpToAMinuteAndEndWithTheRightPin() {
        var waits = new ArrayList<Long>();
        for (int i = 0; i < 12; i++) {
            var wrong = assertInstanceOf(Result.Wrong.class, logIn.attempt("Guard", WRONG));
            waits.add(wrong.pause().toSeconds());
            if (!wrong.pause().isZero()) {
                now += Duration.ofMillis(200).toNanos();
                var wait = assertInstanceOf(Result.Wait.class, logIn.attempt("Guard", PIN), "not even the right one");
                assertEquals(wrong.pause().minusMillis(200), wait.left());
            }
            now += wrong.pause().toNanos();
        }
        assertEquals(List.of(0L, 0L, 1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L, 60L), waits);
        assertInstanceOf(Result.Welcome.class, logIn.attempt("Guard", PIN));
        assertEquals(new Result.Wrong(Duration.ZERO), logIn.attempt("Guard", WRONG), "and it begins anew");
    }

    @Test
    void oneNamesWaitIsNotAnothers() {
        for (int i = 0; i < 3; i++) {
            logIn.attempt("Guard", WRONG);
        }
        assertInstanceOf(Result.Wait.class, logIn.attempt("Guard", PIN));
        assertInstanceOf(Result.Welcome.class, logIn.attempt("Ines", Secret.of("wire")));
    }

    @Test
    void anUnknownNameIsTreatedLikeAKnownOne() {
        for (int i = 0; i < 3; i++) {
            assertEquals(logIn.attempt("Guard", WRONG), logIn.attempt("Mallory", WRONG));
        }
        assertInstanceOf(Result.Wait.class, logIn.attempt("Mallory", WRONG));
        assertInstanceOf(Result.Wait.class, logIn.attempt("mallory ", Secret.of("nobody")));
    }

    @Test
    void neitherPinNorUnknownNameIsWrittenDown() {
        logIn.attempt("hunter2", Secret.of("swordfish"));
        logIn.attempt("Guard", Secret.of("swordfish"));
        assertEquals(2, diary.size());
        assertTrue(diary.stream().allMatch(e -> e.kind() == Kind.LOGIN_REFUSED));
        assertFalse(diary.toString().contains("hunter2") || diary.toString().contains("swordfish"), diary::toString);
    }

    @Test
    void aPinUnderDuressIsWelcomeLikeTheOtherAndOnlyTheAnswerTells() {
        var hash = Pins.hash(PIN, CHEAP);
        var forced = Secret.of("4712");
        var person = new Person(
                "Eva",
                Role.GUARD,
                Optional.empty(),
                hash,
                Optional.of(Pins.hashBeside(hash, forced)),
                Optional.empty());
        var log = new LogIn(List.of(person), diary::add, () -> now);
        assertFalse(
                assertInstanceOf(Result.Welcome.class, log.attempt("Eva", PIN)).duress());
        assertTrue(assertInstanceOf(Result.Welcome.class, log.attempt("Eva", forced))
                .duress());
        assertInstanceOf(Result.Wrong.class, log.attempt("Eva", Secret.of("4713")));
        assertEquals(diary.get(0).sentence(), diary.get(1).sentence(), "what can be read at the desk is the same");
        assertEquals(diary.get(0).facts(), diary.get(1).facts());
    }

    @Test
    void aSecondPersonIsCheckedWithoutSittingDown() {
        assertInstanceOf(Result.Welcome.class, logIn.check("Ines", Secret.of("wire")));
        assertTrue(diary.isEmpty(), "it is no log-in");
        for (int i = 0; i < 3; i++) {
            logIn.check("Guard", WRONG);
        }
        assertInstanceOf(Result.Wait.class, logIn.attempt("Guard", PIN), "the waits are those of a log-in");
        assertEquals(3, diary.size());
    }

    @Test
    void theHistoryRemembersWhoWasThere(@TempDir Path data) throws Exception {
        try (var history = History.open(data)) {
            var people = List.of(new Person("Guard", Role.GUARD, Pins.hash(PIN, CHEAP), Optional.empty()));
            assertInstanceOf(Result.Welcome.class, new LogIn(people, history::keep).attempt("Guard", PIN));
            assertTrue(history.flush(Duration.ofSeconds(30)));
            assertEquals(
                    "Guard logged in as guard",
                    history.search(Search.everything().operator("Guard"))
                            .rows()
                            .getFirst()
                            .sentence());
        }
    }

    @Test
    void rightsFollowFromTheRole() {
        var guard = new Operator("Guard", Role.GUARD);
        assertTrue(guard.may(Right.UNLOCK) && guard.may(Right.SEE_HISTORY));
        assertFalse(guard.may(Right.UNLOCK_WITHOUT_CALL) || guard.may(Right.INSTALL) || guard.may(Right.SETTINGS));
        var supervisor = new Operator("Sue", Role.SUPERVISOR);
        assertTrue(Arrays.stream(Right.values()).filter(guard::may).allMatch(supervisor::may));
        assertTrue(supervisor.may(Right.SEE_PICTURES) && supervisor.may(Right.UNLOCK_WITHOUT_CALL));
        assertFalse(supervisor.may(Right.INSTALL));
        var installer = new Operator("Ines", Role.INSTALLER);
        assertTrue(installer.may(Right.INSTALL) && installer.may(Right.SETTINGS) && installer.may(Right.SEE_WALL));
        assertFalse(installer.may(Right.UNLOCK) || installer.may(Right.ANSWER));
    }
}
