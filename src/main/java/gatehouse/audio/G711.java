package gatehouse.audio;

/// ITU-T G.711: 16-bit linear samples to eight bits and back, as tables.
///
/// The tables are made once from the clauses of the recommendation: A-law has eight chords over 13 bits with every
/// second bit inverted on the line (table 1), mu-law eight chords over 14 bits with a bias of 33 and all bits inverted
/// (table 2).
final class G711 {
    private static final short[] FROM_A = new short[256];
    private static final short[] FROM_U = new short[256];
    private static final byte[] TO_A = new byte[0x10000];
    private static final byte[] TO_U = new byte[0x10000];

    static {
        for (int code = 0; code < 256; code++) {
            FROM_A[code] = expandA(code);
            FROM_U[code] = expandU(code);
        }
        for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
            TO_A[sample & 0xffff] = compressA(sample);
            TO_U[sample & 0xffff] = compressU(sample);
        }
    }

    private G711() {}

    static byte[] encode(Codec law, short[] samples) {
        var line = new byte[samples.length];
        for (int i = 0; i < line.length; i++) {
            line[i] = law == Codec.PCMA ? toA(samples[i]) : toU(samples[i]);
        }
        return line;
    }

    static short[] decode(Codec law, byte[] line) {
        var samples = new short[line.length];
        for (int i = 0; i < line.length; i++) {
            samples[i] = law == Codec.PCMA ? fromA(line[i]) : fromU(line[i]);
        }
        return samples;
    }

    static byte toA(short sample) {
        return TO_A[sample & 0xffff];
    }

    static byte toU(short sample) {
        return TO_U[sample & 0xffff];
    }

    static short fromA(byte code) {
        return FROM_A[code & 0xff];
    }

    static short fromU(byte code) {
        return FROM_U[code & 0xff];
    }

    private static short expandA(int line) {
        int code = line ^ 0x55;
        int chord = code >> 4 & 7;
        int step = code & 15;
        int magnitude = chord == 0 ? (step << 4) + 8 : (step << 4) + 0x108 << chord - 1;
        return (short) ((code & 0x80) != 0 ? magnitude : -magnitude);
    }

    private static short expandU(int line) {
        int code = ~line & 0xff;
        int magnitude = (((code & 15) << 3) + 0x84 << (code >> 4 & 7)) - 0x84;
        return (short) ((code & 0x80) != 0 ? -magnitude : magnitude);
    }

    private static byte compressA(int sample) {
        int magnitude = (sample < 0 ? ~sample : sample) >> 4; // eleven bits
        int chord = Math.max(0, 28 - Integer.numberOfLeadingZeros(magnitude | 1));
        int step = magnitude >> Math.max(0, chord - 1) & 15;
        int code = chord << 4 | step | (sample < 0 ? 0 : 0x80);
        return (byte) (code ^ 0x55);
    }

    private static byte compressU(int sample) {
        int magnitude = Math.min(Math.abs(sample) >> 2, 8158) + 33; // fourteen bits with the bias
        int chord = 31 - Integer.numberOfLeadingZeros(magnitude) - 5;
        int step = magnitude >> chord + 1 & 15;
        return (byte) ~(chord << 4 | step | (sample < 0 ? 0x80 : 0));
    }
}
