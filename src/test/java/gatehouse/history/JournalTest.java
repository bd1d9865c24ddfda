package gatehouse.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.history.HistoryFault.Why;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class JournalTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path data;

    @Test
    void segmentsRollAndTheChainGoesAcrossThem() throws Exception {
        var kept = fill(60, 2_000);
        assertTrue(Segment.in(data).size() > 5);
        assertEquals(kept, read());
        assertTrue(History.verify(data).ok());
    }

    @Test
    void aTornEndIsPutAsideAndTold() throws Exception {
        var kept = fill(10, 1 << 20);
        Path last = Segment.in(data).getLast().file();
        byte[] whole = Files.readAllBytes(last);
        Files.write(last, Arrays.copyOf(whole, whole.length - 5));
        Files.delete(Projection.fileIn(data)); // as after a power cut: the copy knows no more than the journal
        assertFalse(History.verify(data).ok());
        try (var history = History.open(data)) {
            assertTrue(history.flush(LONG));
            assertInstanceOf(Safety.Safe.class, history.safety());
        }
        var now = read();
        assertEquals(kept.subList(0, 9), now.subList(0, 9));
        assertEquals(10, now.size());
        assertEquals(Kind.TROUBLE, now.getLast().kind());
        try (var files = Files.list(data)) {
            assertEquals(
                    1,
                    files.filter(f -> f.getFileName().toString().contains(".torn-"))
                            .count());
        }
        assertTrue(History.verify(data).ok());
    }

    @Test
    void everyFlippedByteIsFound() throws Exception {
        fill(4, 700);
        for (Segment segment : Segment.in(data)) {
            byte[] whole = Files.readAllBytes(segment.file());
            for (int at = 0; at < whole.length; at++) {
                byte[] changed = whole.clone();
                changed[at] ^= 0x20;
                Files.write(segment.file(), changed);
                var problems = new ArrayList<Problem>();
                Scan.walk(data, collecting(problems));
                assertFalse(problems.isEmpty(), "byte " + at + " of " + segment.name());
            }
            Files.write(segment.file(), whole);
        }
        var problems = new ArrayList<Problem>();
        Scan.walk(data, collecting(problems));
        assertEquals(List.of(), problems);
    }

    @Test
    void aChangedEntryIsNamedAndTheOthersStayReadable() throws Exception {
        var kept = fill(20, 1 << 20);
        Path file = Segment.in(data).getFirst().file();
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        var problem = History.verify(data).problems().getFirst();
        assertEquals("events-000001.wal", problem.file());
        assertTrue(problem.seq() > 5 && problem.seq() < 16, problem::toString);
        assertTrue(problem.offset() > 0);
        try (var history = History.open(data)) {
            assertTrue(history.flush(LONG));
            var failing = assertInstanceOf(Safety.Failing.class, history.safety());
            assertTrue(failing.keeping());
            history.keep(Event.now(Kind.NOTE, "goes on"));
            assertTrue(history.flush(LONG));
            assertTrue(history.search(Search.everything()).rows().containsAll(kept), "the copy still has all");
        }
        long told = read().stream().filter(e -> e.kind() == Kind.TROUBLE).count();
        assertEquals(1, told);
        History.open(data).close();
        assertEquals(told, read().stream().filter(e -> e.kind() == Kind.TROUBLE).count(), "told once");
        assertFalse(History.verify(data).ok(), "and found for ever");
    }

    @Test
    void removedEntriesAtTheEndAreFoundAgainstTheCopy() throws Exception {
        fill(20, 1 << 20);
        Path file = Segment.in(data).getFirst().file();
        byte[] bytes = Files.readAllBytes(file);
        int at = 0;
        for (int i = 0; i < 15; i++) {
            at += Frame.decode(bytes, at).orElseThrow().size();
        }
        Files.write(file, Arrays.copyOf(bytes, at));
        var report = History.verify(data);
        assertTrue(report.compared());
        assertEquals(16, report.problems().getFirst().seq());
        try (var history = History.open(data)) {
            history.keep(Event.now(Kind.STARTED, "Console started"));
            assertTrue(history.flush(LONG));
            assertInstanceOf(Safety.Failing.class, history.safety());
        }
        assertTrue(read().stream()
                .anyMatch(e -> e.kind() == Kind.TROUBLE && e.sentence().contains("were removed")));
    }

    @Test
    void aRemovedSegmentIsFound() throws Exception {
        fill(60, 2_000);
        Files.delete(Segment.in(data).get(2).file());
        var report = History.verify(data);
        assertFalse(report.ok());
        assertTrue(report.problems().getFirst().sentence().contains("missing"));
    }

    @Test
    void shortWritesAreFinished() throws Exception {
        var disk = new FailingDisk();
        disk.most = 7;
        try (var history = History.open(data, s -> {}, disk, 1 << 20)) {
            history.keep(Event.now(Kind.NOTE, "in little pieces"));
        }
        assertEquals("in little pieces", read().getFirst().sentence());
        assertTrue(History.verify(data).ok());
    }

    @Test
    void afterAFailedSyncTheEntryGoesToANewSegment() throws Exception {
        var disk = new FailingDisk();
        try (var history = History.open(data, s -> {}, disk, 1 << 20)) {
            history.keep(Event.now(Kind.NOTE, "one"));
            disk.failSyncs = 1;
            history.keep(Event.now(Kind.NOTE, "two"));
            history.keep(Event.now(Kind.NOTE, "three"));
            assertTrue(history.flush(LONG));
            assertInstanceOf(Safety.Safe.class, history.safety());
        }
        assertEquals(2, Segment.in(data).size());
        assertEquals(List.of("one", "two", "three"), sentences());
        assertTrue(History.verify(data).ok());
    }

    @Test
    void aFullDiskRefusesAndRoomBringsItBack() throws Exception {
        var disk = new FailingDisk();
        try (var history = History.open(data, s -> {}, disk, 1 << 20)) {
            history.keep(Event.now(Kind.NOTE, "one"));
            assertTrue(history.flush(LONG));
            disk.room = 30;
            for (int i = 0; i < 3; i++) {
                int n = i;
                var fault =
                        assertThrows(HistoryFault.class, () -> history.keep(Event.now(Kind.UNLOCK_INTENT, "no " + n)));
                assertEquals(Why.FULL, fault.why());
                assertTrue(fault.trouble().sentence().contains("disk is full"));
            }
            var failing = assertInstanceOf(Safety.Failing.class, history.safety());
            assertFalse(failing.keeping());
            disk.room = Long.MAX_VALUE;
            history.keep(Event.now(Kind.NOTE, "two"));
            assertTrue(history.flush(LONG));
            assertInstanceOf(Safety.Safe.class, history.safety());
        }
        assertEquals(List.of("one", "two"), sentences());
        assertTrue(History.verify(data).ok());
        History.open(data).close();
        assertEquals(List.of("one", "two"), sentences());
    }

    @Test
    void aRefusedEntryThatReachedTheDiskIsReplacedByTheNext() throws Exception {
        var disk = new FailingDisk();
        try (var history = History.open(data, s -> {}, disk, 1 << 20)) {
            history.keep(Event.now(Kind.NOTE, "one"));
            disk.failSyncs = 2;
            assertThrows(HistoryFault.class, () -> history.keep(Event.now(Kind.NOTE, "refused")));
            history.keep(Event.now(Kind.NOTE, "two"));
            assertTrue(history.flush(LONG));
        }
        assertEquals(List.of("one", "two"), sentences());
        assertTrue(History.verify(data).ok());
    }

    private List<Event> fill(int events, long segmentSize) throws Exception {
        var kept = new ArrayList<Event>();
        try (var history = History.open(data, s -> {}, Disk.REAL, segmentSize)) {
            for (int i = 0; i < events; i++) {
                var event = Event.now(Kind.NOTE, "note " + i).withOperator("Guard");
                history.keep(event);
                kept.add(event);
            }
            assertTrue(history.flush(LONG));
        }
        return kept;
    }

    private List<Event> read() throws Exception {
        var events = new ArrayList<Event>();
        History.read(data, events::add);
        return events;
    }

    private List<String> sentences() throws Exception {
        return read().stream().map(Event::sentence).toList();
    }

    private static Scan.Listener collecting(List<Problem> problems) {
        return new Scan.Listener() {
            @Override
            public void entry(Entry entry) {}

            @Override
            public void problem(Problem problem) {
                problems.add(problem);
            }

            @Override
            public void torn(Problem problem) {
                problems.add(problem);
            }
        };
    }

    @Test
    void idsGrow() {
        var ids = IntStream.range(0, 10_000).mapToObj(i -> Uuid7.next()).toList();
        assertEquals(ids, ids.stream().sorted().toList());
        assertEquals(7, ids.getFirst().version());
        assertEquals(2, ids.getFirst().variant());
    }
}
