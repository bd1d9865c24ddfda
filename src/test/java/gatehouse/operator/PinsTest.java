package gatehouse.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class PinsTest {
    private static final Secret PIN = Secret.of("4711");

    @Test
    void aPinMatchesItsOwnHashAndNoOther() {
        String hash = Pins.hash(PIN, Cost.DEMO);
        assertTrue(Pins.isHash(hash));
        assertTrue(Pins.matches(PIN, hash));
        assertFalse(Pins.matches(Secret.of("4712"), hash));
        assertFalse(Pins.matches(Secret.NONE, hash));
        assertNotEquals(hash, Pins.hash(PIN, Cost.DEMO), "each has its own salt");
    }

    @Test
    void theFullCostIsTheDefault() {
        assertTrue(Pins.hash(PIN).startsWith("$argon2id$v=19$m=65536,t=3,p=1$"));
    }

    /// Made by the reference program: `echo -n password | argon2 somesalt -id -t 2 -k 65536 -p 1 -e`.
    @Test
    void aHashOfTheReferenceProgramIsUnderstood() {
        String hash = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
        assertTrue(Pins.matches(Secret.of("password"), hash));
        assertEquals(new Cost(65536, 2, 1), Pins.costOf(hash));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "4711",
                "$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=16$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=4194304,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=65536,t=200,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=65536,t=0,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=4,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$short",
            })
    void whatIsNoReasonableHashMatchesNothing(String hash) {
        assertFalse(Pins.isHash(hash));
        assertFalse(Pins.matches(Secret.of("password"), hash));
    }
}
