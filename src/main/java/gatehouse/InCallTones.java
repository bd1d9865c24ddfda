package gatehouse;

import gatehouse.audio.Voice;
import gatehouse.desk.CallId;
import gatehouse.desk.Happening;
import gatehouse.unlock.CallTones;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// The tones of a call, as the unlocking wants them: only in a confirmed dialog. Which way they went is told to the
/// desk.
record InCallTones(
        CallId call,
        BooleanSupplier isConfirmed,
        Supplier<Optional<Voice>> voice,
        Function<Character, Function<Duration, CompletableFuture<Integer>>> byInfo,
        Function<Character, CompletableFuture<Integer>> byBareInfo,
        Consumer<Happening> desk)
        implements CallTones {
    @Override
    public boolean confirmed() {
        return isConfirmed.getAsBoolean() && voice.get().isPresent();
    }

    @Override
    public CompletableFuture<Void> rfc4733(String digits, Duration tone, Duration pause) {
        desk.accept(new Happening.TonesSent(call, "RFC 4733"));
        return voice.get()
                .map(v -> v.sendTones(digits, tone, pause))
                .orElseGet(() -> CompletableFuture.failedFuture(new IllegalStateException("The call is over")));
    }

    @Override
    public CompletableFuture<Void> info(char digit, Duration tone) {
        desk.accept(new Happening.TonesSent(call, "SIP INFO"));
        return taken(byInfo.apply(digit).apply(tone));
    }

    @Override
    public CompletableFuture<Void> infoDtmf(char digit) {
        desk.accept(new Happening.TonesSent(call, "SIP INFO"));
        return taken(byBareInfo.apply(digit));
    }

    @Override
    public CompletableFuture<Void> inBand(String digits, Duration tone, Duration pause) {
        desk.accept(new Happening.TonesSent(call, "the voice itself"));
        return voice.get()
                .map(v -> v.sendTonesInBand(digits, tone, pause))
                .orElseGet(() -> CompletableFuture.failedFuture(new IllegalStateException("The call is over")));
    }

    private static CompletableFuture<Void> taken(CompletableFuture<Integer> answer) {
        return answer.thenAccept(status -> {
            if (status >= 300) {
                throw new CallTones.Answered(status);
            }
        });
    }
}
