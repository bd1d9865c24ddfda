package gatehouse.unlock;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// What unlocking needs of a call: whether its dialog is confirmed, and the two ways to send tones in it. The futures
/// end when the last tone has been sent, or with the reason why not.
public interface CallTones {
    /// Answered and acknowledged, and not ended.
    boolean confirmed();

    /// All digits as RFC 4733 events, one after the other.
    CompletableFuture<Void> rfc4733(String digits, Duration tone, Duration pause);

    /// One digit in one SIP INFO; done when the door has answered it.
    CompletableFuture<Void> info(char digit, Duration tone);
}
