package gatehouse.video;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What one stream is and how it has been: for the door's details, the installer and the tooltip. Rates are of the last
/// seconds. `transport` is how its packets travel, in words; `latency` is an estimate of what the network and this
/// console add, from the arrival of a picture's last packet to its being shown.
public record StreamInfo(
        boolean main,
        String codec,
        Optional<View.Size> size,
        double framesPerSecond,
        long bitsPerSecond,
        int reconnects,
        long packetsReceived,
        long packetsLost,
        Optional<Instant> connectedSince,
        String transport,
        Warmth warmth,
        Optional<Duration> latency) {

    /// The undecoded pictures in memory: how much time and how many bytes, the cap, and how many pictures were dropped
    /// early because of the cap.
    public record Warmth(Duration span, long bytes, long mostBytes, long dropped) {
        public static final Warmth NONE = new Warmth(Duration.ZERO, 0, 0, 0);
    }

    StreamInfo withLatency(Optional<Duration> measured) {
        return new StreamInfo(
                main,
                codec,
                size,
                framesPerSecond,
                bitsPerSecond,
                reconnects,
                packetsReceived,
                packetsLost,
                connectedSince,
                transport,
                warmth,
                measured);
    }
}
