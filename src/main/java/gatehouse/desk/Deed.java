package gatehouse.desk;

import gatehouse.door.CallAt;
import gatehouse.door.DoorId;
import gatehouse.door.Output;
import gatehouse.door.RingBy;
import gatehouse.site.Announcement;
import gatehouse.site.DeclineReason;
import gatehouse.site.Target;
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
            case Dial d -> true;
            case Hold d -> true;
            case Resume d -> true;
            case HandOver d -> true;
            case Connect d -> true;
            case SendOn d -> true;
            case PlainVoice d -> true;
            case HangUp d -> true;
            case Open d -> true;
            case Prepare d -> true;
            case Restart d -> true;
            case Rewire d -> true;
            case Microphone d -> false;
            case ForwardLater d -> false;
            case Announce d -> false;
            case Hush d -> false;
            case Volume d -> false;
            case RingTone d -> false;
            case Remember d -> false;
            case DismissLater d -> false;
            case Film d -> false;
            case FilmEnds d -> false;
            case AboutDoors d -> d instanceof SetMode;
        };
    }

    /// `aside` is silent before this one is heard.
    record Answer(CallId call, Optional<CallId> aside) implements Deed {
        public Answer(CallId call) {
            this(call, Optional.empty());
        }
    }

    record Decline(CallId call, DeclineReason reason) implements Deed {
        public Decline(CallId call) {
            this(call, DeclineReason.PLAIN);
        }
    }

    /// `door` is whose door is called, if it is one.
    record Dial(CallId call, CallAt at, Optional<DoorId> door, Optional<CallId> aside) implements Deed {}

    record Hold(CallId call) implements Deed {}

    /// `aside` is silent before this one is heard.
    record Resume(CallId call, Optional<CallId> aside) implements Deed {}

    /// Without asking.
    record HandOver(CallId call, Target target) implements Deed {}

    /// Each with the other, and this desk with neither.
    record Connect(CallId held, CallId other) implements Deed {}

    /// A call that still rings goes to somebody else: the caller is told where, or, where it would not follow, it is
    /// fetched by a call of our own.
    record SendOn(CallId call, Target target, boolean redirected) implements Deed {}

    record ForwardLater(CallId call, Duration after) implements Deed {}

    record Announce(CallId call, Announcement announcement) implements Deed {}

    record Hush(CallId call) implements Deed {}

    /// The call is offered anew with the codecs that everybody has.
    record PlainVoice(CallId call) implements Deed {}

    record HangUp(CallId call) implements Deed {}

    /// Whether the guard is heard by the visitor.
    record Microphone(CallId call, boolean open) implements Deed {}

    record Volume(double volume) implements Deed {}

    /// Starts, softens or stops the ring tone: the door's own, or that of its priority.
    record RingTone(boolean on, boolean softly, int priority, RingBy tone) implements Deed {}

    record Open(
            UUID command,
            Optional<CallId> call,
            DoorId door,
            String doorName,
            Output output,
            String by,
            long pressedAt,
            Instant at,
            Grounds grounds,
            boolean offRecord)
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

    /// Done by the wiring of the doors.
    sealed interface AboutDoors extends Deed {}

    /// Tells the door itself how it is to stand now.
    record SetMode(UUID command, gatehouse.door.Door door, Mode mode, String by, Instant at) implements AboutDoors {}

    /// The alarm sounds until somebody looked; silent when empty.
    record AlarmTone(Optional<Concern.Kind> loudest) implements AboutDoors {}

    /// One short sound: the door is closed and locked again.
    record RelockedSound(DoorId door) implements AboutDoors {}

    /// Nothing of it is seen or heard here: the history and the others who listen to this desk are told.
    record SilentAlarm(
            UUID command, Optional<CallId> call, DoorId door, String doorName, String by, String how, Instant at)
            implements AboutDoors {}

    /// A door opens although nothing can be put on record: told to everybody who listens to this desk.
    record OffRecordTold(DoorId door, String doorName, String by, Instant at) implements AboutDoors {}

    /// Keeps the modes and what nobody has looked at yet over a restart.
    record KeepStandings(java.util.Map<DoorId, Mode> modes, java.util.List<Concern> concerns) implements AboutDoors {}

    /// Tells [Happening.TimeCame] at that moment.
    record Wake(Instant at) implements AboutDoors {}
}
