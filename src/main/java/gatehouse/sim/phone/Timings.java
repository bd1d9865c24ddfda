package gatehouse.sim.phone;

import static java.util.Objects.requireNonNull;

import java.util.OptionalLong;

/// When the milestones of the newest outgoing call were, by `System.nanoTime()`.
public record Timings(OptionalLong invited, OptionalLong ringing, OptionalLong answered) {
    static final Timings NONE = new Timings(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

    public Timings {
        requireNonNull(invited);
        requireNonNull(ringing);
        requireNonNull(answered);
    }

    Timings ringing(long nanos) {
        return ringing.isPresent() ? this : new Timings(invited, OptionalLong.of(nanos), answered);
    }

    Timings answered(long nanos) {
        return answered.isPresent() ? this : new Timings(invited, ringing, OptionalLong.of(nanos));
    }
}
