package gatehouse.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.audio.Finding.Remedy;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ExplainerTest {
    private static final InetSocketAddress DOOR = InetSocketAddress.createUnresolved("192.0.2.20", 4000);
    private static final InetSocketAddress DESK = InetSocketAddress.createUnresolved("192.0.2.1", 16384);
    private static final InetSocketAddress STRANGER = InetSocketAddress.createUnresolved("203.0.113.9", 9000);
    private static final Duration SOON = Duration.ofMillis(500);
    private static final Duration WAITED = Duration.ofSeconds(2);
    private static final Duration SETTLED = Duration.ofSeconds(3);

    private static final Case FINE = new Case();

    /// What was counted, when, and what it means. The first is a good call; each other differs in what it says.
    static final List<Row> TABLE = List.of(
            row("a good call", FINE, SETTLED, null, null),
            row("too early to say", new Case().received(0).heard(0).reports(0, 0, 0), SOON, null, null),
            row(
                    "nothing comes",
                    new Case().received(0).heard(0).loudest(-96),
                    WAITED,
                    new Finding.NothingArrives(DESK),
                    null),
            row("silence comes", new Case().loudest(-72), SETTLED, new Finding.OnlySilence(-72), null),
            row("silence, but who speaks in the first second?", new Case().loudest(-72), SOON, null, null),
            row(
                    "another codec comes",
                    new Case().received(0).heard(0).undecodable(5, 18),
                    SOON,
                    new Finding.Undecodable(Codec.PCMA, types(18)),
                    null),
            row(
                    "the agreed number, but rubbish in it",
                    new Case().received(120).heard(3).undecodable(117),
                    SETTLED,
                    new Finding.Undecodable(Codec.PCMA, types()),
                    null),
            row("a few odd ones among many good", new Case().undecodable(6, 13), SETTLED, null, null),
            row(
                    "only a third address sends",
                    new Case().received(0).heard(0).elsewhere(5),
                    SOON,
                    new Finding.FromElsewhere(DOOR, STRANGER),
                    null),
            row("a third address beside the door", new Case().elsewhere(500), SETTLED, null, null),
            row(
                    "sealed with another key",
                    new Case().received(0).heard(0).unsealed(5),
                    SOON,
                    new Finding.WrongKey(),
                    null),
            row("replayed", new Case().received(0).heard(0).replayed(9), SOON, new Finding.WrongKey(), null),
            row(
                    "what was heard is sent again",
                    new Case().quiet(Duration.ofSeconds(4)).replayed(150),
                    SETTLED,
                    new Finding.WrongKey(),
                    null),
            row("some replayed among good ones", new Case().replayed(9), SETTLED, null, null),
            row(
                    "it came and stopped",
                    new Case().quiet(Duration.ofSeconds(4)),
                    Duration.ofSeconds(60),
                    new Finding.StoppedArriving(Duration.ofSeconds(4)),
                    null),
            row(
                    "it said that it is silent",
                    new Case().quiet(Duration.ofSeconds(4)).pausing(),
                    SETTLED,
                    null,
                    null),
            row("the speaker is gone", new Case().speakerGone(), SOON, new Finding.SpeakerGone(), null),
            row(
                    "the door reports all lost",
                    new Case().reports(1, 1, 255 / 256.0),
                    SETTLED,
                    null,
                    new Finding.NotReceived(255 / 256.0)),
            row("the door reports much lost", new Case().reports(1, 1, 0.5), SETTLED, null, null),
            row(
                    "the door reports and says nothing of us",
                    new Case().reports(1, 0, 0),
                    WAITED,
                    null,
                    new Finding.NotReceived(1)),
            row("the door reports nothing", new Case().reports(0, 0, 0), SETTLED, null, new Finding.NotConfirmed()),
            row("on hold", new Case().sent(0).reports(0, 0, 0), WAITED, null, new Finding.NothingSent()),
            row("the microphone is mute", new Case().spoken(-80), SETTLED, null, new Finding.MicrophoneSilent(-80)),
            row("the guard muted it", new Case().spoken(-96).muted().reports(0, 0, 0), SETTLED, null, null),
            row("the microphone is gone", new Case().microphoneGone(), SOON, null, new Finding.MicrophoneGone()),
            row("held back", new Case().heldBack(0.8), SETTLED, null, new Finding.HeldBack(0.8)),
            row(
                    "neither way",
                    new Case().received(0).heard(0).reports(0, 0, 0),
                    SETTLED,
                    new Finding.NothingArrives(DESK),
                    new Finding.NotConfirmed()));

    @ParameterizedTest
    @FieldSource("TABLE")
    void everyVerdictComesFromItsFacts(Row row) {
        var explained = Explainer.explain(row.counted().facts(), row.since());
        assertEquals(Optional.ofNullable(row.fromDoor()), explained.fromDoor());
        assertEquals(Optional.ofNullable(row.toDoor()), explained.toDoor());
        assertEquals(row.since().compareTo(SETTLED) >= 0, explained.settled());
        explained.fromDoor().ifPresent(finding -> assertEquals(Finding.Way.FROM_DOOR, finding.way()));
        explained.toDoor().ifPresent(finding -> assertEquals(Finding.Way.TO_DOOR, finding.way()));
    }

    @Test
    void whatIsCertainIsShownBeforeWhatMayBe() {
        var unsure = Explainer.explain(new Case().reports(0, 0, 0).facts(), SETTLED);
        assertEquals(Optional.of(new Finding.NotConfirmed()), unsure.first());
        var both = Explainer.explain(
                new Case().received(0).heard(0).reports(0, 0, 0).facts(), SETTLED);
        assertEquals(both.fromDoor(), both.first());
        assertEquals(Optional.empty(), Explainer.explain(FINE.facts(), SETTLED).first());
    }

    @Test
    void theTableHasEveryVerdict() {
        var found = TABLE.stream()
                .flatMap(row -> Arrays.asList(row.fromDoor(), row.toDoor()).stream())
                .filter(java.util.Objects::nonNull)
                .map(Object::getClass)
                .collect(java.util.stream.Collectors.toSet());
        for (var verdict : Finding.class.getPermittedSubclasses()) {
            assertTrue(found.contains(verdict), verdict.getSimpleName());
        }
    }

    @Test
    void aCodecThatDoesNotFitIsMendedByG711AndAGateThatHoldsBackByPushToTalk() {
        assertEquals(
                Remedy.G711_ONLY,
                new Finding.Undecodable(Codec.OPUS, types(0)).remedies().getFirst());
        assertEquals(Remedy.PUSH_TO_TALK, new Finding.HeldBack(1).remedies().getFirst());
        assertEquals(
                Remedy.CALL_BACK, new Finding.NothingArrives(DESK).remedies().getFirst());
    }

    record Row(String name, Case counted, Duration since, Finding fromDoor, Finding toDoor) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Row row(String name, Case counted, Duration since, Finding fromDoor, Finding toDoor) {
        return new Row(name, counted, since, fromDoor, toDoor);
    }

    private static SortedSet<Integer> types(Integer... types) {
        return new TreeSet<>(List.of(types));
    }

    /// The facts of a good call, which a row then changes.
    private static final class Case {
        private long received = 150;
        private long heard = 148;
        private long undecodable;
        private SortedSet<Integer> types = types();
        private long elsewhere;
        private long unsealed;
        private long replayed;
        private Duration quiet = Duration.ofMillis(20);
        private boolean pausing;
        private double loudest = -20;
        private boolean speakerGone;
        private long sent = 150;
        private boolean live = true;
        private double spoken = -25;
        private boolean microphoneGone;
        private double heldBack;
        private TheirReports theirs = new TheirReports(1, 1, 0, 150);

        Case received(long count) {
            received = count;
            return this;
        }

        Case heard(long count) {
            heard = count;
            return this;
        }

        Case undecodable(long count, Integer... seen) {
            undecodable = count;
            types = types(seen);
            return this;
        }

        Case elsewhere(long count) {
            elsewhere = count;
            return this;
        }

        Case unsealed(long count) {
            unsealed = count;
            return this;
        }

        Case replayed(long count) {
            replayed = count;
            return this;
        }

        Case quiet(Duration time) {
            quiet = time;
            return this;
        }

        Case pausing() {
            pausing = true;
            return this;
        }

        Case loudest(double decibels) {
            loudest = decibels;
            return this;
        }

        Case speakerGone() {
            speakerGone = true;
            return this;
        }

        Case sent(long count) {
            sent = count;
            return this;
        }

        Case muted() {
            live = false;
            return this;
        }

        Case spoken(double decibels) {
            spoken = decibels;
            return this;
        }

        Case microphoneGone() {
            microphoneGone = true;
            return this;
        }

        Case heldBack(double share) {
            heldBack = share;
            return this;
        }

        Case reports(long count, long blocks, double lost) {
            theirs = new TheirReports(count, blocks, lost, 0);
            return this;
        }

        VoiceFacts facts() {
            return new VoiceFacts(
                    new VoiceFacts.Agreed(DOOR, DESK, Codec.PCMA, false, Direction.SENDRECV, Duration.ofHours(1)),
                    new VoiceFacts.Incoming(
                            received,
                            heard,
                            undecodable,
                            types,
                            elsewhere,
                            elsewhere > 0 ? Optional.of(STRANGER) : Optional.empty(),
                            received > 0 ? Optional.of(DOOR) : Optional.empty(),
                            unsealed,
                            replayed,
                            quiet,
                            pausing,
                            loudest,
                            speakerGone),
                    new VoiceFacts.Outgoing(sent, live, spoken, microphoneGone, heldBack),
                    theirs);
        }
    }
}
