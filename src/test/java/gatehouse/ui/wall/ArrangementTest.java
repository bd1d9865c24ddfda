package gatehouse.ui.wall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import gatehouse.door.DoorId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArrangementTest {
    private static List<DoorId> doors(String names) {
        return Stream.of(names.split(" ", -1)).map(DoorId::new).toList();
    }

    /// What was wanted, the doors there are, and the order in which they hang.
    @ParameterizedTest
    @CsvSource({
        "'', a b c, a b c",
        "'c,a', a b c, c a b",
        "'c,x,a', a b c, c a b",
        "'c,b,a', a b c d, c b a d",
        "'a,a,b', b a, a b",
    })
    void doorsHangAsWantedAndNewOnesComeLast(String kept, String there, String expected) {
        assertEquals(doors(expected), Arrangement.kept(kept).of(doors(there)));
    }

    @Test
    void exchangeMovesTwoDoorsAndNoOther() {
        var there = doors("a b c d");
        var order = Arrangement.OF_THE_SITE.exchange(new DoorId("a"), new DoorId("d"), there);
        assertEquals(doors("d b c a"), order.of(there));
        assertEquals(doors("d b c a"), Arrangement.kept(order.kept()).of(there));
    }

    @Test
    void doorThatIsGoneForAWhileFindsItsPlaceAgain() {
        var order = Arrangement.kept("c,b,a");
        assertEquals(doors("c a"), order.of(doors("a c")));
        var changed = order.exchange(new DoorId("c"), new DoorId("a"), doors("a c"));
        assertEquals(doors("a b c"), changed.of(doors("a b c")));
        assertSame(order, order.exchange(new DoorId("c"), new DoorId("nobody"), doors("a c")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOT A DOOR", ",", "a,,b", "\u0000"})
    void whatIsNoOrderIsTheOrderOfTheSite(String kept) {
        assertEquals(Arrangement.OF_THE_SITE, Arrangement.kept(kept));
    }
}
