package gatehouse.onvif;

import static java.util.Objects.requireNonNull;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What to look for and where. `time` is how long to listen; ranges may make it longer. Without `interfaceName` every
/// interface is asked. `at` are single devices, asked directly. `multicast` may be off when only ranges or single
/// devices are wanted.
public record Search(
        Duration time,
        boolean multicast,
        Optional<String> interfaceName,
        List<AddressRange> ranges,
        List<InetSocketAddress> at) {
    public static final int PORT = 3702;
    public static final Duration USUAL = Duration.ofSeconds(3);

    public Search {
        requireNonNull(time);
        requireNonNull(interfaceName);
        ranges = List.copyOf(ranges);
        at = List.copyOf(at);
    }

    /// All interfaces, for the usual three seconds.
    public static Search everywhere() {
        return new Search(USUAL, true, Optional.empty(), List.of(), List.of());
    }
}
