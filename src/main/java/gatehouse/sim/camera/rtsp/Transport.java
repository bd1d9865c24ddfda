package gatehouse.sim.camera.rtsp;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// How a viewer wants its packets, from the Transport header of SETUP, RFC 2326 §12.39.
sealed interface Transport {

    /// Both kinds of packets in the RTSP connection, on these channels.
    record Interleaved(int rtp, int rtcp) implements Transport {}

    /// To these ports of the host the RTSP connection comes from; a `destination` is never followed.
    record Udp(int rtpPort, int rtcpPort) implements Transport {}

    /// The first of the viewer's choices that this server can do and wants to.
    static Optional<Transport> choose(String header, Offer offer) {
        for (var choice : header.split(",", 8)) {
            var one = one(choice.strip()).filter(t -> t.isOffered(offer));
            if (one.isPresent()) {
                return one;
            }
        }
        return Optional.empty();
    }

    private boolean isOffered(Offer offer) {
        return switch (this) {
            case Interleaved ignored -> offer != Offer.UDP_ONLY;
            case Udp ignored -> offer != Offer.TCP_ONLY;
        };
    }

    private static Optional<Transport> one(String choice) {
        var parts = choice.split(";", 16);
        var protocol = parts[0].strip().toUpperCase(Locale.ROOT);
        boolean tcp = protocol.equals("RTP/AVP/TCP");
        boolean udp = protocol.equals("RTP/AVP") || protocol.equals("RTP/AVP/UDP");
        int[] channels = {0, 1};
        int[] ports = {};
        for (int i = 1; i < parts.length; i++) {
            var part = parts[i].strip();
            if (part.equalsIgnoreCase("multicast")) {
                return Optional.empty();
            }
            if (part.startsWith("interleaved=")) {
                channels = pair(part, 255);
            } else if (part.startsWith("client_port=")) {
                ports = pair(part, 65535);
            }
        }
        if (tcp && channels.length == 2) {
            return Optional.of(new Interleaved(channels[0], channels[1]));
        }
        if (udp && ports.length == 2 && ports[0] > 0) {
            return Optional.of(new Udp(ports[0], ports[1]));
        }
        return Optional.empty();
    }

    private static int[] pair(String part, int largest) {
        var numbers = Pattern.compile("=(\\d{1,5})(?:-(\\d{1,5}))?$").matcher(part);
        if (!numbers.find()) {
            return new int[0];
        }
        int first = Integer.parseInt(numbers.group(1));
        int second = numbers.group(2) == null ? first + 1 : Integer.parseInt(numbers.group(2));
        return first > largest || second > largest || first == second ? new int[0] : new int[] {first, second};
    }
}
