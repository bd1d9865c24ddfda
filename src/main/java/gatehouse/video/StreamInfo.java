package gatehouse.video;

import java.time.Instant;
import java.util.Optional;

/// What one stream is and how it has been: for the installer and the tooltip. Rates are of the last seconds.
public record StreamInfo(
        String codec,
        Optional<View.Size> size,
        double framesPerSecond,
        long bitsPerSecond,
        int reconnects,
        long packetsLost,
        Optional<Instant> connectedSince) {}
