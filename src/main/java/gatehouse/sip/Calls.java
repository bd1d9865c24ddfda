package gatehouse.sip;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The calls that are not over, by our name and by the wire's, and how many there may be.
///
/// Safe for any thread.
final class Calls {
    /// What became of a newcomer.
    enum Entry {
        TAKEN,
        /// The same INVITE once more; the first one is being answered.
        REPEATED,
        /// Another request with the Call-ID of a living call.
        DUPLICATE,
        FULL
    }

    private final int most;
    private final Map<CallId, Call> byId = new HashMap<>(); // guarded by this map
    private final Map<String, Call> byWireId = new HashMap<>(); // guarded by byId

    Calls(int most) {
        this.most = most;
    }

    Entry enter(Call call, String branch) {
        synchronized (byId) {
            Call other = byWireId.get(call.wireId());
            if (other != null) {
                return other.isSameInvite(branch) ? Entry.REPEATED : Entry.DUPLICATE;
            }
            if (waiting() >= most) {
                return Entry.FULL;
            }
            byId.put(call.id(), call);
            byWireId.put(call.wireId(), call);
            return Entry.TAKEN;
        }
    }

    /// Those that nobody has taken yet; how many are talked in is the guard's affair.
    private long waiting() {
        return byId.values().stream()
                .filter(call -> call instanceof IncomingCall incoming && incoming.isWaiting())
                .count();
    }

    /// A call of ours; it is not counted against those that come.
    void place(Call call) {
        synchronized (byId) {
            byId.put(call.id(), call);
            byWireId.put(call.wireId(), call);
        }
    }

    void leave(Call call) {
        synchronized (byId) {
            byId.remove(call.id(), call);
            byWireId.remove(call.wireId(), call);
        }
    }

    /// Whether we make a call of this Call-ID.
    boolean isOurs(String wireId) {
        synchronized (byId) {
            return byWireId.get(wireId) instanceof OutgoingCall;
        }
    }

    Optional<Call> find(CallId id) {
        synchronized (byId) {
            return Optional.ofNullable(byId.get(id));
        }
    }

    List<Call> all() {
        synchronized (byId) {
            return List.copyOf(byId.values());
        }
    }
}
