package gatehouse.desk;

import static gatehouse.desk.DeskTable.A;
import static gatehouse.desk.DeskTable.B;
import static gatehouse.desk.DeskTable.GATE;
import static gatehouse.desk.DeskTable.LOBBY;
import static gatehouse.desk.DeskTable.NOON;
import static gatehouse.desk.DeskTable.SECOND;
import static gatehouse.desk.DeskTable.VAULT;
import static gatehouse.desk.DeskTable.answer;
import static gatehouse.desk.DeskTable.at;
import static gatehouse.desk.DeskTable.guard;
import static gatehouse.desk.DeskTable.history;
import static gatehouse.desk.DeskTable.rang;
import static gatehouse.desk.DeskTable.supervisor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.operator.Rights;
import gatehouse.site.Role;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// When a press opens, as tables.
class OpenRulesTest {
    private final DeskTable desk = new DeskTable();

    private List<Deed.Open> opened() {
        return desk.of(Deed.Open.class);
    }

    /// Presses at these tenths of a second, each with its order answered at once: how many open.
    @ParameterizedTest
    @CsvSource({
        "'0', 1",
        "'0 1', 1", // a double click
        "'0 5 9', 1",
        "'0 10', 2",
        "'0 20', 2",
        "'0 5 5 6 6 7 7 8 9 10 11 12 13 14 15 16 17 18 19 20', 1", // a key that repeats, for two seconds
        "'0 6 12 18 24 30', 1", // each within a second of the last: one long press
        "'0 10 20 30', 4",
    })
    void pressesCloserThanASecondAreOne(String tenths, int opens) {
        desk.tell(guard(), rang(A, GATE, 0));
        for (var tenth : tenths.split(" ")) {
            var press = at(Optional.of(A), GATE, "gate", 10 * SECOND + Long.parseLong(tenth) * SECOND / 10);
            desk.tell(press, answer(press.command(), Opening.Stage.CONFIRMED));
        }
        assertEquals(opens, opened().size());
    }

    @Test
    void aDoubleClickOnOneOutputDoesNotHoldUpTheOther() {
        desk.tell(guard(), rang(A, GATE, 0));
        desk.tell(at(Optional.of(A), GATE, "gate", 10 * SECOND), at(Optional.of(A), GATE, "wicket", 10 * SECOND + 1));
        assertEquals(
                List.of("gate", "wicket"),
                opened().stream().map(o -> o.output().id()).toList());
    }

    @Test
    void anOrderUnderWayIsNotGivenAgainHoweverLongItTakes() {
        desk.tell(guard(), rang(A, GATE, 0), desk.press(A, GATE, "gate"), desk.press(A, GATE, "wicket"));
        desk.tell(desk.press(A, GATE, "gate"), desk.press(A, GATE, "gate"));
        assertEquals(2, opened().size(), "the gate's first order has no answer yet, whatever else is shown");
        desk.tell(answer(opened().getFirst().command(), Opening.Stage.ACCEPTED), desk.press(A, GATE, "gate"));
        assertEquals(3, opened().size());
    }

    @Test
    void nobodyOpensAnOutputMoreThanTwelveTimesInAMinute() {
        desk.tell(guard(), rang(A, GATE, 0));
        for (int i = 0; i < 20; i++) {
            var press = desk.press(A, GATE, "gate");
            desk.tell(press, answer(press.command(), Opening.Stage.CONFIRMED));
        }
        assertEquals(Pace.MOST_PER_MINUTE, opened().size());
        assertEquals(Optional.of(Opening.Bar.PACE), desk.opening(GATE).barred());
        var later = at(Optional.of(A), GATE, "gate", 120 * SECOND);
        desk.tell(later);
        assertEquals(Pace.MOST_PER_MINUTE + 1, opened().size());
    }

    @Test
    void aPressThatOpensNothingSaysWhyWhereItWasPressedAndGoesOnRecord() {
        desk.tell(guard(), rang(A, GATE, 0), new Happening.SeatLeft(NOON), desk.press(A, GATE, "gate"));
        assertTrue(opened().isEmpty());
        assertEquals(Optional.of(Opening.Bar.RIGHT), desk.opening(GATE).barred());
        assertEquals(
                Optional.of(Opening.Bar.RIGHT),
                desk.state.call(A).orElseThrow().opening().orElseThrow().barred());
        assertEquals(Optional.of(GATE), desk.keptOnce(Memory.What.OPEN_REFUSED).door());
    }

    @Test
    void whatCannotBePutOnRecordIsNotSent() {
        desk.tell(guard(), rang(A, GATE, 0), history(Lamp.Health.BAD), desk.press(A, GATE, "gate"));
        assertTrue(opened().isEmpty());
        assertEquals(Optional.of(Opening.Bar.NO_RECORD), desk.opening(GATE).barred());
        desk.tell(history(Lamp.Health.DEGRADED), desk.press(A, GATE, "gate"));
        assertEquals(1, opened().size(), "degraded is still durable");
    }

