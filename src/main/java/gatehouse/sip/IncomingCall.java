package gatehouse.sip;

import gatehouse.sip.Answer.Refusal;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.header.ContactHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

/// A call that came in.
final class IncomingCall extends Call {
    private sealed interface State {
        record Ringing() implements State {}

        /// Our 200 is out; the caller has not acknowledged it yet.
        record Answered() implements State {}

        record Confirmed() implements State {}

        /// `byeOwed`: we hung up before the caller acknowledged, and may say so only when he has (RFC 3261 §15).
        record Over(boolean byeOwed) implements State {}
    }

    private final Invitation invitation;
    private final IncomingWire inviting;
    private final Agreement agreement;
    private State state = new State.Ringing(); // guarded by lock
    private volatile boolean waiting; // as long as it rings; for who must not wait for the lock

    IncomingCall(Invitation invitation, Request invite, Surroundings around, CallWire wire) {
        super(CallId.fresh(), around, wire, Renewal.Side.CALLEE);
        this.invitation = invitation;
        this.waiting = invitation.before().isEmpty() && !invitation.rehearsal();
        this.inviting = new IncomingWire(around, wire, invitation, this::wireBroke);
        this.agreement = new Agreement(invitation, talk, inviting, timer.asked(invite), transport() == Transport.TLS);
    }

    @Override
    String wireId() {
        return invitation.wireId();
    }

    @Override
    boolean isSameInvite(String branch) {
        return invitation.branch().equals(branch);
    }

    boolean isWaiting() {
        return waiting;
    }

    @Override
    InetAddress from() {
        return invitation.from();
    }

    @Override
    boolean isConfirmed() {
        synchronized (lock) {
            return state instanceof State.Confirmed;
        }
    }

    /// Says 180 from the very thread that brought the INVITE, then tells the world. Who takes another call's place does
    /// not ring.
    void ring(ServerTransaction transaction) throws SipException, InvalidArgumentException {
        transaction.getDialog().setApplicationData(this);
        inviting.begins(transaction);
        if (invitation.before().isEmpty()) {
            inviting.ringing();
        }
        ringFor(this::nobodyCame);
        tell(Optional.of(birth()));
        if (invitation.before().isEmpty() && agreement.isOfferWanted()) {
            around.events().accept(new PhoneEvent.OfferWanted(id));
        }
    }

    private PhoneEvent birth() {
        return invitation
                .before()
                .<PhoneEvent>map(before -> new PhoneEvent.TakesOver(
                        id, before.id(), invitation.source(), invitation.displayName(), invitation.offer()))
                .orElseGet(() -> new PhoneEvent.Rang(
                        id,
                        invitation.source(),
                        invitation.displayName(),
                        invitation.offer(),
                        invitation.arrivedNanos()));
    }

    /// The ring could not be said at all.
    void stillborn() {
        synchronized (lock) {
            state = new State.Over(false);
            invitation.before().ifPresent(Call::unclaimed);
        }
        around.gone().accept(this);
    }

    /// Lets the caller hear us before the call is answered.
    Answer early(VoiceAddress voice) {
        synchronized (lock) {
            return state instanceof State.Ringing
                    ? agreement.early(voice)
                    : new Refusal(481, "the call is no longer ringing");
        }
    }

    /// Whose place it takes leaves when it is answered, and not before: else nothing would have happened.
    Answer answer(VoiceAddress voice) {
        synchronized (lock) {
            if (!(state instanceof State.Ringing)) {
                return new Refusal(481, "the call is no longer ringing");
            }
            if (isTooLate()) {
                inviting.refuse(Response.DECLINE);
                over(End.FAILED, false);
                return new Refusal(Response.DECLINE, "the call whose place it takes is over");
            }
            Answer answer = agreement.answer(voice);
            if (answer instanceof Refusal) {
                inviting.refuse(Response.NOT_ACCEPTABLE_HERE);
                over(End.FAILED, false);
            } else {
                state = new State.Answered();
                waiting = false;
                silenceTimer();
                invitation.before().ifPresent(Call::replaced);
            }
            return answer;
        }
    }

    private boolean isTooLate() {
        return invitation.before().filter(it -> it.standing() == Standing.OVER).isPresent();
    }

    void decline(int status) {
        synchronized (lock) {
            if (state instanceof State.Ringing) {
                inviting.refuse(status);
                over(End.DECLINED_HERE, false);
            }
        }
    }

    void decline(int status, String words) {
        synchronized (lock) {
            if (state instanceof State.Ringing) {
                inviting.refuse(status, words);
                over(End.DECLINED_HERE, false);
            }
        }
    }

    /// Sends the caller on.
    void redirect(ContactHeader there) {
        synchronized (lock) {
            if (state instanceof State.Ringing) {
                inviting.redirect(there);
                over(End.FORWARDED, false);
            }
        }
    }

