package gatehouse.sip;

import gatehouse.sip.Answer.Negotiated;
import gatehouse.sip.Answer.Refusal;
import gatehouse.sip.Negotiation.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javax.sip.ServerTransaction;
import javax.sip.message.Response;

/// What is common to a call that is talked in, whoever made it: the voice and its changes by either side, tones.
///
/// Safe for any thread; what it keeps is guarded by the lock of its call.
final class Talk {
    private final CallId id;
    private final Object lock;
    private final CallWire wire;
    private final Surroundings around;
    private final Renewal renewal;
    private Optional<Negotiation> voice = Optional.empty(); // this and what follows: guarded by lock
    private boolean open;
    private boolean answerOwed; // our offer went out in a 2xx; theirs comes with the ACK

    /// `lost` is told when the other side knows nothing of this call any more.
    Talk(
            CallId id,
            Object lock,
            CallWire wire,
            Surroundings around,
            Runnable lost,
            Renewal.Side side,
            SessionTimer timer) {
        this.id = id;
        this.lock = lock;
        this.wire = wire;
        this.around = around;
        this.renewal = new Renewal(lock, wire, around, side, this::changed, lost, timer);
    }

    /// With this voice. Whether anything may be offered within the call is another thing.
    void speaks(Negotiation with, List<Codec> codecs) {
        synchronized (lock) {
            voice = Optional.of(with);
            renewal.speaks(with, codecs);
        }
    }

    Optional<Negotiation> voice() {
        synchronized (lock) {
            return voice;
        }
    }

    /// Our offer is out in the answer to an INVITE that had none.
    void oweAnswer() {
        synchronized (lock) {
            answerOwed = true;
        }
    }

    /// Both sides know that the call is answered.
    void open() {
        synchronized (lock) {
            open = true;
            renewal.open();
        }
    }

    void close() {
        synchronized (lock) {
            open = false;
            renewal.close();
        }
    }

    private void changed(Negotiated now) {
        around.events().accept(new PhoneEvent.Changed(id, now));
    }

    CompletableFuture<Answer> hold(boolean held) {
        return renewal.ask(new Renewal.Wish(held ? Renewal.HELD : Renewal.RESUMED, List.of()));
    }

    CompletableFuture<Answer> renegotiate(List<Codec> codecs) {
        return renewal.ask(new Renewal.Wish(Renewal.AS_IT_IS, codecs));
    }

    /// A new offer of theirs within the call, or none and the wish to hear ours. Returns what it was answered with at
    /// once, or 200 when the answer is under way.
    int reinvited(ServerTransaction transaction, Optional<Offer> offer, Consumer<Response> finish) {
        synchronized (lock) {
            if (!open || voice.isEmpty() || renewal.isUnderWay() || answerOwed) {
                return Response.REQUEST_PENDING;
            }
            Negotiation mine = voice.get();
            if (offer.isEmpty()) {
                answerOwed = true;
                wire.voice(transaction, renewal.offer(mine), finish, () -> {});
                return Response.OK;
            }
            return answered(transaction, mine, offer.get(), finish);
        }
    }

    /// RFC 3311: the same without an ACK, and before the call is answered too.
    int updated(ServerTransaction transaction, Optional<Offer> offer, Consumer<Response> finish) {
        synchronized (lock) {
            if (offer.isEmpty()) {
                wire.respond(transaction, Response.OK, finish, () -> {});
                return Response.OK;
            }
            if (renewal.isUnderWay() || answerOwed) {
                return Response.REQUEST_PENDING;
            }
            // §5.2: an earlier offer of theirs waits for the guard.
            return voice.isEmpty() || voice.get().agreed().isEmpty()
                    ? Response.SERVER_INTERNAL_ERROR
                    : answered(transaction, voice.get(), offer.get(), finish);
        }
    }

    /// What a PRACK brings: the answer to an offer of ours that went out before the call was answered, or a new offer
    /// of
    /// theirs.
    int pracked(ServerTransaction transaction, Optional<Offer> brought, Consumer<Response> finish) {
        synchronized (lock) {
            if (!answerOwed) {
                return updated(transaction, brought, finish);
            }
            if (!acknowledged(brought)) {
                return Response.NOT_ACCEPTABLE_HERE;
            }
            wire.respond(transaction, Response.OK, finish, () -> {});
            return Response.OK;
        }
    }

    private int answered(ServerTransaction transaction, Negotiation mine, Offer offer, Consumer<Response> finish) {
        Optional<Negotiated> again = agreed(mine.answer(offer));
        if (again.isEmpty()) {
            return Response.NOT_ACCEPTABLE_HERE;
        }
        wire.voice(transaction, mine.said(), finish, () -> {});
        changed(again.get());
        return Response.OK;
    }

    /// An ACK, with what they answered to an offer that went out in our 2xx. False when an answer was owed and this is
    /// none that we understand.
    boolean acknowledged(Optional<Offer> answer) {
        synchronized (lock) {
            if (!answerOwed) {
                return true;
            }
            answerOwed = false;
            Optional<Negotiated> agreed =
                    answer.flatMap(it -> agreed(voice.orElseThrow().accept(it)));
            agreed.ifPresent(this::changed);
            return agreed.isPresent();
        }
    }

    void toneCame(char tone) {
        around.events().accept(new PhoneEvent.ToneHeard(id, tone));
    }

    /// Sends one tone by INFO, only in the confirmed dialog; the future is the status of the answer.
    CompletableFuture<Integer> tone(char tone, Duration length, ToneBody body) {
        synchronized (lock) {
            if (!open) {
                return CompletableFuture.failedFuture(new NotConfirmed(id));
            }
        }
        return wire.ask("INFO", request -> around.letters().tone(request, tone, length.toMillis(), body))
                .thenApply(Response::getStatusCode);
    }

    static Optional<Negotiated> agreed(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Agreed yes -> Optional.of(yes.voice());
            case Outcome.Refused no -> Optional.empty();
        };
    }

    static Refusal over() {
        return new Refusal(481, "the call is over");
    }
}
