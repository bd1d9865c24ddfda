package gatehouse.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QualityTest {
    private static final Impairment G711 = Impairment.of(Codec.PCMA);

    /// ITU-T G.107: all at its default gives 93.2.
    @Test
    void withoutDelayAndLossTheRatingIsThatOfTheRecommendation() {
        assertEquals(93.2, EModel.rating(G711, Duration.ZERO, 0, 1), 0.05);
    }

    /// G.107 annex B and G.109: what a rating means.
    @ParameterizedTest
    @CsvSource({"90, 4.34", "80, 4.03", "70, 3.60", "60, 3.10", "50, 2.58", "0, 1", "-5, 1", "100, 4.5", "93.2, 4.41"})
    void opinionsAreThoseOfTheTable(double r, double mos) {
        assertEquals(mos, EModel.mos(r), 0.01);
    }

    /// G.113 appendix I, the Ie,eff of G.711 with and without concealment at random loss, as those tables round it.
    @ParameterizedTest
    @CsvSource({
        "0, 0, 0",
        "1, 5, 25",
        "2, 7, 35",
        "3, 10, 45",
        "5, 15, 55",
    })
    void lossCostsWhatTheTablesSay(double percent, double concealed, double bare) {
        assertEquals(93.2 - concealed, EModel.rating(G711, Duration.ZERO, percent / 100, 1), 2);
        double without = EModel.rating(Impairment.BARE_G711, Duration.ZERO, percent / 100, 1);
        assertEquals(93.2 - bare, without, 8, "these tables are older than the formula");
    }

    /// The fit of Cole and Rosenbluth (2001) to the recommendation: 0.024 a ms, and 0.11 more beyond 177.3 ms.
    @ParameterizedTest
    @CsvSource({"50", "100", "150", "177", "200", "250", "300"})
    void delayCostsWhatIsKnownOfIt(double ms) {
        double fit = 93.2 - 0.024 * ms - (ms > 177.3 ? 0.11 * (ms - 177.3) : 0);
        assertEquals(fit, EModel.rating(G711, Duration.ofMillis((long) ms), 0, 1), 2);
    }

    @Test
    void lossesInOneHeapCostMore() {
        double random = EModel.rating(G711, Duration.ZERO, 0.05, 1);
        double heaped = EModel.rating(G711, Duration.ZERO, 0.05, 2);
        assertTrue(heaped < random - 1, heaped + " and " + random);
    }

    /// G.107.1: 129 is the best there; G.722 at 64 kbit/s takes 13 of it.
    @Test
    void widebandStandsOnTheSameScale() {
        assertEquals((129 - 13) / 1.29, EModel.rating(Impairment.of(Codec.G722), Duration.ZERO, 0, 1), 0.5);
        assertTrue(EModel.rating(Impairment.of(Codec.OPUS), Duration.ZERO, 0, 1) > 93);
        for (var codec : Codec.values()) {
            assertEquals(0, EModel.rating(Impairment.of(codec), Duration.ofSeconds(30), 1, 1), 20);
        }
    }

    @Test
    void aCallIsRatedFromItsCounters() {
        var meter = new QualityMeter(Codec.PCMA);
        var jitter = Duration.ofMillis(8);
        var trip = Optional.of(Duration.ofMillis(40));
        var none = meter.live(QualityMeter.Reading.ZERO, Duration.ZERO, Optional.empty(), 0);
        assertEquals(0, none.lostShare());
        assertTrue(none.r() > 90, none.toString());

        var good = new QualityMeter.Reading(500, 500, 500, 0, 500, 500L * 40_000_000);
        assertEquals(
                Duration.ofMillis(40),
                meter.live(good, jitter, trip, 10_000_000_000L).held());
        var bad = new QualityMeter.Reading(1000, 950, 940, 60, 1000, 1000L * 60_000_000);
        var live = meter.live(bad, jitter, trip, 20_000_000_000L);
        assertEquals(0.1, live.lostShare(), 0.001, "the last ten seconds alone");
        assertEquals(0.12, live.unheardShare(), 0.001);
        assertEquals(Duration.ofMillis(80), live.held());
        var whole = meter.whole(bad, jitter, trip);
        assertEquals(0.05, whole.lostShare(), 0.001);
        assertEquals(Duration.ofMillis(60), whole.held());
        assertTrue(live.r() < whole.r() && whole.r() < 93, live + " / " + whole);
        assertTrue(whole.toString().startsWith("PCMA R "), whole.toString());
    }
}
