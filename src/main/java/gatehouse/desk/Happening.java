package gatehouse.desk;

import gatehouse.audio.Finding;
import gatehouse.door.DoorId;
import gatehouse.door.Trouble;
import gatehouse.site.Person;
import gatehouse.site.Role;
import gatehouse.site.Site;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Everything that can reach the desk: from a door, from the network, from the person who sits there.
public sealed interface Happening {
    // Calls, from the phone.

    /// `door` is empty when the source could not be tied to a door. `from` says by which way the call came.
    record Rang(CallId call, Optional<DoorId> door, String from, Instant at, long nanos) implements Happening {}

    /// A caller that nobody vouches for was sent away without ringing.
    record CallerRefused(String from, String why, Instant at) implements Happening {}

    /// `byKey` means that the guard is heard only while the talk key is held.
    record Answered(CallId call, boolean byKey, Instant at) implements Happening {
        public Answered(CallId call, Instant at) {
            this(call, false, at);
        }
    }

    /// `call` goes on in the place of `before`: whom we talked with, or called, was put together with somebody else. It
    /// is answered already; `Answered` follows when the other side knows it. As with `Rang`, `door` is empty when the
    /// source could not be tied to one.
    record TookOver(CallId before, CallId call, Optional<DoorId> door, String from, Instant at, long nanos)
            implements Happening {}

    record CallOver(CallId call, End how, String words, Instant at, long nanos) implements Happening {}

    /// A call of ours has come further, short of being answered.
    record DialMoved(CallId call, Phase.Progress progress, Instant at) implements Happening {}

    /// The other side has put the call on hold, or taken it back.
    record HeldThere(CallId call, boolean on) implements Happening {}

    record TransferMoved(CallId call, Transfer.Stage stage, String words, Instant at) implements Happening {}

    /// How the call sounds, once a second.
    record VoiceTold(CallId call, Sounding sounding, Instant at) implements Happening {}

    /// Tones went out, by this method.
    record TonesSent(CallId call, String method) implements Happening {}

    record AnnouncementOver(CallId call) implements Happening {}

    /// Nobody took the call for as long as the site says.
    record ForwardDue(CallId call, Instant at, long nanos) implements Happening {}

    /// Time goes by; schedules begin and end.
    record ClockStruck(Instant at, long nanos) implements Happening {}

    // Clicks.

    record AnswerPressed(CallId call, Instant at, long nanos) implements Happening {}

    record AnswerNextPressed(Instant at, long nanos) implements Happening {}

    /// `reason` is the id of one of the site's reasons.
    record DeclinePressed(CallId call, Optional<String> reason, Instant at) implements Happening {
        public DeclinePressed(CallId call, Instant at) {
            this(call, Optional.empty(), at);
        }
    }

    /// `call` is what the new call will be named.
    record DialPressed(CallId call, Callee callee, Instant at, long nanos) implements Happening {}

    record CallAgainPressed(CallId call, Instant at, long nanos) implements Happening {}

    record CallBackPressed(CallId call, CallId missed, Instant at, long nanos) implements Happening {}

    record HoldPressed(CallId call, Instant at) implements Happening {}

    record ResumePressed(CallId call, Instant at, long nanos) implements Happening {}

    record SwapPressed(Instant at, long nanos) implements Happening {}

    record TransferPressed(CallId call, String target, Instant at) implements Happening {}

    record TransferToPressed(CallId held, CallId other, Instant at) implements Happening {}

    record AnnouncePressed(CallId call, String announcement, Instant at) implements Happening {}

    record HushPressed(CallId call) implements Happening {}

    /// `fresh` is what a new call would be named, if the remedy is one.
    record RemedyPressed(CallId call, Finding.Remedy remedy, CallId fresh, Instant at, long nanos)
            implements Happening {}

    record UndisturbedPressed(boolean on, Optional<Duration> time, Instant at, long nanos) implements Happening {}

    record MissedSeen(CallId missed, Instant at) implements Happening {}

    record EndPressed(CallId call, Instant at) implements Happening {}

    record MutePressed(CallId call, boolean on) implements Happening {}

    record PushToTalkPressed(CallId call, boolean on) implements Happening {}

    record TalkHeld(CallId call, boolean held) implements Happening {}

    record VolumeSet(double volume) implements Happening {}

    record ShowPressed(CallId call, long nanos) implements Happening {}

    record Dismissed(CallId call, long nanos) implements Happening {}

    /// `pressedAt` is the monotonic time at which the button went down, on the call and door that were shown then.
    record OpenPressed(
            UUID command, Optional<CallId> call, DoorId door, String output, long pressedAt, long nanos, Instant at)
            implements Happening {}

    record MissedAcknowledged(Instant at) implements Happening {}

    record SnapshotPressed(DoorId door, Instant at) implements Happening {}

    record RestartPressed(DoorId door) implements Happening {}

