package gatehouse.door;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {
    @Test
    void aSecretPrintsAsDotsWhereverItIsHeld() {
        var secret = Secret.of("hunter2");
        var login = new Login("guard", secret);
        var dtmf = new UnlockBy.Dtmf(secret, UnlockBy.Tones.INFO, Duration.ofMillis(100), Duration.ofMillis(100));
        var http = new UnlockBy.Http("POST", URI.create("http://192.0.2.1/open"), login, Optional.empty());
        for (var holder : new Object[] {secret, login, dtmf, http, new Output("gate", "Gate", dtmf)}) {
            assertFalse(holder.toString().contains("hunter2"), holder.toString());
        }
        assertEquals("hunter2", secret.reveal());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "North", "north gate", "-north", "../etc", "nörth"})
    void aDoorIdIsPlain(String wrong) {
        assertThrows(IllegalArgumentException.class, () -> new DoorId(wrong));
    }
}
