package gatehouse.site;

import static java.util.Objects.requireNonNull;

import gatehouse.door.DoorId;

/// A door that is held open on working days, as the main entrance of an office is.
public record OpenHours(DoorId door, Schedule schedule) {
    public OpenHours {
        requireNonNull(door);
        requireNonNull(schedule);
    }
}
