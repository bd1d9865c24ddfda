package gatehouse.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentTest {
    @TempDir
    private Path data;

    /// An earlier console wrote the names of its files in the digits of the system's language.
    @Test
    void segmentNamedInOtherDigitsIsReadAndTheChainGoesOn() throws Exception {
        keep("first");
        Files.move(data.resolve("events-000001.wal"), data.resolve("events-٠٠٠٠٠١.wal"));
        keep("second");
        assertEquals(2, Segment.in(data).size());
        var report = History.verify(data);
        assertTrue(report.ok(), report.problems().toString());
        assertEquals(2, report.events());
    }

    private void keep(String sentence) throws Exception {
        try (var history = History.open(data)) {
            history.keep(Event.now(Kind.STARTED, sentence));
        }
    }
}
