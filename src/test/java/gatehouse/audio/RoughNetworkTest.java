package gatehouse.audio;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoughNetworkTest {
    private static final int FIVE_MINUTES = 15_000;

    @Test
    void aGoodNetworkIsHeardWholeAndSoon() {
        var heard = new RoughNetwork(0, Duration.ofMillis(5), Duration.ofMillis(2), 1).carry(FIVE_MINUTES);
        assertTrue(heard.unheardShare() < 0.002, heard.toString());
        assertTrue(heard.held().toMillis() <= 45, heard.toString());
        assertTrue(heard.rating(Codec.PCMA) > 90, heard.toString());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void fivePercentLossAndSixtyMillisecondsOfJitterStillRateSeventy(long seed) {
        var heard = new RoughNetwork(0.05, Duration.ofMillis(20), Duration.ofMillis(60), seed).carry(FIVE_MINUTES);
        assertTrue(heard.rating(Codec.PCMA) >= 70, heard + " rates " + heard.rating(Codec.PCMA));
    }
}
