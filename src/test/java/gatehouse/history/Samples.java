package gatehouse.history;

import gatehouse.door.DoorId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Events as the desk would keep them.
final class Samples {
    static final DoorId NORTH = new DoorId("north-gate");
    static final DoorId SOUTH = new DoorId("south-gate");
    static final DoorId LOBBY = new DoorId("lobby");
    static final List<DoorId> DOORS = List.of(NORTH, SOUTH, LOBBY);

    private static final List<Outcome> OUTCOMES = List.of(Outcome.values());

    private Samples() {}

    static Event at(Instant at, Kind kind, String sentence) {
        return new Event(
                Uuid7.next(),
                at,
                Duration.between(Instant.EPOCH, at).toNanos(),
                kind,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                List.of(),
                sentence);
    }

    /// A call that is answered or missed, sometimes with an unlock, as one list in order.
    static List<Event> call(String call, Instant at, RandomGenerator random) {
        DoorId door = DOORS.get(random.nextInt(DOORS.size()));
        String operator = random.nextBoolean() ? "Guard" : "Anna";
        var events = new ArrayList<Event>();
        events.add(at(at, Kind.RANG, "Rang from extension " + (300 + random.nextInt(5))));
        if (random.nextInt(5) == 0) {
            events.add(at(at.plusSeconds(31), Kind.MISSED, "Nobody answered"));
        } else {
            events.add(at(at.plusSeconds(6), Kind.ANSWERED, "Answered by " + operator)
                    .withOperator(operator));
            if (random.nextBoolean()) {
                String command = "c-" + call;
                events.add(at(at.plusSeconds(10), Kind.UNLOCK_INTENT, "Open asked, HTTP")
                        .withOperator(operator)
                        .withFact(Fact.COMMAND, command)
                        .withFact(Fact.OUTPUT, "Gate")
                        .withFact(Fact.METHOD, "HTTP"));
                Outcome outcome = OUTCOMES.get(random.nextInt(OUTCOMES.size()));
                events.add(at(at.plusSeconds(11), Kind.UNLOCK_RESULT, "The door said " + outcome.fact())
                        .withFact(Fact.COMMAND, command)
                        .withFact(Fact.OUTPUT, "Gate")
                        .withFact(Fact.OUTCOME, outcome.fact()));
            }
            events.add(
                    at(at.plusSeconds(48), Kind.ENDED, "Ended by " + operator).withOperator(operator));
        }
        events.replaceAll(e -> e.withDoor(door).withVisit(call));
        return events;
    }
}
