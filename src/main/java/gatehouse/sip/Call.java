package gatehouse.sip;

import gatehouse.sip.Answer.Negotiated;
import gatehouse.sip.Answer.Refusal;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sip.Dialog;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.header.ContactHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One call that came in, from the first ring to its end. Its state changes under one lock; what is to be sent goes to
/// the call's lane, so that no wire is written under the lock and everything leaves in the order it was decided.
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

    /// What a call needs of the telephone it belongs to.
    record Surroundings(
            Letters letters,
            StackThreads threads,
            Consumer<PhoneEvent> events,
            Consumer<Call> gone,
            Duration ringTime,
            Duration patience) {}

    /// What the INVITE said.
    record Invitation(
            String wireId,
            String branch,
            Source source,
            String displayName,
            Offer offer,
            InetAddress from,
            long arrivedNanos) {}

    private static final Logger LOG = LoggerFactory.getLogger(Call.class);

    private final CallId id = CallId.fresh();
    private final Invitation invitation;
    private final Surroundings around;
    private final Stack.Point point;
    private final ContactHeader contact;
    private final String toTag;
    private final Lane lane;
    private final Object lock = new Object();
    private State state = new State.Ringing(); // guarded by lock
    private boolean told; // guarded by lock: Rang was published
    private Optional<End> untold = Optional.empty(); // guarded by lock: over before Rang was published
    private volatile ServerTransaction invite;
    private volatile ScheduledFuture<?> ringTimer;

    Call(Invitation invitation, Surroundings around, Stack.Point point, ContactHeader contact) {
        this.invitation = invitation;
        this.around = around;
        this.point = point;
        this.contact = contact;
        this.toTag = around.letters().token();
        this.lane = around.threads().lane();
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

    boolean isFrom(InetAddress address) {
        return invitation.from().equals(address);
    }

    boolean isConfirmed() {
        synchronized (lock) {
            return state instanceof State.Confirmed;
        }
    }

    /// Says 180 from the very thread that brought the INVITE, then tells the world.
    void ring(ServerTransaction transaction) throws SipException, InvalidArgumentException {
        invite = transaction;
        transaction.getDialog().setApplicationData(this);
        Response ringing = around.letters().response(Response.RINGING, transaction.getRequest(), toTag);
        ringing.setHeader(contact);
        transaction.sendResponse(ringing);
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
                lane.execute(() -> respond(Response.NOT_ACCEPTABLE_HERE));
                over(End.FAILED, false);
                return new Refusal(488, "the door offers no voice that this console speaks");
            }
            state = new State.Answered(sdp, agreed.get());
            silenceTimer();
            lane.execute(() -> sendVoice(invite, sdp, invitation.offer(), agreed.get()));
            return agreed.get();
        }
    }

    void decline(int status) {
        synchronized (lock) {
            if (state instanceof State.Ringing) {
                lane.execute(() -> respond(status));
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
                    lane.execute(this::sayBye);
                    over(End.HUNG_UP_HERE, false);
                }
                case State.Over o -> {
                    // Twice is once.
                }
            }
        }
    }

    /// Complete when everything decided so far was said.
    CompletableFuture<Void> said() {
        return CompletableFuture.runAsync(() -> {}, lane);
    }

    private void nobodyCame() {
        synchronized (lock) {
            if (state instanceof State.Ringing) {
                lane.execute(() -> respond(Response.TEMPORARILY_UNAVAILABLE));
                over(End.RING_TIMEOUT, false);
            }
        }
    }

    void cancelled(boolean elsewhere) {
        synchronized (lock) {
            if (state instanceof State.Ringing) {
                lane.execute(() -> respond(Response.REQUEST_TERMINATED));
                over(elsewhere ? End.ANSWERED_ELSEWHERE : End.CALLER_GAVE_UP, false);
            }
        }
    }

    /// The caller said BYE, which he may do while it still rings (RFC 3261 §15).
    void byeCame() {
        synchronized (lock) {
            switch (state) {
                case State.Ringing r -> {
                    lane.execute(() -> respond(Response.REQUEST_TERMINATED));
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
                    lane.execute(this::sayBye);
                    over(End.FAILED, false);
                }
                case State.Over o -> sayOwedBye(o);
                case State.Ringing r -> over(End.FAILED, false);
                case State.Confirmed c -> {}
            }
        }
    }

    private void sayOwedBye(State.Over over) {
        if (over.byeOwed()) {
            state = new State.Over(false);
            lane.execute(this::sayBye);
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
            lane.execute(() -> sendVoice(transaction, talk.sdp(), answered, again.get()));
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
        Ask.Sending info = inDialog(Request.INFO, request -> around.letters().tone(request, tone, length.toMillis()));
        return Ask.send(info, lane, around.threads().clock(), around.patience()).thenApply(Response::getStatusCode);
    }

    private Ask.Sending inDialog(String method, Consumer<Request> finish) {
        return ask -> {
            Dialog dialog = invite.getDialog();
            Request request = dialog.createRequest(method);
            finish.accept(request);
            var transaction = point.provider().getNewClientTransaction(request);
            transaction.setApplicationData(ask);
            dialog.sendRequest(transaction);
            return transaction;
        };
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

    private void sayBye() {
        Ask.tell(inDialog(Request.BYE, request -> {}), lane);
    }

    private void respond(int status) {
        respond(invite, status, response -> {});
    }

    private void sendVoice(ServerTransaction transaction, SdpAnswer sdp, Offer offer, Negotiated agreed) {
        respond(transaction, Response.OK, ok -> around.letters().withVoice(ok, contact, sdp.write(offer, agreed)));
    }

    private void respond(ServerTransaction transaction, int status, Consumer<Response> finish) {
        try {
            Response response = around.letters().response(status, transaction.getRequest(), toTag);
            finish.accept(response);
            transaction.sendResponse(response);
        } catch (SipException | InvalidArgumentException | RuntimeException e) {
            LOG.warn("The caller could not be told {}: {}", status, StackLog.shortened(e.toString()));
            synchronized (lock) {
                if (state instanceof State.Answered) {
                    over(End.FAILED, false);
                }
            }
        }
    }
}
