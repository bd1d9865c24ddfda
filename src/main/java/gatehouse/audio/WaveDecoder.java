package gatehouse.audio;

import java.util.function.Function;

/// Decodes what has one octet for each unit of an 8 kHz clock, G.711 and G.722, and conceals by the shape of the wave.
final class WaveDecoder implements Codec.Decoder {
    private final Function<byte[], short[]> decoding;
    private final Concealment concealment;

    WaveDecoder(int sampleRate, Function<byte[], short[]> decoding) {
        this.decoding = decoding;
        this.concealment = new Concealment(sampleRate);
    }

    @Override
    public short[] decode(byte[] payload) {
        return concealment.good(decoding.apply(payload));
    }

    @Override
    public short[] conceal(int samples, byte[] next) {
        return concealment.fill(samples);
    }

    @Override
    public int ticks(byte[] payload) {
        return payload.length;
    }
}
