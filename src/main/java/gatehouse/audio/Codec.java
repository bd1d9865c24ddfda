package gatehouse.audio;

/// How the voice is coded on the wire: the two laws of G.711, 8 kHz, one octet a sample, with their static payload
/// types (RFC 3551 §6).
public enum Codec {
    PCMA(8),
    PCMU(0);

    private final int payloadType;

    Codec(int payloadType) {
        this.payloadType = payloadType;
    }

    public int payloadType() {
        return payloadType;
    }

    byte[] encode(short[] samples) {
        var line = new byte[samples.length];
        for (int i = 0; i < line.length; i++) {
            line[i] = this == PCMA ? G711.toA(samples[i]) : G711.toU(samples[i]);
        }
        return line;
    }

    short[] decode(byte[] line) {
        var samples = new short[line.length];
        for (int i = 0; i < line.length; i++) {
            samples[i] = this == PCMA ? G711.fromA(line[i]) : G711.fromU(line[i]);
        }
        return samples;
    }
}
