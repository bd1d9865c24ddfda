package gatehouse.audio;

import static java.util.Objects.requireNonNull;

import gatehouse.rtp.SrtpKey;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalInt;

/// What offer and answer agreed on: where the other side listens, how the voice is coded, the payload type of
/// telephone events if there are any, the keys if it is sealed, whose packets are believed, and which ways the voice
/// goes.
/// `payloadType` is the codec's number in this call.
public record VoiceSettings(
        InetSocketAddress remote,
        Codec codec,
        int payloadType,
        OptionalInt telephoneEvent,
        Optional<Keys> keys,
        Latch latch,
        Direction direction) {
    /// The key our packets are sealed with, and the one of theirs.
    public record Keys(SrtpKey ours, SrtpKey theirs) {
        public Keys {
            requireNonNull(ours);
            requireNonNull(theirs);
        }
    }

    /// Whose first packet decides where the other side is.
    public enum Latch {
        /// Whoever sends the first packet that fits the call: doors behind address translation.
        FIRST_VALID,
        /// Only the host that was offered, from any of its ports; the first valid one where none was offered.
        OFFERED_HOST
    }

    public VoiceSettings {
        requireNonNull(remote);
        requireNonNull(codec);
        requireNonNull(telephoneEvent);
        requireNonNull(keys);
        requireNonNull(latch);
        requireNonNull(direction);
        check(payloadType);
        telephoneEvent.ifPresent(VoiceSettings::check);
    }

    /// In the clear, and the first valid packet decides.
    public VoiceSettings(InetSocketAddress remote, Codec codec, int payloadType, OptionalInt telephoneEvent) {
        this(remote, codec, payloadType, telephoneEvent, Optional.empty(), Latch.FIRST_VALID);
    }

    /// Both ways.
    public VoiceSettings(
            InetSocketAddress remote,
            Codec codec,
            int payloadType,
            OptionalInt telephoneEvent,
            Optional<Keys> keys,
            Latch latch) {
        this(remote, codec, payloadType, telephoneEvent, keys, latch, Direction.SENDRECV);
    }

    public VoiceSettings sealedWith(Keys agreed) {
        return new VoiceSettings(remote, codec, payloadType, telephoneEvent, Optional.of(agreed), latch, direction);
    }

    public VoiceSettings latching(Latch wanted) {
        return new VoiceSettings(remote, codec, payloadType, telephoneEvent, keys, wanted, direction);
    }

    public VoiceSettings going(Direction wanted) {
        return new VoiceSettings(remote, codec, payloadType, telephoneEvent, keys, latch, wanted);
    }

    private static void check(int payloadType) {
        if (payloadType < 0 || payloadType > 127) {
            throw new IllegalArgumentException("A payload type is 0 to 127, not " + payloadType);
        }
    }
}
