package gatehouse.sip;

import gatehouse.sip.Answer.Negotiated;
import gatehouse.sip.PhoneEvent.Changed;
import gatehouse.sip.PhoneEvent.Confirmed;
import gatehouse.sip.PhoneEvent.EarlyVoice;
import gatehouse.sip.PhoneEvent.RingsThere;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.sip.Dialog;
import javax.sip.ResponseEvent;
import javax.sip.address.SipURI;
import javax.sip.header.ContactHeader;
import javax.sip.header.Header;
import javax.sip.message.Request;
import javax.sip.message.Response;

/// A call that we make (RFC 3261 §13.2). What comes back is heard on the stack's threads.
final class OutgoingCall extends Call implements Awaiting {
    private static final int MOST_ROUNDS = 4;

    private sealed interface State {
        /// `heard`: anything came back at all.
        record Calling(boolean heard, boolean rings) implements State {}

        /// Answered by this one of them.
        record Talking(Dialog with) implements State {}

        /// `cancelOwed`: given up before anything came back, which may be said only then (RFC 3261 §9.1).
        record Over(boolean cancelOwed) implements State {}
    }

    private final OutgoingWire calling;
    private final Negotiation mine; // guarded by lock
    private Way way; // guarded by lock
    private State state = new State.Calling(false, false); // guarded by lock
    private int rounds; // guarded by lock
    private boolean proved; // guarded by lock: who hammers with a wrong password is locked out
    private volatile ScheduledFuture<?> silence;

    OutgoingCall(CallId id, Way way, VoiceAddress voice, Surroundings around) {
        super(id, around, new CallWire(around, way.point(), way.contact(), way.login()), Renewal.Side.CALLER);
        this.way = way;
        this.mine = new Negotiation(voice, transport() == Transport.TLS);
        this.calling = new OutgoingWire(around, wire, this, mine.offer());
        talk.speaks(mine, voice.codecs());
    }

    @Override
    String wireId() {
        return calling.callId();
    }

    @Override
    InetAddress from() {
        synchronized (lock) {
            return way.towards();
        }
    }

    @Override
    boolean isSameInvite(String branch) {
        return false;
    }

    @Override
    boolean isConfirmed() {
        synchronized (lock) {
            return state instanceof State.Talking;
        }
    }

    void start() {
        tell(Optional.empty());
        ringFor(this::nobodyCame);
        silence = around.threads()
                .clock()
                .schedule(this::nobodyAnswers, around.patience().toMillis(), TimeUnit.MILLISECONDS);
        invite(List.of());
    }

    private void invite(List<Function<Request, Header>> proof) {
        Way towards;
        synchronized (lock) {
            rounds++;
            towards = way;
        }
        calling.invite(towards, proof);
    }

    @Override
    public void answered(ResponseEvent event) {
        Response response = event.getResponse();
        int status = response.getStatusCode();
        Dialog dialog = event.getDialog();
        if (status < 200) {
            provisional(response, dialog);
        } else if (status < 300) {
            accepted(response, dialog);
        } else {
            failed(response);
        }
    }

    private void provisional(Response response, Dialog dialog) {
        boolean known = response.getStatusCode() > 100 && dialog != null;
        if (known) {
            dialog.setApplicationData(this);
            if (OutgoingWire.isReliable(response)) {
                calling.acknowledge(dialog, response);
            }
        }
        synchronized (lock) {
            switch (state) {
                case State.Calling now -> {
                    heardSomething();
                    state = new State.Calling(true, now.rings() || rings(response));
                    if (known) {
                        wire.within(dialog);
                        early(response);
                    }
                    if (rings(response) && !now.rings()) {
                        around.events().accept(new RingsThere(id));
                    }
                }
                case State.Over over -> {
                    if (over.cancelOwed()) {
                        state = new State.Over(false);
                        calling.cancel();
                    }
                }
                case State.Talking t -> {}
            }
        }
    }

    private static boolean rings(Response response) {
        return response.getStatusCode() == Response.RINGING || response.getStatusCode() == Response.QUEUED;
    }

    private void early(Response response) {
        Optional<Negotiated> before = mine.agreed();
        Bodies.sdp(response)
                .flatMap(answer -> Talk.agreed(mine.accept(answer)))
                .filter(voice -> !before.equals(Optional.of(voice)))
                .ifPresent(voice -> around.events().accept(new EarlyVoice(id, voice)));
    }