    @Test
    void anOpeningOffTheRecordNeedsSomebodyWhoAnswersForItAndIsLoud() {
        var press = desk.press(A, GATE, "gate");
        desk.tell(guard(), rang(A, GATE, 0), history(Lamp.Health.BAD), new Happening.OffRecordPressed(press));
        assertTrue(opened().isEmpty(), "it only asks");
        assertTrue(desk.state.guarding().asking().orElseThrow().offRecord());
        desk.tell(grounds(press, Grounds.NONE, Optional.empty()));
        assertTrue(opened().isEmpty());
        desk.tell(grounds(press, Grounds.NONE, Optional.of("Eva")));
        assertEquals(1, opened().size());
        assertTrue(opened().getFirst().offRecord());
        assertEquals("Gerda, on the word of Eva", opened().getFirst().by());
        assertEquals(List.of(new Deed.AlarmTone(Optional.of(Concern.Kind.OFF_RECORD))), desk.of(Deed.AlarmTone.class));
        assertEquals(1, desk.of(Deed.OffRecordTold.class).size());
        desk.keptOnce(Memory.What.OFF_RECORD);
    }

    @Test
    void underDuressTheDoorOpensAsUsualAndNothingAtTheDeskLooksDifferent() {
        var usual = new DeskTable();
        var press = desk.press(A, GATE, "gate");
        usual.tell(guard(), rang(A, GATE, 0), press);
        desk.tell(guard(), rang(A, GATE, 0), new Happening.DuressOpenPressed(press));
        assertEquals(usual.state, desk.state, "not a word, not a lamp");
        assertEquals(usual.of(Deed.Open.class), opened());
        assertTrue(desk.of(Deed.AlarmTone.class).isEmpty());
        var alarm = desk.of(Deed.SilentAlarm.class);
        assertEquals(1, alarm.size());
        assertEquals(GATE, alarm.getFirst().door());
        assertTrue(usual.of(Deed.SilentAlarm.class).isEmpty());
    }

    @Test
    void whoSatDownUnderDuressRaisesTheSilentAlarmWithEveryOpening() {
        var seat = new Seat("Gerda", Role.GUARD, Rights.of(Role.GUARD), true, false);
        desk.tell(new Happening.SeatTaken(seat, NOON), rang(A, GATE, 0), desk.press(A, GATE, "gate"));
        assertEquals(1, opened().size());
        assertEquals(1, desk.of(Deed.SilentAlarm.class).size());
    }

    @Test
    void aDoorOfHighSecurityAsksBeforeAnythingIsSent() {
        var press = desk.press(A, VAULT, "door");
        desk.tell(guard(), rang(A, VAULT, 0), press);
        assertTrue(opened().isEmpty());
        assertEquals(press, desk.state.guarding().asking().orElseThrow().press());
    }

    @ParameterizedTest
    @CsvSource({
        "'', 'Ann', 'Eva', 'Say why'",
        "'Delivery', '', 'Eva', 'for whom'",
        "'Delivery', 'Ann', '', 'second person must agree'",
        "'Delivery', 'Ann', 'Gerda', 'somebody else'",
    })
    void whatIsMissingIsSaidAndNothingIsSent(String reason, String visitor, String second, String said) {
        var press = desk.press(A, VAULT, "door");
        desk.tell(guard(), rang(A, VAULT, 0), press);
        var who = second.isEmpty() ? Optional.<String>empty() : Optional.of(second);
        desk.tell(grounds(press, new Grounds(reason, visitor, "", who), Optional.empty()));
        assertTrue(opened().isEmpty());
        var words = desk.state.guarding().asking().orElseThrow().words();
        assertTrue(words.contains(said), words);
    }

    @Test
    void withItsGroundsTheDoorOpensAndTheyGoWithTheOrder() {
        var press = desk.press(A, VAULT, "door");
        var grounds = new Grounds("Delivery", "Ann", "badge 7", Optional.of("Eva"));
        desk.tell(guard(), rang(A, VAULT, 0), press, grounds(press, grounds, Optional.empty()));
        assertEquals(grounds, opened().getFirst().grounds());
        assertEquals(press.command(), opened().getFirst().command());
        assertEquals(press.pressedAt(), opened().getFirst().pressedAt(), "it is that press, however long it took");
        assertTrue(desk.state.guarding().asking().isEmpty());
    }

    @Test
    void theQuestionGoesWithWhatItWasAskedFor() {
        var grounds = new Grounds("Delivery", "Ann", "", Optional.of("Eva"));
        List<Happening> ends = List.of(
                DeskTable.over(A),
                new Happening.ShowPressed(B, 30 * SECOND),
                new Happening.SeatLeft(NOON),
                new Happening.LockdownPressed(UUID.randomUUID(), new Where.WholeSite(), NOON));
        for (var end : ends) {
            var there = new DeskTable();
            var press = there.press(A, VAULT, "door");
            there.tell(guard(), rang(A, VAULT, 0), rang(B, GATE, 0), press, end);
            assertTrue(there.state.guarding().asking().isEmpty(), end.toString());
            there.tell(grounds(press, grounds, Optional.empty()));
            assertTrue(there.of(Deed.Open.class).isEmpty(), end.toString());
        }
    }

