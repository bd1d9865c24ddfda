package gatehouse.video;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a camera describes: its video tracks. Lenient, as cameras are; what cannot be read is skipped. RFC 8866, and
/// for
/// `control` RFC 2326 C.1.1.
record Sdp(String control, List<Track> tracks) {
    private static final int MOST_LINES = 1000;
    private static final int MOST_TRACKS = 32;

    /// One video track in one coding. `control` is as the camera wrote it, absolute, relative or empty. `multicast` is
    /// the group that the description sends its viewers to, if it does.
    record Track(int payloadType, Codec codec, String control, Optional<String> multicast) {}

    static Sdp read(byte[] body) {
        var text = new String(body, StandardCharsets.UTF_8);
        String session = "";
        String connection = "";
        var tracks = new ArrayList<Track>();
        Optional<SdpMedia> media = Optional.empty();
        boolean inMedia = false;
        for (String line : text.lines().limit(MOST_LINES).toList()) {
            if (line.startsWith("m=")) {
                media.map(SdpMedia::track).ifPresent(tracks::add);
                inMedia = true;
                boolean video = line.startsWith("m=video") && tracks.size() < MOST_TRACKS;
                media = video ? Optional.of(new SdpMedia(line, connection)) : Optional.empty();
            } else if (media.isPresent()) {
                media.get().read(line);
            } else if (!inMedia && line.startsWith("a=control:")) {
                session = line.substring(10).strip();
            } else if (!inMedia && line.startsWith("c=")) {
                connection = line;
            }
        }
        media.map(SdpMedia::track).ifPresent(tracks::add);
        return new Sdp(session, List.copyOf(tracks));
    }

    /// The first track that can be shown, in a coding with key pictures if there is one: it needs a tenth of the bytes.
    Track chosen() throws VideoFault {
        Optional<Track> still = Optional.empty();
        for (var track : tracks) {
            switch (track.codec()) {
                case Codec.H264 ignored -> {
                    return track;
                }
                case Codec.H265 ignored -> {
                    return track;
                }
                case Codec.Jpeg ignored -> still = still.or(() -> Optional.of(track));
                case Codec.Unsupported ignored -> {}
            }
        }
        if (still.isPresent()) {
            return still.get();
        }
        throw new VideoFault.NotSupported(
                tracks.isEmpty() ? "no video" : tracks.getFirst().codec().label());
    }
}
