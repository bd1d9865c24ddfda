package gatehouse.unlock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import gatehouse.door.Login;
import gatehouse.door.UnlockBy;
import gatehouse.onvif.RawServer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RehearsalTest {
    @Test
    void nobodyHearsOfItAndNothingOfItIsOnRecord() throws Exception {
        var record = new Book();
        try (var door = RawServer.open((seen, socket) -> RawServer.reply(socket, 200, "text/plain", "ok"));
                var unlocker = Unlocker.open(record)) {
            unlocker.rehearse();
            Rehearsal.run(new Trusts());
            assertEquals(List.of(), record.lines);
            assertEquals(0, door.connections());
            var by = new UnlockBy.Http("POST", door.at("/open"), Login.NONE, Optional.empty());
            assertInstanceOf(Outcome.Accepted.class, unlocker.unlock(Book.order(by), Optional.empty(), p -> {}));
            assertEquals(List.of("intent", "result Accepted"), record.lines);
        }
    }
}
