package gatehouse.sip;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/// A message with up to five places changed, left out, doubled or made a mark of the grammar.
final class Mutated {
    private Mutated() {}

    static byte[] bytes(String message, Random random) {
        byte[] out = message.getBytes(StandardCharsets.ISO_8859_1);
        int changes = random.nextInt(6);
        for (int i = 0; i < changes && out.length > 1; i++) {
            int at = random.nextInt(out.length);
            int length = Math.min(out.length - at, 1 + random.nextInt(20));
            switch (random.nextInt(4)) {
                case 0 -> out[at] = (byte) random.nextInt(256);
                case 1 -> out = join(out, at + length, at);
                case 2 -> out = join(out, at, Math.min(out.length, at + length));
                default -> out[at] = (byte) "\r\n :;,<>\"@%\\".charAt(random.nextInt(12));
            }
        }
        return out;
    }

    /// The bytes up to one place, then those from another one.
    private static byte[] join(byte[] data, int to, int from) {
        var out = new byte[to + data.length - from];
        System.arraycopy(data, 0, out, 0, to);
        System.arraycopy(data, from, out, to, data.length - from);
        return out;
    }
}
