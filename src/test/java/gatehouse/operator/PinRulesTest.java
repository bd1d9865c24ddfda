package gatehouse.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.Secret;
import gatehouse.operator.PinRules.Fault;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PinRulesTest {
    @ParameterizedTest
    @CsvSource({
        "1234, SHORT_PIN",
        "0000, SHORT_PIN",
        "48213, SHORT_PIN",
        "kurz, SHORT_PASSWORD",
        "000000, REPEATS",
        "121212, REPEATS",
        "123123, REPEATS",
        "xyzxyzxyz, REPEATS",
        "123456, RUN",
        "987654, RUN",
        "789012, RUN",
        "246802, RUN",
        "240688, DATE",
        "062488, DATE",
        "880624, DATE",
        "24061988, DATE",
        "19880624, DATE",
        "eva-und-der-rest, NAME",
        "password1, COMMON",
        "P@ssw0rd, COMMON",
        "Sommer2024, COMMON",
        "159753, COMMON",
        "445566, COMMON",
    })
    void whatIsTriedFirstIsRefused(String pin, Fault fault) {
        assertEquals(Optional.of(fault), PinRules.fault(Secret.of(pin), "Eva"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"830274", "4096173", "correct horse", "äöüßñéçø", "gate keeps late hours"})
    void lengthIsEnough(String pin) {
        assertEquals(Optional.empty(), PinRules.fault(Secret.of(pin), "Eva"));
    }

    @Test
    void theListHasThousandsAndNothingIsTooLongToAsk() {
        assertTrue(PinRules.listed() > 3_000, "the list holds " + PinRules.listed());
        assertEquals(Optional.of(Fault.TOO_LONG), PinRules.fault(Secret.of("ab".repeat(65)), "Eva"));
        assertEquals(Optional.empty(), PinRules.fault(Secret.of("x9 kq ".repeat(12) + "end"), "Eva"));
    }
}
