package gatehouse.video;

import gatehouse.door.Fetch;
import gatehouse.door.Trouble;
import gatehouse.door.Trouble.Kind;

/// What a guard reads on a tile that shows nothing: what happened and what to do.
final class VideoWords {
    private VideoWords() {}

    /// The stream's pictures ended the process that decodes them.
    static Trouble decoder(String cause) {
        return new Trouble(
                Kind.DECODER,
                "The pictures of this door could not be decoded.",
                "It is tried again by itself, apart from the other doors. If it stays, restart the camera or update its"
                        + " firmware.",
                cause);
    }

    static Trouble trouble(Exception fault) {
        if (!(fault instanceof VideoFault known)) {
            return new Trouble(
                    Kind.UNKNOWN,
                    "The picture failed for a reason not foreseen.",
                    "Restart the stream; if it comes back, keep the log for support.",
                    String.valueOf(fault));
        }
        String cause = known.getMessage();
        return switch (known) {
            case VideoFault.NoAnswer ignored ->
                new Trouble(
                        Kind.NO_ANSWER,
                        "The camera does not answer.",
                        "Check its power and network cable, then restart the stream.",
                        cause);
            case VideoFault.WrongPassword ignored ->
                new Trouble(
                        Kind.WRONG_PASSWORD,
                        "The camera does not accept the name or password.",
                        "Correct the log-in of this door in the site file, then restart the stream.",
                        cause);
            case VideoFault.Stalled stalled ->
                new Trouble(
                        Kind.STALLED,
                        stalled.before == 0
                                ? "The camera answers but sends no video."
                                : "The camera has stopped sending video.",
                        stalled.transport == Fetch.Transport.UDP
                                ? "See whether a firewall keeps UDP out, or allow TCP for this door in the site file."
                                : "Restart the stream. If that does not help, restart the camera.",
                        cause);
            case VideoFault.NoPicture ignored ->
                new Trouble(
                        Kind.NO_PICTURE,
                        "The camera sends video, but no picture comes of it.",
                        "Restart the stream. If that does not help, set a key frame every second or two in the camera.",
                        cause);
            case VideoFault.Busy ignored ->
                new Trouble(
                        Kind.BUSY,
                        "The camera already serves as many viewers as it can.",
                        "Close its picture in another program or recorder; it is tried again by itself.",
                        cause);
            case VideoFault.Refused refused ->
                new Trouble(
                        Kind.REFUSED,
                        "The camera refuses to show this stream: " + refused.status + " " + refused.reason + ".",
                        "Check the stream's address in the site file.",
                        cause);
            case VideoFault.NotSupported unknown ->
                new Trouble(
                        Kind.NOT_SUPPORTED,
                        "The camera sends " + unknown.what + ", which this console cannot show.",
                        "Set the camera's stream to H.264, H.265 or Motion JPEG.",
                        cause);
            case VideoFault.NoTransport no -> noTransport(no);
            case VideoFault.Certificate certificate -> certificate(certificate);
            case VideoFault.Garbage ignored ->
                new Trouble(
                        Kind.GARBAGE,
                        "The camera sends something that is not video.",
                        "Check the stream's address and port, or update the camera's firmware.",
                        cause);
            case VideoFault.Elsewhere ignored ->
                new Trouble(
                        Kind.REFUSED,
                        "The camera sends this stream's viewers to another address.",
                        "Check the stream's address in the site file.",
                        cause);
            case VideoFault.Lost ignored -> broken(cause);
            case VideoFault.Forgotten ignored -> broken(cause);
        };
    }

    private static Trouble broken(String cause) {
        return new Trouble(
                Kind.NETWORK,
                "The connection to the camera broke.",
                "It is tried again by itself; if it keeps breaking, check the network cable.",
                cause);
    }

    private static Trouble noTransport(VideoFault.NoTransport fault) {
        String allow = "Set \"transport\" of this door to auto in the site file.";
        String sentence = switch (fault.why) {
            case NEITHER_TCP_NOR_UDP -> "The camera sends its video neither by TCP nor by UDP.";
            case NOT_BY_TCP -> "The camera does not send its video by TCP, as the site file demands.";
            case NOT_BY_UDP -> "The camera does not send its video by UDP, as the site file demands.";
            case ONLY_MULTICAST -> "The camera sends its video by multicast, which this console does not take.";
            case UDP_NOT_ENCRYPTED -> "Video by UDP would not be encrypted, as the address rtsps demands.";
        };
        String remedy = switch (fault.why) {
            case NEITHER_TCP_NOR_UDP -> "Switch on RTSP over TCP in the camera.";
            case NOT_BY_TCP, NOT_BY_UDP, UDP_NOT_ENCRYPTED -> allow;
            case ONLY_MULTICAST -> "Switch the camera's stream to unicast.";
        };
        return new Trouble(Kind.NOT_SUPPORTED, sentence, remedy, fault.getMessage());
    }

    private static Trouble certificate(VideoFault.Certificate fault) {
        var refused = fault.refused;
        return new Trouble(
                Kind.CERTIFICATE,
                refused.wanted().isPresent()
                        ? "The camera shows another certificate than the one known for this door."
                        : "The camera shows a certificate that this computer does not trust.",
                "Do not log in from here until somebody has looked at the camera itself. If its certificate is right,"
                        + " enter this pin for the door in the site file: " + refused.seen(),
                fault.getMessage());
    }
}
