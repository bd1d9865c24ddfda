package gatehouse.desk;

import static gatehouse.desk.DeskTable.GATE;
import static gatehouse.desk.DeskTable.LOBBY;
import static gatehouse.desk.DeskTable.NOON;
import static gatehouse.desk.DeskTable.VAULT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.DoorId;
import gatehouse.site.Role;
import gatehouse.unlock.CallTones;
import gatehouse.unlock.Outcome;
import gatehouse.unlock.UnlockOrder;
import gatehouse.unlock.UnlockRecord;
import gatehouse.unlock.Unlocker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A million things happen at a desk in any order: rings, ends, clicks, double clicks, keys that repeat, log-ins,
/// lockdowns, a history that takes nothing. Whatever comes, no order is sent that nobody pressed, none twice, none for
/// another door than the one shown when the button went down, none that is not on record.
@Execution(ExecutionMode.CONCURRENT)
class RandomWalkTest {
    private static final int STEPS = 1_000_000;
    private static final List<DoorId> DOORS = List.of(GATE, LOBBY, VAULT);
    private static final Map<DoorId, List<String>> OUTPUTS =
            Map.of(GATE, List.of("gate", "wicket"), LOBBY, List.of("door"), VAULT, List.of("door"));

    /// What was true when a button went down.
    private record Pressed(Happening.OpenPressed press, DeskState seen) {}

    private final Random random = new Random(20_260_105L);
    private final Map<UUID, Pressed> presses = new HashMap<>();
    private final Set<UUID> ordered = new HashSet<>();
    private final Map<String, Long> lastOrder = new HashMap<>();
    private final Map<String, UUID> underWay = new HashMap<>();
    private final List<UUID> unanswered = new ArrayList<>();
    private final Set<UUID> intents = new HashSet<>();
    private DeskState state = DeskState.opened(DeskTable.site());
    private long now = DeskTable.SECOND;
    private int calls;
    private int opened;

    @Test
    void aMillionStepsOpenNothingTwiceNothingWrongAndNothingUnrecorded() {
        for (int step = 0; step < STEPS; step++) {
            now += (long) (random.nextDouble() * random.nextDouble() * 1.5 * DeskTable.SECOND);
            tell(next());
        }
        assertTrue(opened > 5_000, "the walk opened only " + opened);
        assertTrue(
                state.guarding().concerns().size() <= Guarding.MOST,
                "what nobody looks at does not pile up without end");
    }

    private void tell(Happening happening) {
        var before = state;
        var step = Rules.after(state, happening);
        state = step.state();
        for (var deed : step.deeds()) {
            if (deed instanceof Deed.Open open) {
                isRight(before, open);
            }
        }
        if (presses.size() > 2_000) {
            var asked = state.guarding().asking().map(a -> a.press().command());
            presses.keySet().removeIf(c -> !asked.equals(Optional.of(c)));
        }
    }

    private void isRight(DeskState before, Deed.Open open) {
        opened++;
        assertTrue(ordered.add(open.command()), "one press, one order");
        var pressed = presses.get(open.command());
        assertTrue(pressed != null, "nobody pressed this");
        var press = pressed.press();
        assertEquals(press.door(), open.door(), "the door that was shown when the button went down");
        assertEquals(press.output(), open.output().id());
        assertEquals(press.call(), open.call());
        press.call().ifPresent(call -> {
            assertEquals(Optional.of(call), pressed.seen().shown(), "it was shown when it was pressed");
            assertEquals(Optional.of(call), before.shown(), "and still is");
            assertEquals(
                    Optional.of(open.door()), before.call(call).orElseThrow().door(), "and is that door's");
            assertTrue(before.call(call).orElseThrow().alive());
            assertTrue(press.pressedAt() - before.shownAt() >= DeskState.ARMING.toNanos(), "and was armed");
        });
        assertTrue(!before.doors().get(open.door()).mode().lockedDown(), "not in a lockdown");
        assertTrue(before.seat().isPresent(), "somebody sits here");
        assertTrue(OpenRules.recordable(before) || open.offRecord(), "it can be put on record, or somebody answers");
        var key = open.door() + "/" + open.output().id();
        assertTrue(!underWay.containsKey(key), "one at a time");
        var last = lastOrder.put(key, press.pressedAt());
        assertTrue(
                last == null || press.pressedAt() - last >= Pace.AGAIN.toNanos(),
                "two presses within a second are one");
        underWay.put(key, open.command());
        unanswered.add(open.command());
    }

