package gatehouse;

import gatehouse.desk.CallId;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/// What the desk calls a call and what the telephone does. They are the same where somebody rang; a call of ours has
/// its name from the desk before the telephone gives it one.
///
/// Safe for any thread.
final class CallNames {
    private final Map<CallId, gatehouse.sip.CallId> ours = new HashMap<>(); // these two: guarded by this
    private final Map<gatehouse.sip.CallId, CallId> theirs = new HashMap<>();

    /// Nothing is heard of the call before its name is known here.
    synchronized void called(CallId call, Supplier<gatehouse.sip.CallId> calling) {
        var name = calling.get();
        ours.put(call, name);
        theirs.put(name, call);
    }

    synchronized CallId desk(gatehouse.sip.CallId call) {
        return theirs.getOrDefault(call, new CallId(call.value()));
    }

    synchronized gatehouse.sip.CallId sip(CallId call) {
        return ours.getOrDefault(call, new gatehouse.sip.CallId(call.value()));
    }

    synchronized void forget(CallId call) {
        var name = ours.remove(call);
        if (name != null) {
            theirs.remove(name);
        }
    }
}
