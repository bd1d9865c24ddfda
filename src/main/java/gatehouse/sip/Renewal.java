package gatehouse.sip;

import gatehouse.sip.Answer.Negotiated;
import gatehouse.sip.Answer.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sip.message.Request;
import javax.sip.message.Response;

/// Our own offers within a call (RFC 3261 §14.1): to hold it, to resume it, to speak otherwise. One at a time, in the
/// order they were wished; when both sides offer at once, both step back and try again after a while.
///
/// Guarded by the lock of its call.
final class Renewal {
    private static final int MOST_TRIES = 4;

    /// Who gave the call its Call-ID waits longer after a collision.
    enum Side {
        CALLER(2100, 4000),
        CALLEE(10, 2000);

        private final int least;
        private final int most;

        Side(int least, int most) {
            this.least = least;
            this.most = most;
        }

        private Duration pause() {
            return Duration.ofMillis(ThreadLocalRandom.current().nextInt(least, most));
        }
    }

    static final Optional<Boolean> HELD = Optional.of(true);
    static final Optional<Boolean> RESUMED = Optional.of(false);
    static final Optional<Boolean> AS_IT_IS = Optional.empty();

    /// `codecs` may be empty: those of before then.
    record Wish(Optional<Boolean> held, List<Codec> codecs) {
        Wish {
            codecs = List.copyOf(codecs);
        }
    }

    private final Object lock;
    private final CallWire wire;
    private final Surroundings around;
    private final Side side;
    private final Consumer<Negotiated> changed;
    private final Runnable lost;
    private final SessionTimer timer;
    private Optional<Negotiation> voice = Optional.empty();
    private CompletableFuture<Answer> last = CompletableFuture.completedFuture(Talk.over());
    private List<Codec> codecs = List.of();
    private boolean open;
    private boolean underWay;

    Renewal(
            Object lock,
            CallWire wire,
            Surroundings around,
            Side side,
            Consumer<Negotiated> changed,
            Runnable lost,
            SessionTimer timer) {
        this.lock = lock;
        this.wire = wire;
        this.around = around;
        this.side = side;
        this.changed = changed;
        this.lost = lost;
        this.timer = timer;
    }

    void speaks(Negotiation with, List<Codec> dearest) {
        voice = Optional.of(with);
        codecs = List.copyOf(dearest);
    }

    void open() {
        open = true;
    }

    void close() {
        open = false;
    }

    boolean isUnderWay() {
        return underWay;
    }

    /// As things stand, for whoever asks to hear an offer.
    byte[] offer(Negotiation mine) {
        return mine.offer(mine.isHeld(), codecs);
    }

    CompletableFuture<Answer> ask(Wish wish) {
        synchronized (lock) {
            last = last.handle((answer, fault) -> 0).thenCompose(before -> attempt(wish, 1));
            return last;
        }
    }

    private CompletableFuture<Answer> attempt(Wish wish, int tries) {
        byte[] sdp;
        synchronized (lock) {
            if (!open || voice.isEmpty()) {
                return CompletableFuture.completedFuture(Talk.over());
            }
            underWay = true;
            Negotiation mine = voice.get();
            sdp = mine.offer(wish.held().orElse(mine.isHeld()), wish.codecs().isEmpty() ? codecs : wish.codecs());
        }
        return wire.ask(Request.INVITE, request -> {
                    around.letters().withVoice(request, wire.contact(), sdp);
                    timer.asks(request);
                })
                .handle((answer, fault) -> settled(wish, tries, Optional.ofNullable(answer)))
                .thenCompose(Function.identity());
    }

    private CompletableFuture<Answer> settled(Wish wish, int tries, Optional<Response> answer) {
        int status = answer.map(Response::getStatusCode).orElse(Response.REQUEST_TIMEOUT);
        Optional<Negotiated> agreed;
        synchronized (lock) {
            underWay = false;
            agreed = status / 100 == 2 ? accepted(wish, answer.orElseThrow()) : Optional.empty();
            if (agreed.isEmpty()) {
                voice.ifPresent(Negotiation::withdrawn);
            }
        }
        if (agreed.isPresent()) {
            return CompletableFuture.completedFuture(agreed.get());
        }
        if (status == SessionTimer.INTERVAL_TOO_SMALL && tries < MOST_TRIES && timer.lengthened(answer.orElseThrow())) {
            return attempt(wish, tries + 1);
        }
        if (status == Response.REQUEST_PENDING && tries < MOST_TRIES) {
            return later(side.pause()).thenCompose(done -> attempt(wish, tries + 1));
        }
        if (status == Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST
                || status == Response.REQUEST_TIMEOUT
                || status / 100 == 2) {
            // §14.1 and §12.2.1.2: there is nobody left, or nobody whom we understand.
            lost.run();
        }
        return CompletableFuture.completedFuture(
                new Refusal(status, answer.map(Response::getReasonPhrase).orElse("no answer")));
    }

    private Optional<Negotiated> accepted(Wish wish, Response ok) {
        wire.dialog().ifPresent(dialog -> wire.acknowledge(dialog, ok, Optional.empty()));
        Optional<Negotiated> agreed =
                voice.flatMap(mine -> Bodies.sdp(ok).flatMap(answer -> Talk.agreed(mine.accept(answer))));
        timer.granted(ok);
        agreed.ifPresent(now -> {
            codecs = wish.codecs().isEmpty() ? codecs : wish.codecs();
            if (open) {
                changed.accept(now);
            }
        });
        return agreed;
    }

    private CompletableFuture<Boolean> later(Duration pause) {
        var due = new CompletableFuture<Boolean>();
        around.threads().clock().schedule(() -> due.complete(true), pause.toMillis(), TimeUnit.MILLISECONDS);
        return due;
    }
}
