package gatehouse.door;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/// The times of one output.
///
/// - `pulse`: how long the lock is released. The device ends it; empty leaves it to what is set there.
/// - `patience`: so long after the order was sent an opening that nothing confirms is unknown.
/// - `follow`: so long the door is followed after an opening, for who went through and whether it was locked again.
/// - `heldAfter`: a door that stands open longer is held open.
/// - `forced`: whether a door that opens without an order is an event. Not where people leave by a handle that nothing
/// tells of.
public record Times(Optional<Duration> pulse, Duration patience, Duration follow, Duration heldAfter, boolean forced) {
    public static final Duration SHORTEST_PULSE = Duration.ofMillis(500);
    public static final Duration LONGEST_PULSE = Duration.ofSeconds(10);
    public static final Times STANDARD =
            new Times(Optional.empty(), Duration.ofSeconds(2), Duration.ofSeconds(60), Duration.ofSeconds(30), true);

    public Times {
        requireNonNull(pulse);
        within("patience", patience, Duration.ofMillis(200), Duration.ofSeconds(30));
        within("follow", follow, Duration.ZERO, Duration.ofMinutes(10));
        within("heldAfter", heldAfter, Duration.ofMillis(200), Duration.ofHours(12));
        pulse.ifPresent(p -> within("pulse", p, SHORTEST_PULSE, LONGEST_PULSE));
    }

    public Times withPulse(Duration time) {
        return new Times(Optional.of(time), patience, follow, heldAfter, forced);
    }

    public Times withPatience(Duration time) {
        return new Times(pulse, time, follow, heldAfter, forced);
    }

    public Times withFollow(Duration time) {
        return new Times(pulse, patience, time, heldAfter, forced);
    }

    public Times withHeldAfter(Duration time) {
        return new Times(pulse, patience, follow, time, forced);
    }

    private static void within(String name, Duration time, Duration least, Duration most) {
        if (time.compareTo(least) < 0 || time.compareTo(most) > 0) {
            throw new IllegalArgumentException(name + " is " + time + ", not between " + least + " and " + most);
        }
    }
}
