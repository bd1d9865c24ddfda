package gatehouse.site;

import static java.util.Objects.requireNonNull;

import gatehouse.door.DoorId;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// A role that a site made for itself, beside the three of [Role]. It may what its parts say and nothing else.
public record OwnRole(String id, String name, List<Part> parts) {
    /// The words of the site file for what may be done.
    public enum May {
        SEE,
        ANSWER,
        OPEN,
        OPEN_WITHOUT_CALL,
        HOLD_OPEN,
        LOCKDOWN,
        RELEASE,
        CONSENT,
        OVERRIDE,
        DIVERT,
        HISTORY,
        PICTURES,
        EXPORT,
        TEST,
        CONFIGURE;

        static May of(String word) {
            return valueOf(word.replace('-', '_').toUpperCase(Locale.ROOT));
        }
    }

    /// What may be done at these doors; without `doors`, at every door. `back` is how far the history reaches.
    public record Part(Optional<Set<DoorId>> doors, Set<May> may, Optional<Duration> back) {
        public Part {
            doors = doors.map(Set::copyOf);
            may = may.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(may));
            requireNonNull(back);
        }
    }

    public OwnRole {
        requireNonNull(id);
        requireNonNull(name);
        parts = List.copyOf(parts);
    }
}
