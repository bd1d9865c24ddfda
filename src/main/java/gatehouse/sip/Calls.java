package gatehouse.sip;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

    private static final int MOST_PAST = 64;

    private final int most;
    private final Map<CallId, Call> byId = new HashMap<>(); // guarded by this map
    private final Map<String, Call> byWireId = new HashMap<>(); // guarded by byId
    private final Set<Replaced.Dialogue> past = new LinkedHashSet<>(); // guarded by byId: of the last calls

    Calls(int most) {
        this.most = most;
    }

    Entry enter(Call call, String branch) {
        synchronized (byId) {
            Call other = byWireId.get(call.wireId());
            if (other != null) {
                return other.isSameInvite(branch) ? Entry.REPEATED : Entry.DUPLICATE;
            }
            if (isWaiting(call) && waiting() >= most) {
                return Entry.FULL;
            }
            byId.put(call.id(), call);
            byWireId.put(call.wireId(), call);
            return Entry.TAKEN;
        }
    }

    /// Those that nobody has taken yet; how many are talked in is the guard's affair.
    private long waiting() {
        return byId.values().stream().filter(Calls::isWaiting).count();
    }

    private static boolean isWaiting(Call call) {
        return call instanceof IncomingCall incoming && incoming.isWaiting();
    }

    /// A call of ours; it is not counted against those that come.
    void place(Call call) {
        synchronized (byId) {
            byId.put(call.id(), call);
            byWireId.put(call.wireId(), call);
        }
    }

    void leave(Call call) {
        Optional<Replaced.Dialogue> known = call.dialogue();
        synchronized (byId) {
            byId.remove(call.id(), call);
            byWireId.remove(call.wireId(), call);
            known.ifPresent(this::remember);
        }
    }

    private void remember(Replaced.Dialogue gone) {
        past.add(gone);
        if (past.size() > MOST_PAST) {
            past.remove(past.iterator().next());
        }
    }

    /// The living call that both sides know by this.
    Optional<Call> known(Replaced.Dialogue dialogue) {
        Call call;
        synchronized (byId) {
            call = byWireId.get(dialogue.callId());
        }
        return Optional.ofNullable(call).filter(it -> it.dialogue().equals(Optional.of(dialogue)));
    }

    /// Whether there was such a call until a short while ago.
    boolean isPast(Replaced.Dialogue dialogue) {
        synchronized (byId) {
            return past.contains(dialogue);
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
