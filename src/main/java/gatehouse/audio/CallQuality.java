package gatehouse.audio;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// How well a call went, or goes at this moment. `lostShare` never arrived, `unheardShare` was not there when its turn
/// came; `held` is what the jitter buffer held it back, `roundTrip` is known where the other side speaks RTCP. `r` is
/// the rating of ITU-T G.107 (below 70 many are dissatisfied), `mos` the mean opinion that belongs to it.
public record CallQuality(
        Codec codec,
        double lostShare,
        double unheardShare,
        Duration jitter,
        Optional<Duration> roundTrip,
        Duration held,
        double r,
        double mos) {
    /// What lies beside the network and the buffer between mouth and ear: 20 ms to fill a packet and 40 ms in the
    /// buffer of the speaker's line.
    static final Duration TERMINALS = Duration.ofMillis(60);

    public CallQuality {
        requireNonNull(codec);
        requireNonNull(jitter);
        requireNonNull(roundTrip);
        requireNonNull(held);
    }

    /// Rates what was counted and timed.
    static CallQuality of(
            Codec codec,
            double lostShare,
            double unheardShare,
            Duration jitter,
            Optional<Duration> roundTrip,
            Duration held) {
        var network = roundTrip.orElse(Duration.ZERO).dividedBy(2);
        double r = EModel.rating(Impairment.of(codec), network.plus(held).plus(TERMINALS), unheardShare, 1);
        return new CallQuality(codec, lostShare, unheardShare, jitter, roundTrip, held, r, EModel.mos(r));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s R %.0f MOS %.1f, lost %.1f %%, unheard %.1f %%, jitter %d ms, held %d ms, round trip %s",
                codec,
                r,
                mos,
                100 * lostShare,
                100 * unheardShare,
                jitter.toMillis(),
                held.toMillis(),
                roundTrip.map(trip -> trip.toMillis() + " ms").orElse("unknown"));
    }
}
