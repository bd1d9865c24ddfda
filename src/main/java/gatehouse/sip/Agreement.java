package gatehouse.sip;

import gatehouse.sip.Answer.Awaited;
import gatehouse.sip.Answer.Negotiated;
import gatehouse.sip.Answer.Refusal;
import gatehouse.sip.Negotiation.Outcome;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sip.message.Response;

/// The voice that is agreed on with somebody who rings: before he is answered, or when he is. Whoever offers none hears
/// ours, with the answer or, where he insists on that (RFC 3262 §5), with the ring.
///
/// Guarded by the lock of its call.
final class Agreement {
    private final Invitation invitation;
    private final Talk talk;
    private final IncomingWire inviting;
    private final Consumer<Response> session; // what the 200 says of session timers
    private final boolean confidential;
    private boolean rangWithOffer;

    Agreement(
            Invitation invitation, Talk talk, IncomingWire inviting, Consumer<Response> session, boolean confidential) {
        this.invitation = invitation;
        this.talk = talk;
        this.inviting = inviting;
        this.session = session;
        this.confidential = confidential;
    }

    private boolean offersNothing() {
        return invitation.offer().media().isEmpty();
    }

    /// Who rings is told nothing before he hears our offer.
    boolean isOfferWanted() {
        return offersNothing() && invitation.reliably() == Invitation.Reliably.MUST;
    }

    Answer early(VoiceAddress voice) {
        if (talk.voice().isPresent()) {
            return new Refusal(481, "the call is heard already");
        }
        var mine = new Negotiation(voice, confidential);
        if (isOfferWanted()) {
            talk.speaks(mine, voice.codecs());
            talk.oweAnswer();
            rangWithOffer = true;
            inviting.ringing(mine.offer());
            return new Awaited();
        }
        if (offersNothing()) {
            return new Refusal(488, "the caller wants to hear our offer first, which is the answer");
        }
        return switch (mine.answer(invitation.offer())) {
            case Outcome.Agreed yes -> {
                talk.speaks(mine, voice.codecs());
                inviting.early(mine.said());
                yield yes.voice();
            }
            case Outcome.Refused no -> new Refusal(488, no.why());
        };
    }

    /// After an early voice it is that one that goes on. Nothing is said when it comes to a refusal.
    Answer answer(VoiceAddress voice) {
        Optional<Negotiation> early = talk.voice();
        if (early.isPresent()) {
            Optional<Negotiated> agreed = early.get().agreed();
            if (rangWithOffer) {
                inviting.answered(session);
            } else {
                inviting.voice(early.get().said(), session);
            }
            return agreed.isPresent() ? agreed.get() : new Awaited();
        }
        var mine = new Negotiation(voice, confidential);
        if (offersNothing()) {
            talk.speaks(mine, voice.codecs());
            talk.oweAnswer();
            inviting.voice(mine.offer(), session);
            return new Awaited();
        }
        return switch (mine.answer(invitation.offer())) {
            case Outcome.Agreed yes -> {
                talk.speaks(mine, voice.codecs());
                inviting.voice(mine.said(), session);
                yield yes.voice();
            }
            case Outcome.Refused no -> new Refusal(488, no.why());
        };
    }
}
