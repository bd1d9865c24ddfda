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
            Pattern.compile("[A-Za-z0-9.!%*_+`'~-]{1,64} ([^\\s<>]{1,1024}) (SIP/\\d{1,3}\\.\\d{1,3})");

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
            Map.entry("replaces", "replaces"),
            Map.entry("content-type", "content-type"),
            Map.entry("c", "content-type"));

    private static final int LONGEST_NAME = 20;
    private static final int LONGEST_ADDRESS = 8000;
    private static final Set<String> ADDRESSES = Set.of("contact", "m");
    private static final Pattern QUOTED = Pattern.compile("\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"", Pattern.DOTALL);
    private static final Pattern BRACKETED = Pattern.compile("<[^<>]*+>");
    private static final Pattern BLANK_WITHIN = Pattern.compile("<[^<>\\s]*+\\s");

    /// Behind the last at sign: a host or an address of either kind, and a port (RFC 3261 §25.1, RFC 5118 §4.2).
    private static final Pattern SIP_HOST =
            Pattern.compile("(?i)sips?:(?:.*@)?(?:\\[[0-9a-f:.]++]|[a-z0-9._-]++)(?::\\d{1,5})?(?:[;?].*)?");

    private HeadCheck() {}

    /// The version that the message says it has.
    static String version(byte[] data) throws ParseException {
        int start = 0;
        while (start < data.length && data[start] >= 0 && data[start] < 0x20) {
            start++;
        }
        int end = endOfLine(data, start);
        String line = new String(data, start, end - start, StandardCharsets.ISO_8859_1);
        checkHeaders(data, end);
        if (line.isEmpty() || line.startsWith("SIP/2.0 ")) {
            return "SIP/2.0";
        }
        Matcher request = REQUEST_LINE.matcher(line);
        if (!request.matches()
                || isOfSip(request.group(1))
                        && !SIP_HOST.matcher(request.group(1)).matches()) {
            throw new ParseException("request line", 0);
        }
        return request.group(2);
    }

    /// A datagram that ends before its head does is half a message, whatever stands in it.
    static void checkEnd(byte[] data) throws ParseException {
        int start = 0;
        while (start < data.length && data[start] >= 0 && data[start] < 0x20) {
            start++;
        }
        while (start < data.length) {
            int end = endOfLine(data, start);
            if (end == start) {
                return;
            }
            start = afterLine(data, end);
        }
        throw new ParseException("end of head", 0);
    }

    private static boolean isOfSip(String uri) {
        return uri.regionMatches(true, 0, "sip:", 0, 4) || uri.regionMatches(true, 0, "sips:", 0, 5);
    }

    private static void checkHeaders(byte[] data, int endOfFirstLine) throws ParseException {
        Set<String> seen = new HashSet<>();
        int start = afterLine(data, endOfFirstLine);
        while (start < data.length) {
            int end = endOfLine(data, start);
            if (end == start) {
                return;
            }
            int next = afterLine(data, end);
            while (next < data.length && (data[next] == ' ' || data[next] == '\t')) {
                end = endOfLine(data, next);
                next = afterLine(data, end);
            }
            String name = name(data, start, end);
            String single = SINGLE.get(name);
            if (single != null && !seen.add(single)) {
                throw new ParseException("two " + single, 0);
            }
            if (ADDRESSES.contains(name) || "from".equals(single) || "to".equals(single)) {
                checkAddress(new String(data, start, end - start, StandardCharsets.ISO_8859_1), single != null);
            }
            start = next;
        }
    }

    /// An address in brackets has no blanks in it, and a name before it that is more than words stands in quotes
    /// (RFC 4475 §3.1.2.12 and §3.1.2.15).
    private static void checkAddress(String header, boolean alone) throws ParseException {
        if (header.length() > LONGEST_ADDRESS) {
            throw new ParseException("address", 0);
        }
        String bare = header.indexOf('"') < 0 ? header : QUOTED.matcher(header).replaceAll("");
        if (BLANK_WITHIN.matcher(bare).find()
                || alone
                        && bare.indexOf(',') >= 0
                        && BRACKETED.matcher(bare).replaceAll("").contains(",")) {
            throw new ParseException("address", 0);
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
