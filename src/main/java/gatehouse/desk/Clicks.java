package gatehouse.desk;

import gatehouse.door.Door;
import gatehouse.door.DoorId;
import gatehouse.door.Secret;
import java.util.Optional;

/// What a person can do at the desk. Every method returns at once; what became of it is seen in the next state.
public interface Clicks {
    void logIn(String name, Secret pin);

    void logOut();

    void answer(CallId call);

    void decline(CallId call);

    void end(CallId call);

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

    void snapshot(DoorId door);

    void restartStream(DoorId door);

    void addDoor(Door door);

    /// Only on the demo site: somebody walks up to a door and rings.
    void ringSimulatedDoor(Optional<DoorId> door);
}
