package gatehouse.unlock;

import gatehouse.door.UnlockBy;
import gatehouse.onvif.Deadline;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/// Opens by a code sent as tones, only in a call that is confirmed. Tones are answered by nothing, so the best that can
/// be said is that they were sent.
final class ByTones {
    private static final Pattern CODE = Pattern.compile("[0-9A-D*#]{1,32}");
    private static final Duration LONGEST = Duration.ofMillis(7500);

    private ByTones() {}

    static Outcome open(UnlockBy.Dtmf by, Optional<CallTones> tones, Attempt attempt) {
        if (tones.isEmpty() || !tones.get().confirmed()) {
            return attempt.refused("This door opens by tones, and there is no answered call to send them in.");
        }
        var code = by.code().reveal();
        if (!CODE.matcher(code).matches()) {
            return attempt.refused("The door's code holds something that cannot be sent as tones.");
        }
        var deadline = Deadline.in(LONGEST);
        try {
            switch (by.tones()) {
                case RFC4733 -> {
                    attempt.sent(System.nanoTime());
                    await(tones.get().rfc4733(code, by.tone(), by.pause()), deadline);
                }
                case INFO -> {
                    var cut = infos(by, tones.get(), code, attempt, deadline);
                    if (cut.isPresent()) {
                        return cut.get();
                    }
                }
            }
        } catch (TimeoutException e) {
            return attempt.unknown("The tones could not be sent in time.");
        } catch (ExecutionException e) {
            return attempt.unknown("The tones were cut off: " + said(e.getCause()) + ".");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return attempt.unknown("The console was closed while the tones were sent.");
        }
        attempt.accepted();
        return attempt.accepting();
    }

    /// Looks at the call again before each digit: the door may have hung up in the middle of the code.
    private static Optional<Outcome> infos(
            UnlockBy.Dtmf by, CallTones tones, String code, Attempt attempt, Deadline deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        for (int i = 0; i < code.length(); i++) {
            if (i > 0 && (!attempt.pause(by.pause()) || !tones.confirmed())) {
                return Optional.of(attempt.unknown("The call ended in the middle of the code."));
            }
            if (i == 0) {
                attempt.sent(System.nanoTime());
            }
            await(tones.info(code.charAt(i), by.tone()), deadline);
        }
        return Optional.empty();
    }

    private static void await(CompletableFuture<Void> tones, Deadline deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        tones.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
    }

    private static String said(Throwable why) {
        return why == null || why.getMessage() == null ? "no reason given" : why.getMessage();
    }
}
