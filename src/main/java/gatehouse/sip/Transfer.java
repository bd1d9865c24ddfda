package gatehouse.sip;

import gatehouse.sip.PhoneEvent.TransferMoved;
import gatehouse.sip.TransferState.Done;
import gatehouse.sip.TransferState.Failed;
import gatehouse.sip.TransferState.Promised;
import gatehouse.sip.TransferState.Refused;
import gatehouse.sip.TransferState.Trying;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sip.message.Request;
import javax.sip.message.Response;

/// Asks the other side of a call to call somebody else (RFC 3515, RFC 5589), and hears how that goes. One at a time.
///
/// Guarded by the lock of its call.
final class Transfer {
    /// Whoever promised and says nothing more is not waited for.
    private static final Duration SILENCE = Duration.ofMinutes(2);

    private static final Pattern STATUS_LINE = Pattern.compile("SIP/2\\.0 ([1-6][0-9]{2})(?: ([^\\r\\n]{0,64}))?");

    private final CallId id;
    private final Object lock;
    private final CallWire wire;
    private final Surroundings around;
    private final Runnable done;
    private boolean open;
    private boolean waiting;
    private Optional<Call> consulted = Optional.empty();
    private Optional<ScheduledFuture<?>> guard = Optional.empty();

    /// `done` is told when the other side talks with somebody else.
    Transfer(CallId id, Object lock, CallWire wire, Surroundings around, Runnable done) {
        this.id = id;
        this.lock = lock;
        this.wire = wire;
        this.around = around;
        this.done = done;
    }

    void open() {
        open = true;
    }

    /// The call is over, whatever became of the transfer.
    void close() {
        open = false;
        if (waiting) {
            settle(new Failed(0, "the call ended before its result was told"));
        }
    }

    /// `referTo` is the address as it stands in Refer-To, `other` the call that theirs is to replace.
    void refer(String referTo, String referredBy, Optional<Call> other) {
        synchronized (lock) {
            if (!open || waiting) {
                say(new Refused(0, open ? "another transfer is under way" : "the call is not talked in"));
                return;
            }
            waiting = true;
            consulted = other;
        }
        other.ifPresent(call -> call.isHandedOver(true));
        wire.ask(Request.REFER, request -> around.letters().ofCalls().refer(request, referTo, referredBy))
                .whenComplete((answer, fault) -> answered(Optional.ofNullable(answer)));
    }

    private void answered(Optional<Response> answer) {
        synchronized (lock) {
            if (!waiting) {
                return; // The NOTIFY was quicker.
            }
            int status = answer.map(Response::getStatusCode).orElse(Response.REQUEST_TIMEOUT);
            if (status / 100 == 2) {
                guard = Optional.of(
                        around.threads().clock().schedule(this::silent, SILENCE.toMillis(), TimeUnit.MILLISECONDS));
                say(new Promised());
            } else {
                settle(new Refused(status, answer.map(Response::getReasonPhrase).orElse("no answer")));
            }
        }
    }

    private void silent() {
        synchronized (lock) {
            if (waiting) {
                settle(new Failed(0, "nothing more was heard of it"));
            }
        }
    }

    /// What a NOTIFY says (RFC 3515 §2.4.4: a status line of SIP); `last` when it is the last one.
    void notified(String fragment, boolean last) {
        boolean succeeded = false;
        synchronized (lock) {
            if (!waiting) {
                return;
            }
            Matcher line = STATUS_LINE.matcher(fragment);
            int status = line.lookingAt() ? Integer.parseInt(line.group(1)) : 0;
            if (status / 100 == 2) {
                settle(new Done());
                succeeded = true;
            } else if (status >= 300 || last) {
                String reason = status > 0 && line.group(2) != null ? line.group(2) : "";
                settle(new Failed(status, Knocks.printable(reason, 64)));
            } else if (status > 100) {
                say(new Trying(status));
            }
        }
        if (succeeded) {
            consulted.ifPresent(Call::transferred);
            done.run();
        }
    }

    private void settle(TransferState how) {
        waiting = false;
        guard.ifPresent(timer -> timer.cancel(false));
        if (!(how instanceof Done)) {
            consulted.ifPresent(call -> call.isHandedOver(false));
        }
        say(how);
    }

    private void say(TransferState state) {
        around.events().accept(new TransferMoved(id, state));
    }
}
