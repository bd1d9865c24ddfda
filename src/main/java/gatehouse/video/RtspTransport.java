package gatehouse.video;

import java.util.Locale;
import java.util.Optional;

/// What a camera grants in the Transport header of its answer to SETUP, RFC 2326 §12.39. Channels are those of the
/// interleaved frames, -1 where none are named; ports are the camera's own, 0 where none are named.
record RtspTransport(
        boolean tcp, boolean multicast, int channel, int rtcpChannel, int port, int rtcpPort, Optional<Integer> ssrc) {
    private static final int MOST_PARTS = 32;

    /// Reads the first of what is listed. `Optional.empty` stands for a camera that does not say, and grants the wish.
    static Optional<RtspTransport> read(String header) throws VideoFault {
        if (header.isBlank()) {
            return Optional.empty();
        }
        String[] parts = header.split(",", 2)[0].toLowerCase(Locale.ROOT).split(";", MOST_PARTS);
        int[] channels = {-1, -1};
        int[] ports = {0, 0};
        boolean multicast = false;
        Optional<Integer> ssrc = Optional.empty();
        for (String part : parts) {
            String[] pair = part.strip().split("=", 2);
            String value = pair.length > 1 ? pair[1].strip() : "";
            switch (pair[0].strip()) {
                case "multicast" -> multicast = true;
                case "interleaved" -> channels = range(value, 255, "interleaved channels");
                case "server_port" -> ports = range(value, 65_535, "server ports");
                case "ssrc" -> ssrc = ssrc(value);
                default -> {}
            }
        }
        boolean tcp = parts[0].strip().endsWith("/tcp") || channels[0] >= 0;
        return Optional.of(new RtspTransport(tcp, multicast, channels[0], channels[1], ports[0], ports[1], ssrc));
    }

    /// `6970-6971`, or one number, which the next follows.
    private static int[] range(String value, int most, String what) throws VideoFault {
        String[] ends = value.split("-", 2);
        int first = RtspMessage.number(ends[0], what);
        int second = ends.length > 1 ? RtspMessage.number(ends[1], what) : first + 1;
        if (first > most || second > most + 1) {
            throw new VideoFault.Garbage(what + " of \"" + VideoFault.quote(value) + "\"");
        }
        return new int[] {first, second};
    }

    /// Eight hexadecimal digits; what some cameras write instead is no reason to refuse them.
    private static Optional<Integer> ssrc(String value) {
        try {
            return Optional.of(Integer.parseUnsignedInt(value, 16));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
