package gatehouse.video;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One video section of a description while it is read, line by line.
final class SdpMedia {
    private static final int MOST_PARAMETERS = 64;
    private static final int MOST_SETS = 16;

    private int payloadType = -1;
    private boolean secured;
    private String encoding = "";
    private String format = "";
    private String control = "";
    private String connection;
    private Optional<View.Size> dimensions = Optional.empty();

    /// `connection` is the session's own c= line, which holds for sections that have none.
    SdpMedia(String line, String connection) {
        this.connection = connection;
        String[] words = line.strip().split("\\s+", 5);
        if (words.length > 3) {
            secured = words[2].toUpperCase(Locale.ROOT).contains("SAVP");
            payloadType = number(words[3]);
        }
        encoding = switch (payloadType) {
            case 26 -> "JPEG";
            case 31 -> "H261";
            case 32 -> "MPV";
            case 34 -> "H263";
            default -> "";
        };
    }

    void read(String line) {
        if (line.startsWith("a=control:")) {
            control = line.substring(10).strip();
        } else if (isOfPayload(line, "a=rtpmap:")) {
            encoding = after(line).split("/", 2)[0].strip();
        } else if (isOfPayload(line, "a=fmtp:")) {
            format = after(line);
        } else if (line.startsWith("a=x-dimensions:")) {
            dimensions = dimensions(line.substring(15));
        } else if (line.startsWith("c=")) {
            connection = line;
        }
    }

    Sdp.Track track() {
        return new Sdp.Track(payloadType, secured ? new Codec.Unsupported("SRTP") : codec(), control, multicast());
    }

    private Codec codec() {
        return switch (encoding.toUpperCase(Locale.ROOT)) {
            case "H264" ->
                number(parameter("packetization-mode")) > 1
                        ? new Codec.Unsupported("H.264 in interleaved packets")
                        : new Codec.H264(parameterSets("sprop-parameter-sets"));
            case "H265", "HEVC" ->
                // RFC 7798 §4.4.2: then units carry decoding order numbers and come out of order.
                number(parameter("sprop-max-don-diff")) > 0
                        ? new Codec.Unsupported("H.265 in interleaved packets")
                        : new Codec.H265(parameterSets("sprop-vps", "sprop-sps", "sprop-pps"));
            case "JPEG" -> new Codec.Jpeg(dimensions);
            case "MP4V-ES" -> new Codec.Unsupported("MPEG-4");
            case "" -> new Codec.Unsupported("an unnamed codec");
            default -> new Codec.Unsupported(VideoFault.quote(encoding));
        };
    }

    private List<ByteBuffer> parameterSets(String... parameters) {
        var sets = new ArrayList<ByteBuffer>();
        for (String name : parameters) {
            for (String set : parameter(name).split(",", MOST_SETS)) {
                try {
                    byte[] bytes = Base64.getDecoder().decode(set.strip());
                    if (bytes.length > 0) {
                        sets.add(ByteBuffer.wrap(bytes).asReadOnlyBuffer());
                    }
                } catch (IllegalArgumentException e) {
                    // Cameras that write them wrong send them in the stream as well.
                }
            }
        }
        return sets;
    }

    private String parameter(String wanted) {
        for (String part : format.split(";", MOST_PARAMETERS)) {
            int equals = part.indexOf('=');
            if (equals > 0 && part.substring(0, equals).strip().equalsIgnoreCase(wanted)) {
                return part.substring(equals + 1).strip();
            }
        }
        return "";
    }

    /// GStreamer tells so what RTP/JPEG has no room for.
    private static Optional<View.Size> dimensions(String text) {
        String[] sides = text.strip().split(",", 3);
        try {
            return sides.length < 2
                    ? Optional.empty()
                    : Optional.of(NalBits.size(number(sides[0].strip()), number(sides[1].strip())));
        } catch (NalBits.Malformed e) {
            return Optional.empty();
        }
    }

    /// `c=IN IP4 239.1.2.3/32`: RFC 8866 §5.7.
    private Optional<String> multicast() {
        String[] words = connection.strip().split("\\s+", 4);
        if (words.length < 3) {
            return Optional.empty();
        }
        String address = words[2].split("/", 2)[0];
        int first = number(address.split("\\.", 2)[0]);
        boolean group = address.indexOf(':') >= 0
                ? address.toLowerCase(Locale.ROOT).startsWith("ff")
                : address.indexOf('.') > 0 && first >= 224 && first <= 239;
        return group ? Optional.of(VideoFault.quote(address)) : Optional.empty();
    }

    private boolean isOfPayload(String line, String what) {
        return line.startsWith(what)
                && number(line.substring(what.length()).strip().split("\\s+", 2)[0]) == payloadType;
    }

    private static String after(String line) {
        String[] words = line.strip().split("\\s+", 2);
        return words.length > 1 ? words[1] : "";
    }

    private static int number(String digits) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
