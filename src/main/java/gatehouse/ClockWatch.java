package gatehouse;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// Notices when the clock on the wall leaps: somebody set it, or the computer slept. What waits by the monotonic clock
/// does not mind; whoever reads the history later has to know why its times do not follow one another.
///
/// Confined to the thread that looks.
final class ClockWatch {
    /// What a time server corrects on the way is less.
    static final Duration LEAST = Duration.ofSeconds(2);

    private Optional<Look> last = Optional.empty();

    private record Look(Instant wall, long nanos) {}

    /// A leap: forward, or back when it is negative.
    record Jump(Duration by) {
        String sentence() {
            return "The clock of this computer went " + (by.isNegative() ? "back" : "forward") + " by "
                    + words(by.abs().plusMillis(500)) + ": it was set"
                    + (by.isNegative() ? "" : ", or the computer slept");
        }

        /// To the nearest second: two hours that come out as a microsecond less are not "1 h 59 min".
        private static String words(Duration time) {
            return time.toHours() > 0
                    ? String.format(Locale.ROOT, "%d h %d min", time.toHours(), time.toMinutesPart())
                    : time.toMinutes() > 0
                            ? String.format(Locale.ROOT, "%d min %d s", time.toMinutes(), time.toSecondsPart())
                            : time.toSeconds() + " s";
        }
    }

    /// What both clocks show at the same moment.
    Optional<Jump> look(Instant wall, long nanos) {
        var before = last;
        last = Optional.of(new Look(wall, nanos));
        return before.map(b -> Duration.between(b.wall(), wall).minusNanos(nanos - b.nanos()))
                .filter(by -> by.abs().compareTo(LEAST) > 0)
                .map(Jump::new);
    }
}
