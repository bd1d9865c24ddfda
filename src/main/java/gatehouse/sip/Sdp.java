package gatehouse.sip;

import gatehouse.sip.Offer.Direction;
import gatehouse.sip.Offer.Media;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// Reads a session description (RFC 8866), leniently in what does not matter and capped in everything. Host names are
/// not looked up: a name in a `c=` line is replaced by the address the offer came from.
final class Sdp {
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        Malformed(String why) {
            super(why);
        }
    }

    private static final int MOST_LINES = 512;
    private static final int MOST_MEDIA = 16;
    private static final int MOST_FORMATS = 64;
    private static final Pattern SPACE = Pattern.compile(" +");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`{|}~/-]{1,64}");

    private final InetAddress from;
    private final List<Section> sections = new ArrayList<>();
    private InetAddress sessionAddress;
    private Direction sessionDirection = Direction.SENDRECV;

    private Sdp(InetAddress from) {
        this.from = from;
        this.sessionAddress = from;
    }

    /// `from` is where the message came from.
    static Offer read(byte[] body, InetAddress from) throws Malformed {
        return new Sdp(from).offer(new String(body, StandardCharsets.UTF_8));
    }

    private Offer offer(String text) throws Malformed {
        List<String> lines = text.lines().limit(MOST_LINES + 1L).toList();
        if (lines.size() > MOST_LINES) {
            throw new Malformed("more than " + MOST_LINES + " lines");
        }
        if (lines.isEmpty() || !lines.getFirst().startsWith("v=0")) {
            throw new Malformed("does not begin with v=0");
        }
        for (String line : lines) {
            if (line.length() > 2 && line.charAt(1) == '=') {
                take(line.charAt(0), line.substring(2).strip());
            }
        }
        if (sections.isEmpty()) {
            throw new Malformed("no media line");
        }
        var media = new ArrayList<Media>();
        for (Section section : sections) {
            media.add(section.media());
        }
        return new Offer(media);
    }

    private void take(char type, String value) throws Malformed {
        switch (type) {
            case 'm' -> sections.add(section(value));
            case 'c' -> connection(value);
            case 'a' -> attribute(value);
            default -> {
                // Origin, times, bandwidth and the like do not bear on what we answer.
            }
        }
    }

    private Section section(String value) throws Malformed {
        if (sections.size() == MOST_MEDIA) {
            throw new Malformed("more than " + MOST_MEDIA + " media lines");
        }
        String[] parts = SPACE.split(value, MOST_FORMATS + 4);
        if (parts.length < 4 || parts.length > MOST_FORMATS + 3) {
            throw new Malformed("a media line with " + parts.length + " parts");
        }
        for (String part : parts) {
            if (!TOKEN.matcher(part).matches()) {
                throw new Malformed("a media line with an unreadable part");
            }
        }
        int slash = parts[1].indexOf('/');
        int port = number(slash < 0 ? parts[1] : parts[1].substring(0, slash), 65535);
        return new Section(
                parts[0].toLowerCase(Locale.ROOT),
                port,
                parts[2].toUpperCase(Locale.ROOT),
                List.of(parts).subList(3, parts.length));
    }

    private void connection(String value) throws Malformed {
        String[] parts = SPACE.split(value, 4);
        if (parts.length < 3 || !parts[0].equals("IN")) {
            throw new Malformed("a connection line that is not of the Internet");
        }
        int slash = parts[2].indexOf('/');
        InetAddress address;
        try {
            address = InetAddress.ofLiteral(slash < 0 ? parts[2] : parts[2].substring(0, slash));
        } catch (IllegalArgumentException e) {
            address = from;
        }
        if (sections.isEmpty()) {
            sessionAddress = address;
        } else {
            sections.getLast().address = address;
        }
    }

    private void attribute(String value) {
        int colon = value.indexOf(':');
        String name = colon < 0 ? value : value.substring(0, colon);
        for (Direction direction : Direction.values()) {
            if (direction.name().equalsIgnoreCase(name)) {
                if (sections.isEmpty()) {
                    sessionDirection = direction;
                } else {
                    sections.getLast().direction = direction;
                }
                return;
            }
        }
        if (name.equals("rtpmap") && !sections.isEmpty()) {
            sections.getLast().describe(value.substring(colon + 1).strip());
        }
    }

    private static int number(String text, int most) throws Malformed {
        if (text.isEmpty() || text.length() > 9 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new Malformed("a number that is none");
        }
        int number = Integer.parseInt(text);
        if (number > most) {
            throw new Malformed("a number beyond " + most);
        }
        return number;
    }

    /// One media line with what follows it.
    private final class Section {
        private final String kind;
        private final int port;
        private final String profile;
        private final List<String> formats;
        private final Map<String, String> encodings = new HashMap<>();
        private InetAddress address;
        private Direction direction;

        Section(String kind, int port, String profile, List<String> formats) {
            this.kind = kind;
            this.port = port;
            this.profile = profile;
            this.formats = formats;
        }

        /// `8 PCMA/8000/1`
        void describe(String rtpmap) {
            String[] parts = SPACE.split(rtpmap, 3);
            if (parts.length >= 2 && formats.contains(parts[0])) {
                encodings.put(parts[0], parts[1].toLowerCase(Locale.ROOT));
            }
        }

        Media media() throws Malformed {
            Map<Codec, Integer> codecs = new EnumMap<>(Codec.class);
            OptionalInt telephoneEvent = OptionalInt.empty();
            if (kind.equals("audio") && profile.startsWith("RTP/")) {
                for (String format : formats) {
                    int type = number(format, 127);
                    String encoding = encodings.getOrDefault(format, "");
                    if (encoding.equals("telephone-event/8000") && telephoneEvent.isEmpty()) {
                        telephoneEvent = OptionalInt.of(type);
                    }
                    codec(type, encoding).ifPresent(c -> codecs.putIfAbsent(c, type));
                }
            }
            var at = new InetSocketAddress(address == null ? sessionAddress : address, port);
            return new Media(
                    kind,
                    at,
                    profile,
                    formats,
                    codecs,
                    telephoneEvent,
                    direction == null ? sessionDirection : direction);
        }

        private Optional<Codec> codec(int type, String encoding) {
            if (encoding.isEmpty()) {
                return Codec.ofPayloadType(type);
            }
            String[] parts = encoding.split("/", 4);
            boolean narrow =
                    parts.length >= 2 && parts[1].equals("8000") && (parts.length == 2 || parts[2].equals("1"));
            return narrow ? Codec.ofName(parts[0]) : Optional.empty();
        }
    }
}
