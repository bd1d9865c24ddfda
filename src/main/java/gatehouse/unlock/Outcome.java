package gatehouse.unlock;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/// What became of an order. `sentAfter` is the time from the click to the first byte of the request; it is there when
/// something was sent.
public sealed interface Outcome {
    Optional<Duration> sentAfter();

    /// The door said yes, and its lock or relay was then seen open. `how` says by what.
    record Opened(String how, Optional<Duration> sentAfter) implements Outcome {
        public Opened {
            requireNonNull(how);
            requireNonNull(sentAfter);
        }
    }

    /// The door took the order; this way of opening has nothing that could confirm it.
    record Accepted(Optional<Duration> sentAfter) implements Outcome {
        public Accepted {
            requireNonNull(sentAfter);
        }
    }

    /// The order went out, or part of it, and nobody knows what became of it. It is never sent again by itself.
    record Unknown(String why, Optional<Duration> sentAfter) implements Outcome {
        public Unknown {
            requireNonNull(why);
            requireNonNull(sentAfter);
        }
    }

    /// The door stayed as it was: nothing was sent, or the door said no.
    record Refused(By by, String why, Optional<Duration> sentAfter) implements Outcome {
        /// Who refused: people look for the cause there.
        public enum By {
            /// This console sent nothing, although it could have.
            CONSOLE,
            /// The door, or what stands before it, answered no.
            DEVICE,
            /// Nothing was there to be sent to.
            NOBODY
        }

        public Refused {
            requireNonNull(by);
            requireNonNull(why);
            requireNonNull(sentAfter);
        }
    }
}
