package gatehouse.unlock;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// What unlocking needs of a call: whether its dialog is confirmed, and the ways to send tones in it. The futures end
/// when
/// the last tone has been sent, or with the reason why not.
public interface CallTones {
    /// Answered and acknowledged, and not ended.
    boolean confirmed();

    /// All digits as RFC 4733 events, one after the other.
    CompletableFuture<Void> rfc4733(String digits, Duration tone, Duration pause);

    /// One digit in one SIP INFO of application/dtmf-relay; done when the door has answered it.
    CompletableFuture<Void> info(char digit, Duration tone);

    /// One digit in one SIP INFO of application/dtmf.
    default CompletableFuture<Void> infoDtmf(char digit) {
        return CompletableFuture.failedFuture(new NotHere("SIP INFO with application/dtmf"));
    }

    /// All digits as sound in the voice that the door hears.
    default CompletableFuture<Void> inBand(String digits, Duration tone, Duration pause) {
        return CompletableFuture.failedFuture(new NotHere("tones in the voice"));
    }

    /// The door answered a tone with something else than yes.
    final class Answered extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final int status;

        public Answered(int status) {
            super("the door answered the tone with " + status);
            this.status = status;
        }

        /// RFC 3261 §21: with these the door did not understand the tone, or does not take it. A time-out or a
        /// breakdown
        /// of its own may come after it was heard.
        boolean isRefusal() {
            return status >= 300 && status < 500 && status != 408 && status != 487 || status >= 600;
        }
    }

    /// This call cannot send tones so; nothing was sent.
    final class NotHere extends RuntimeException {
        private static final long serialVersionUID = 1;

        public NotHere(String what) {
            super("this call cannot send " + what);
        }
    }
}
