package gatehouse.unlock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.Login;
import gatehouse.door.Output;
import gatehouse.door.UnlockBy;
import gatehouse.onvif.RawServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A history that takes nothing: who may still open, and where it is noted.
class EmergencyBookTest {
    @TempDir
    private Path folder;

    private final Book record = new Book();

    private static Output output(URI at) {
        return new Output("gate", "Gate", new UnlockBy.Http("POST", at, Login.NONE, Optional.empty()));
    }

    @Test
    void ordinaryOpeningIsRefusedWithTheReasonAndTheSupervisorsOverrideIsNoted() throws Exception {
        record.intentFails = true;
        try (var door = RawServer.open((seen, socket) -> RawServer.reply(socket, 200, "text/plain", "ok"));
                var unlocker = Unlocker.open(record)) {
            var output = output(door.at("/open"));
            var refused = assertInstanceOf(
                    Outcome.Refused.class, unlocker.unlock(Book.order(output), Optional.empty(), p -> {}));
            assertTrue(refused.why().contains("put on record"), refused.why());
            assertEquals(0, door.connections());
            assertInstanceOf(
                    Outcome.Accepted.class, unlocker.unlock(Book.overriding(output), Optional.empty(), p -> {}));
            assertEquals(1, door.requests().size());
            assertEquals("override: disk full", record.lines.getFirst());
        }
    }

    @Test
    void overrideThatIsNotedNowhereOpensNothing() throws Exception {
        record.intentFails = true;
        record.overrideFails = true;
        try (var door = RawServer.open((seen, socket) -> RawServer.reply(socket, 200, "text/plain", "ok"));
                var unlocker = Unlocker.open(record)) {
            var order = Book.overriding(output(door.at("/open")));
            assertInstanceOf(Outcome.Refused.class, unlocker.unlock(order, Optional.empty(), p -> {}));
            assertEquals(0, door.connections());
        }
    }

    @Test
    void overrideIsOnlyForAHistoryThatTakesNothing() throws Exception {
        try (var door = RawServer.open((seen, socket) -> RawServer.reply(socket, 200, "text/plain", "ok"));
                var unlocker = Unlocker.open(record)) {
            unlocker.unlock(Book.overriding(output(door.at("/open"))), Optional.empty(), p -> {});
            assertEquals(List.of("intent", "result Accepted"), record.lines);
        }
    }

    @Test
    void notesSurviveAndNeedNoMoreRoom() throws Exception {
        var place = folder.resolve("emergency.txt");
        var order = Book.overriding(output(URI.create("http://192.0.2.1/open")));
        var elsewhere = folder.resolve("elsewhere.txt");
        EmergencyBook.open(place, elsewhere).note(order, "disk full");
        long size = Files.size(place);
        var again = EmergencyBook.open(place, elsewhere);
        assertFalse(again.isEmpty());
        again.note(order, "still\nfull");
        assertFalse(Files.exists(elsewhere));
        assertEquals(size, Files.size(place));
        var notes = again.notes();
        assertEquals(2, notes.size());
        assertEquals("Weber", notes.getFirst().operator());
        assertEquals(order.commandId().toString(), notes.getFirst().command());
        assertEquals("disk full", notes.getFirst().words());
        assertEquals("still full", notes.getLast().words());
        again.clear();
        assertTrue(again.isEmpty());
        assertEquals(List.of(), again.notes());
        assertEquals(size, Files.size(place));
    }

    @Test
    void secondPlaceTakesWhatTheFirstDoesNot() throws Exception {
        var file = Files.writeString(folder.resolve("file"), "x");
        var there = folder.resolve("there.txt");
        var order = Book.overriding(output(URI.create("http://192.0.2.1/open")));
        var book = EmergencyBook.open(file.resolve("not-a-folder.txt"), there);
        book.note(order, "disk full");
        assertEquals(1, book.notes().size());
        book.clear();
        assertFalse(Files.exists(there));
        Files.createDirectory(there);
        assertThrows(IOException.class, () -> book.note(order, "disk full"));
    }
}
