package gatehouse.sip;

import java.nio.charset.StandardCharsets;
import java.text.ParseException;

/// Looks over the head of a message for what the stack's parser lets pass: a request line with stray blanks or another
/// version, and headers that must stand there once but stand there twice (RFC 4475 §3.3.8).
///
/// It looks at the bytes where they lie: every message that may ring comes by here, and nobody waits for it.
final class HeadCheck {
    /// A header that is looked at, by its names long and compact. Of a single one there is only one.
    private enum Watched {
        CALL_ID(true, false, "call-id", "i"),
        CSEQ(true, false, "cseq"),
        FROM(true, true, "from", "f"),
        TO(true, true, "to", "t"),
        MAX_FORWARDS(true, false, "max-forwards"),
        CONTENT_LENGTH(true, false, "content-length", "l"),
        REPLACES(true, false, "replaces"),
        CONTENT_TYPE(true, false, "content-type", "c"),
        CONTACT(false, true, "contact", "m");

        private static final Watched[] ALL = values();

        private final boolean single;
        private final boolean address;
        private final byte[][] names;

        Watched(boolean single, boolean address, String... names) {
            this.single = single;
            this.address = address;
            this.names = new byte[names.length][];
            for (int i = 0; i < names.length; i++) {
                this.names[i] = names[i].getBytes(StandardCharsets.ISO_8859_1);
            }
        }

        /// Null for a header that nobody looks at.
        static Watched of(byte[] data, int start, int end) {
            for (Watched one : ALL) {
                for (byte[] name : one.names) {
                    if (end - start == name.length && isHere(name, data, start)) {
                        return one;
                    }
                }
            }
            return null;
        }
    }