    private Happening next() {
        int what = random.nextInt(100);
        if (state.calls().size() > 6) {
            return new Happening.CallOver(anyCall(), End.VISITOR_HUNG_UP, "", NOON, now);
        }
        if (what < 2) {
            return new Happening.MissedAcknowledged(NOON);
        }
        if (what < 12) {
            var door = DOORS.get(random.nextInt(3));
            var from = random.nextInt(20) == 0 ? Optional.<DoorId>empty() : Optional.of(door);
            return new Happening.Rang(new CallId("c" + calls++), from, "", NOON, now);
        }
        if (what < 22) {
            return new Happening.CallOver(anyCall(), End.values()[random.nextInt(End.values().length)], "", NOON, now);
        }
        if (what < 30) {
            return new Happening.ShowPressed(anyCall(), now);
        }
        if (what < 36) {
            return new Happening.AnswerPressed(anyCall(), NOON, now);
        }
        if (what < 68) {
            return press();
        }
        if (what < 82) {
            return answered();
        }
        return others(what);
    }

    private Happening others(int what) {
        return switch (what) {
            case 82, 83, 84 -> new Happening.SeatTaken("Gerda", Role.GUARD, NOON);
            case 85 -> new Happening.SeatTaken("Eva", Role.SUPERVISOR, NOON);
            case 86 -> new Happening.SeatLeft(NOON);
            case 87 -> DeskTable.history(random.nextInt(3) == 0 ? Lamp.Health.BAD : Lamp.Health.GOOD);
            case 88 -> DeskTable.history(Lamp.Health.GOOD);
            case 89 -> new Happening.LockdownPressed(UUID.randomUUID(), where(), NOON);
            case 90, 91, 92 -> new Happening.LockdownReleased(UUID.randomUUID(), Set.copyOf(DOORS), "Eva", false, NOON);
            case 93 ->
                new Happening.HoldOpenPressed(
                        UUID.randomUUID(), where(), NOON.plusSeconds(1 + random.nextInt(100)), NOON);
            case 94 -> new Happening.TimeCame(NOON.plusSeconds(random.nextInt(200)));
            case 95 -> new Happening.NormalPressed(UUID.randomUUID(), where(), NOON);
            case 96 ->
                new Happening.LookedAt(
                        state.guarding().concerns().stream()
                                .map(Concern::id)
                                .findFirst()
                                .orElseGet(UUID::randomUUID),
                        NOON);
            case 97 -> new Happening.DoorMisused(UUID.randomUUID(), anyDoor(), Concern.Kind.FORCED, "", NOON);
            default -> grounds();
        };
    }

    /// Mostly what a person would press; now and then a press that is late, early, or not of what is shown.
    private Happening press() {
        var shown = state.shownCall();
        boolean stray = random.nextInt(10) == 0;
        var call = stray ? Optional.of(anyCall()) : shown.map(Call::id);
        var door = stray ? anyDoor() : shown.flatMap(Call::door).orElse(anyDoor());
        var outputs = OUTPUTS.get(door);
        long at = now - (random.nextInt(10) == 0 ? DeskTable.SECOND / 2 : 0);
        var press = new Happening.OpenPressed(
                UUID.randomUUID(),
                random.nextInt(15) == 0 ? Optional.empty() : call,
                door,
                outputs.get(random.nextInt(outputs.size())),
                at,
                now,
                NOON);
        presses.put(press.command(), new Pressed(press, state));
        return switch (random.nextInt(12)) {
            case 0 -> new Happening.DuressOpenPressed(press);
            case 1 -> new Happening.OffRecordPressed(press);
            default -> press;
        };
    }

