package gatehouse.video;

/// Reads the bits of a parameter set: H.264 §7.2 and §9.1, which H.265 has in common.
final class NalBits {
    /// The set ends too early or says something impossible.
    static sealed class Malformed extends Exception {
        Malformed(String what) {
            super(what);
        }
    }

    /// The set claims a picture that no memory should be asked for.
    static final class TooLarge extends Malformed {
        TooLarge(long width, long height) {
            super("a picture of " + width + " x " + height);
        }
    }

    private static final int MOST_SIDE = 16_384;

    /// Twice 4K and some, which is what the decoder takes.
    private static final long MOST_PIXELS = 8192L * 4608;

    private final byte[] data;
    private final int end;
    private int at;
    private int bit;
    private int zeros;

    NalBits(byte[] data, int from, int to) {
        this.data = data;
        this.at = from;
        this.end = to;
    }

    static View.Size size(long width, long height) throws Malformed {
        if (width < 1 || height < 1) {
            throw new Malformed("a picture of " + width + " x " + height);
        }
        if (width > MOST_SIDE || height > MOST_SIDE || width * height > MOST_PIXELS) {
            throw new TooLarge(width, height);
        }
        return new View.Size((int) width, (int) height);
    }

    void skip(int count) throws Malformed {
        for (int i = 0; i < count; i++) {
            bit();
        }
    }

    int bits(int count) throws Malformed {
        int value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 1 | bit();
        }
        return value;
    }

    boolean flag() throws Malformed {
        return bit() == 1;
    }

    /// ue(v), as far as an int of sane size goes.
    int unsigned() throws Malformed {
        int leading = 0;
        while (bit() == 0) {
            if (++leading > 20) {
                throw new Malformed("a number too large");
            }
        }
        return (1 << leading) - 1 + bits(leading);
    }

    private int bit() throws Malformed {
        if (bit == 0 && zeros == 2 && at < end && data[at] == 3) {
            // emulation_prevention_three_byte
            at++;
            zeros = 0;
        }
        if (at >= end) {
            throw new Malformed("the set ends too early");
        }
        int value = data[at] >> (7 - bit) & 1;
        if (++bit == 8) {
            zeros = data[at] == 0 ? zeros + 1 : 0;
            bit = 0;
            at++;
        }
        return value;
    }
}
