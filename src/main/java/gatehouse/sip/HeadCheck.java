package gatehouse.sip;

import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Looks over the head of a message for what the stack's parser lets pass: a request line with stray blanks or another
/// version, and headers that must stand there once but stand there twice (RFC 4475 §3.3.8).
final class HeadCheck {
    /// METHOD SP Request-URI SP SIP-Version and not a blank more (RFC 3261 §7.1).
    private static final Pattern REQUEST_LINE =
            Pattern.compile("[A-Za-z0-9.!%*_+`'~-]{1,32} [^\\s<>]{1,1024} (SIP/\\d{1,3}\\.\\d{1,3})");

    /// Headers of which there is one, by their names long and compact.
    private static final Map<String, String> SINGLE = Map.ofEntries(
            Map.entry("call-id", "call-id"),
            Map.entry("i", "call-id"),
            Map.entry("cseq", "cseq"),
            Map.entry("from", "from"),
            Map.entry("f", "from"),
            Map.entry("to", "to"),
            Map.entry("t", "to"),
            Map.entry("max-forwards", "max-forwards"),
            Map.entry("content-length", "content-length"),
            Map.entry("l", "content-length"),
            Map.entry("content-type", "content-type"),
            Map.entry("c", "content-type"));

    private static final int LONGEST_NAME = 20;

    private HeadCheck() {}

    /// The version that the message says it has.
    static String version(byte[] data) throws ParseException {
        int start = 0;
        while (start < data.length && data[start] >= 0 && data[start] < 0x20) {
            start++;
        }
        int end = endOfLine(data, start);
        String line = new String(data, start, end - start, StandardCharsets.ISO_8859_1);
        checkSingles(data, end);
        if (line.isEmpty() || line.startsWith("SIP/2.0 ")) {
            return "SIP/2.0";
        }
        Matcher request = REQUEST_LINE.matcher(line);
        if (!request.matches()) {
            throw new ParseException("request line", 0);
        }
        return request.group(1);
    }

    private static void checkSingles(byte[] data, int endOfFirstLine) throws ParseException {
        Set<String> seen = new HashSet<>();
        int start = afterLine(data, endOfFirstLine);
        while (start < data.length) {
            int end = endOfLine(data, start);
            if (end == start) {
                return;
            }
            String single = SINGLE.get(name(data, start, end));
            if (single != null && !seen.add(single)) {
                throw new ParseException("two " + single, 0);
            }
            start = afterLine(data, end);
        }
    }

    private static String name(byte[] data, int start, int end) {
        int colon = start;
        while (colon < end && data[colon] != ':' && colon - start <= LONGEST_NAME) {
            colon++;
        }
        return new String(data, start, colon - start, StandardCharsets.ISO_8859_1)
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    private static int endOfLine(byte[] data, int start) {
        int end = start;
        while (end < data.length && data[end] != '\r' && data[end] != '\n') {
            end++;
        }
        return end;
    }

    private static int afterLine(byte[] data, int end) {
        boolean both = end + 1 < data.length && data[end] == '\r' && data[end + 1] == '\n';
        return end + (both ? 2 : 1);
    }
}
