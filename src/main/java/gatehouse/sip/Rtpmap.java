package gatehouse.sip;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What `a=rtpmap` says of a number: `96 opus/48000/2` (RFC 8866 §6.6).
record Rtpmap(int payloadType, String encoding, int clockRate, int channels) {
    private static final Pattern LINE =
            Pattern.compile("(\\d{1,3})[ \\t]+([A-Za-z0-9_.+-]{1,32})/(\\d{1,6})(?:/(\\d{1,2}))?[ \\t]*");

    /// Empty where it cannot be read: what it describes is then not known, which is no fault of the rest.
    static Optional<Rtpmap> read(String text) {
        Matcher parts = LINE.matcher(text);
        if (!parts.matches() || Integer.parseInt(parts.group(1)) > 127) {
            return Optional.empty();
        }
        return Optional.of(new Rtpmap(
                Integer.parseInt(parts.group(1)),
                parts.group(2),
                Integer.parseInt(parts.group(3)),
                parts.group(4) == null ? 1 : Integer.parseInt(parts.group(4))));
    }

    boolean isTones() {
        return encoding.equalsIgnoreCase("telephone-event") && channels == 1;
    }
}
