package gatehouse.desk;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How calls are taken at this moment, and what is left of earlier ones: what was missed, whether the desk is not to be
/// disturbed, the quiet hours that hold, to whom calls go by schedule, and who was called last.
public record CallBook(
        List<MissedCall> missed,
        Optional<Undisturbed> undisturbed,
        Optional<Quiet> quietHours,
        Optional<String> forwardedTo,
        Optional<Last> last) {
    /// Nobody is rung until then, or until somebody takes it back.
    public record Undisturbed(String by, Instant since, Optional<Instant> until) {
        public Undisturbed {
            requireNonNull(by);
            requireNonNull(since);
            requireNonNull(until);
        }
    }

    /// Quiet hours by this schedule of the site.
    public record Quiet(String schedule, Instant until) {
        public Quiet {
            requireNonNull(schedule);
            requireNonNull(until);
        }
    }

    /// Whom "last call again" calls.
    public record Last(Callee callee, String title) {
        public Last {
            requireNonNull(callee);
            requireNonNull(title);
        }
    }

    public static final CallBook EMPTY =
            new CallBook(List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public CallBook {
        missed = List.copyOf(missed);
        requireNonNull(undisturbed);
        requireNonNull(quietHours);
        requireNonNull(forwardedTo);
        requireNonNull(last);
    }

    public Optional<MissedCall> missed(CallId call) {
        return missed.stream().filter(m -> m.call().equals(call)).findFirst();
    }

    CallBook withMissed(List<MissedCall> now) {
        return new CallBook(now, undisturbed, quietHours, forwardedTo, last);
    }

    CallBook withUndisturbed(Optional<Undisturbed> now) {
        return new CallBook(missed, now, quietHours, forwardedTo, last);
    }

    CallBook withTimes(Optional<Quiet> quiet, Optional<String> forwarded) {
        return new CallBook(missed, undisturbed, quiet, forwarded, last);
    }

    CallBook withLast(Last now) {
        return new CallBook(missed, undisturbed, quietHours, forwardedTo, Optional.of(now));
    }
}
