package gatehouse.site;

import static java.util.Objects.requireNonNull;

import gatehouse.door.CallAt;

/// Somebody a call may be handed to, or forwarded to: only who is listed.
public record Target(String id, String name, CallAt at) {
    public Target {
        requireNonNull(id);
        requireNonNull(name);
        requireNonNull(at);
    }
}
