package gatehouse.sip;

import gatehouse.sip.Answer.Negotiated;
import gatehouse.sip.Answer.Refusal;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.header.ContactHeader;
import javax.sip.message.Response;

/// One call that came in, from the first ring to its end. Its state changes under one lock; what is to be said is
/// handed to the call's wire, which does not make the lock wait.
///
/// Safe for any thread.
final class Call {
    private sealed interface State {
        record Ringing() implements State {}

        /// Our 200 is out; the caller has not acknowledged it yet.
        record Answered(SdpAnswer sdp, Negotiated agreed) implements State {}

        record Confirmed(SdpAnswer sdp, Negotiated agreed) implements State {}

        /// `byeOwed`: we hung up before the caller acknowledged, and may say so only when he has (RFC 3261 §15).
        record Over(boolean byeOwed) implements State {}
    }

    private final CallId id = CallId.fresh();
    private final Invitation invitation;
    private final Surroundings around;
    private final CallWire wire;
    private final Object lock = new Object();
    private State state = new State.Ringing(); // guarded by lock
    private boolean told; // guarded by lock: Rang was published
    private Optional<End> untold = Optional.empty(); // guarded by lock: over before Rang was published
    private volatile ScheduledFuture<?> ringTimer;

    Call(Invitation invitation, Surroundings around, Stack.Point point, ContactHeader contact) {
        this.invitation = invitation;
        this.around = around;
        this.wire = new CallWire(around, point, contact, this::wireBroke);
    }

    CallId id() {
        return id;
    }

    String wireId() {
        return invitation.wireId();
    }

    boolean isSameInvite(String branch) {
        return invitation.branch().equals(branch);
    }

    InetAddress from() {
        return invitation.from();
    }

    Transport transport() {
        return wire.transport();
    }

    InetAddress localAddress() {
        return wire.localAddress();
    }

    boolean isConfirmed() {
        synchronized (lock) {
            return state instanceof State.Confirmed;
        }
    }

    /// Says 180 from the very thread that brought the INVITE, then tells the world.
    void ring(ServerTransaction transaction) throws SipException, InvalidArgumentException {
        transaction.getDialog().setApplicationData(this);
        wire.ringing(transaction);
        ringTimer = around.threads()
                .clock()
                .schedule(this::nobodyCame, around.ringTime().toMillis(), TimeUnit.MILLISECONDS);
        synchronized (lock) {
            told = true;
            around.events()
                    .accept(new PhoneEvent.Rang(
                            id,
                            invitation.source(),
                            invitation.displayName(),
                            invitation.offer(),
                            invitation.arrivedNanos()));
            untold.ifPresent(why -> around.events().accept(new PhoneEvent.Ended(id, why)));
        }
    }

    /// The ring could not be said at all.
    void stillborn() {
        synchronized (lock) {
            state = new State.Over(false);
        }
        around.gone().accept(this);
    }

    Answer answer(VoiceAddress voice) {
        var sdp = new SdpAnswer(voice);
        Optional<Negotiated> agreed = sdp.choose(invitation.offer());
        synchronized (lock) {
            if (!(state instanceof State.Ringing)) {
                return new Refusal(481, "the call is no longer ringing");
            }
            if (agreed.isEmpty()) {
                wire.refuse(Response.NOT_ACCEPTABLE_HERE);
                over(End.FAILED, false);
                return new Refusal(488, "the door offers no voice that this console speaks");
            }
            state = new State.Answered(sdp, agreed.get());
            silenceTimer();
            wire.voice(sdp, invitation.offer(), agreed.get());
            return agreed.get();
        }
    }

    void decline(int status) {
        synchronized (lock) {
            if (state instanceof State.Ringing) {
                wire.refuse(status);
                over(End.DECLINED_HERE, false);
            }
        }
    }

    /// Ends the call in whatever state it is.
    void end() {
        synchronized (lock) {
            switch (state) {
                case State.Ringing r -> decline(Response.DECLINE);
                case State.Answered a -> over(End.HUNG_UP_HERE, true);
                case State.Confirmed c -> {
                    wire.bye();
                    over(End.HUNG_UP_HERE, false);
                }
                case State.Over o -> {} // Twice is once.
            }
        }
    }

