package gatehouse.video;

import java.io.ByteArrayOutputStream;

/// Sequence parameter sets of any size, written bit by bit; what comes behind the size is left out.
final class ParameterSets {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int bits;
    private int count;
    private int zeros;

    private ParameterSets(int... header) {
        for (int b : header) {
            out.write(b);
        }
    }

    /// Baseline, in macroblocks without cropping.
    static byte[] h264(int width, int height) {
        var set = new ParameterSets(0x67);
        set.put(66, 8)
                .put(0, 8)
                .put(30, 8)
                .unsigned(0)
                .unsigned(0)
                .unsigned(0)
                .unsigned(0)
                .unsigned(1)
                .put(0, 1);
        set.unsigned(width / 16 - 1).unsigned(height / 16 - 1);
        return set.put(1, 1).put(1, 1).put(0, 1).put(1, 1).toBytes();
    }

    /// Main profile. Each lower sub-layer tells a level of its own.
    static byte[] h265(int width, int height, int highestLayer) {
        var set = new ParameterSets(33 << 1, 1);
        set.put(0, 4).put(highestLayer, 3).put(1, 1);
        set.put(1, 8).put(0x6000, 16).put(0, 16).put(0, 24).put(0, 24).put(90, 8);
        for (int i = 0; i < highestLayer; i++) {
            set.put(1, 2);
        }
        for (int i = highestLayer; highestLayer > 0 && i < 8; i++) {
            set.put(0, 2);
        }
        for (int i = 0; i < highestLayer; i++) {
            set.put(60, 8);
        }
        return set.unsigned(0)
                .unsigned(1)
                .unsigned(width)
                .unsigned(height)
                .put(0, 1)
                .put(1, 1)
                .toBytes();
    }

    private ParameterSets unsigned(int value) {
        int length = 32 - Integer.numberOfLeadingZeros(value + 1);
        return put(0, length - 1).put(value + 1, length);
    }

    private ParameterSets put(int value, int length) {
        for (int i = length - 1; i >= 0; i--) {
            bits = bits << 1 | (value >> i & 1);
            if (++count == 8) {
                put((byte) bits);
                bits = 0;
                count = 0;
            }
        }
        return this;
    }

    private void put(byte b) {
        if (zeros == 2 && (b & 0xff) <= 3) {
            out.write(3);
            zeros = 0;
        }
        zeros = b == 0 ? zeros + 1 : 0;
        out.write(b);
    }

    private byte[] toBytes() {
        while (count > 0) {
            put(0, 1);
        }
        return out.toByteArray();
    }
}
