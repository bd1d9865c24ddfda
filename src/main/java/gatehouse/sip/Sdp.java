package gatehouse.sip;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads a session description (RFC 8866), leniently in what does not matter and capped in everything. Host names are
/// not looked up: a name in a `c=` line is replaced by the address the description came from.
final class Sdp {
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        Malformed(String why) {
            super(why);
        }
    }

    private static final int MOST_BYTES = 32 * 1024;
    private static final int MOST_LINES = 512;
    private static final int MOST_MEDIA = 16;
    private static final int LONGEST_LINE = 4096;
    private final InetAddress from;
    private final List<SdpSection> sections = new ArrayList<>();
    private Optional<InetAddress> address = Optional.empty();
    private Direction direction = Direction.SENDRECV;

    private Sdp(InetAddress from) {
        this.from = from;
    }

    /// `from` is where the message came from.
    static Offer read(byte[] body, InetAddress from) throws Malformed {
        if (body.length > MOST_BYTES) {
            throw new Malformed("more than " + MOST_BYTES + " bytes");
        }
        return new Sdp(from).offer(new String(body, StandardCharsets.UTF_8));
    }

    private Offer offer(String text) throws Malformed {
        List<String> lines = lines(text);
        if (lines.isEmpty() || !lines.getFirst().strip().equals("v=0")) {
            throw new Malformed("does not begin with v=0");
        }
        for (String line : lines) {
            if (line.length() > LONGEST_LINE) {
                throw new Malformed("a line of more than " + LONGEST_LINE + " characters");
            }
            if (line.length() > 2 && line.charAt(1) == '=') {
                take(line.charAt(0), line.substring(2).strip());
            }
        }
        if (sections.isEmpty()) {
            throw new Malformed("no media line");
        }
        var media = new ArrayList<Offer.Media>();
        for (SdpSection section : sections) {
            media.add(section.media(address, direction, from));
        }
        return new Offer(media);
    }

    /// Ended by a return, a feed or both. Reading a call is on the way to its ring: no streams and few patterns here.
    private static List<String> lines(String text) throws Malformed {
        var lines = new ArrayList<String>();
        int start = 0;
        while (start < text.length()) {
            if (lines.size() == MOST_LINES) {
                throw new Malformed("more than " + MOST_LINES + " lines");
            }
            int end = start;
            while (end < text.length() && text.charAt(end) != '\r' && text.charAt(end) != '\n') {
                end++;
            }
            lines.add(text.substring(start, end));
            boolean both = end + 1 < text.length() && text.charAt(end) == '\r' && text.charAt(end + 1) == '\n';
            start = end + (both ? 2 : 1);
        }
        return lines;
    }

    private void take(char type, String value) throws Malformed {
        switch (type) {
            case 'm' -> {
                if (sections.size() == MOST_MEDIA) {
                    throw new Malformed("more than " + MOST_MEDIA + " media lines");
                }
                sections.add(SdpSection.of(value));
            }
            case 'c' -> {
                InetAddress said = connection(value);
                if (sections.isEmpty()) {
                    address = Optional.of(said);
                } else {
                    sections.getLast().at(said);
                }
            }
            case 'a' -> {
                if (sections.isEmpty()) {
                    direction = direction(value).orElse(direction);
                } else {
                    sections.getLast().attribute(value);
                }
            }
            default -> {
                // Origin, times, bandwidth and the like do not bear on what we answer.
            }
        }
    }

    /// `IN IP4 192.0.2.7`, with a time to live where a group is meant.
    private InetAddress connection(String value) throws Malformed {
        List<String> parts = parts(value, 4);
        if (parts.size() < 3 || !parts.getFirst().equalsIgnoreCase("IN")) {
            throw new Malformed("a connection line that is not of the Internet");
        }
        String there = parts.get(2);
        int slash = there.indexOf('/');
        InetAddress said;
        try {
            said = InetAddress.ofLiteral(slash < 0 ? there : there.substring(0, slash));
        } catch (IllegalArgumentException e) {
            return from;
        }
        if (said.isMulticastAddress()) {
            throw new Malformed("a connection line that names a group");
        }
        return said;
    }

    /// What a line without a colon says of the ways, if it does.
    static Optional<Direction> direction(String attribute) {
        for (Direction one : Direction.values()) {
            if (one.name().equalsIgnoreCase(attribute)) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    /// What stands between blanks; the rest of the line is the last of `most`.
    static List<String> parts(String value, int most) {
        var parts = new ArrayList<String>();
        int start = 0;
        while (parts.size() < most - 1) {
            int end = start;
            while (end < value.length() && !isBlank(value.charAt(end))) {
                end++;
            }
            if (end == value.length()) {
                break;
            }
            parts.add(value.substring(start, end));
            start = end;
            while (start < value.length() && isBlank(value.charAt(start))) {
                start++;
            }
        }
        if (start < value.length()) {
            parts.add(value.substring(start));
        }
        return parts;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    /// Up to `most`, in digits alone.
    static int number(String text, int most) throws Malformed {
        if (text.isEmpty() || text.length() > 9 || !isDigits(text)) {
            throw new Malformed("a number that is none");
        }
        int number = Integer.parseInt(text);
        if (number > most) {
            throw new Malformed("a number beyond " + most);
        }
        return number;
    }

    private static boolean isDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
