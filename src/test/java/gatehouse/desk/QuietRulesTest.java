package gatehouse.desk;

import static gatehouse.desk.Trial.A;
import static gatehouse.desk.Trial.B;
import static gatehouse.desk.Trial.GATE;
import static gatehouse.desk.Trial.LOBBY;
import static gatehouse.desk.Trial.SECOND;
import static gatehouse.desk.Trial.answer;
import static gatehouse.desk.Trial.at;
import static gatehouse.desk.Trial.over;
import static gatehouse.desk.Trial.rang;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.site.Role;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Nobody is rung, and nothing is lost by it.
class QuietRulesTest {
    private static final Happening OFF = new Happening.UndisturbedPressed(false, Optional.empty(), at(9), 9 * SECOND);

    private Trial desk = Trial.seated();

    @Test
    void undisturbedTheDeskIsNotRungButThePressIsOnRecord() {
        desk.tell(on(Optional.empty()), rang(A, GATE, 5));
        assertTrue(desk.of(Deed.RingTone.class).isEmpty());
        assertEquals(Optional.empty(), desk.state.shown());
        assertEquals(List.of(A), desk.state.waiting().stream().map(Call::id).toList(), "seen in the queue");
        var rang = desk.kept(Memory.What.RANG);
        assertEquals("not rung: do not disturb, by Guard", rang.facts().get("handled"));
        assertEquals(Optional.of(Memory.Photo.RING), rang.photo());
        assertEquals(1, desk.of(Deed.Film.class).size());
        desk.tell(over(A, End.MISSED, 60));
        assertEquals(1, desk.state.missed());
        assertEquals(
                Optional.of("do not disturb, by Guard"),
                desk.state.book().missed().getFirst().handled());
        assertTrue(desk.kept(Memory.What.MISSED).sentence().contains("nobody was rung"));
    }

    @Test
    void whoStillStandsThereRingsWhenTheDeskTakesCallsAgain() {
        desk.tell(on(Optional.empty()), rang(A, GATE, 5), OFF);
        assertTrue(desk.tone().on());
        assertEquals(Optional.of(A), desk.state.shown());
        assertEquals(9 * SECOND, desk.state.shownAt());
    }

    @Test
    void itEndsByItselfAtItsTime() {
        desk.tell(on(Optional.of(Duration.ofMinutes(10))), rang(A, GATE, 599));
        assertTrue(desk.of(Deed.RingTone.class).isEmpty());
        desk.tell(new Happening.ClockStruck(at(600), 600 * SECOND));
        assertEquals(Optional.empty(), desk.state.book().undisturbed());
        assertTrue(desk.tone().on());
        desk.tell(on(Optional.of(Duration.ofMinutes(10))), rang(B, LOBBY, 601));
        assertEquals(Optional.empty(), desk.call(B).course().unrung(), "to the second, whenever the clock was asked");
    }

    @Test
    void itCanBeAnsweredAllTheSame() {
        desk.tell(on(Optional.empty()), rang(A, GATE, 5), answer(A, 6));
        assertInstanceOf(Phase.Answering.class, desk.call(A).phase());
    }

    @Test
    void quietHoursAreTheSame() {
        long night = Duration.ofHours(11).toSeconds();
        desk = Trial.seated(Trial.quietAtNight());
        desk.tell(new Happening.ClockStruck(at(night), 0), rang(A, GATE, night));
        assertEquals(
                Optional.of(new CallBook.Quiet("night", at(Duration.ofHours(18).toSeconds()))),
                desk.state.book().quietHours());
        assertTrue(desk.of(Deed.RingTone.class).isEmpty());
        assertEquals(
                "not rung: quiet hours, night",
                desk.kept(Memory.What.RANG).facts().get("handled"));
    }

    @Test
    void whatIsNotRungNeedNotWaitForItsForward() {
        desk = Trial.seated(Trial.forwarding(Duration.ofSeconds(20), Optional.empty()));
        desk.tell(on(Optional.empty()), rang(A, GATE, 5));
        assertEquals(List.of(new Deed.ForwardLater(A, Duration.ZERO)), desk.of(Deed.ForwardLater.class));
    }

    @Test
    void onlyWhoMaySendCallsElsewhereIsUndisturbed() {
        desk = new Trial(Trial.PLAN);
        desk.tell(on(Optional.empty()));
        assertEquals(Optional.empty(), desk.state.book().undisturbed());
        desk.tell(new Happening.SeatTaken("Ines", Role.INSTALLER, at(0)), on(Optional.empty()));
        assertEquals(Optional.empty(), desk.state.book().undisturbed());
    }

    @Test
    void aClockThatChangesNothingIsNoNews() {
        var before = desk.state;
        desk.tell(new Happening.ClockStruck(at(1), SECOND));
        assertEquals(before, desk.state);
    }

    private static Happening on(Optional<Duration> time) {
        return new Happening.UndisturbedPressed(true, time, at(0), 0);
    }
}
