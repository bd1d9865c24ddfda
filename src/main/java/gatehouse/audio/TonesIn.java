package gatehouse.audio;

import java.nio.ByteBuffer;
import java.util.Optional;

/// Hears digits in telephone-event packets, each once however often its packets are repeated: a tone is one
/// timestamp. A tone whose first packets were lost is heard by its later ones.
///
/// Confined to the thread that receives.
final class TonesIn {
    private static final long SEGMENT = 0xffff;

    private boolean begun;
    private long timestamp;
    private TelephoneEvent last = new TelephoneEvent(0, true, 0, 0);

    Optional<Character> hear(long at, ByteBuffer payload) {
        var event = TelephoneEvent.read(payload);
        if (event.isEmpty() || (begun && (int) (at - timestamp) < 0)) {
            return Optional.empty();
        }
        boolean same = begun && at == timestamp;
        boolean nextSegment = begun // RFC 4733 §2.5.1.3
                && !last.end()
                && last.event() == event.get().event()
                && (int) (at - timestamp) == SEGMENT;
        begun = true;
        timestamp = at;
        last = event.get();
        return same || nextSegment ? Optional.empty() : last.digit();
    }
}
