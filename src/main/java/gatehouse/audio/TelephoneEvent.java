package gatehouse.audio;

import java.nio.ByteBuffer;
import java.util.Optional;

/// One telephone-event payload, RFC 4733 §2.3. `duration` is in timestamp units, `volume` in dB below 0 dBm0.
record TelephoneEvent(int event, boolean end, int volume, int duration) {
    private static final String DIGITS = "0123456789*#ABCD";

    /// The event of a digit, -1 when there is none.
    static int eventOf(char digit) {
        return DIGITS.indexOf(Character.toUpperCase(digit));
    }

    static Optional<TelephoneEvent> read(ByteBuffer payload) {
        if (payload.remaining() < 4) {
            return Optional.empty();
        }
        int at = payload.position();
        int second = payload.get(at + 1);
        return Optional.of(new TelephoneEvent(
                payload.get(at) & 0xff, (second & 0x80) != 0, second & 0x3f, payload.getShort(at + 2) & 0xffff));
    }

    ByteBuffer write() {
        return ByteBuffer.allocate(4)
                .put((byte) event)
                .put((byte) ((end ? 0x80 : 0) | volume))
                .putShort((short) duration)
                .flip();
    }

    Optional<Character> digit() {
        return event < DIGITS.length() ? Optional.of(DIGITS.charAt(event)) : Optional.empty();
    }
}
