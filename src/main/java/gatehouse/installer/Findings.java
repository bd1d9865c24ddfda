package gatehouse.installer;

import static java.util.Objects.requireNonNull;

import gatehouse.door.Trouble;
import gatehouse.onvif.DeviceInfo;
import gatehouse.onvif.Profile;
import gatehouse.onvif.Relay;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a confirmed device told the installer's login. What it would not tell stands in `troubles`, in words for the
/// installer.
public record Findings(
        URI device,
        DeviceInfo info,
        Optional<Duration> clockOffset,
        List<Stream> streams,
        List<Relay> relays,
        Optional<Snapshot> snapshot,
        List<Trouble> troubles) {
    /// A profile and where its stream is.
    public record Stream(Profile profile, URI address) {
        public Stream {
            requireNonNull(profile);
            requireNonNull(address);
        }
    }

    /// A still picture as JPEG, copied in and out.
    public static final class Snapshot {
        private final byte[] jpeg;

        Snapshot(byte[] jpeg) {
            this.jpeg = jpeg.clone();
        }

        public byte[] jpeg() {
            return jpeg.clone();
        }
    }

    public Findings {
        requireNonNull(device);
        requireNonNull(info);
        requireNonNull(clockOffset);
        streams = List.copyOf(streams);
        relays = List.copyOf(relays);
        requireNonNull(snapshot);
        troubles = List.copyOf(troubles);
    }

    /// A clock this far off makes events hard to place and logins fragile; the installer should set it.
    public boolean isClockOff() {
        return clockOffset
                .map(o -> o.abs().compareTo(Duration.ofSeconds(5)) > 0)
                .orElse(true);
    }
}