    @Test
    void whatTakesLongerThanTwoMinutesIsPressedAgain() {
        var press = desk.press(A, VAULT, "door");
        desk.tell(guard(), rang(A, VAULT, 0), press);
        desk.tell(new Happening.GroundsGiven(
                press.command(),
                new Grounds("Delivery", "Ann", "", Optional.of("Eva")),
                Optional.empty(),
                false,
                press.pressedAt() + 121 * SECOND,
                NOON));
        assertTrue(opened().isEmpty());
    }

    @Test
    void withoutACallOnlyWhoMayOpensAlsoADoorOfHighSecurity() {
        desk.tell(guard(), desk.press(VAULT, "door"));
        assertTrue(desk.state.guarding().asking().isEmpty());
        desk.tell(supervisor(), desk.press(VAULT, "door"));
        assertTrue(desk.state.guarding().asking().isPresent());
    }

    @Test
    void stagesComeWithTheirTimesAndWhatIsKnownStaysKnown() {
        desk.tell(guard(), rang(A, GATE, 0), desk.press(A, GATE, "gate"));
        var command = opened().getFirst().command();
        desk.tell(new Happening.OpeningMoved(command, Opening.Stage.ASKED, false, "", NOON));
        desk.tell(new Happening.OpeningMoved(command, Opening.Stage.ACCEPTED, false, "", NOON.plusMillis(20)));
        desk.tell(proven(command, Proof.Stage.RELAY, 30), answer(command, Opening.Stage.CONFIRMED));
        desk.tell(proven(command, Proof.Stage.OPENED, 2000), proven(command, Proof.Stage.OPENED, 9000));
        desk.tell(new Happening.OpeningProven(command, Proof.Stage.CLOSED, new Proof.Seen.NotTold()));
        var proof = desk.opening(GATE).proof();
        assertEquals(new Proof.Seen.Known(NOON), proof.asked());
        assertEquals(new Proof.Seen.Known(NOON.plusMillis(20)), proof.accepted());
        assertEquals(new Proof.Seen.Known(NOON.plusMillis(30)), proof.relay());
        assertEquals(new Proof.Seen.Known(NOON.plusMillis(2000)), proof.opened());
        assertEquals(new Proof.Seen.NotTold(), proof.closed());
        assertEquals(
                proof, desk.state.call(A).orElseThrow().opening().orElseThrow().proof());
        assertEquals(2, desk.kept(Memory.What.UNLOCK_STAGE).size(), "each stage of the door once");
    }

    @Test
    void notConfirmedStaysUntilSomebodyLookedAndWhoThatWasIsOnRecord() {
        desk.tell(guard(), rang(A, GATE, 0), desk.press(A, GATE, "gate"));
        desk.tell(answer(opened().getFirst().command(), Opening.Stage.NOT_CONFIRMED), DeskTable.over(A));
        desk.tell(rang(B, GATE, 20), DeskTable.over(B), new Happening.SeatLeft(NOON));
        var concern = desk.state.guarding().concerns().getFirst();
        assertEquals(Concern.Kind.NOT_CONFIRMED, concern.kind());
        desk.tell(new Happening.LookedAt(concern.id(), NOON));
        assertFalse(desk.state.guarding().concerns().isEmpty(), "nobody sits here, so nobody has looked");
        desk.tell(supervisor(), new Happening.LookedAt(concern.id(), NOON));
        assertTrue(desk.state.guarding().concerns().isEmpty());
        var looked = desk.keptOnce(Memory.What.LOOKED_AT);
        assertEquals(Optional.of("Eva"), looked.operator());
        assertEquals(Optional.of(GATE), looked.door());
    }

    @Test
    void anOrderThatCouldNotBePutOnRecordOffersWhatASupervisorMay() {
        desk.tell(guard(), rang(A, LOBBY, 0), desk.press(A, LOBBY, "door"));
        var command = opened().getFirst().command();
        desk.tell(new Happening.OpeningBarred(command, Opening.Bar.NO_RECORD), answer(command, Opening.Stage.REFUSED));
        assertEquals(Optional.of(Opening.Bar.NO_RECORD), desk.opening(LOBBY).barred());
        assertEquals(Opening.Stage.REFUSED, desk.opening(LOBBY).stage());
    }

    private static Happening proven(UUID command, Proof.Stage stage, long millis) {
        return new Happening.OpeningProven(command, stage, new Proof.Seen.Known(NOON.plusMillis(millis)));
    }

    private static Happening grounds(Happening.OpenPressed press, Grounds grounds, Optional<String> answersFor) {
        return new Happening.GroundsGiven(
                press.command(), grounds, answersFor, false, press.pressedAt() + 20 * SECOND, NOON);
    }
}
