package gatehouse.sim;

import static java.util.Objects.requireNonNull;

import gatehouse.door.Secret;

/// One output of a simulated door: what stands on its button, which way the site file opens it, and the code that
/// opens it by tones. The door itself takes every way; the site file knows one.
public record OutputPlan(String id, String name, Way way, Secret code) {
    public enum Way {
        TONES,
        INFO,
        HTTP_DIGEST,
        HTTP_BASIC,
        ONVIF,
        ONVIF_DOOR
    }

    public OutputPlan {
        requireNonNull(id);
        requireNonNull(name);
        requireNonNull(way);
        requireNonNull(code);
    }
}
