package gatehouse.desk;

import static gatehouse.desk.DeskTable.A;
import static gatehouse.desk.DeskTable.GATE;
import static gatehouse.desk.DeskTable.LOBBY;
import static gatehouse.desk.DeskTable.NOON;
import static gatehouse.desk.DeskTable.VAULT;
import static gatehouse.desk.DeskTable.guard;
import static gatehouse.desk.DeskTable.history;
import static gatehouse.desk.DeskTable.rang;
import static gatehouse.desk.DeskTable.supervisor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.DoorId;
import gatehouse.site.OpenHours;
import gatehouse.site.Schedule;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Held open, locked down, back to normal; and what the doors tell by themselves.
class ModeRulesTest {
    private final DeskTable desk = new DeskTable();

    @Test
    void aDoorIsHeldOpenUntilItsTimeAndThenEndsByItself() {
        var until = NOON.plusSeconds(900);
        desk.tell(supervisor(), hold(GATE, until), new Happening.TimeCame(until.minusSeconds(1)));
        assertTrue(desk.mode(GATE).heldOpen());
        assertTrue(desk.deeds.contains(new Deed.Wake(until)));
        desk.tell(new Happening.TimeCame(until));
        assertTrue(desk.mode(GATE).normal());
        assertEquals(
                List.of(false, true),
                desk.of(Deed.SetMode.class).stream().map(d -> d.mode().normal()).toList());
        assertEquals(
                "Gatehouse", desk.keptOnce(Memory.What.MODE_ENDED).operator().orElseThrow());
    }

    @Test
    void holdingOpenIsForWhoMayForADayAtMostAndNeverForHighSecurity() {
        desk.tell(guard(), hold(GATE, NOON.plusSeconds(900)));
        desk.tell(
                supervisor(), hold(GATE, NOON.plusSeconds(86_401)), hold(GATE, NOON), hold(VAULT, NOON.plusSeconds(9)));
        desk.tell(history(Lamp.Health.BAD), hold(GATE, NOON.plusSeconds(900)));
        assertTrue(desk.of(Deed.SetMode.class).isEmpty());
        assertTrue(desk.mode(GATE).normal() && desk.mode(VAULT).normal());
    }

    @Test
    void aHoldThatTheDoorRefusesIsNone() {
        desk.tell(supervisor(), hold(GATE, NOON.plusSeconds(900)));
        desk.tell(taken(GATE, Mode.How.REFUSED));
        assertTrue(desk.mode(GATE).normal());
        assertEquals(
                Concern.Kind.MODE_IN_DOUBT,
                desk.state.guarding().concerns().getFirst().kind());
    }

    @Test
    void aDoorThatMayStillBeOpenAfterItsHoldMustBeLookedAt() {
        desk.tell(supervisor(), hold(GATE, NOON.plusSeconds(900)));
        desk.tell(taken(GATE, Mode.How.DESK_ENDS));
        desk.tell(new Happening.NormalPressed(UUID.randomUUID(), one(GATE), NOON));
        desk.tell(taken(GATE, Mode.How.NOT_CONFIRMED));
        assertEquals(1, desk.state.guarding().concerns().size());
    }

    @Test
    void aLockdownKeepsEveryDoorShutForEverybodyUntilItIsReleased() {
        desk.tell(supervisor(), hold(GATE, NOON.plusSeconds(900)), guard());
        desk.tell(lockdown(new Where.WholeSite()));
        for (var door : List.of(GATE, LOBBY, VAULT)) {
            assertTrue(desk.mode(door).lockedDown(), door + ": also what was held open");
        }
        desk.tell(rang(A, GATE, 0), desk.press(A, GATE, "gate"));
        desk.tell(supervisor(), desk.press(A, GATE, "gate"), desk.press(LOBBY, "door"));
        assertTrue(desk.of(Deed.Open.class).isEmpty());
        assertEquals(Optional.of(Opening.Bar.LOCKDOWN), desk.opening(GATE).barred());
        desk.tell(hold(LOBBY, NOON.plusSeconds(900)), new Happening.NormalPressed(UUID.randomUUID(), one(GATE), NOON));
        desk.tell(new Happening.TimeCame(NOON.plusSeconds(1000)));
        assertTrue(desk.mode(LOBBY).lockedDown() && desk.mode(GATE).lockedDown());
        assertTrue(desk.keptOnce(Memory.What.LOCKDOWN).sentence().contains("the whole site, 3 doors"));
        desk.tell(released(Set.of(GATE, LOBBY, VAULT)));
        assertTrue(desk.mode(GATE).normal(), "it is not held open again");
        assertEquals(
                "Eva", desk.keptOnce(Memory.What.LOCKDOWN_RELEASED).operator().orElseThrow());
        desk.tell(desk.press(A, GATE, "gate"));
        assertEquals(1, desk.of(Deed.Open.class).size());
    }

