package gatehouse.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.Digits;
import gatehouse.door.Secret;
import gatehouse.history.Event;
import gatehouse.history.History;
import gatehouse.history.Kind;
import gatehouse.history.Search;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Keyboards write digits in the script of their country: a 4 is a 4.
class TypedDigitsTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path data;

    @Test
    void aPinIsTheSameFromEveryKeyboard() {
        var hash = Pins.hash(Secret.of("491827"), Cost.DEMO);
        assertTrue(Pins.matches(Secret.of("٤٩١٨٢٧"), hash), "Arabic");
        assertTrue(Pins.matches(Secret.of("۴۹۱۸۲۷"), hash), "Persian");
        assertTrue(Pins.matches(Secret.of("४९१८२७"), hash), "Marathi");
        assertFalse(Pins.matches(Secret.of("٤٩١٨٢٨"), hash), "another PIN");
        assertEquals(Optional.of(PinRules.Fault.RUN), PinRules.fault(Secret.of("١٢٣٤٥٦"), "Guard"));
        assertEquals(Secret.of("كلمة٣سر١٢"), Digits.pin(Secret.of("كلمة٣سر١٢")), "a password stays as typed");
    }

    @Test
    void aHashThatWasWrittenInOtherDigitsStillLetsIn() {
        var hash = Pins.hash(Secret.of("491827"), Cost.DEMO).replace("m=19456,t=2,p=1", "m=١٩٤٥٦,t=٢,p=١");
        assertTrue(hash.contains("١٩٤٥٦"), hash);
        assertTrue(Pins.matches(Secret.of("491827"), hash));
        assertTrue(Pins.madeTogether(hash, Pins.hashBeside(hash, Secret.of("555019"))));
    }

    @Test
    void aSearchFindsANumberThatWasTypedInOtherDigits() throws Exception {
        try (var history = History.open(data)) {
            history.keep(Event.now(Kind.RANG, "Rang from extension 302"));
            assertTrue(history.flush(LONG));
            assertEquals(
                    1, history.search(Search.everything().text("٣٠٢")).rows().size());
            assertEquals(
                    0, history.search(Search.everything().text("٣٠٣")).rows().size());
        }
    }
}
