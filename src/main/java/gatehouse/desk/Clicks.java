package gatehouse.desk;

import gatehouse.audio.Finding;
import gatehouse.door.Door;
import gatehouse.door.DoorId;
import gatehouse.door.Secret;
import java.time.Duration;
import java.util.Optional;

/// What a person can do at the desk. Every method returns at once; what became of it is seen in the next state.
public interface Clicks {
    void logIn(String name, Secret pin);

    void logOut();

    /// Answers a ringing call; one that is talked in is put on hold first.
    /// Calls can still be seen and answered; everything else wants the PIN again. `idle`: nobody was at work.
    default void lock(boolean idle) {}

    /// Ends the shift, with a note for the next one.
    default void handOver(String note) {}

    /// The note that was left has been read.
    default void takeHandOver() {}

    void answer(CallId call);

    /// The most urgent call that waits.
    default void answerNext() {}

    void decline(CallId call);

    /// By one of the site's reasons.
    default void decline(CallId call, String reason) {
        decline(call);
    }

    void end(CallId call);

    /// Calls a door, whether it has rung or not.
    default void call(DoorId door) {}

    /// Calls somebody of the site's list; a call that is talked in is put on hold first, so that it can be handed over.
    default void callTarget(String target) {}

    /// Whoever was called or talked with last.
    default void callAgain() {}

    /// Calls the door of a missed call, which is acknowledged by that.
    default void callBack(CallId missed) {}

    default void hold(CallId call) {}

    /// Talks on in a call on hold; another one that is talked in is put on hold first.
    default void resume(CallId call) {}

    /// From the call that is talked in to the one that is on hold, and back.
    default void swap() {}

    /// Hands a call to somebody of the site's list, without asking.
    default void transfer(CallId call, String target) {}

    /// Connects a call on hold with the one that is talked in, and leaves both.
    default void transferTo(CallId held, CallId other) {}

    /// Nobody is rung for so long, or until it is taken back; what rings is put on record all the same.
    default void doNotDisturb(boolean on, Optional<Duration> time) {}

    /// Plays one of the site's announcements to the visitor.
    default void announce(CallId call, String announcement) {}

    default void stopAnnouncement(CallId call) {}

    /// What was offered against a voice that is not heard.
    default void remedy(CallId call, Finding.Remedy remedy) {}

    void mute(CallId call, boolean on);

    void pushToTalk(CallId call, boolean on);

    /// Held down or let go of, in push-to-talk.
    void talk(CallId call, boolean held);

    /// 0 to 1: how loud the visitor is heard.
    void volume(double volume);

    /// Brings another call into the pop-up.
    void show(CallId call);

    /// Puts a call that is over out of sight.
    void dismiss(CallId call);

    /// The open button: the call and the door are those shown when it was *pressed*, `pressedAt` the monotonic time
    /// of that moment.
    void open(Optional<CallId> call, DoorId door, String outputId, long pressedAt);

    void acknowledgeMissed();

    default void acknowledgeMissed(CallId missed) {}

    void snapshot(DoorId door);

    void restartStream(DoorId door);

    void addDoor(Door door);

    /// Only on the demo site: somebody walks up to a door and rings.
    void ringSimulatedDoor(Optional<DoorId> door);

    /// What can be done about doors beside opening them.
    DoorClicks doors();
}
