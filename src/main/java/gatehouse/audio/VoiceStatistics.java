package gatehouse.audio;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/// How a voice is doing. `ignored` came from a third address, `garbage` was no packet of this call; `firstPacketNanos`
/// is by the monotonic clock. `roundTrip` is known when the other side speaks RTCP.
public record VoiceStatistics(
        long sent,
        long received,
        long lost,
        long late,
        long duplicates,
        long concealed,
        long ignored,
        long garbage,
        Duration jitter,
        Duration held,
        Optional<Duration> roundTrip,
        OptionalLong firstPacketNanos,
        Optional<InetSocketAddress> heardFrom) {
    public double lostShare() {
        long due = received + lost;
        return due <= 0 ? 0 : (double) lost / due;
    }
}
