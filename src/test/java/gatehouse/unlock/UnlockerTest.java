package gatehouse.unlock;

import static gatehouse.onvif.RawServer.reply;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.DoorId;
import gatehouse.door.Login;
import gatehouse.door.Output;
import gatehouse.door.Secret;
import gatehouse.door.UnlockBy;
import gatehouse.onvif.RawServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The rules of opening, against real sockets that count what arrives.
@Execution(ExecutionMode.CONCURRENT)
class UnlockerTest {
    private static final Login LOGIN = new Login("guard", Secret.of("geheim"));

    /// A record in memory that writes down the order of things.
    private static final class Book implements UnlockRecord {
        private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
        private volatile boolean intentFails;
        private volatile boolean resultFails;

        @Override
        public void intent(UnlockOrder order) throws IOException {
            if (intentFails) {
                throw new IOException("disk full");
            }
            lines.add("intent");
        }

        @Override
        public void result(UnlockOrder order, Outcome outcome) throws IOException {
            if (resultFails) {
                throw new IOException("disk full");
            }
            lines.add("result " + outcome.getClass().getSimpleName());
        }
    }

    private final Book record = new Book();

    private static UnlockOrder order(UnlockBy by) {
        return new UnlockOrder(
                UUID.randomUUID(),
                new DoorId("north-gate"),
                "North gate",
                new Output("gate", "Open gate", by),
                "Weber",
                Optional.of("call-1"),
                Instant.now());
    }

    private static UnlockBy http(String method, URI request) {
        return new UnlockBy.Http(method, request, LOGIN, Optional.empty());
    }

    private Outcome open(UnlockBy by) {
        return open(by, Optional.empty());
    }

    private Outcome open(UnlockBy by, Optional<CallTones> tones) {
        try (var unlocker = Unlocker.open(record)) {
            return unlocker.unlock(order(by), tones, proof -> record.lines.add(line(proof)));
        }
    }

    private static String line(Proof proof) {
        return proof.over() ? "over" : proof.furthest().map(Step::name).orElse("nothing");
    }

    private static RawServer.Script says(int status, String... headers) {
        return (seen, socket) -> reply(socket, status, "text/plain", "x", headers);
    }

    // Rule 1: nothing is sent before it is on record.

    @Test
    void orderThatCannotBeRecordedMakesNoConnection() throws Exception {
        record.intentFails = true;
        try (var door = RawServer.open(says(200))) {
            var outcome = open(http("GET", door.at("/open")));
            assertInstanceOf(Outcome.Refused.class, outcome);
            assertTrue(outcome.sentAfter().isEmpty());
            var relay = open(new UnlockBy.OnvifRelay(door.at("/onvif/device_service"), LOGIN, "R1"));
            assertInstanceOf(Outcome.Refused.class, relay);
            assertEquals(0, door.connections());
        }
    }

    @Test
    void intentStandsBeforeTheRequestAndResultBeforeTheNews() throws Exception {
        try (var door = RawServer.open((seen, socket) -> {
            record.lines.add("request");
            reply(socket, 403, "text/plain", "");
        })) {
            open(http("GET", door.at("/open")));
            assertEquals(List.of("intent", "ASKED", "request", "result Refused", "over"), record.lines);
        }
    }

    @Test
    void resultThatCannotBeRecordedIsNotShownAsOne() throws Exception {
        record.resultFails = true;
        try (var door = RawServer.open(says(200))) {
            assertInstanceOf(Outcome.Unknown.class, open(http("GET", door.at("/open"))));
        }
    }

    // Rule 2: one click, one order; what was sent is never sent again.

    @Test
    void sameClickTwiceIsRefused() throws Exception {
        try (var door = RawServer.open(says(200));
                var unlocker = Unlocker.open(record)) {
            var order = order(http("POST", door.at("/open")));
            assertInstanceOf(Outcome.Accepted.class, unlocker.unlock(order, Optional.empty(), s -> {}));
            assertInstanceOf(Outcome.Refused.class, unlocker.unlock(order, Optional.empty(), s -> {}));
            assertEquals(1, door.requests().size());
            assertEquals(List.of("intent", "result Accepted"), record.lines);
        }
    }

