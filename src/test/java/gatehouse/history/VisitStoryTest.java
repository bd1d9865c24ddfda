package gatehouse.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gatehouse.door.DoorId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

class VisitStoryTest {
    private static final Event RANG = event(0, Kind.RANG);
    private static final Event ANSWERED = event(6, Kind.ANSWERED).withOperator("Guard");
    private static final Event ENDED = event(48, Kind.ENDED).withOperator("Guard");
    private static final Event INTENT = event(20, Kind.UNLOCK_INTENT)
            .withOperator("Guard")
            .withFact(Fact.COMMAND, "1")
            .withFact(Fact.OUTPUT, "Gate")
            .withFact(Fact.METHOD, "HTTP");

    static final List<Arguments> VISITS = List.of(
            row("Ringing", List.of(), RANG),
            row(
                    "Porter called by Guard, talked 0:42",
                    List.of(),
                    event(0, Kind.CALLED).withOperator("Guard").withFact("callee", "Porter"),
                    ANSWERED,
                    ENDED),
            row(
                    "Called by Guard, not reached",
                    List.of(),
                    event(0, Kind.CALLED)
                            .withOperator("Guard")
                            .withDoor(new DoorId("north-gate"))
                            .withFact("callee", "North gate"),
                    ENDED),
            row("Answered by Guard after 6 s", List.of(), RANG, ANSWERED),
            row("Answered by Guard after 6 s, talked 0:42", List.of(), RANG, ANSWERED, ENDED),
            row(
                    "Answered by Guard after 6 s, talked 0:42, opened the gate; confirmed",
                    List.of(Badge.OPENED_CONFIRMED),
                    RANG,
                    ANSWERED,
                    INTENT,
                    result(Outcome.CONFIRMED),
                    ENDED),
            row(
                    "Answered by Guard after 6 s, opened the gate; accepted by the door",
                    List.of(Badge.OPENED_ACCEPTED),
                    RANG,
                    ANSWERED,
                    INTENT,
                    result(Outcome.ACCEPTED)),
            row(
                    "Answered by Guard after 6 s; asked to open the gate by HTTP, the door did not confirm",
                    List.of(Badge.NOT_CONFIRMED),
                    RANG,
                    ANSWERED,
                    INTENT,
                    result(Outcome.NOT_CONFIRMED)),
            row(
                    "Answered by Guard after 6 s; asked to open the gate by HTTP, the door refused",
                    List.of(Badge.REFUSED),
                    RANG,
                    ANSWERED,
                    INTENT,
                    result(Outcome.REFUSED)),
            row(
                    "Answered by Guard after 6 s; asked to open the gate by HTTP, the outcome is unknown",
                    List.of(Badge.OUTCOME_UNKNOWN),
                    RANG,
                    ANSWERED,
                    INTENT,
                    result(Outcome.UNKNOWN)),
            row("Answered by Guard after 6 s; asked to open the gate by HTTP", List.of(), RANG, ANSWERED, INTENT),
            row(
                    "Answered by Guard after 6 s; asked to open the gate by HTTP, the outcome is unknown",
                    List.of(Badge.OUTCOME_UNKNOWN),
                    RANG,
                    ANSWERED,
                    INTENT,
                    event(21, Kind.UNLOCK_RESULT).withFact(Fact.COMMAND, "1")),
            row("Missed: nobody answered within 31 s", List.of(Badge.MISSED), RANG, event(31, Kind.MISSED)),
            row(
                    "Declined by Guard after 3 s",
                    List.of(Badge.DECLINED),
                    RANG,
                    event(3, Kind.DECLINED).withOperator("Guard")),
            row(
                    "Answered by the north desk; not for this desk",
                    List.of(Badge.ANSWERED_ELSEWHERE),
                    RANG,
                    event(4, Kind.ANSWERED_ELSEWHERE).withFact(Fact.DESK, "the north desk")),
            row("Ended before anybody answered", List.of(), RANG, ENDED),
            row("Answered at once", List.of(Badge.NOTE), RANG, event(0, Kind.ANSWERED), event(9, Kind.NOTE)),
            row(
                    "Guard without a call, opened the gate; confirmed",
                    List.of(Badge.OPENED_CONFIRMED),
                    INTENT,
                    result(Outcome.CONFIRMED)),
            row("sentence of STREAM_DOWN", List.of(), event(0, Kind.STREAM_DOWN)),
            row("sentence of TROUBLE", List.of(Badge.TROUBLE), event(0, Kind.TROUBLE)),
            row("sentence of REFUSED_CALL", List.of(Badge.UNKNOWN_CALLER), event(0, Kind.REFUSED_CALL)));

    @ParameterizedTest
    @FieldSource("VISITS")
    void aVisitIsToldInOneSentence(String sentence, List<Badge> badges, List<Event> events) {
        var story = VisitStory.of(events);
        assertEquals(sentence, story.sentence());
        assertEquals(badges, story.badges());
    }

    private static Arguments row(String sentence, List<Badge> badges, Event... events) {
        return Arguments.of(sentence, badges, List.of(events));
    }

    private static Event result(Outcome outcome) {
        return event(21, Kind.UNLOCK_RESULT).withFact(Fact.COMMAND, "1").withFact(Fact.OUTCOME, outcome.fact());
    }

    private static Event event(long second, Kind kind) {
        return Samples.at(Instant.ofEpochSecond(second), kind, "sentence of " + kind);
    }
}
