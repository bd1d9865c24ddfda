package gatehouse.sim.onvif;

import static java.util.Objects.requireNonNull;

import java.util.Set;
import java.util.UUID;

/// What a device says about itself. `id` is its endpoint reference and stays the same from start to start;
/// `announcedHost` is the host in every address it names.
public record DeviceCard(
        UUID id,
        String name,
        String location,
        String manufacturer,
        String model,
        String firmware,
        String serial,
        String announcedHost,
        Set<Quirk> quirks) {
    public DeviceCard {
        requireNonNull(id);
        requireNonNull(name);
        requireNonNull(location);
        requireNonNull(manufacturer);
        requireNonNull(model);
        requireNonNull(firmware);
        requireNonNull(serial);
        requireNonNull(announcedHost);
        quirks = Set.copyOf(quirks);
    }

    boolean is(Quirk quirk) {
        return quirks.contains(quirk);
    }
}
