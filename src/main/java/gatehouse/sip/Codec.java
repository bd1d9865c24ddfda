package gatehouse.sip;

import java.util.Optional;

/// The voices that can be agreed on: G.711 in its two laws, 8 kHz, one channel (RFC 3551 §4.5.14).
public enum Codec {
    PCMA(8),
    PCMU(0);

    private final int payloadType;

    Codec(int payloadType) {
        this.payloadType = payloadType;
    }

    /// The static payload type, valid even where an offer does not describe it.
    public int payloadType() {
        return payloadType;
    }

    static Optional<Codec> ofPayloadType(int type) {
        for (Codec codec : values()) {
            if (codec.payloadType == type) {
                return Optional.of(codec);
            }
        }
        return Optional.empty();
    }

    static Optional<Codec> ofName(String name) {
        for (Codec codec : values()) {
            if (codec.name().equalsIgnoreCase(name)) {
                return Optional.of(codec);
            }
        }
        return Optional.empty();
    }
}
