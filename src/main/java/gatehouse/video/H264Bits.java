package gatehouse.video;

/// Reads the bits of a parameter set: H.264 §7.2 and §9.1, and the one thing wanted from it, the picture size of
/// §7.3.2.1.1.
final class H264Bits {
    /// The set ends too early or says something impossible.
    static final class Malformed extends Exception {
        Malformed(String what) {
            super(what);
        }
    }

    private final byte[] data;
    private final int end;
    private int at;
    private int bit;
    private int zeros;

    H264Bits(byte[] data, int from, int to) {
        this.data = data;
        this.at = from;
        this.end = to;
    }

    static View.Size pictureSize(byte[] sps) throws Malformed {
        var in = new H264Bits(sps, 1, sps.length);
        int profile = in.bits(8);
        in.skip(16);
        in.unsigned();
        int chroma = 1;
        boolean separate = false;
        switch (profile) {
            case 100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135 -> {
                chroma = in.unsigned();
                separate = chroma == 3 && in.bits(1) == 1;
                in.unsigned();
                in.unsigned();
                in.skip(1);
                if (in.bits(1) == 1) {
                    in.scalingLists(chroma == 3 ? 12 : 8);
                }
            }
            default -> {}
        }
        in.unsigned();
        int order = in.unsigned();
        if (order == 0) {
            in.unsigned();
        } else if (order == 1) {
            in.skip(1);
            in.unsigned();
            in.unsigned();
            int cycle = in.unsigned();
            for (int i = 0; i < Math.min(cycle, 255); i++) {
                in.unsigned();
            }
        }
        in.unsigned();
        in.skip(1);
        int width = 16 * (in.unsigned() + 1);
        int mapUnits = in.unsigned() + 1;
        int fields = 2 - in.bits(1);
        int height = 16 * mapUnits * fields;
        if (fields == 2) {
            in.skip(1);
        }
        in.skip(1);
        if (in.bits(1) == 1) {
            int unitX = separate || chroma == 0 || chroma == 3 ? 1 : 2;
            int unitY = (separate || chroma != 1 ? 1 : 2) * fields;
            width -= unitX * (in.unsigned() + in.unsigned());
            height -= unitY * (in.unsigned() + in.unsigned());
        }
        if (width < 1 || height < 1 || width > 16384 || height > 16384) {
            throw new Malformed("a picture of " + width + " x " + height);
        }
        return new View.Size(width, height);
    }

    private void scalingLists(int count) throws Malformed {
        for (int i = 0; i < count; i++) {
            if (bits(1) == 0) {
                continue;
            }
            int last = 8;
            int next = 8;
            for (int j = 0; j < (i < 6 ? 16 : 64); j++) {
                if (next != 0) {
                    int code = unsigned();
                    int delta = (code & 1) == 1 ? (code + 1) >>> 1 : -(code >>> 1);
                    next = (last + delta) & 0xff;
                }
                last = next == 0 ? last : next;
            }
        }
    }

    void skip(int count) throws Malformed {
        for (int i = 0; i < count; i++) {
            bits(1);
        }
    }

    int bits(int count) throws Malformed {
        int value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 1 | bit();
        }
        return value;
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
