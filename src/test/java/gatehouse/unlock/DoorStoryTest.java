package gatehouse.unlock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gatehouse.door.DoorId;
import gatehouse.door.TellsBy.Part;
import gatehouse.door.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What is news of a door, as a table of what it told.
class DoorStoryTest {
    private static final Times TIMES = Times.STANDARD.withHeldAfter(Duration.ofSeconds(30));
    private DoorStory story = DoorStory.begin(new DoorId("gate"), "gate", TIMES);
    private final List<String> news = new ArrayList<>();

    private void take(DoorStory.Next next) {
        story = next.story();
        next.news().forEach(n -> news.add(n.getClass().getSimpleName()));
    }

    private void lock(boolean open, boolean change, long seconds) {
        take(story.after(new Sign.State(Part.LOCK, open, change, "test", at(seconds), nanos(seconds))));
    }

    private void leaf(boolean open, boolean change, long seconds) {
        take(story.after(new Sign.State(Part.DOOR, open, change, "test", at(seconds), nanos(seconds))));
    }

    private static Instant at(long seconds) {
        return Instant.EPOCH.plusSeconds(seconds);
    }

    private static long nanos(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }

    private void begin() {
        lock(false, false, 0);
        leaf(false, false, 0);
        assertEquals(List.of(), news);
    }

    @Test
    void howItStandsAtFirstIsNoNews() {
        lock(true, false, 0);
        leaf(true, false, 0);
        assertEquals(List.of(), news);
        assertEquals(DoorNews.Tri.YES, story.standing().open());
    }

    @Test
    void whoIsLetInGoesThroughAndTheDoorLocksBehind() {
        begin();
        story = story.ordered(UUID.randomUUID(), nanos(1));
        lock(true, true, 2);
        leaf(true, true, 4);
        lock(false, true, 5);
        leaf(false, true, 8);
        assertEquals(List.of("Released", "Opened", "Relocked", "Closed", "Relocked"), news);
    }

    @Test
    void leafThatOpensWithNoOrderAndALockedBoltIsForced() {
        begin();
        leaf(true, true, 10);
        assertEquals(List.of("Forced"), news);
    }

    @Test
    void leafThatOpensAfterAnOrderIsNotForcedThoughTheBoltIsNotTold() {
        leaf(false, false, 0);
        story = story.ordered(UUID.randomUUID(), nanos(10));
        leaf(true, true, 20);
        assertEquals(List.of("Opened"), news);
        leaf(false, true, 25);
        leaf(true, true, 200);
        assertEquals(List.of("Opened", "Closed", "Forced"), news);
    }

    @Test
    void orderThatWasRefusedExplainsNothing() {
        begin();
        var refused = UUID.randomUUID();
        story = story.ordered(refused, nanos(1)).refused(refused);
        leaf(true, true, 5);
        assertEquals(List.of("Forced"), news);
    }

    @Test
    void orderThatWasRefusedTakesNothingFromTheOneBeforeIt() {
        begin();
        var refused = UUID.randomUUID();
        story = story.ordered(UUID.randomUUID(), nanos(1))
                .ordered(refused, nanos(3))
                .refused(refused);
        leaf(true, true, 5);
        assertEquals(List.of("Opened"), news);
    }

    @Test
    void somebodyElseReleasedItSoItIsNotForced() {
        begin();
        lock(true, true, 10);
        lock(false, true, 13);
        leaf(true, true, 14);
        assertEquals(List.of("Released", "Relocked", "Opened"), news);
    }

    @Test
    void doorWhereForcedIsNoEventOnlyOpens() {
        story = DoorStory.begin(
                new DoorId("gate"),
                "gate",
                new Times(TIMES.pulse(), TIMES.patience(), TIMES.follow(), TIMES.heldAfter(), false));
        begin();
        leaf(true, true, 10);
        assertEquals(List.of("Opened"), news);
    }

    @Test
    void leafThatStandsOpenTooLongIsHeldOnce() {
        begin();
        story = story.ordered(UUID.randomUUID(), nanos(1));
        leaf(true, true, 2);
        take(story.at(at(31), nanos(31)));
        assertEquals(List.of("Opened"), news);
        assertEquals(nanos(32), story.dueAt().orElseThrow());
        take(story.at(at(32), nanos(32)));
        take(story.at(at(99), nanos(99)));
        assertEquals(List.of("Opened", "HeldOpen"), news);
        leaf(false, true, 100);
        assertEquals(List.of("Opened", "HeldOpen", "Closed", "Relocked"), news);
    }

    @Test
    void doorThatIsHeldOpenOnPurposeIsNeitherForcedNorTooLong() {
        begin();
        take(story.after(new Sign.Mode(DoorNews.Mode.HELD_OPEN, "test", at(1), nanos(1))));
        leaf(true, true, 50);
        take(story.at(at(500), nanos(500)));
        assertEquals(List.of("ModeTold", "Opened"), news);
    }

    @Test
    void whatTheDeviceSaysOfItselfIsBelieved() {
        begin();
        take(story.after(new Sign.Alarm(true, "test", at(1), nanos(1))));
        take(story.after(new Sign.Alarm(false, "test", at(2), nanos(2))));
        take(story.after(new Sign.Tamper(true, "test", at(3), nanos(3))));
        take(story.after(new Sign.Tamper(true, "test", at(4), nanos(4))));
        take(story.after(new Sign.Tamper(false, "test", at(5), nanos(5))));
        assertEquals(List.of("Forced", "HeldOpen", "Tamper", "Tamper"), news);
    }

    @Test
    void whatHappenedWhileNobodyHeardIsNoForcedDoor() {
        begin();
        take(story.after(new Sign.Deaf("cable", "test", at(1), nanos(1))));
        take(story.after(new Sign.Deaf("cable", "test", at(2), nanos(2))));
        take(story.after(new Sign.Heard("test", at(9), nanos(9))));
        lock(false, false, 10);
        leaf(true, false, 10);
        assertEquals(List.of("Deaf", "Heard"), news);
    }
}
