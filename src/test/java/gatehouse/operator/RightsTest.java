package gatehouse.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.DoorId;
import gatehouse.site.OwnRole;
import gatehouse.site.OwnRole.May;
import gatehouse.site.Role;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RightsTest {
    private static final DoorId GATE = new DoorId("north-gate");
    private static final DoorId LOBBY = new DoorId("lobby");
    private static final Rights NIGHT = Rights.of(new OwnRole(
            "night",
            "Night guard",
            List.of(
                    new OwnRole.Part(
                            Optional.empty(), EnumSet.of(May.ANSWER, May.HISTORY), Optional.of(Duration.ofHours(12))),
                    new OwnRole.Part(
                            Optional.of(Set.of(GATE)),
                            EnumSet.of(May.OPEN, May.HOLD_OPEN, May.HISTORY),
                            Optional.of(Duration.ofDays(7))))));

    @Test
    void aRightOfAGroupIsHeldAtItsDoorsOnly() {
        assertTrue(NIGHT.may(Right.UNLOCK, GATE) && NIGHT.may(Right.HOLD_OPEN, GATE));
        assertFalse(NIGHT.may(Right.UNLOCK, LOBBY));
        assertTrue(NIGHT.may(Right.ANSWER, LOBBY), "what is held everywhere is held at each door");
        assertTrue(NIGHT.may(Right.UNLOCK), "there is a door at which it is held");
        assertFalse(NIGHT.everywhere(Right.UNLOCK));
        assertFalse(NIGHT.may(Right.LOCKDOWN) || NIGHT.may(Right.INSTALL) || NIGHT.may(Right.EXPORT));
    }

    @Test
    void theHistoryReachesAsFarAsTheFurthestGrant() {
        assertEquals(Optional.of(Duration.ofDays(7)), NIGHT.back(GATE));
        assertEquals(Optional.of(Duration.ofHours(12)), NIGHT.back(LOBBY));
        assertEquals(Optional.of(Duration.ofHours(12)), NIGHT.back());
        assertEquals(Optional.empty(), Rights.of(Role.SUPERVISOR).back(GATE), "to the beginning");
        assertEquals(Optional.of(Duration.ZERO), Rights.NONE.back(GATE), "not at all");
    }

    @Test
    void aDoorWithoutAnyRightIsNotThere() {
        var outside = Rights.of(new OwnRole(
                "outside",
                "Outside",
                List.of(new OwnRole.Part(Optional.of(Set.of(GATE)), EnumSet.of(May.OPEN), Optional.empty()))));
        assertTrue(outside.may(Right.SEE, GATE), "who may open a door sees it");
        assertFalse(outside.may(Right.SEE, LOBBY));
        assertTrue(outside.may(Right.SEE_WALL));
    }

    @Test
    void aLockedDeskLeavesSeeingAndAnswering() {
        for (var rights : List.of(NIGHT, Rights.of(Role.GUARD), Rights.of(Role.SUPERVISOR))) {
            var locked = rights.whileLocked();
            assertTrue(locked.may(Right.SEE, GATE) && locked.may(Right.ANSWER, GATE));
            assertEquals(
                    Set.of(Right.SEE, Right.ANSWER),
                    EnumSet.copyOf(
                            Arrays.stream(Right.values()).filter(locked::may).toList()));
        }
        assertFalse(Rights.of(Role.INSTALLER).whileLocked().may(Right.ANSWER), "locking gives nobody a right");
    }

    @Test
    void everyWordOfASiteFileGivesSomething() {
        for (var word : May.values()) {
            var rights = Rights.of(new OwnRole(
                    "one", "One", List.of(new OwnRole.Part(Optional.empty(), EnumSet.of(word), Optional.empty()))));
            assertTrue(rights.may(Right.SEE, GATE), word.name());
        }
        assertFalse(Rights.of(new OwnRole("none", "None", List.of())).may(Right.SEE));
    }
}
