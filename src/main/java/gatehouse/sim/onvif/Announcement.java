package gatehouse.sim.onvif;

import java.net.InetAddress;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/// What discovery says about one device. `at` is the address it really lives on, `awake` whether it answers at this
/// moment; `types` are written with the prefixes `dn` and `tds`.
public record Announcement(
        UUID id, InetAddress at, List<String> types, List<String> scopes, String address, BooleanSupplier awake) {
    public Announcement {
        types = List.copyOf(types);
        scopes = List.copyOf(scopes);
    }
}
