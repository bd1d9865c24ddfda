package gatehouse.ui.wall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CarouselTest {
    private static final Instant START = Instant.parse("2026-11-23T06:00:00Z");
    private final Carousel carousel = new Carousel();

    @BeforeEach
    void everyTenSeconds() {
        carousel.every(Optional.of(Duration.ofSeconds(10)), START);
    }

    private boolean tick(double seconds, boolean busy) {
        return carousel.tick(START.plusMillis((long) (seconds * 1000)), busy);
    }

    private Carousel.Standing standing() {
        return carousel.standing().orElseThrow();
    }

    @Test
    void pageTurnsWhenItsTimeIsOver() {
        assertFalse(tick(9.75, false));
        assertEquals(new Carousel.Standing(Duration.ofMillis(250), false), standing());
        assertTrue(tick(10, false));
        assertFalse(tick(19.75, false));
        assertTrue(tick(20, false));
    }

    @Test
    void timeStandsStillWhileASpotIsOpen() {
        assertFalse(tick(4, false));
        assertFalse(tick(60, true));
        assertEquals(new Carousel.Standing(Duration.ofSeconds(6), true), standing());
        assertFalse(tick(65, false));
        assertTrue(tick(66, false));
    }

    @Test
    void tourWaitsForWhoeverIsAtWorkAndGoesOnAfterwards() {
        tick(9, false);
        carousel.touched(START.plusSeconds(9));
        assertFalse(tick(18.9, false));
        assertTrue(standing().held());
        assertFalse(tick(19.5, false));
        assertTrue(tick(20, false));
    }

    @Test
    void pageThatWasTurnedByHandGetsItsWholeTime() {
        tick(9, false);
        carousel.restart();
        assertFalse(tick(18.9, false));
        assertTrue(tick(19, false));
    }

    @Test
    void clockThatIsSetTurnsNoMoreThanOnePage() {
        assertFalse(tick(-3600, false));
        assertFalse(tick(-3599, false));
        assertTrue(tick(7200, false));
        assertFalse(tick(7200.25, false));
    }

    @Test
    void withoutATourNothingTurns() {
        carousel.every(Optional.empty(), START);
        assertFalse(tick(1000, false));
        assertTrue(carousel.standing().isEmpty());
    }
}