    @Test
    void aLockdownIsOfADoorAGroupOrTheSite() {
        desk.tell(guard(), lockdown(new Where.OfGroup("front")));
        assertTrue(desk.mode(GATE).lockedDown() && desk.mode(LOBBY).lockedDown());
        assertFalse(desk.mode(VAULT).lockedDown());
        desk.tell(released(Set.of(GATE)));
        assertTrue(desk.mode(GATE).normal() && desk.mode(LOBBY).lockedDown(), "only what that person may release");
        desk.tell(lockdown(one(VAULT)));
        assertTrue(desk.mode(VAULT).lockedDown());
    }

    @Test
    void aLockdownHoldsAtTheDeskWhateverTheDoorSays() {
        desk.tell(guard(), lockdown(one(GATE)));
        desk.tell(taken(GATE, Mode.How.REFUSED));
        assertTrue(desk.mode(GATE).lockedDown());
        assertEquals(
                Mode.How.REFUSED, ((Mode.LockedDown) desk.mode(GATE)).taken().how());
        desk.tell(history(Lamp.Health.BAD), lockdown(one(LOBBY)));
        assertTrue(desk.mode(LOBBY).lockedDown(), "to lock needs no record");
    }

    @Test
    void anAnswerToAnOlderOrderChangesNothing() {
        desk.tell(supervisor(), hold(GATE, NOON.plusSeconds(900)));
        var old = desk.of(Deed.SetMode.class).getFirst().command();
        desk.tell(lockdown(one(GATE)));
        desk.tell(new Happening.ModeTaken(old, GATE, new Mode.Taken(Mode.How.REFUSED, ""), NOON));
        assertEquals(Mode.PENDING, ((Mode.LockedDown) desk.mode(GATE)).taken());
    }

    @Test
    void modesAndWhatNobodyLookedAtOutliveARestart() {
        desk.tell(supervisor(), hold(GATE, NOON.plusSeconds(900)));
        desk.tell(taken(GATE, Mode.How.DESK_ENDS));
        desk.tell(lockdown(one(LOBBY)), forced(VAULT));
        var kept = desk.of(Deed.KeepStandings.class).getLast();
        var next = new DeskTable();
        next.tell(new Happening.StandingsFound(kept.modes(), kept.concerns(), NOON.plusSeconds(60)));
        assertEquals(desk.mode(GATE), next.mode(GATE));
        assertTrue(next.mode(LOBBY).lockedDown());
        assertEquals(
                Mode.How.NOT_CONFIRMED,
                ((Mode.LockedDown) next.mode(LOBBY)).taken().how(),
                "nobody heard it");
        assertEquals(
                Concern.Kind.FORCED, next.state.guarding().concerns().getFirst().kind());
        assertTrue(next.of(Deed.SetMode.class).isEmpty(), "what was sent is not sent again");
        assertTrue(next.deeds.contains(new Deed.Wake(NOON.plusSeconds(900))));
        assertTrue(next.deeds.contains(new Deed.AlarmTone(Optional.of(Concern.Kind.FORCED))));
    }

    @Test
    void aHoldThatEndedWhileTheConsoleWasDownEndsWhenItIsBack() {
        desk.tell(supervisor(), hold(GATE, NOON.plusSeconds(900)));
        var kept = desk.of(Deed.KeepStandings.class).getLast();
        var next = new DeskTable();
        next.tell(new Happening.StandingsFound(kept.modes(), List.of(), NOON.plusSeconds(3600)));
        assertTrue(next.mode(GATE).normal());
        assertTrue(next.of(Deed.SetMode.class).getFirst().mode().normal());
    }