    private Happening answered() {
        if (unanswered.isEmpty()) {
            return new Happening.OpeningMoved(UUID.randomUUID(), Opening.Stage.CONFIRMED, true, "", NOON);
        }
        var command = unanswered.get(random.nextInt(unanswered.size()));
        boolean over = random.nextInt(3) > 0;
        if (over) {
            unanswered.remove(command);
            underWay.values().remove(command);
        }
        var stage = Opening.Stage.values()[random.nextInt(Opening.Stage.values().length)];
        return new Happening.OpeningMoved(command, stage, over, "", NOON);
    }

    private Happening grounds() {
        var command = state.guarding().asking().map(a -> a.press().command()).orElseGet(UUID::randomUUID);
        var grounds = new Grounds(
                random.nextInt(5) == 0 ? "" : "Delivery",
                random.nextInt(5) == 0 ? "" : "Ann",
                "",
                random.nextInt(3) == 0 ? Optional.empty() : Optional.of("Sam"));
        var answers = random.nextInt(3) == 0 ? Optional.<String>empty() : Optional.of("Sam");
        return random.nextInt(10) == 0
                ? new Happening.GroundsDropped(command, NOON)
                : new Happening.GroundsGiven(command, grounds, answers, false, now, NOON);
    }

    private CallId anyCall() {
        return state.calls().isEmpty()
                ? new CallId("nobody")
                : state.calls().get(random.nextInt(state.calls().size())).id();
    }

    private DoorId anyDoor() {
        return DOORS.get(random.nextInt(DOORS.size()));
    }

    private Where where() {
        return switch (random.nextInt(4)) {
            case 0 -> new Where.WholeSite();
            case 1 -> new Where.OfGroup("front");
            default -> new Where.OneDoor(anyDoor());
        };
    }

    /// The same walk to the wire: what the rules order goes through the real [Unlocker] into a call that counts codes,
    /// while the record fails now and then. As many codes were sent as there are durable intents of orders that were
    /// sent, each for its own call.
    @Test
    void noCodeGoesOutThatIsNotOnRecordBefore() {
        var record = new UnlockRecord() {
            @Override
            public void intent(UnlockOrder order) throws IOException {
                if (random.nextInt(5) == 0) {
                    throw new IOException("no space left");
                }
                intents.add(order.commandId());
            }

            @Override
            public void result(UnlockOrder order, Outcome outcome) throws IOException {
                if (random.nextInt(9) == 0) {
                    throw new IOException("no space left");
                }
            }
        };
        int orders = 0;
        int sent = 0;
        try (var unlocker = Unlocker.open(record)) {
            while (orders < 300) {
                now += (long) (random.nextDouble() * DeskTable.SECOND);
                var step = Rules.after(state, next());
                state = step.state();
                for (var deed : step.deeds()) {
                    if (deed instanceof Deed.Open open) {
                        unanswered.add(open.command());
                        if (open.call().isPresent()) {
                            orders++;
                            sent += carry(unlocker, open);
                        }
                    }
                }
            }
        }
        assertTrue(sent > 100, "only " + sent + " were sent");
    }

    private int carry(Unlocker unlocker, Deed.Open open) {
        var codes = new ArrayList<String>();
        var tones = new CallTones() {
            @Override
            public boolean confirmed() {
                return true;
            }

            @Override
            public CompletableFuture<Void> rfc4733(String digits, Duration tone, Duration pause) {
                codes.add(digits);
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public CompletableFuture<Void> info(char digit, Duration tone) {
                throw new AssertionError("not this way");
            }
        };
        var order = new UnlockOrder(
                open.command(),
                open.door(),
                open.doorName(),
                open.output(),
                open.by(),
                open.call().map(CallId::value),
                open.at());
        unlocker.unlock(order, Optional.of(tones), proof -> {});
        var again = unlocker.unlock(order, Optional.of(tones), proof -> {});
        assertTrue(again instanceof Outcome.Refused, "the same click once more is refused");
        assertEquals(intents.contains(open.command()) ? 1 : 0, codes.size(), "sent once, if and only if on record");
        return codes.size();
    }
}
