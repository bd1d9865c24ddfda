package gatehouse.sim.phone;

import java.time.Duration;
import java.util.Optional;

/// A call to this phone, RFC 3261 §13.3: rings, is answered or declined; the 200 goes out until its ACK comes.
/// Confined to the phone's turns.
final class Incoming implements Leg {
    private final SimPhone phone;
    private final Message invite;
    private final Hop from;
    private final Media media;
    private final Sdp offer;
    private final String tag = Text.token();
    private final Dialog dialog;
    private Message last;
    private boolean answered;
    private boolean finished;
    private Turns.Later again = () -> {};
    private Duration interval = Asking.T1;
    private Duration waited = Duration.ZERO;

    Incoming(SimPhone phone, Message invite, Hop from, Sdp offer, Media media) {
        this.phone = phone;
        this.invite = invite;
        this.from = from;
        this.media = media;
        this.offer = offer;
        this.dialog = Dialog.ofCallee(invite, tag, from);
    }

    void ring() {
        reply(180, "Ringing", Optional.empty());
    }

    /// The INVITE came once more.
    void repeated() {
        phone.send(last, from);
    }

    void answer() {
        if (answered || finished) {
            return;
        }
        answered = true;
        reply(200, "OK", Optional.of(offer.answer(media.at())));
        media.start(offer);
        sendAgainLater();
        phone.talking(this, Text.address(invite.value("From")));
    }

    /// The caller gave up.
    void cancelled() {
        if (!answered && !finished) {
            finished = true;
            reply(487, "Request Terminated", Optional.empty());
            phone.over(this, 487, "the caller gave up");
        }
    }

    boolean has(Message cancel) {
        return cancel.callId().equals(invite.callId()) && cancel.branch().equals(invite.branch());
    }

    @Override
    public void hangUp(Optional<String> reason) {
        if (answered) {
            phone.bye(dialog, reason);
            phone.over(this, 200, "hung up here");
        } else if (!finished) {
            finished = true;
            reply(603, "Decline", Optional.empty());
            phone.over(this, 603, "declined here");
        }
    }

    private void reply(int status, String reason, Optional<String> sdp) {
        last = Message.response(invite, status, reason, tag).add("Contact", phone.contact());
        sdp.ifPresent(body -> last.body("application/sdp", body));
        phone.send(last, from);
    }

    /// §13.3.1.4, over any transport.
    private void sendAgainLater() {
        again = phone.turns().later(interval, () -> {
            waited = waited.plus(interval);
            if (waited.compareTo(Asking.SILENCE) > 0) {
                phone.bye(dialog, Optional.empty());
                phone.over(this, 408, "the answer was not acknowledged");
                return;
            }
            phone.send(last, from);
            var doubled = interval.multipliedBy(2);
            interval = doubled.compareTo(Asking.T2) > 0 ? Asking.T2 : doubled;
            sendAgainLater();
        });
    }

    @Override
    public void acknowledged() {
        again.drop();
    }

    @Override
    public String callId() {
        return invite.callId();
    }

    @Override
    public Optional<Dialog> dialog() {
        return answered ? Optional.of(dialog) : Optional.empty();
    }

    @Override
    public Media media() {
        return media;
    }

    @Override
    public void drop() {
        again.drop();
        media.close();
    }
}
