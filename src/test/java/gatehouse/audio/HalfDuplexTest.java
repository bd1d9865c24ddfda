package gatehouse.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalfDuplexTest {
    /// One letter is 100 ms. Guard and door: `.` silent, `e` an echo at -30 dB, `s` speech at -25 dB, `S` loud at -15
    /// dB.
    /// Floor: `D` the door's, `G` the guard's, as it is at the end of each 100 ms.
    @ParameterizedTest
    @CsvSource({
        // nobody speaks: the door is heard
        "........, ........, DDDDDDDD",
        // the guard speaks into silence, is let through at once, and the floor goes back 300 ms after
        "ssss....., ........., GGGGGGDDD",
        // the door speaks: its own sound out of the speaker does not open the microphone
        ".eeee..., .ssss..., DDDDDDDD",
        // the guard speaks as loud as the echo would be: the door keeps the floor
        ".sss...., .ssss..., DDDDDDDD",
        // the guard takes it by being clearly louder
        "..SSS...., ssssss..., DDGGGGGDD",
        // what the door sends while the guard speaks is his echo: he keeps the floor
        "ssssss...., ..eeee...., GGGGGGGGDD",
        // a pause of 200 ms inside a sentence does not give it away
        "ss..ss..., ..ss....., GGGGGGGGD",
        // the door pauses, the guard answers
        ".....ss..., ss........, DDDDDGGGGD"
    })
    void theFloorGoesToWhoeverHasARightToIt(String guard, String door, String floor) {
        var half = new HalfDuplex();
        var said = new StringBuilder();
        for (int i = 0; i < guard.length(); i++) {
            var now = HalfDuplex.Floor.DOOR;
            for (int frame = 0; frame < 5; frame++) {
                now = half.next(level(guard.charAt(i)), level(door.charAt(i)));
            }
            assertEquals(now, half.floor());
            said.append(now == HalfDuplex.Floor.DOOR ? 'D' : 'G');
        }
        assertEquals(floor, said.toString());
    }

    @Test
    void howOftenTheGuardWasHeldBackIsKnown() {
        var half = new HalfDuplex();
        assertEquals(0, half.heldBackShare());
        for (int i = 0; i < 100; i++) {
            half.next(-25, -20);
        }
        assertTrue(half.heldBackShare() > 0.95, "" + half.heldBackShare());
    }

    private static double level(char sound) {
        return switch (sound) {
            case 'e' -> -30;
            case 's' -> -25;
            case 'S' -> -15;
            default -> -96;
        };
    }
}
