package gatehouse.desk;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What has become of a call so far. `rings` counts how often the door was pressed; `unrung` says why the desk was not
/// rung, when it was not. `heldThere` is a call that the other side has put on hold. `talked` and `held` are sums of
/// what is over; `forwardAt` is when the call goes elsewhere by itself, `tones` by which
/// method tones went out, `reason` why it was declined.
public record Course(
        boolean outgoing,
        int rings,
        Optional<String> unrung,
        boolean heldThere,
        Optional<Transfer> transfer,
        Optional<String> announcing,
        Optional<Sounding> sounding,
        Optional<Instant> answered,
        Duration talked,
        Duration held,
        Optional<Instant> forwardAt,
        Optional<String> tones,
        Optional<String> reason) {
    public static final Course RANG = new Course(
            false,
            1,
            Optional.empty(),
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Duration.ZERO,
            Duration.ZERO,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    public Course {
        requireNonNull(unrung);
        requireNonNull(transfer);
        requireNonNull(announcing);
        requireNonNull(sounding);
        requireNonNull(answered);
        requireNonNull(talked);
        requireNonNull(held);
        requireNonNull(forwardAt);
        requireNonNull(tones);
        requireNonNull(reason);
    }

    public static Course called() {
        var course = new Changed(RANG);
        course.outgoing = true;
        return course.done();
    }

    Changed change() {
        return new Changed(this);
    }

    /// A copy in the making: the fields that differ are set, the rest stays.
    static final class Changed {
        boolean outgoing;
        int rings;
        Optional<String> unrung;
        boolean heldThere;
        Optional<Transfer> transfer;
        Optional<String> announcing;
        Optional<Sounding> sounding;
        Optional<Instant> answered;
        Duration talked;
        Duration held;
        Optional<Instant> forwardAt;
        Optional<String> tones;
        Optional<String> reason;

        private Changed(Course from) {
            outgoing = from.outgoing;
            rings = from.rings;
            unrung = from.unrung;
            heldThere = from.heldThere;
            transfer = from.transfer;
            announcing = from.announcing;
            sounding = from.sounding;
            answered = from.answered;
            talked = from.talked;
            held = from.held;
            forwardAt = from.forwardAt;
            tones = from.tones;
            reason = from.reason;
        }

        Course done() {
            return new Course(
                    outgoing,
                    rings,
                    unrung,
                    heldThere,
                    transfer,
                    announcing,
                    sounding,
                    answered,
                    talked,
                    held,
                    forwardAt,
                    tones,
                    reason);
        }
    }
}
