package gatehouse.audio;

/// How the voice is coded on the wire: names, numbers and rates as offer and answer use them (RFC 3551 §6, RFC 7587),
/// and who codes and decodes it.
///
/// The rate of the samples is not always that of the RTP clock: G.722 counts 8000 a second though it carries 16 kHz
/// (RFC 3551 §4.5.2), and Opus counts 48000 whatever it carries; we speak and hear it at 16 kHz.
public enum Codec {
    PCMA(8, "PCMA/8000", 8000, 8000),
    PCMU(0, "PCMU/8000", 8000, 8000),
    G722(9, "G722/8000", 8000, 16000),
    OPUS(111, "opus/48000/2", 48000, 16000);

    /// Of each packet we send: 20 ms.
    static final int PACKETS_PER_SECOND = 50;

    private final int payloadType;
    private final String rtpmap;
    private final int clockRate;
    private final int sampleRate;

    Codec(int payloadType, String rtpmap, int clockRate, int sampleRate) {
        this.payloadType = payloadType;
        this.rtpmap = rtpmap;
        this.clockRate = clockRate;
        this.sampleRate = sampleRate;
    }

    /// The number it is offered under; fixed for all but Opus, whose offerer chooses.
    public int payloadType() {
        return payloadType;
    }

    /// What stands behind the number in `a=rtpmap`.
    public String rtpmap() {
        return rtpmap;
    }

    /// Units of an RTP timestamp in a second.
    public int clockRate() {
        return clockRate;
    }

    /// Samples in a second, both ways.
    public int sampleRate() {
        return sampleRate;
    }

    /// Samples of 20 ms.
    public int frameSamples() {
        return sampleRate / PACKETS_PER_SECOND;
    }

    /// Timestamp units of 20 ms.
    int frameTicks() {
        return clockRate / PACKETS_PER_SECOND;
    }

    Encoder encoder() {
        return switch (this) {
            case PCMA, PCMU -> samples -> G711.encode(this, samples);
            case G722 -> new G722.Coder()::encode;
            case OPUS -> new OpusVoice.Coder();
        };
    }

    Decoder decoder() {
        return switch (this) {
            case PCMA, PCMU -> new WaveDecoder(sampleRate, line -> G711.decode(this, line));
            case G722 -> new WaveDecoder(sampleRate, new G722.Decoder()::decode);
            case OPUS -> new OpusVoice.Decoder();
        };
    }

    /// One direction of one call out. Confined to one thread.
    interface Encoder {
        /// The payload of 20 ms; empty when this codec needs to send nothing.
        byte[] encode(short[] samples);
    }

    /// One direction of one call in: what arrived becomes samples, and what did not is made up for.
    ///
    /// `decode` and `conceal` are confined to the thread that plays; `ticks` is for any.
    interface Decoder {
        /// The samples of a payload; none when it cannot be decoded.
        short[] decode(byte[] payload);

        /// So many samples for a packet that never came. `next` is the payload after it, empty when that is not there.
        short[] conceal(int samples, byte[] next);

        /// How long a payload lasts, in timestamp units; 0 when it is none of this codec.
        int ticks(byte[] payload);
    }
}
