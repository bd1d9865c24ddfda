package gatehouse.ui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import javafx.geometry.Rectangle2D;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowPlaceTest {
    private static final Rectangle2D MAIN = new Rectangle2D(0, 0, 1920, 1200);
    private static final Rectangle2D LEFT = new Rectangle2D(-1920, 0, 1920, 1080);

    @Test
    void newWindowTakesAScreenOfItsOwn() {
        var place = WindowPlace.fresh(1, List.of(MAIN, LEFT), List.of(MAIN));
        assertEquals(LEFT, place.screen());
        assertTrue(place.maximized());
        assertTrue(LEFT.contains(place.bounds()));
    }

    @Test
    void withoutAnotherScreenItTakesAPartOfTheFirst() {
        var place = WindowPlace.fresh(2, List.of(MAIN, LEFT), List.of(MAIN, LEFT));
        assertEquals(MAIN, place.screen());
        assertFalse(place.maximized());
        assertTrue(MAIN.contains(place.bounds()));
        var tiny = new Rectangle2D(0, 0, 1000, 700);
        assertTrue(tiny.contains(WindowPlace.fresh(3, List.of(tiny), List.of()).bounds()));
    }

    @Test
    void placesAreRememberedWithTheirScreens() {
        var places = List.of(
                new WindowPlace(1, new Rectangle2D(-1900, 20, 1200, 700), LEFT, false, true),
                new WindowPlace(3, new Rectangle2D(0, 0, 1920, 1200), MAIN, true, false));
        assertEquals(places, WindowPlace.kept(WindowPlace.kept(places)));
        assertEquals(places.getFirst(), places.getFirst().on(List.of(MAIN, LEFT)));
    }

    @Test
    void windowWhoseScreenIsGoneComesToTheMainOne() {
        var place = new WindowPlace(1, new Rectangle2D(-1900, 20, 1200, 700), LEFT, true, true).on(List.of(MAIN));
        assertEquals(MAIN, place.screen());
        assertTrue(MAIN.contains(place.bounds()));
        assertFalse(place.maximized() || place.full());
        assertEquals(1, place.number());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ";", "1 2 3", "1 0 0 0 0 0 0 0 0 0 0", "x 0 0 1 1 0 0 1 1 0 0", "1 0 0 9999999 1 0 0 1 1 0 0"
            })
    void whatIsNoPlaceIsPassedOver(String text) {
        assertEquals(List.of(), WindowPlace.kept(text));
    }
}