    @Test
    void secondClickWhileTheFirstIsUnderWaySendsNothing() throws Exception {
        var asked = new CountDownLatch(1);
        var answer = new CountDownLatch(1);
        try (var door = RawServer.open((seen, socket) -> {
                    asked.countDown();
                    try {
                        assertTrue(answer.await(20, TimeUnit.SECONDS));
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                    reply(socket, 200, "text/plain", "");
                });
                var unlocker = Unlocker.open(record)) {
            var by = http("GET", door.at("/open"));
            var first = CompletableFuture.supplyAsync(() -> unlocker.unlock(order(by), Optional.empty(), s -> {}));
            assertTrue(asked.await(20, TimeUnit.SECONDS));
            assertInstanceOf(Outcome.Refused.class, unlocker.unlock(order(by), Optional.empty(), s -> {}));
            answer.countDown();
            assertInstanceOf(Outcome.Accepted.class, first.get(20, TimeUnit.SECONDS));
            assertEquals(1, door.requests().size());
        }
    }

    @Test
    void silentDoorIsUnknownAndAskedOnce() throws Exception {
        try (var door = RawServer.open((seen, socket) -> RawServer.sayNothing(socket))) {
            var outcome = open(http("GET", door.at("/open")));
            assertInstanceOf(Outcome.Unknown.class, outcome);
            assertTrue(outcome.sentAfter().isPresent());
            assertEquals(1, door.requests().size());
        }
    }

    @TestFactory
    List<DynamicTest> connectionLostAfterTheRequestIsUnknownAndNothingIsSentAgain() {
        return List.of("GET", "POST", "PUT").stream()
                .map(method -> DynamicTest.dynamicTest(method, () -> {
                    try (var door = RawServer.open((seen, socket) -> {
                        socket.setSoLinger(true, 0);
                        socket.close();
                    })) {
                        assertInstanceOf(Outcome.Unknown.class, open(http(method, door.at("/open"))));
                        assertEquals(1, door.connections());
                        assertEquals(1, door.requests().size());
                    }
                }))
                .toList();
    }

    @Test
    void connectionLostAfterTheLoginIsUnknownAndNothingIsSentAgain() throws Exception {
        try (var door = RawServer.open((seen, socket) -> {
            if (seen.header("authorization").isEmpty()) {
                reply(socket, 401, "text/plain", "", "WWW-Authenticate: Digest realm=\"r\", nonce=\"n\", qop=\"auth\"");
            } else {
                socket.close();
            }
        })) {
            assertInstanceOf(Outcome.Unknown.class, open(http("GET", door.at("/open"))));
            assertEquals(2, door.requests().size());
            assertEquals(1, withLogin(door));
        }
    }

    private static long withLogin(RawServer door) {
        return door.requests().stream()
                .filter(r -> !r.header("authorization").isEmpty())
                .count();
    }

    @TestFactory
    List<DynamicTest> oneRequestWithALoginAndNoMore() {
        return List.of(
                        "Digest realm=\"r\", nonce=\"n\", qop=\"auth\"",
                        "Digest realm=\"r\", nonce=\"n\", qop=\"auth\", algorithm=SHA-256",
                        "Basic realm=\"r\"")
                .stream()
                .map(challenge -> DynamicTest.dynamicTest(challenge, () -> {
                    try (var door = RawServer.open((seen, socket) -> {
                        boolean in = !seen.header("authorization").isEmpty();
                        reply(socket, in ? 200 : 401, "text/plain", "", "WWW-Authenticate: " + challenge);
                    })) {
                        assertInstanceOf(Outcome.Accepted.class, open(http("POST", door.at("/open?relay=1"))));
                        assertEquals(1, withLogin(door));
                        assertEquals(2, door.requests().size());
                        assertEquals("/open?relay=1", door.requests().getLast().target());
                    }
                }))
                .toList();
    }

    @Test
    void doorThatWantsNoLoginIsAskedOnce() throws Exception {
        try (var door = RawServer.open(says(200))) {
            assertInstanceOf(Outcome.Accepted.class, open(http("GET", door.at("/open"))));
            assertEquals(1, door.requests().size());
            assertEquals(0, withLogin(door));
        }
    }

    @Test
    void wrongPasswordIsRefusedAfterOneTry() throws Exception {
        try (var door = RawServer.open(says(401, "WWW-Authenticate: Digest realm=\"r\", nonce=\"n\", qop=\"auth\""))) {
            assertInstanceOf(Outcome.Refused.class, open(http("GET", door.at("/open"))));
            assertEquals(1, withLogin(door));
        }
    }

    @Test
    void redirectIsNotFollowed() throws Exception {
        try (var elsewhere = RawServer.open(says(200));
                var door = RawServer.open(says(307, "Location: " + elsewhere.at("/open")))) {
            assertInstanceOf(Outcome.Refused.class, open(http("POST", door.at("/open"))));
            assertEquals(0, elsewhere.connections());
        }
    }

    @Test
    void errorInTheMiddleOfItIsUnknown() throws Exception {
        try (var door = RawServer.open(says(500))) {
            assertInstanceOf(Outcome.Unknown.class, open(http("POST", door.at("/open"))));
            assertEquals(1, door.requests().size());
        }
    }

    @Test
    void nobodyThereIsRefusedBecauseNothingWasSent() throws Exception {
        // Below the ports that systems give out: a port just closed could be given to the very connection that tries
        // it.
        var outcome = open(http("GET", URI.create("http://127.0.0.1:1/open")));
        assertInstanceOf(Outcome.Refused.class, outcome);
        assertTrue(outcome.sentAfter().isEmpty());
    }

    // What the lock says.

    @Test
    void openedOnlyWhenTheLockItselfSaysSo() throws Exception {
        var unlocked = new AtomicBoolean();
        try (var door = RawServer.open((seen, socket) -> {
            if (seen.target().equals("/open")) {
                reply(socket, 200, "text/plain", "ok");
            } else {
                // Locked at the first look, open at the second.
                reply(
                        socket,
                        200,
                        "application/json",
                        "{\"state\":\"" + (unlocked.getAndSet(true) ? "unlocked" : "locked") + "\"}");
            }
        })) {
            var by = new UnlockBy.Http("GET", door.at("/open"), LOGIN, Optional.of(door.at("/state")));
            assertInstanceOf(Outcome.Opened.class, open(by));
            assertEquals(List.of("intent", "ASKED", "ACCEPTED", "RELAY_ON", "result Opened", "over"), record.lines);
        }
    }

    @Test
    void lockThatStaysLockedIsUnknown() throws Exception {
        try (var door = RawServer.open((seen, socket) -> reply(socket, 200, "application/json", "{\"locked\":true}"))) {
            var by = new UnlockBy.Http("GET", door.at("/open"), LOGIN, Optional.of(door.at("/state")));
            assertInstanceOf(Outcome.Unknown.class, open(by));
            assertEquals(
                    1,
                    door.requests().stream()
                            .filter(r -> r.target().equals("/open"))
                            .count());
        }
    }

    @Test
    void silentDoorStaysUnknownEvenIfTheLockIsOpen() throws Exception {
        try (var door = RawServer.open((seen, socket) -> {
            if (seen.target().equals("/open")) {
                socket.close();
            } else {
                reply(socket, 200, "application/json", "{\"locked\":false}");
            }
        })) {
            var by = new UnlockBy.Http("GET", door.at("/open"), LOGIN, Optional.of(door.at("/state")));
            var outcome = assertInstanceOf(Outcome.Unknown.class, open(by));
            assertTrue(outcome.why().contains("reports that it is open"), outcome.why());
        }
    }

    @TestFactory
    List<DynamicTest> stateOfTheLockIsReadFromItsJson() {
        return List.of(
                state("{\"locked\":false}", LockState.Seen.OPEN),
                state("{\"locked\":true}", LockState.Seen.CLOSED),
                state("{\"output\":\"gate\",\"state\":\"unlocked\",\"pulseMs\":0}", LockState.Seen.OPEN),
                state(
                        "{\"success\":true,\"result\":{\"switches\":[{\"switch\":1,\"active\":true}]}}",
                        LockState.Seen.OPEN),
                state("{\"locked\":\"maybe\"}", LockState.Seen.UNREADABLE),
                state("[]", LockState.Seen.UNREADABLE),
                state(" ", LockState.Seen.UNREADABLE),
                state("[".repeat(30_000), LockState.Seen.UNREADABLE),
                state("<html>", LockState.Seen.UNREADABLE));
    }

    private static DynamicTest state(String json, LockState.Seen seen) {
        return DynamicTest.dynamicTest(
                "\"" + (json.length() > 60 ? json.substring(0, 60) : json) + "\"",
                () -> assertEquals(seen, LockState.read(json)));
    }

    // Rule 5: tones only in a confirmed call.

    private static final class Tones implements CallTones {
        private final List<String> sent = new ArrayList<>();
        private boolean confirmed = true;
        private Optional<Exception> failure = Optional.empty();

        @Override
        public boolean confirmed() {
            return confirmed;
        }

        @Override
        public CompletableFuture<Void> rfc4733(String digits, Duration tone, Duration pause) {
            return sent(digits);
        }

        @Override
        public CompletableFuture<Void> info(char digit, Duration tone) {
            return sent(Character.toString(digit));
        }

        @Override
        public CompletableFuture<Void> infoDtmf(char digit) {
            return sent("bare " + digit);
        }

        @Override
        public CompletableFuture<Void> inBand(String digits, Duration tone, Duration pause) {
            return sent("voice " + digits);
        }

        private CompletableFuture<Void> sent(String what) {
            sent.add(what);
            return failure.<CompletableFuture<Void>>map(CompletableFuture::failedFuture)
                    .orElseGet(() -> CompletableFuture.completedFuture(null));
        }
    }

    private static UnlockBy tones(String code, UnlockBy.Tones how) {
        return new UnlockBy.Dtmf(Secret.of(code), how, Duration.ofMillis(1), Duration.ofMillis(1));
    }

    @Test
    void tonesGoOutOnlyInAConfirmedCall() {
        var tones = new Tones();
        tones.confirmed = false;
        assertInstanceOf(Outcome.Refused.class, open(tones("12#", UnlockBy.Tones.RFC4733), Optional.of(tones)));
        assertInstanceOf(Outcome.Refused.class, open(tones("12#", UnlockBy.Tones.INFO), Optional.of(tones)));
        assertInstanceOf(Outcome.Refused.class, open(tones("12#", UnlockBy.Tones.RFC4733), Optional.empty()));
        assertEquals(List.of(), tones.sent);
    }

    @Test
    void sentTonesAreAcceptedAndNeverCalledOpened() {
        var tones = new Tones();
        assertInstanceOf(Outcome.Accepted.class, open(tones("12#", UnlockBy.Tones.RFC4733), Optional.of(tones)));
        assertInstanceOf(Outcome.Accepted.class, open(tones("34*", UnlockBy.Tones.INFO), Optional.of(tones)));
        assertInstanceOf(Outcome.Accepted.class, open(tones("5#", UnlockBy.Tones.INFO_DTMF), Optional.of(tones)));
        assertInstanceOf(Outcome.Accepted.class, open(tones("6#", UnlockBy.Tones.IN_BAND), Optional.of(tones)));
        assertEquals(List.of("12#", "3", "4", "*", "bare 5", "bare #", "voice 6#"), tones.sent);
    }

    @Test
    void tonesCutOffAreUnknownAndNotRepeated() {
        var tones = new Tones();
        tones.failure = Optional.of(new IOException("the door hung up"));
        assertInstanceOf(Outcome.Unknown.class, open(tones("12#", UnlockBy.Tones.RFC4733), Optional.of(tones)));
        assertEquals(List.of("12#"), tones.sent);
    }

    @Test
    void codeThatIsNoToneIsRefusedWithoutShowingIt() {
        var tones = new Tones();
        var outcome = assertInstanceOf(
                Outcome.Refused.class, open(tones("secret!", UnlockBy.Tones.RFC4733), Optional.of(tones)));
        assertFalse(outcome.why().contains("secret!"));
        assertEquals(List.of(), tones.sent);
    }

    @Test
    void closedUnlockerTakesNoOrders() throws Exception {
        try (var door = RawServer.open(says(200))) {
            var unlocker = Unlocker.open(record);
            unlocker.close();
            unlocker.close();
            assertInstanceOf(
                    Outcome.Refused.class,
                    unlocker.unlock(order(http("GET", door.at("/open"))), Optional.empty(), s -> {}));
            assertEquals(0, door.connections());
            assertEquals(List.of(), record.lines);
        }
    }
}