    /// The address of ours on which this call was held is gone; there may be another one from which to say so.
    void addressLost(Optional<Stack.Point> other) {
        synchronized (lock) {
            if (state instanceof State.Answered || state instanceof State.Confirmed) {
                other.ifPresent(wire::byeFrom);
            }
            if (!(state instanceof State.Over)) {
                over(End.ADDRESS_LOST, false);
            }
        }
    }

    /// Complete when everything decided so far was said.
    CompletableFuture<Void> said() {
        return wire.said();
    }

    private void nobodyCame() {
        synchronized (lock) {
            if (state instanceof State.Ringing) {
                wire.refuse(Response.TEMPORARILY_UNAVAILABLE);
                over(End.RING_TIMEOUT, false);
            }
        }
    }

    void cancelled(boolean elsewhere) {
        synchronized (lock) {
            if (state instanceof State.Ringing) {
                wire.refuse(Response.REQUEST_TERMINATED);
                over(elsewhere ? End.ANSWERED_ELSEWHERE : End.CALLER_GAVE_UP, false);
            }
        }
    }

    /// The caller said BYE, which he may do while it still rings (RFC 3261 §15).
    void byeCame() {
        synchronized (lock) {
            switch (state) {
                case State.Ringing r -> {
                    wire.refuse(Response.REQUEST_TERMINATED);
                    over(End.CALLER_GAVE_UP, false);
                }
                case State.Answered a -> over(End.HUNG_UP_THERE, false);
                case State.Confirmed c -> over(End.HUNG_UP_THERE, false);
                case State.Over o -> state = new State.Over(false);
            }
        }
    }

    void ackCame() {
        synchronized (lock) {
            switch (state) {
                case State.Answered a -> {
                    state = new State.Confirmed(a.sdp(), a.agreed());
                    around.events().accept(new PhoneEvent.Confirmed(id));
                }
                case State.Over o -> sayOwedBye(o);
                case State.Ringing r -> {}
                case State.Confirmed c -> {}
            }
        }
    }

    /// The stack gave up repeating our 200; it says no BYE by itself.
    void ackNeverCame() {
        synchronized (lock) {
            switch (state) {
                case State.Answered a -> {
                    wire.bye();
                    over(End.FAILED, false);
                }
                case State.Ringing r -> over(End.FAILED, false);
                case State.Over o -> sayOwedBye(o);
                case State.Confirmed c -> {}
            }
        }
    }

    private void sayOwedBye(State.Over over) {
        state = new State.Over(false);
        if (over.byeOwed()) {
            wire.bye();
        }
    }

    /// A new offer within the call. Returns the status it was answered with at once, or 200 when the answer is under
    /// way.
    int reinvited(ServerTransaction transaction, Optional<Offer> offer) {
        synchronized (lock) {
            if (!(state instanceof State.Confirmed talk)) {
                return state instanceof State.Over ? 481 : 491;
            }
            Offer answered = offer.orElse(invitation.offer());
            Optional<Negotiated> again =
                    offer.isEmpty() ? Optional.of(talk.agreed()) : talk.sdp().choose(answered);
            if (again.isEmpty()) {
                return Response.NOT_ACCEPTABLE_HERE;
            }
            wire.voice(transaction, talk.sdp(), answered, again.get());
            return Response.OK;
        }
    }

    void toneCame(char tone) {
        synchronized (lock) {
            if (!(state instanceof State.Over)) {
                around.events().accept(new PhoneEvent.ToneHeard(id, tone));
            }
        }
    }

    /// Sends one tone by INFO, only in the confirmed dialog; the future is the status of the answer.
    CompletableFuture<Integer> tone(char tone, Duration length) {
        synchronized (lock) {
            if (!(state instanceof State.Confirmed)) {
                return CompletableFuture.failedFuture(new NotConfirmed(id));
            }
        }
        return wire.tone(tone, length);
    }

    /// Makes room first: whoever hears of the end may call at once.
    private void over(End why, boolean byeOwed) {
        state = new State.Over(byeOwed);
        silenceTimer();
        around.gone().accept(this);
        if (told) {
            around.events().accept(new PhoneEvent.Ended(id, why));
        } else {
            untold = Optional.of(why);
        }
    }

    private void silenceTimer() {
        var timer = ringTimer;
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private void wireBroke() {
        synchronized (lock) {
            if (state instanceof State.Answered) {
                over(End.FAILED, false);
            }
        }
    }
}
