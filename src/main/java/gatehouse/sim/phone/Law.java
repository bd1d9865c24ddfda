package gatehouse.sim.phone;

/// The two laws of ITU-T G.711, from their decision values: a sample gets the number of the interval it lies in, and
/// comes back as the middle of that interval.
@SuppressWarnings("ImmutableEnumChecker") // the tables are filled once and never handed out
public enum Law {
    A(8, "PCMA"),
    MU(0, "PCMU");

    private final boolean european;
    private final int payloadType;
    private final String encoding;
    private final byte[] codes = new byte[0x10000];
    private final short[] samples = new short[0x100];

    Law(int payloadType, String encoding) {
        this.european = payloadType == 8; // `this == A` is not known while A is being made
        this.payloadType = payloadType;
        this.encoding = encoding;
        var decisions = decisions();
        for (int number = 0; number < 128; number++) {
            int middle = middle(decisions, number);
            samples[code(number, true)] = (short) middle;
            samples[code(number, false)] = (short) -middle;
        }
        int number = 0;
        for (int magnitude = 0; magnitude < 0x8000; magnitude++) {
            while (number < 127 && magnitude >= decisions[number + 1]) {
                number++;
            }
            codes[magnitude] = (byte) code(number, true);
            codes[-magnitude & 0xffff] = (byte) code(number, magnitude == 0);
        }
        codes[0x8000] = (byte) code(127, false);
    }

    int payloadType() {
        return payloadType;
    }

    String encoding() {
        return encoding;
    }

    byte encode(short sample) {
        return codes[sample & 0xffff];
    }

    short decode(byte code) {
        return samples[code & 0xff];
    }

    /// In 16-bit units: A-law steps begin at 16 and double from the third segment on; mu-law's first is a half step
    /// of 4, then 8, doubling every segment.
    private int[] decisions() {
        var x = new int[129];
        for (int n = 0; n < 128; n++) {
            int step = european ? 16 << Math.max(0, n / 16 - 1) : (n == 0 ? 4 : 8 << (n / 16));
            x[n + 1] = x[n] + step;
        }
        return x;
    }

    private int middle(int[] decisions, int number) {
        return !european && number == 0 ? 0 : (decisions[number] + decisions[number + 1]) / 2;
    }

    private int code(int number, boolean positive) {
        return european ? (number | (positive ? 0x80 : 0)) ^ 0x55 : ~(number | (positive ? 0 : 0x80)) & 0xff;
    }
}