    private void heardSomething() {
        var timer = silence;
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private void accepted(Response ok, Dialog dialog) {
        synchronized (lock) {
            heardSomething();
            if (!(state instanceof State.Calling)) {
                boolean again = state instanceof State.Talking talking && talking.with() == dialog;
                if (!again) {
                    calling.sendAway(Optional.ofNullable(dialog), ok);
                }
                return;
            }
            if (dialog == null) {
                over(End.FAILED, false);
                return;
            }
            dialog.setApplicationData(this);
            wire.within(dialog);
            Optional<Negotiated> before = mine.agreed();
            Optional<Negotiated> agreed = Bodies.sdp(ok)
                    .flatMap(answer -> Talk.agreed(mine.accept(answer)))
                    .or(() -> Bodies.isSdp(ok) ? Optional.empty() : before);
            if (agreed.isEmpty()) {
                calling.sendAway(Optional.of(dialog), ok);
                over(End.NOT_ALLOWED, false);
                return;
            }
            state = new State.Talking(dialog);
            silenceTimer();
            wire.acknowledge(dialog, ok, Optional.empty());
            timer.granted(ok);
            opened();
            if (!before.equals(agreed)) {
                around.events().accept(new Changed(id, agreed.get()));
            }
            around.events().accept(new Confirmed(id));
        }
    }

    private void failed(Response response) {
        synchronized (lock) {
            heardSomething();
            if (!(state instanceof State.Calling now)) {
                return;
            }
            Optional<Function<Request, Header>> proof =
                    way.login().flatMap(login -> Proof.of(response, login, around.letters()));
            if (proof.isPresent() && !proved && rounds < MOST_ROUNDS) {
                proved = true;
                state = new State.Calling(false, now.rings());
                invite(List.of(proof.get()));
                return;
            }
            Optional<Way> onward = redirected(response);
            if (onward.isPresent() && rounds < MOST_ROUNDS) {
                way = onward.get();
                proved = false;
                state = new State.Calling(false, now.rings());
                invite(List.of());
                return;
            }
            over(end(response.getStatusCode(), now.rings()), false);
        }
    }

    /// Rule 8 of the house: nobody sends us to another host.
    private Optional<Way> redirected(Response response) {
        return response.getStatusCode() / 100 == 3
                        && response.getHeader(ContactHeader.NAME) instanceof ContactHeader contact
                        && contact.getAddress().getURI() instanceof SipURI uri
                        && uri.getUser() != null
                        && way.home().contains(uri.getHost())
                ? Optional.of(way.to(around.letters().ofCalls().sameHost(way.target(), uri.getUser())))
                : Optional.empty();
    }

    private static End end(int status, boolean rang) {
        return switch (status) {
            case 486, 600 -> End.BUSY_THERE;
            case 603 -> End.DECLINED_THERE;
            case 404, 410, 484, 485, 604 -> End.NOT_FOUND;
            case 408, 480 -> rang ? End.NO_ANSWER : End.NOT_REACHABLE;
            case 430, 500, 502, 503, 504 -> End.NOT_REACHABLE;
            case 487 -> End.NO_ANSWER;
            default -> End.NOT_ALLOWED;
        };
    }

    /// The stack could not send it, or waited for half a minute.
    @Override
    public void failed(Exception why) {
        synchronized (lock) {
            if (state instanceof State.Calling) {
                over(End.NOT_REACHABLE, false);
            }
        }
    }

    private void nobodyAnswers() {
        synchronized (lock) {
            if (state instanceof State.Calling calling && !calling.heard()) {
                over(End.NOT_REACHABLE, true);
            }
        }
    }

    private void nobodyCame() {
        giveUp(End.NO_ANSWER);
    }

    private void giveUp(End why) {
        synchronized (lock) {
            if (state instanceof State.Calling now) {
                if (now.heard()) {
                    calling.cancel();
                }
                over(why, !now.heard());
            }
        }
    }

    @Override
    void end() {
        synchronized (lock) {
            giveUp(End.HUNG_UP_HERE);
            hangUp(End.HUNG_UP_HERE);
        }
    }

    private void hangUp(End why) {
        if (state instanceof State.Talking) {
            wire.bye();
            over(why, false);
        }
    }

    @Override
    void lost() {
        synchronized (lock) {
            hangUp(End.VANISHED);
        }
    }

    @Override
    void transferred() {
        synchronized (lock) {
            hangUp(End.TRANSFERRED);
        }
    }

    @Override
    Standing standing() {
        synchronized (lock) {
            return switch (state) {
                case State.Calling c -> Standing.CALLING;
                case State.Talking t -> Standing.TALKED_IN;
                case State.Over o -> Standing.OVER;
            };
        }
    }

    @Override
    void replaced() {
        synchronized (lock) {
            giveUp(End.REPLACED);
            hangUp(End.REPLACED);
        }
    }

    @Override
    void addressLost(Optional<Stack.Point> other) {
        synchronized (lock) {
            if (state instanceof State.Talking) {
                other.ifPresent(wire::byeFrom);
            }
            if (!(state instanceof State.Over)) {
                over(End.ADDRESS_LOST, false);
            }
        }
    }

    @Override
    void byeCame() {
        synchronized (lock) {
            if (!(state instanceof State.Over)) {
                over(goodBye(), false);
            }
        }
    }

    @Override
    void ackCame(Optional<Offer> answer) {
        synchronized (lock) {
            if (state instanceof State.Talking && !talk.acknowledged(answer)) {
                hangUp(End.FAILED);
            }
        }
    }

    @Override
    void ackNeverCame() {
        lost();
    }

    private void over(End why, boolean cancelOwed) {
        state = new State.Over(cancelOwed);
        heardSomething();
        leave(why);
    }
}
