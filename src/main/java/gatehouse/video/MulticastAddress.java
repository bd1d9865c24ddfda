package gatehouse.video;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Whether a description names a multicast address in its `c=` lines, RFC 8866 §5.7. Many cameras do and send by
/// unicast all the same when asked; it is the reason to name when they do not.
final class MulticastAddress {
    private static final int MOST_LINES = 1000;

    private MulticastAddress() {}

    static boolean namedIn(byte[] sdp) {
        return new String(sdp, StandardCharsets.UTF_8)
                .lines()
                .limit(MOST_LINES)
                .filter(line -> line.startsWith("c="))
                .anyMatch(MulticastAddress::isMulticast);
    }

    /// `c=IN IP4 239.1.2.3/16` or `c=IN IP6 ff15::101/3`; nothing is looked up.
    private static boolean isMulticast(String line) {
        String[] words = line.substring(2).strip().toLowerCase(Locale.ROOT).split("\\s+", 4);
        if (words.length < 3) {
            return false;
        }
        if (words[1].equals("ip6")) {
            return words[2].startsWith("ff");
        }
        String first = words[2].split("\\.", 2)[0];
        return first.length() == 3 && first.compareTo("224") >= 0 && first.compareTo("239") <= 0;
    }
}
