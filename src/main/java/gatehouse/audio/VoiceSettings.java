package gatehouse.audio;

import static java.util.Objects.requireNonNull;

import java.net.InetSocketAddress;
import java.util.OptionalInt;

/// What offer and answer agreed on: where the other side listens, how the voice is coded, and the payload type of
/// telephone events if there are any. `payloadType` is the codec's number in this call.
public record VoiceSettings(InetSocketAddress remote, Codec codec, int payloadType, OptionalInt telephoneEvent) {
    public VoiceSettings {
        requireNonNull(remote);
        requireNonNull(codec);
        requireNonNull(telephoneEvent);
        check(payloadType);
        telephoneEvent.ifPresent(VoiceSettings::check);
    }

    private static void check(int payloadType) {
        if (payloadType < 0 || payloadType > 127) {
            throw new IllegalArgumentException("A payload type is 0 to 127, not " + payloadType);
        }
    }
}
