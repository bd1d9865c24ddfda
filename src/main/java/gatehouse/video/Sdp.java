package gatehouse.video;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/// What a camera describes: its video tracks. Lenient, as cameras are; what cannot be read is skipped. RFC 8866, and
/// for
/// `control` RFC 2326 C.1.1.
record Sdp(String control, List<Track> tracks) {
    private static final int MOST_LINES = 1000;

    /// One video track in one coding. `control` is as the camera wrote it, absolute, relative or empty.
    record Track(int payloadType, Codec codec, String control) {}

    static Sdp read(byte[] body) {
        var text = new String(body, StandardCharsets.UTF_8);
        String session = "";
        var tracks = new ArrayList<Track>();
        Media media = null;
        boolean inMedia = false;
        for (String line : text.lines().limit(MOST_LINES).toList()) {
            if (line.startsWith("m=")) {
                if (media != null) {
                    tracks.add(media.track());
                }
                inMedia = true;
                media = line.startsWith("m=video") ? new Media(line) : null;
            } else if (media != null) {
                media.read(line);
            } else if (!inMedia && line.startsWith("a=control:")) {
                session = line.substring(10).strip();
            }
        }
        if (media != null) {
            tracks.add(media.track());
        }
        return new Sdp(session, List.copyOf(tracks));
    }

    /// The first track that can be shown.
    Track chosen() throws VideoFault {
        for (var track : tracks) {
            if (track.codec() instanceof Codec.H264) {
                return track;
            }
        }
        if (tracks.isEmpty()) {
            throw new VideoFault.NotSupported("no video");
        }
        throw new VideoFault.NotSupported(tracks.getFirst().codec().label());
    }

    /// One video section while it is read.
    private static final class Media {
        private int payloadType = -1;
        private String encoding = "";
        private String format = "";
        private String control = "";

        Media(String line) {
            String[] words = line.strip().split("\\s+", 5);
            if (words.length > 3) {
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
            }
        }

        Track track() {
            String name = encoding.toUpperCase(Locale.ROOT);
            Codec codec = switch (name) {
                case "H264" ->
                    parameter("packetization-mode").equals("2")
                            ? new Codec.Unsupported("H.264 in interleaved packets")
                            : new Codec.H264(parameterSets());
                case "H265", "HEVC" -> new Codec.Unsupported("H.265");
                case "JPEG" -> new Codec.Unsupported("Motion JPEG");
                case "MP4V-ES" -> new Codec.Unsupported("MPEG-4");
                case "" -> new Codec.Unsupported("an unnamed codec");
                default -> new Codec.Unsupported(VideoFault.quote(encoding));
            };
            return new Track(payloadType, codec, control);
        }

        private List<ByteBuffer> parameterSets() {
            var sets = new ArrayList<ByteBuffer>();
            for (String set : parameter("sprop-parameter-sets").split(",", 16)) {
                try {
                    byte[] bytes = Base64.getDecoder().decode(set.strip());
                    if (bytes.length > 0) {
                        sets.add(ByteBuffer.wrap(bytes).asReadOnlyBuffer());
                    }
                } catch (IllegalArgumentException e) {
                    // Cameras that write them wrong send them in the stream as well.
                }
            }
            return sets;
        }

        private String parameter(String wanted) {
            for (String part : format.split(";", 64)) {
                int equals = part.indexOf('=');
                if (equals > 0 && part.substring(0, equals).strip().equalsIgnoreCase(wanted)) {
                    return part.substring(equals + 1).strip();
                }
            }
            return "";
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
}
