package gatehouse.sip;

import gatehouse.sip.PhoneEvent.Ended;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javax.sip.message.Request;
import javax.sip.message.Response;

/// One call from its first word to its end, whoever made it. Its state changes under one lock; what is to be said is
/// handed to the call's wire, which does not make the lock wait.
///
/// Safe for any thread.
abstract sealed class Call permits IncomingCall, OutgoingCall {
    final CallId id;
    final Surroundings around;
    final CallWire wire;
    final Object lock = new Object();
    final Talk talk;
    final Transfer transfer;
    final SessionTimer timer;
    private boolean told; // guarded by lock: the world knows that there is such a call
    private Optional<End> untold = Optional.empty(); // guarded by lock: over before that
    private volatile ScheduledFuture<?> ringTimer;
    private final AtomicBoolean claimed = new AtomicBoolean(); // somebody is about to take this call's place
    private volatile boolean handedOver; // the other side is about to talk with somebody else instead of us

    Call(CallId id, Surroundings around, CallWire wire, Renewal.Side side) {
        this.id = id;
        this.around = around;
        this.wire = wire;
        this.timer = new SessionTimer(lock, around, this::renew, this::lost);
        this.talk = new Talk(id, lock, wire, around, this::lost, side, timer);
        this.transfer = new Transfer(id, lock, wire, around, this::transferred);
    }

    private void renew() {
        talk.renegotiate(List.of()).whenComplete((answer, fault) -> {
            // Whatever came of it: a call that is lost was ended.
        });
    }

    /// Both sides know that it is answered. To be called with the lock held.
    final void opened() {
        talk.open();
        transfer.open();
        timer.start();
    }

    CallId id() {
        return id;
    }

    /// Its Call-ID.
    abstract String wireId();

    /// Where the other side is.
    abstract InetAddress from();

    abstract boolean isSameInvite(String branch);

    abstract boolean isConfirmed();

    /// Ends the call in whatever state it is.
    abstract void end();

    abstract void byeCame();

    /// An ACK, and what it answers to an offer of ours.
    abstract void ackCame(Optional<Offer> answer);

    /// The stack gave up repeating our 200; it says no BYE by itself.
    abstract void ackNeverCame();

    /// The address of ours on which this call was held is gone; there may be another one from which to say so.
    abstract void addressLost(Optional<Stack.Point> other);

    /// The other side knows nothing of this call any more.
    abstract void lost();

    /// The other side talks with somebody else now.
    abstract void transferred();

    /// What another call may find of this one whose place it wants to take (RFC 3891 §3).
    enum Standing {
        /// Ours, and not answered yet.
        CALLING,
        TALKED_IN,
        /// Somebody rings here; his is the word.
        RINGS_HERE,
        OVER
    }

    abstract Standing standing();

    /// Another call has taken its place.
    abstract void replaced();

    /// True for the first one only.
    final boolean claim() {
        return claimed.compareAndSet(false, true);
    }

    final void unclaimed() {
        claimed.set(false);
    }

    /// What both sides know this call by.
    final Optional<Replaced.Dialogue> dialogue() {
        return wire.dialog().flatMap(Replaced.Dialogue::of);
    }

    Transport transport() {
        return wire.point().transport();
    }

    InetAddress localAddress() {
        return wire.localAddress();
    }

    Talk talk() {
        return talk;
    }

    Transfer transfer() {
        return transfer;
    }

    void isHandedOver(boolean now) {
        handedOver = now;
    }

    /// The other side said BYE: because it was put together with somebody else, or of its own.
    final End goodBye() {
        return handedOver ? End.TRANSFERRED : End.HUNG_UP_THERE;
    }

    /// Complete when everything decided so far was said.
    CompletableFuture<Void> said() {
        return wire.said();
    }

    /// The world hears of the call, and of its end when that was quicker.
    final void tell(Optional<PhoneEvent> birth) {
        synchronized (lock) {
            told = true;
            birth.ifPresent(around.events());
            untold.ifPresent(why -> around.events().accept(new Ended(id, why)));
        }
    }

    /// Makes room first: whoever hears of the end may call at once. To be called with the lock held.
    final void leave(End why) {
        silenceTimer();
        talk.close();
        transfer.close();
        timer.close();
        around.gone().accept(this);
        if (told) {
            around.events().accept(new Ended(id, why));
        } else {
            untold = Optional.of(why);
        }
    }

    final void ringFor(Runnable nobodyCame) {
        ringTimer =
                around.threads().clock().schedule(nobodyCame, around.ringTime().toMillis(), TimeUnit.MILLISECONDS);
    }

    final void silenceTimer() {
        var timer = ringTimer;
        if (timer != null) {
            timer.cancel(false);
        }
    }

    /// What a request of theirs within the call wants of session timers, for the 2xx to it.
    final Consumer<Response> renewedBy(Request request) {
        return timer.asked(request);
    }
}
