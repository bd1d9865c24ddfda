package gatehouse.unlock;

import gatehouse.door.UnlockBy;
import gatehouse.onvif.Deadline;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Opens by a code sent as tones, only in a call that is confirmed. Tones are answered by nothing, so the best that can
/// be said is that they were sent.
final class ByTones {
    private static final Pattern CODE = Pattern.compile("[0-9A-D*#]{1,32}");
    private static final Duration LONGEST = Duration.ofMillis(7500);

    private ByTones() {}

    static Told open(UnlockBy.Dtmf by, Optional<CallTones> tones, Attempt attempt) {
        if (tones.isEmpty() || !tones.get().confirmed()) {
            return new Told.NotSent("This door opens by tones, and there is no answered call to send them in.");
        }
        var code = by.code().reveal();
        if (!CODE.matcher(code).matches()) {
            return new Told.NotSent("The door's code holds something that cannot be sent as tones.");
        }
        var deadline = Deadline.in(LONGEST);
        var call = tones.get();
        try {
            var cut = switch (by.tones()) {
                case RFC4733 -> whole(() -> call.rfc4733(code, by.tone(), by.pause()), attempt, deadline);
                case IN_BAND -> whole(() -> call.inBand(code, by.tone(), by.pause()), attempt, deadline);
                case INFO -> digits(by, call, code, digit -> call.info(digit, by.tone()), attempt, deadline);
                case INFO_DTMF -> digits(by, call, code, call::infoDtmf, attempt, deadline);
            };
            return cut.orElse(new Told.Yes("the tones are sent"));
        } catch (TimeoutException e) {
            return new Told.Doubt("The tones could not be sent in time.");
        } catch (ExecutionException e) {
            return e.getCause() instanceof CallTones.NotHere
                    ? new Told.NotSent("The tones were not sent: " + said(e.getCause()) + ".")
                    : new Told.Doubt("The tones were cut off: " + said(e.getCause()) + ".");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Told.Doubt("The console was closed while the tones were sent.");
        }
    }

    private interface Sending {
        CompletableFuture<Void> begin();
    }

    private static Optional<Told> whole(Sending sending, Attempt attempt, Deadline deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        attempt.sent(System.nanoTime());
        await(sending.begin(), deadline);
        return Optional.empty();
    }

    /// Looks at the call again before each digit: the door may have hung up in the middle of the code.
    private static Optional<Told> digits(
            UnlockBy.Dtmf by,
            CallTones call,
            String code,
            Function<Character, CompletableFuture<Void>> send,
            Attempt attempt,
            Deadline deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        for (int i = 0; i < code.length(); i++) {
            if (i > 0 && (!attempt.pause(by.pause()) || !call.confirmed())) {
                return Optional.of(new Told.Doubt("The call ended in the middle of the code."));
            }
            if (i == 0) {
                attempt.sent(System.nanoTime());
            }
            try {
                await(send.apply(code.charAt(i)), deadline);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof CallTones.Answered answered) {
                    return Optional.of(answered(answered, i));
                }
                throw e;
            }
        }
        return Optional.empty();
    }

    /// A door that takes no tone at all has not heard the code. Of one that took the first digits nobody knows what it
    /// makes of them.
    private static Told answered(CallTones.Answered answered, int digit) {
        return digit == 0 && answered.isRefusal()
                ? new Told.NotTaken("The tones were not taken: " + said(answered) + ".")
                : new Told.Unclear("The code was not taken as a whole: " + said(answered) + ".");
    }

    private static void await(CompletableFuture<Void> tones, Deadline deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        tones.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
    }

    private static String said(Throwable why) {
        return why == null || why.getMessage() == null ? "no reason given" : why.getMessage();
    }
}
