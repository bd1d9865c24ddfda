package gatehouse.sip;

import java.net.DatagramPacket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// Tells of those who were turned away, but not of each of their attempts: one stranger once a minute, and not more
/// than thirty strangers a minute in all. Refused calls of those we know have a purse of their own, so that no flood of
/// strangers hides them.
///
/// Safe for any thread.
final class Knocks {
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}]+");
    private static final long MINUTE_NANOS = 60_000_000_000L;
    private static final int MOST_STRANGERS = 30;
    private static final int MOST_KNOWN = 300;
    private static final int LONGEST_CLAIM = 128;

    private final Consumer<PhoneEvent> events;
    private final Map<String, Long> strangers = new LinkedHashMap<>(); // its own guard
    private final Map<String, Long> known = new LinkedHashMap<>(); // its own guard

    Knocks(Consumer<PhoneEvent> events) {
        this.events = events;
    }

    /// A datagram of a stranger, thrown away. Only an attempt to call is worth telling.
    void unread(DatagramPacket packet, long now) {
        int length = Math.min(packet.getLength(), 2048);
        var text = new String(packet.getData(), packet.getOffset(), length, StandardCharsets.ISO_8859_1);
        if (text.startsWith("INVITE ")) {
            tell(packet.getAddress(), packet.getPort(), from(text), "", "is on no list", now);
        }
    }

    /// A connection of a stranger, cut before it said anything.
    void unread(InetAddress address, int port, long now) {
        tell(address, port, "", "", "is on no list", now);
    }

    void tell(InetAddress address, int port, String claimed, String displayName, String why, long now) {
        String host = address.getHostAddress();
        if (isNews(strangers, MOST_STRANGERS, host, now)) {
            events.accept(new PhoneEvent.Refused(
                    new Source.Unknown(host, port, printable(claimed, LONGEST_CLAIM)), displayName, why, now));
        }
    }

    /// True when this refusal of somebody known was not told within the last minute.
    boolean isNews(String refusal, long now) {
        return isNews(known, MOST_KNOWN, refusal, now);
    }

    private static boolean isNews(Map<String, Long> told, int most, String what, long now) {
        synchronized (told) {
            told.values().removeIf(since -> now - since > MINUTE_NANOS);
            return told.size() < most && told.putIfAbsent(what, now) == null;
        }
    }

    /// Not a parser: the first line that begins like a From header, cut short.
    private static String from(String text) {
        return text.lines()
                .limit(40)
                .filter(line -> line.regionMatches(true, 0, "From:", 0, 5) || line.startsWith("f:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("");
    }

    static String printable(String text, int longest) {
        String clean = (isPlain(text) ? text : UNPRINTABLE.matcher(text).replaceAll(" ")).strip();
        return clean.length() > longest ? clean.substring(0, longest) : clean;
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }
}