    private static final byte[] STATUS = "SIP/2.0 ".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] VERSION = "SIP/".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] SCHEME = "sip".getBytes(StandardCharsets.ISO_8859_1);
    private static final String USUAL_VERSION = "SIP/2.0";
    private static final int LONGEST_METHOD = 64;
    private static final int LONGEST_URI = 1024;
    private static final int LONGEST_NAME = 20;
    private static final int LONGEST_ADDRESS = 8000;
    private static final int MOST_DIGITS = 3;
    private static final int MOST_PORT_DIGITS = 5;

    private HeadCheck() {}

    /// The version that the message says it has.
    static String version(byte[] data) throws ParseException {
        int start = 0;
        while (start < data.length && data[start] >= 0 && data[start] < 0x20) {
            start++;
        }
        int end = endOfLine(data, start);
        checkHeaders(data, end);
        if (end == start || end - start >= STATUS.length && startsWith(STATUS, data, start)) {
            return USUAL_VERSION;
        }
        return requestLine(data, start, end);
    }

    /// METHOD SP Request-URI SP SIP-Version and not a blank more (RFC 3261 §7.1).
    private static String requestLine(byte[] data, int start, int end) throws ParseException {
        int uri = afterMethod(data, start, end);
        int version = uri;
        while (version < end && data[version] != ' ') {
            if (isBlank(data[version]) || data[version] == '<' || data[version] == '>') {
                throw new ParseException("request line", version);
            }
            version++;
        }
        if (version == uri || version - uri > LONGEST_URI || !isVersion(data, version + 1, end)) {
            throw new ParseException("request line", version);
        }
        int host = afterScheme(data, uri, version);
        if (host > uri && !hasHost(data, host, version)) {
            throw new ParseException("request line", host);
        }
        String said = new String(data, version + 1, end - version - 1, StandardCharsets.ISO_8859_1);
        return said.equals(USUAL_VERSION) ? USUAL_VERSION : said;
    }

    private static int afterMethod(byte[] data, int start, int end) throws ParseException {
        int at = start;
        while (at < end && isOfToken(data[at])) {
            at++;
        }
        if (at == start || at - start > LONGEST_METHOD || at >= end || data[at] != ' ') {
            throw new ParseException("request line", at);
        }
        return at + 1;
    }

    private static boolean isVersion(byte[] data, int start, int end) {
        if (end - start < VERSION.length || !startsWith(VERSION, data, start)) {
            return false;
        }
        int dot = afterDigits(data, start + VERSION.length, end, MOST_DIGITS);
        return dot > start + VERSION.length
                && dot < end
                && data[dot] == '.'
                && dot + 1 < end
                && afterDigits(data, dot + 1, end, MOST_DIGITS) == end;
    }

    private static int afterDigits(byte[] data, int start, int end, int most) {
        int at = start;
        while (at < end && at - start < most && data[at] >= '0' && data[at] <= '9') {
            at++;
        }
        return at;
    }

    /// Where the rest of a SIP or SIPS URI begins; the start itself for one of another kind.
    private static int afterScheme(byte[] data, int start, int end) {
        if (end - start < SCHEME.length || !isHere(SCHEME, data, start)) {
            return start;
        }
        int at = start + SCHEME.length;
        if (at < end && lower(data[at]) == 's') {
            at++;
        }
        return at < end && data[at] == ':' ? at + 1 : start;
    }

    /// Behind an at sign, or without one: a host or an address of either kind, and a port (RFC 3261 §25.1, RFC 5118
    /// §4.2).
    private static boolean hasHost(byte[] data, int start, int end) {
        for (int at = end - 1; at >= start; at--) {
            if (data[at] == '@' && isHostAndPort(data, at + 1, end)) {
                return true;
            }
        }
        return isHostAndPort(data, start, end);
    }

    private static boolean isHostAndPort(byte[] data, int start, int end) {
        int at = start;
        if (at < end && data[at] == '[') {
            at++;
            while (at < end && isOfAddress(data[at])) {
                at++;
            }
            if (at == start + 1 || at >= end || data[at] != ']') {
                return false;
            }
            at++;
        } else {
            while (at < end && isOfHost(data[at])) {
                at++;
            }
            if (at == start) {
                return false;
            }
        }
        if (at < end && data[at] == ':') {
            int port = at + 1;
            at = afterDigits(data, port, end, MOST_PORT_DIGITS);
            if (at == port) {
                return false;
            }
        }
        return at == end || data[at] == ';' || data[at] == '?';
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

    private static void checkHeaders(byte[] data, int endOfFirstLine) throws ParseException {
        int seen = 0;
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
            Watched watched = watched(data, start, end);
            if (watched != null) {
                int mark = 1 << watched.ordinal();
                if (watched.single && (seen & mark) != 0) {
                    throw new ParseException("two " + watched, start);
                }
                seen |= mark;
                if (watched.address) {
                    checkAddress(data, start, end, watched.single);
                }
            }
            start = next;
        }
    }

    private static Watched watched(byte[] data, int start, int end) {
        int colon = start;
        while (colon < end && data[colon] != ':' && colon - start <= LONGEST_NAME) {
            colon++;
        }
        int from = start;
        int to = colon;
        while (from < to && isBlank(data[from])) {
            from++;
        }
        while (to > from && isBlank(data[to - 1])) {
            to--;
        }
        return Watched.of(data, from, to);
    }

    /// An address in brackets has no blanks in it, and a name before it that is more than words stands in quotes
    /// (RFC 4475 §3.1.2.12 and §3.1.2.15).
    private static void checkAddress(byte[] data, int start, int end, boolean alone) throws ParseException {
        if (end - start > LONGEST_ADDRESS) {
            throw new ParseException("address", start);
        }
        boolean within = false;
        boolean commaWithin = false;
        boolean comma = false;
        for (int i = start; i < end; i++) {
            byte c = data[i];
            int close = c == '"' ? endOfQuoted(data, i, end) : -1;
            if (close > i) {
                i = close;
            } else if (c == '<') {
                comma |= commaWithin;
                within = true;
                commaWithin = false;
            } else if (c == '>') {
                within = false;
                commaWithin = false;
            } else if (within && isBlank(c)) {
                throw new ParseException("address", i);
            } else if (c == ',') {
                commaWithin |= within;
                comma |= !within;
            }
        }
        if (alone && (comma || commaWithin)) {
            throw new ParseException("address", start);
        }
    }

    /// Where the quote that opens here is closed; -1 when it is not.
    private static int endOfQuoted(byte[] data, int open, int end) {
        for (int i = open + 1; i < end; i++) {
            if (data[i] == '"') {
                return i;
            }
            if (data[i] == '\\') {
                i++;
            }
        }
        return -1;
    }

    private static boolean startsWith(byte[] what, byte[] data, int start) {
        for (int i = 0; i < what.length; i++) {
            if (data[start + i] != what[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHere(byte[] name, byte[] data, int start) {
        for (int i = 0; i < name.length; i++) {
            if (lower(data[start + i]) != name[i]) {
                return false;
            }
        }
        return true;
    }

    private static int lower(byte c) {
        return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
    }

    private static boolean isBlank(byte c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }

    private static boolean isLetterOrDigit(byte c) {
        int lower = lower(c);
        return lower >= 'a' && lower <= 'z' || c >= '0' && c <= '9';
    }

    private static boolean isOfToken(byte c) {
        return isLetterOrDigit(c) || ".!%*_+`'~-".indexOf(c) >= 0;
    }

    private static boolean isOfHost(byte c) {
        return isLetterOrDigit(c) || c == '.' || c == '_' || c == '-';
    }

    private static boolean isOfAddress(byte c) {
        int lower = lower(c);
        return lower >= 'a' && lower <= 'f' || c >= '0' && c <= '9' || c == ':' || c == '.';
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