    @Test
    void aScheduleHoldsADoorOpenOnWorkingDaysAndNotOnHolidays() {
        var monday = LocalDate.of(2026, 1, 5);
        var hours = new Schedule(
                "office",
                EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                LocalTime.of(8, 0),
                LocalTime.of(17, 0),
                ZoneOffset.UTC,
                Set.of(monday.plusDays(1)));
        desk.tell(new Happening.SiteChanged(
                DeskTable.site().withOpenHours(List.of(new OpenHours(LOBBY, hours))), "", NOON));
        desk.tell(time(monday, 7, 59));
        assertTrue(desk.mode(LOBBY).normal());
        assertTrue(desk.deeds.contains(new Deed.Wake(at(monday, 8, 0))));
        desk.tell(time(monday, 8, 0));
        var held = (Mode.HeldOpen) desk.mode(LOBBY);
        assertTrue(held.scheduled());
        assertEquals(at(monday, 17, 0), held.until());
        desk.tell(supervisor(), new Happening.NormalPressed(UUID.randomUUID(), one(LOBBY), NOON), time(monday, 9, 0));
        assertTrue(desk.mode(LOBBY).normal(), "who ended it by hand meant it so");
        desk.tell(time(monday.plusDays(1), 9, 0));
        assertTrue(desk.mode(LOBBY).normal(), "a holiday");
        desk.tell(time(monday.plusDays(2), 8, 0));
        assertTrue(desk.mode(LOBBY).heldOpen());
        desk.tell(lockdown(new Where.WholeSite()), time(monday.plusDays(2), 9, 0));
        desk.tell(new Happening.LockdownReleased(
                UUID.randomUUID(), Set.of(LOBBY), "Eva", false, at(monday.plusDays(2), 9, 30)));
        desk.tell(time(monday.plusDays(2), 10, 0));
        assertTrue(desk.mode(LOBBY).normal(), "nothing opens by itself because a lockdown is over");
        desk.tell(time(monday.plusDays(3), 8, 0), time(monday.plusDays(3), 17, 0));
        assertTrue(desk.mode(LOBBY).normal());
        assertEquals(3, desk.kept(Memory.What.MODE_SET).size());
    }

    @Test
    void aForcedDoorIsLoudUntilSomebodyLookedAlsoWhenItIsShutAgain() {
        desk.tell(guard(), forced(GATE), forced(GATE));
        assertEquals(1, desk.state.guarding().concerns().size(), "told once while it lasts");
        assertEquals(List.of(new Deed.AlarmTone(Optional.of(Concern.Kind.FORCED))), desk.of(Deed.AlarmTone.class));
        desk.tell(new Happening.DoorRelocked(GATE, NOON.plusSeconds(9)));
        var concern = desk.state.guarding().concerns().getFirst();
        assertEquals(Optional.of(NOON.plusSeconds(9)), concern.over());
        assertEquals(1, desk.of(Deed.AlarmTone.class).size(), "it sounds on");
        desk.tell(new Happening.LookedAt(concern.id(), NOON));
        assertEquals(
                new Deed.AlarmTone(Optional.empty()),
                desk.of(Deed.AlarmTone.class).getLast());
        desk.keptOnce(Memory.What.DOOR_FORCED);
        desk.keptOnce(Memory.What.DOOR_RELOCKED);
        assertEquals(List.of(new Deed.RelockedSound(GATE)), desk.of(Deed.RelockedSound.class));
    }

    @Test
    void aDoorHeldOpenOnPurposeIsNeitherForcedNorOpenForTooLong() {
        desk.tell(supervisor(), hold(GATE, NOON.plusSeconds(900)), forced(GATE));
        desk.tell(new Happening.DoorMisused(UUID.randomUUID(), GATE, Concern.Kind.HELD_TOO_LONG, "", NOON));
        assertTrue(desk.state.guarding().concerns().isEmpty());
    }

    private Happening taken(DoorId door, Mode.How how) {
        var command = desk.of(Deed.SetMode.class).getLast().command();
        return new Happening.ModeTaken(command, door, new Mode.Taken(how, ""), NOON);
    }

    private static Happening forced(DoorId door) {
        return new Happening.DoorMisused(UUID.randomUUID(), door, Concern.Kind.FORCED, "opened", NOON);
    }

    private static Where one(DoorId door) {
        return new Where.OneDoor(door);
    }

    private static Happening hold(DoorId door, Instant until) {
        return new Happening.HoldOpenPressed(UUID.randomUUID(), one(door), until, NOON);
    }

    private static Happening lockdown(Where where) {
        return new Happening.LockdownPressed(UUID.randomUUID(), where, NOON);
    }

    private static Happening released(Set<DoorId> doors) {
        return new Happening.LockdownReleased(UUID.randomUUID(), doors, "Eva", false, NOON);
    }

    private static Instant at(LocalDate day, int hour, int minute) {
        return day.atTime(hour, minute).toInstant(ZoneOffset.UTC);
    }

    private static Happening time(LocalDate day, int hour, int minute) {
        return new Happening.TimeCame(at(day, hour, minute));
    }
}
