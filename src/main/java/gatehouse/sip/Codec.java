package gatehouse.sip;

import java.util.List;
import java.util.Optional;

/// The voices that can be agreed on, by the names, clocks and numbers of RFC 3551 §6 and RFC 7587. The clock of G.722
/// is 8000 on the wire though it carries twice as many samples (RFC 3551 §4.5.2).
public enum Codec {
    PCMA("PCMA", 8, 8000, 1),
    PCMU("PCMU", 0, 8000, 1),
    G722("G722", 9, 8000, 1),
    OPUS("opus", 111, 48000, 2);

    private static final int FIRST_DYNAMIC = 96;
    private static final List<Codec> ALL = List.of(values());

    private final String encoding;
    private final int payloadType;
    private final int clockRate;
    private final int channels;

    Codec(String encoding, int payloadType, int clockRate, int channels) {
        this.encoding = encoding;
        this.payloadType = payloadType;
        this.clockRate = clockRate;
        this.channels = channels;
    }

    /// The number it is offered under: fixed for those that have a static one, and our custom for Opus.
    public int payloadType() {
        return payloadType;
    }

    /// Units of an RTP timestamp in a second.
    public int clockRate() {
        return clockRate;
    }

    /// `PCMA/8000`, `opus/48000/2`
    String rtpmap() {
        return encoding + "/" + clockRate + (channels == 1 ? "" : "/" + channels);
    }

    /// Valid even where an offer does not describe it.
    static Optional<Codec> ofStaticType(int type) {
        for (Codec codec : ALL) {
            if (type < FIRST_DYNAMIC && codec.payloadType == type) {
                return Optional.of(codec);
            }
        }
        return Optional.empty();
    }

    /// By what stands in an `a=rtpmap`. Opus always says two channels and may carry one (RFC 7587 §7).
    static Optional<Codec> of(Rtpmap described) {
        for (Codec codec : ALL) {
            if (codec.encoding.equalsIgnoreCase(described.encoding())
                    && codec.clockRate == described.clockRate()
                    && codec.channels == described.channels()) {
                return Optional.of(codec);
            }
        }
        return Optional.empty();
    }
}
