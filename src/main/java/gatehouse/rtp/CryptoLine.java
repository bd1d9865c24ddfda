package gatehouse.rtp;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One `a=crypto` line of an SDP, RFC 4568 §9.1: a numbered offer to protect the stream with this key, or the answer
/// that takes the offer of that number. Only lines we can keep become values; others are passed over, as §6.3 wants.
public record CryptoLine(int tag, SrtpKey key) {
    private static final int LONGEST = 1000;
    private static final Pattern LINE = Pattern.compile(
            "(?:a=)?crypto:(\\d{1,9})[ \\t]+([A-Za-z0-9_]+)[ \\t]+([^ \\t]+)((?:[ \\t]+[^ \\t]+)*)[ \\t]*");
    private static final Pattern INLINE =
            Pattern.compile("(?i:inline):([A-Za-z0-9+/]{1,200}={0,2})(?:\\|((?:2\\^)?\\d{1,15}))?");

    public CryptoLine {
        requireNonNull(key);
        if (tag < 0 || tag > 999_999_999) {
            throw new IllegalArgumentException("A crypto tag has one to nine digits, not " + tag);
        }
    }

    /// Reads a line, with or without its `a=`. Empty when it is none, or one that we cannot keep: an unknown suite, a
    /// key of the wrong length, several keys or a key index (MKI), or a session parameter that changes the protection.
    public static Optional<CryptoLine> read(String line) {
        if (line.length() > LONGEST) {
            return Optional.empty();
        }
        var parts = LINE.matcher(line.strip());
        return parts.matches() ? read(parts) : Optional.empty();
    }

    private static Optional<CryptoLine> read(Matcher parts) {
        var suite = SrtpSuite.ofName(parts.group(2));
        var inline = INLINE.matcher(parts.group(3));
        if (suite.isEmpty() || !inline.matches() || !harmless(parts.group(4))) {
            return Optional.empty();
        }
        try {
            var key = SrtpKey.of(suite.get(), Base64.getDecoder().decode(inline.group(1)));
            return Optional.of(new CryptoLine(Integer.parseInt(parts.group(1)), key));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // the key is no base64 or has the wrong length
        }
    }

    /// A replay window hint changes nothing for us, and what begins with a minus may be ignored (§6.3.7); all else
    /// would.
    private static boolean harmless(String parameters) {
        return Arrays.stream(parameters.strip().split("[ \\t]+"))
                .allMatch(
                        parameter -> parameter.isEmpty() || parameter.startsWith("WSH=") || parameter.startsWith("-"));
    }

    /// The line with its `a=` and with the key in it: for the wire, never for a log.
    public String write() {
        return "a=crypto:" + tag + " " + key.suite() + " inline:" + key.base64();
    }
}