    @Override
    void end() {
        synchronized (lock) {
            switch (state) {
                case State.Ringing r -> decline(Response.DECLINE);
                case State.Answered a -> over(End.HUNG_UP_HERE, true);
                case State.Confirmed c -> hangUp(End.HUNG_UP_HERE);
                case State.Over o -> {} // Twice is once.
            }
        }
    }

    private void hangUp(End why) {
        wire.bye();
        over(why, false);
    }

    @Override
    void lost() {
        synchronized (lock) {
            if (state instanceof State.Confirmed) {
                hangUp(End.VANISHED);
            }
        }
    }

    @Override
    void transferred() {
        synchronized (lock) {
            if (state instanceof State.Confirmed) {
                hangUp(End.TRANSFERRED);
            }
        }
    }

    @Override
    Standing standing() {
        synchronized (lock) {
            return switch (state) {
                case State.Ringing r -> Standing.RINGS_HERE;
                case State.Answered a -> Standing.TALKED_IN;
                case State.Confirmed c -> Standing.TALKED_IN;
                case State.Over o -> Standing.OVER;
            };
        }
    }

    @Override
    void replaced() {
        synchronized (lock) {
            switch (state) {
                case State.Answered a -> over(End.REPLACED, true);
                case State.Confirmed c -> hangUp(End.REPLACED);
                case State.Ringing r -> {}
                case State.Over o -> {}
            }
        }
    }

    @Override
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

    private void nobodyCame() {
        synchronized (lock) {
            if (state instanceof State.Ringing) {
                inviting.refuse(Response.TEMPORARILY_UNAVAILABLE);
                over(End.RING_TIMEOUT, false);
            }
        }
    }

    void cancelled(boolean elsewhere) {
        synchronized (lock) {
            if (state instanceof State.Ringing) {
                inviting.refuse(Response.REQUEST_TERMINATED);
                over(elsewhere ? End.ANSWERED_ELSEWHERE : End.CALLER_GAVE_UP, false);
            }
        }
    }

    /// What a PRACK brings. Who insists on an offer of ours and then answers it with nothing cannot be talked with.
    int pracked(ServerTransaction transaction, Optional<Offer> brought, Consumer<Response> finish) {
        synchronized (lock) {
            int status = talk.pracked(transaction, brought, finish);
            boolean open = state instanceof State.Ringing || state instanceof State.Answered;
            if (open && status == Response.NOT_ACCEPTABLE_HERE && agreement.isOfferWanted() && !isAgreed()) {
                inviting.refuse(status);
                over(End.FAILED, false);
            }
            return status;
        }
    }

    private boolean isAgreed() {
        return talk.voice().flatMap(Negotiation::agreed).isPresent();
    }

    /// What we said reliably was heard.
    void prackCame() {
        inviting.acknowledged();
    }

    /// The caller said BYE, which he may do while it still rings (RFC 3261 §15).
    @Override
    void byeCame() {
        synchronized (lock) {
            switch (state) {
                case State.Ringing r -> {
                    inviting.refuse(Response.REQUEST_TERMINATED);
                    over(End.CALLER_GAVE_UP, false);
                }
                case State.Answered a -> over(goodBye(), false);
                case State.Confirmed c -> over(goodBye(), false);
                case State.Over o -> state = new State.Over(false);
            }
        }
    }

    @Override
    void ackCame(Optional<Offer> answer) {
        synchronized (lock) {
            switch (state) {
                case State.Answered a -> confirmed(answer);
                case State.Over o -> sayOwedBye(o);
                case State.Ringing r -> {}
                case State.Confirmed c -> {
                    if (!talk.acknowledged(answer)) {
                        hangUp(End.FAILED);
                    }
                }
            }
        }
    }

    private void confirmed(Optional<Offer> answer) {
        state = new State.Confirmed();
        if (!talk.acknowledged(answer)) {
            hangUp(End.FAILED);
            return;
        }
        opened();
        around.events().accept(new PhoneEvent.Confirmed(id));
    }

    @Override
    void ackNeverCame() {
        synchronized (lock) {
            switch (state) {
                case State.Answered a -> hangUp(End.FAILED);
                case State.Confirmed c -> hangUp(End.FAILED);
                case State.Ringing r -> over(End.FAILED, false);
                case State.Over o -> sayOwedBye(o);
            }
        }
    }

    private void sayOwedBye(State.Over over) {
        state = new State.Over(false);
        if (over.byeOwed()) {
            wire.bye();
        }
    }

    private void over(End why, boolean byeOwed) {
        state = new State.Over(byeOwed);
        waiting = false;
        invitation.before().ifPresent(Call::unclaimed);
        leave(why);
    }

    private void wireBroke() {
        synchronized (lock) {
            if (state instanceof State.Answered) {
                over(End.FAILED, false);
            }
        }
    }
}
