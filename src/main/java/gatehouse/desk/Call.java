package gatehouse.desk;

import static java.util.Objects.requireNonNull;

import gatehouse.door.DoorId;
import java.time.Instant;
import java.util.Optional;

/// A call as the desk sees it. `door` is there only when the source of the call was authenticated as that door's; a
/// call without one has no unlock. `title` is the door's name, `from` says by which way it came.
/// A door that this desk called is authenticated by where it was called.
public record Call(
        CallId id,
        Optional<DoorId> door,
        String title,
        String from,
        int priority,
        Instant since,
        Phase phase,
        Optional<Opening> opening,
        Course course) {
    public Call {
        requireNonNull(id);
        requireNonNull(door);
        requireNonNull(title);
        requireNonNull(from);
        requireNonNull(since);
        requireNonNull(phase);
        requireNonNull(opening);
        requireNonNull(course);
    }

    /// A call that rang, and nothing more has become of it.
    public Call(
            CallId id,
            Optional<DoorId> door,
            String title,
            String from,
            int priority,
            Instant since,
            Phase phase,
            Optional<Opening> opening) {
        this(id, door, title, from, priority, since, phase, opening, Course.RANG);
    }

    public boolean ringing() {
        return phase instanceof Phase.Ringing;
    }

    public boolean alive() {
        return !(phase instanceof Phase.Over);
    }

    /// The one conversation: there is at most one of these.
    public boolean talking() {
        return phase instanceof Phase.Talking || phase instanceof Phase.Answering || phase instanceof Phase.Calling;
    }

    public boolean held() {
        return phase instanceof Phase.Held;
    }

    Call in(Phase next) {
        return new Call(id, door, title, from, priority, since, next, opening, course);
    }

    Call with(Opening next) {
        return new Call(id, door, title, from, priority, since, phase, Optional.of(next), course);
    }

    Call with(Course next) {
        return new Call(id, door, title, from, priority, since, phase, opening, next);
    }
}