    // What became of things.

    record OpeningMoved(UUID command, Opening.Stage stage, boolean over, String words, Instant at)
            implements Happening {}

    record PictureLive(DoorId door, Instant at) implements Happening {}

    /// The call that brought the door's picture is over.
    record PictureRests(DoorId door) implements Happening {}

    record PictureLost(DoorId door, Trouble trouble, Optional<Instant> retryAt, Instant at) implements Happening {}

    record LampSet(String key, Lamp lamp) implements Happening {}

    record RingToFaceMeasured(Duration median) implements Happening {}

    record Noticed(Recent recent) implements Happening {}

    // People and the site.

    /// `seat` has just shown the PIN; somebody who sat here before is relieved by it.
    /// Another call may be shown to who sits down now, so it has a monotonic time.
    record SeatTaken(Seat seat, Instant at, long nanos) implements Happening {
        public SeatTaken(Seat seat, Instant at) {
            this(seat, at, 0);
        }

        public SeatTaken(String name, Role role, Instant at) {
            this(new Seat(name, role), at);
        }
    }

    record SeatLeft(Instant at) implements Happening {}

    /// By hand, or because nobody touched anything for as long as the site allows.
    record SeatLocked(boolean idle, Instant at) implements Happening {}

    /// Whoever sits here ends the shift, with a note for the next one.
    record HandedOver(String note, Instant at) implements Happening {}

    record HandOverTaken(Instant at) implements Happening {}

    record ShiftKnown(Shift shift) implements Happening {}

    /// These are the people who may log in from now on. `what` and `sentence` go on record; nothing does when the
    /// sentence is empty.
    record PeopleChanged(List<Person> people, Memory.What what, String sentence, Optional<String> by, Instant at)
            implements Happening {}

    record LogInRefused(String words) implements Happening {}

    record SiteChanged(Site site, String why, Instant at) implements Happening {}

    // Doors: how they stand, what must be looked at, what high security asks for.

    /// Told to [DoorRules].
    sealed interface AboutDoors extends Happening {}

    /// The open button, pressed in the way that nobody uses of their own will: it opens as usual.
    record DuressOpenPressed(OpenPressed press) implements AboutDoors {}

    /// The button that opens although nothing can be put on record: somebody who may must answer for it.
    record OffRecordPressed(OpenPressed press) implements AboutDoors {}

    /// What was asked for, for the press with that command. The second person in `grounds`, or who answers for an
    /// opening off the record, has just shown the PIN; `duress` says that it was the one for that.
    record GroundsGiven(
            UUID command, Grounds grounds, Optional<String> answersFor, boolean duress, long nanos, Instant at)
            implements AboutDoors {}

    /// What was given does not do; the words are for the person at the desk.
    record GroundsRefused(UUID command, String words) implements AboutDoors {}

    record GroundsDropped(UUID command, Instant at) implements AboutDoors {}

    /// This desk itself kept an opening from being sent.
    record OpeningBarred(UUID command, Opening.Bar bar) implements AboutDoors {}

    /// A stage of an opening, seen or known to be unknowable.
    record OpeningProven(UUID command, Proof.Stage stage, Proof.Seen seen) implements AboutDoors {}

    /// What the contact and the lock of a door say now.
    record DoorStands(DoorId door, Standing.Leaf leaf, Standing.Bolt bolt, Instant at) implements AboutDoors {}

    /// Open without anybody having opened it, or for longer than it may be.
    record DoorMisused(UUID id, DoorId door, Concern.Kind kind, String words, Instant at) implements AboutDoors {}

    /// Closed and locked again after an opening, a hold or a misuse.
    record DoorRelocked(DoorId door, Instant at) implements AboutDoors {}

    record HoldOpenPressed(UUID command, Where where, Instant until, Instant at) implements AboutDoors {}

    record NormalPressed(UUID command, Where where, Instant at) implements AboutDoors {}

    record LockdownPressed(UUID command, Where where, Instant at) implements AboutDoors {}

    /// `by` may release these doors and has just shown that it is them, or sits here.
    record LockdownReleased(UUID command, java.util.Set<DoorId> doors, String by, boolean duress, Instant at)
            implements AboutDoors {}

    record ReleaseRefused(String words) implements AboutDoors {}

    /// What became of a mode at the door itself.
    record ModeTaken(UUID command, DoorId door, Mode.Taken taken, Instant at) implements AboutDoors {}

    /// The clock has come to where a hold ends or a schedule changes; also told now and then, because clocks are set.
    record TimeCame(Instant at) implements AboutDoors {}

    /// How the doors stood and what nobody had looked at when this console ended last.
    record StandingsFound(java.util.Map<DoorId, Mode> modes, java.util.List<Concern> concerns, Instant at)
            implements AboutDoors {}

    record LookedAt(UUID concern, Instant at) implements AboutDoors {}
}
