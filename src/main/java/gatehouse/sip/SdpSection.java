package gatehouse.sip;

import gatehouse.rtp.CryptoLine;
import gatehouse.sip.Offer.Media;
import gatehouse.sip.Offer.Packets;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One media line with what follows it, while it is read.
final class SdpSection {
    private static final int MOST_FORMATS = 64;
    private static final int MOST_KEYS = 16;
    private static final int MOST_MILLIS = 1000;
    private static final int HIGHEST_TYPE = 127;
    private static final int LONGEST_TOKEN = 64;
    private static final String TOKEN_MARKS = "!#$%&'*+.^_`{|}~/-";
    private static final Pattern FMTP = Pattern.compile("(\\d{1,3})[ \\t]+(.+)");
    private static final Pattern PARAMETER = Pattern.compile("([A-Za-z0-9-]{1,64})[ \\t]*=[ \\t]*([^;\\s]*)");
    private static final Pattern PROFILE_LEVEL = Pattern.compile("[0-9A-Fa-f]{6}");
    private static final Pattern SETS = Pattern.compile("[A-Za-z0-9+/=,]{0,2048}");

    private final String kind;
    private final int port;
    private final String profile;
    private final List<String> formats;
    private final Map<Integer, Rtpmap> described = new HashMap<>();
    private final Map<Integer, Map<String, String>> parameters = new HashMap<>();
    private final List<CryptoLine> keys = new ArrayList<>();
    private Optional<InetAddress> address = Optional.empty();
    private Optional<Direction> direction = Optional.empty();
    private OptionalInt wished = OptionalInt.empty();
    private OptionalInt most = OptionalInt.empty();

    private SdpSection(String kind, int port, String profile, List<String> formats) {
        this.kind = kind;
        this.port = port;
        this.profile = profile;
        this.formats = formats;
    }

    /// `audio 5004/2 RTP/AVP 8 0 101`
    static SdpSection of(String value) throws Sdp.Malformed {
        List<String> parts = Sdp.parts(value, MOST_FORMATS + 4);
        if (parts.size() < 4 || parts.size() > MOST_FORMATS + 3) {
            throw new Sdp.Malformed("a media line with " + parts.size() + " parts");
        }
        for (String part : parts) {
            if (!isToken(part)) {
                throw new Sdp.Malformed("a media line with an unreadable part");
            }
        }
        String port = parts.get(1);
        int slash = port.indexOf('/');
        var section = new SdpSection(
                parts.getFirst().toLowerCase(Locale.ROOT),
                Sdp.number(slash < 0 ? port : port.substring(0, slash), 65535),
                parts.get(2).toUpperCase(Locale.ROOT),
                parts.subList(3, parts.size()));
        if (section.isRtp()) {
            for (String format : section.formats) {
                Sdp.number(format, HIGHEST_TYPE);
            }
        }
        return section;
    }

    private static boolean isToken(String part) {
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (!plain && TOKEN_MARKS.indexOf(c) < 0) {
                return false;
            }
        }
        return !part.isEmpty() && part.length() <= LONGEST_TOKEN;
    }

    private boolean isRtp() {
        return profile.contains("RTP/") && (kind.equals("audio") || kind.equals("video"));
    }

    void at(InetAddress said) {
        address = Optional.of(said);
    }

    /// What cannot be read is as if it was not there.
    void attribute(String value) {
        int colon = value.indexOf(':');
        if (colon < 0) {
            direction = Sdp.direction(value).or(() -> direction);
            return;
        }
        String rest = value.substring(colon + 1).strip();
        switch (value.substring(0, colon).toLowerCase(Locale.ROOT)) {
            case "rtpmap" -> Rtpmap.read(rest).ifPresent(it -> described.putIfAbsent(it.payloadType(), it));
            case "fmtp" -> fmtp(rest);
            case "crypto" -> {
                if (keys.size() < MOST_KEYS) {
                    CryptoLine.read(value).ifPresent(keys::add);
                }
            }
            case "ptime" -> wished = millis(rest);
            case "maxptime" -> most = millis(rest);
            default -> {
                // Candidates, fingerprints, feedback and reports: we speak without them.
            }
        }
    }

    private static OptionalInt millis(String text) {
        try {
            int millis = Sdp.number(text, MOST_MILLIS);
            return millis == 0 ? OptionalInt.empty() : OptionalInt.of(millis);
        } catch (Sdp.Malformed e) {
            return OptionalInt.empty();
        }
    }

    private void fmtp(String text) {
        Matcher parts = FMTP.matcher(text);
        if (!parts.matches() || Integer.parseInt(parts.group(1)) > HIGHEST_TYPE) {
            return;
        }
        var named = new HashMap<String, String>();
        Matcher one = PARAMETER.matcher(parts.group(2));
        while (one.find()) {
            named.putIfAbsent(one.group(1).toLowerCase(Locale.ROOT), one.group(2));
        }
        parameters.putIfAbsent(Integer.parseInt(parts.group(1)), named);
    }

    /// `session` and `usual` are what the session says where this line says nothing.
    Media media(Optional<InetAddress> session, Direction usual, InetAddress from) {
        InetAddress said = address.or(() -> session).orElse(from);
        boolean nowhere = said.isAnyLocalAddress();
        Direction own = direction.orElse(usual);
        Map<Codec, Integer> codecs = new LinkedHashMap<>();
        Map<Integer, Integer> tones = new HashMap<>();
        List<H264> films = new ArrayList<>();
        if (isRtp()) {
            for (String format : formats) {
                sort(Integer.parseInt(format), codecs, tones, films);
            }
        }
        return new Media(
                kind,
                new InetSocketAddress(nowhere ? from : said, port),
                profile,
                formats,
                nowhere ? Direction.of(own.sends(), false) : own,
                codecs,
                tones,
                films,
                keys,
                new Packets(wished, most));
    }

    private void sort(int type, Map<Codec, Integer> codecs, Map<Integer, Integer> tones, List<H264> films) {
        Rtpmap map = described.get(type);
        if (kind.equals("video")) {
            if (map != null && map.encoding().equalsIgnoreCase("H264") && map.clockRate() == 90_000) {
                film(type).ifPresent(films::add);
            }
        } else if (map == null) {
            Codec.ofStaticType(type).ifPresent(codec -> codecs.putIfAbsent(codec, type));
        } else if (map.isTones()) {
            tones.putIfAbsent(map.clockRate(), type);
        } else {
            Codec.of(map).ifPresent(codec -> codecs.putIfAbsent(codec, type));
        }
    }

    /// Nothing for interleaved packets, which come out of order and need another reader (RFC 6184 §6.2).
    private Optional<H264> film(int type) {
        Map<String, String> said = parameters.getOrDefault(type, Map.of());
        String mode = said.getOrDefault("packetization-mode", "0");
        if (!mode.equals("0") && !mode.equals("1")) {
            return Optional.empty();
        }
        String profileLevel = said.getOrDefault("profile-level-id", H264.PLAINEST);
        String sets = said.getOrDefault("sprop-parameter-sets", "");
        return Optional.of(new H264(
                type,
                PROFILE_LEVEL.matcher(profileLevel).matches() ? profileLevel : H264.PLAINEST,
                Integer.parseInt(mode),
                SETS.matcher(sets).matches() ? sets : ""));
    }
}
