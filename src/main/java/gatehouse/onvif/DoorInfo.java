package gatehouse.onvif;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/// A door of the door control service and what it can do, by the names of the specification in lower case: `access`,
/// `lock`, `unlock`, `block`, `doublelock`, `lockdown`, `lockopen`, `accesstimingoverride`, `doormonitor`,
/// `lockmonitor`.
public record DoorInfo(String token, String name, Set<String> can) {
    public DoorInfo {
        requireNonNull(token);
        requireNonNull(name);
        can = Set.copyOf(can);
    }

    public boolean can(String capability) {
        return can.contains(capability);
    }
}
