package gatehouse.history;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.Secret;
import gatehouse.history.HistoryFault.Why;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated
class HistoryTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path data;

    @Test
    void whatWasKeptIsFoundAgainAfterARestart() throws Exception {
        var event = Event.now(Kind.RANG, "Rang from extension 302")
                .withDoor(Samples.NORTH)
                .withVisit("call-1")
                .withFact("from", "sip:302@pbx");
        try (var history = History.open(data)) {
            history.keep(event);
            assertTrue(history.flush(LONG));
            assertEquals(List.of(event), history.search(Search.everything()).rows());
            assertInstanceOf(Safety.Safe.class, history.safety());
        }
        try (var history = History.open(data)) {
            assertTrue(history.flush(LONG));
            assertEquals(List.of(event), history.search(Search.everything()).rows());
            assertEquals(List.of(event), history.timelineOfCall("call-1"));
        }
        var report = History.verify(data);
        assertTrue(report.ok(), () -> report.problems().toString());
        assertTrue(report.compared());
        assertEquals(1, report.events());
    }

    @Test
    void aSecondConsoleIsToldThatTheFolderIsOwned() throws Exception {
        try (var history = History.open(data)) {
            assertTrue(history.flush(LONG));
            var fault = assertThrows(HistoryFault.class, () -> History.open(data));
            assertEquals(Why.OWNED, fault.why());
            assertTrue(
                    fault.trouble().sentence().contains("Another console"),
                    fault.trouble().sentence());
        }
        History.open(data).close();
    }

    @Test
    void anIntentWithoutResultIsRecoveredAsUnknown() throws Exception {
        var intent = Event.now(Kind.UNLOCK_INTENT, "Open North gate asked, HTTP")
                .withDoor(Samples.NORTH)
                .withVisit("call-1")
                .withOperator("Guard")
                .withFact(Fact.COMMAND, "command-1")
                .withFact(Fact.OUTPUT, "Gate");
        try (var history = History.open(data)) {
            history.keep(intent);
        }
        for (int start = 0; start < 2; start++) {
            try (var history = History.open(data)) {
                assertTrue(history.flush(LONG));
                var timeline = history.timelineOfCall("call-1");
                assertEquals(2, timeline.size(), () -> "once, not at every start: " + timeline);
                Event result = timeline.getLast();
                assertEquals(Kind.UNLOCK_RESULT, result.kind());
                assertEquals("unknown", result.fact(Fact.OUTCOME).orElseThrow());
                assertEquals("console stopped", result.fact(Fact.REASON).orElseThrow());
                assertEquals("command-1", result.fact(Fact.COMMAND).orElseThrow());
                assertEquals(
                        1,
                        history.counts(Instant.EPOCH, Instant.now().plusSeconds(60))
                                .notConfirmed());
            }
        }
    }

    @Test
    void anIntentOfThisRunIsLeftAlone() throws Exception {
        try (var history = History.open(data)) {
            history.keep(Event.now(Kind.UNLOCK_INTENT, "asked")
                    .withFact(Fact.COMMAND, "c")
                    .withVisit("v"));
            assertTrue(history.flush(LONG));
            assertEquals(1, history.timelineOfCall("v").size());
        }
    }

    @Test
    void theSameEventTwiceIsOneRow() throws Exception {
        var event = Event.now(Kind.NOTE, "Held open until 05:15");
        try (var history = History.open(data)) {
            history.keep(event);
            history.keep(event);
            assertTrue(history.flush(LONG));
            assertEquals(1, history.search(Search.everything()).rows().size());
        }
        try (var history = History.open(data)) {
            assertTrue(history.flush(LONG));
            assertEquals(1, history.search(Search.everything()).rows().size(), "and no rebuild is told of");
        }
    }

    @Test
    void aHalvedSearchFileIsBuiltAnewFromTheJournal() throws Exception {
        var kept = fill(400);
        Path file = Projection.fileIn(data);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));
        assertSearchable(kept);
    }

    @Test
    void aSearchFileFullOfRubbishIsBuiltAnewFromTheJournal() throws Exception {
        var kept = fill(50);
        Files.write(Projection.fileIn(data), new byte[50_000]);
        assertSearchable(kept);
    }

    @Test
    void rowsMissingInTheSearchFileAreNoticed() throws Exception {
        var kept = fill(50);
        try (var store = Projection.open(data)) {
            store.jdbi().useHandle(h -> h.execute("DELETE FROM event WHERE seq = 17"));
        }
        assertSearchable(kept);
    }

    @Test
    void aLostSearchFileIsBuiltAnewWithoutAWord() throws Exception {
        var kept = fill(50);
        Files.delete(Projection.fileIn(data));
        assertSearchable(kept);
    }

    @Test
    void anInterruptedReaderHarmsNobody() throws Exception {
        var kept = fill(300);
        try (var history = History.open(data)) {
            assertTrue(history.flush(LONG));
            for (int i = 0; i < 20; i++) {
                var reader = Thread.ofVirtual().start(() -> {
                    try {
                        history.search(Search.everything());
                    } catch (HistoryFault e) {
                        // The interrupted one may fail; the others must not.
                    }
                });
                reader.interrupt();
                reader.join();
            }
            Thread.currentThread().interrupt();
            history.keep(Event.now(Kind.NOTE, "kept by an interrupted thread"));
            assertTrue(Thread.interrupted());
            assertTrue(history.flush(LONG));
            assertEquals(
                    kept.size() + 1,
                    history.search(Search.everything().limit(1000)).rows().size());
        }
        assertTrue(History.verify(data).ok());
    }

    @Test
    void picturesAreProvenByTheirHash() throws Exception {
        byte[] jpeg = new byte[20_000];
        new Random(1).nextBytes(jpeg);
        PictureRef ref;
        try (var history = History.open(data)) {
            ref = history.keepPicture(jpeg, PictureRef.Reason.RING, 640, 360);
            assertEquals(ref, history.keepPicture(jpeg, PictureRef.Reason.RING, 640, 360));
            history.keep(Event.now(Kind.RANG, "Rang").withVisit("v").withPicture(ref));
            assertTrue(history.flush(LONG));
            assertArrayEquals(jpeg, history.picture(ref));
            assertEquals(
                    ref,
                    history.visits(Search.everything())
                            .rows()
                            .getFirst()
                            .picture()
                            .orElseThrow());
        }
        assertTrue(History.verify(data).ok());
        Path half = Files.write(data.resolve("pictures/arriving/picture-1.part"), jpeg);
        History.open(data).close();
        assertFalse(Files.exists(half), "what was half written is taken away");
        jpeg[777] ^= 1;
        Files.write(data.resolve(ref.file()), jpeg);
        var report = History.verify(data);
        assertFalse(report.ok());
        assertEquals(ref.file(), report.problems().getFirst().file());
        assertEquals(1, report.problems().getFirst().seq());
        Files.delete(data.resolve(ref.file()));
        assertFalse(History.verify(data).ok());
    }

    @Test
    void theLampHearsEachChangeOnce() throws Exception {
        var heard = new LinkedBlockingQueue<Safety>();
        try (var history = History.open(data, heard::add)) {
            history.keep(Event.now(Kind.STARTED, "Console started"));
            assertTrue(history.flush(LONG));
            Safety safety = heard.poll(20, TimeUnit.SECONDS);
            while (!(safety instanceof Safety.Safe)) {
                assertInstanceOf(Safety.Behind.class, safety);
                safety = heard.poll(20, TimeUnit.SECONDS);
            }
            history.keep(Event.now(Kind.NOTE, "still safe"));
            assertTrue(heard.isEmpty());
        }
    }

    @Test
    void aSecretThatIsPrintedIntoAFactIsDots() throws Exception {
        try (var history = History.open(data)) {
            history.keep(
                    Event.now(Kind.CONFIGURED, "Password set").withFact("password", "" + Secret.of("hunter2hunter2")));
        }
        for (Path file : List.of(Segment.of(data, 1).file(), Projection.fileIn(data))) {
            assertFalse(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1)
                    .contains("hunter2"));
        }
    }

    @Test
    void keepAfterCloseIsRefused() throws Exception {
        var history = History.open(data);
        history.close();
        history.close();
        var fault = assertThrows(HistoryFault.class, () -> history.keep(Event.now(Kind.NOTE, "late")));
        assertEquals(Why.CLOSED, fault.why());
        assertThrows(HistoryFault.class, () -> history.search(Search.everything()));
    }

    @Test
    void anOverlongEventIsCutAndAnAbsurdOneRefused() throws Exception {
        try (var history = History.open(data)) {
            history.keep(Event.now(Kind.NOTE, "x".repeat(5_000)));
            var absurd = Event.now(Kind.NOTE, "many");
            for (int i = 0; i < 100; i++) {
                absurd = absurd.withFact("fact" + i, "\u0001".repeat(1_000));
            }
            Event refused = absurd;
            assertEquals(
                    Why.TOO_LARGE,
                    assertThrows(HistoryFault.class, () -> history.keep(refused))
                            .why());
            history.keep(Event.now(Kind.NOTE, "goes on"));
            assertTrue(history.flush(LONG));
            assertEquals(2, history.search(Search.everything()).rows().size());
        }
    }

    @Test
    void closeLeavesNoThread() throws Exception {
        fill(20);
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            String name = thread.getName();
            if (name.startsWith("history") || name.startsWith("MVStore") || name.startsWith("H2")) {
                thread.join(20_000);
                assertFalse(thread.isAlive(), name);
            }
        }
    }

    private List<Event> fill(int calls) throws Exception {
        var random = new Random(7);
        var kept = new ArrayList<Event>();
        try (var history = History.open(data)) {
            for (int i = 0; i < calls && kept.size() < 900; i++) {
                for (Event event : Samples.call(
                        "call-" + i, Instant.parse("2026-11-23T06:00:00Z").plusSeconds(60L * i), random)) {
                    history.keep(event);
                    kept.add(event);
                }
            }
            assertTrue(history.flush(LONG));
        }
        return kept;
    }

    /// All are found; the history may have said something about itself besides.
    private void assertSearchable(List<Event> kept) throws Exception {
        try (var history = History.open(data)) {
            assertTrue(history.flush(LONG));
            var found = history.search(Search.everything().limit(1000)).rows();
            assertTrue(found.containsAll(kept), () -> "found " + found.size() + " of " + kept.size());
            assertTrue(
                    found.stream().filter(e -> !kept.contains(e)).allMatch(e -> e.kind() == Kind.TROUBLE),
                    found::toString);
        }
        var report = History.verify(data);
        assertTrue(report.ok(), () -> report.problems().toString());
    }
}
