package gatehouse.desk;

import gatehouse.door.DoorId;
import gatehouse.door.Output;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// What the desk wants done about a happening. The rules only name it; [Hands] do it, on threads of their own.
public sealed interface Deed {
    /// Whether it may wait for somebody else: such a deed has a thread of its own, the others are done in their order.
    default boolean waits() {
        return switch (this) {
            case Answer d -> true;
            case Decline d -> true;
            case HangUp d -> true;
            case Open d -> true;
            case Prepare d -> true;
            case Restart d -> true;
            case Rewire d -> true;
            case Microphone d -> false;
            case Volume d -> false;
            case RingTone d -> false;
            case Remember d -> false;
            case DismissLater d -> false;
            case Film d -> false;
            case FilmEnds d -> false;
        };
    }

    record Answer(CallId call) implements Deed {}

    record Decline(CallId call) implements Deed {}

    record HangUp(CallId call) implements Deed {}

    /// Whether the guard is heard by the visitor.
    record Microphone(CallId call, boolean open) implements Deed {}

    record Volume(double volume) implements Deed {}

    /// Starts, softens or stops the ring tone. `priority` chooses the tone.
    record RingTone(boolean on, boolean softly, int priority) implements Deed {}

    record Open(
            UUID command,
            Optional<CallId> call,
            DoorId door,
            String doorName,
            Output output,
            String by,
            long pressedAt,
            Instant at)
            implements Deed {}

    /// A door rings: what an opening of it would have to ask first is asked now.
    record Prepare(gatehouse.door.Door door) implements Deed {}

    /// One entry for the history, with a picture of the door when `picture` names why one is wanted.
    record Remember(Memory memory) implements Deed {}

    /// A clip of the door begins, with what was in memory before this moment; one that is being written already goes
    /// on and belongs to this occasion too.
    record Film(DoorId door, String doorName, Occasion of) implements Deed {}

    /// The door's clip ends so much later, unless something happens there again.
    record FilmEnds(DoorId door, Duration after) implements Deed {}

    /// What a clip is taken of.
    sealed interface Occasion {
        record OfCall(CallId call) implements Occasion {}

        /// A door that was opened without a call, by this command.
        record OfOpening(UUID command) implements Occasion {}
    }

    record Restart(DoorId door) implements Deed {}

    /// After the given time the call leaves the pop-up by itself.
    record DismissLater(CallId call, Duration after) implements Deed {}

    /// The doors of the site are others now: connect the new ones, let go of the old ones.
    record Rewire(gatehouse.site.Site site) implements Deed {}
}
