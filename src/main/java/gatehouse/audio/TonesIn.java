package gatehouse.audio;

import java.nio.ByteBuffer;
import java.util.Optional;

/// Hears digits in telephone-event packets, each once however often its packets are repeated: a tone is one
/// timestamp. A tone whose first packets were lost is heard by its later ones.
///
/// Confined to the thread that receives.
final class TonesIn {
    private boolean begun;
    private long timestamp;

    Optional<Character> hear(long at, ByteBuffer payload) {
        var event = TelephoneEvent.read(payload);
        if (event.isEmpty() || (begun && (int) (at - timestamp) <= 0)) {
            return Optional.empty();
        }
        begun = true;
        timestamp = at;
        return event.get().digit();
    }
}
