package gatehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.audio.ToneDetector;
import gatehouse.desk.CallId;
import gatehouse.desk.End;
import gatehouse.desk.Happening;
import gatehouse.door.CallsFrom;
import gatehouse.door.DoorId;
import gatehouse.peers.Baresip;
import gatehouse.peers.Kamailio;
import gatehouse.peers.Program;
import gatehouse.peers.ToneFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// baresip as a door: it calls the desk, both hear what the other said, and the desk's keys arrive at the door.
@Tag("peer")
class BaresipVoiceTest {
    private static final Logger LOG = LoggerFactory.getLogger(BaresipVoiceTest.class);
    private static final double GUARD_HZ = 1000;
    private static final double DOOR_HZ = 600;
    private static final Duration TONE = Duration.ofMillis(100);
    private static final DoorId NORTH_GATE = new DoorId("north-gate");

    private final Told told = new Told();
    private final Ears ears = new Ears(GUARD_HZ);

    @TempDir
    private Path folder;

    @Test
    void baresipCallsStraightAndBothHearEachOther() throws Exception {
        Program.need("baresip");
        try (var door = baresip("door", "door1")) {
            var site = SmallSite.listening(
                    SmallSite.door("cellar", new CallsFrom.Peer("127.0.0.1", 9)),
                    SmallSite.door("north-gate", new CallsFrom.Peer("127.0.0.1", door.sipPort())));
            try (var telephone = Telephone.open(site, ears, new Figures(), CallPictures.NONE, told)) {
                door.dial(straight(telephone));
                talk(telephone, door, "direct call from 127.0.0.1");
            }
            hearTheGuard(door);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MD5", "SHA-256"})
    void baresipCallsThroughKamailioAndBothHearEachOther(String algorithm) throws Exception {
        Program.need("baresip", "kamailio");
        try (var pbx = Kamailio.start(sub("pbx"), algorithm);
                var door = baresip("door", "door1")) {
            var site = SmallSite.registered(
                    pbx.port(),
                    "secret1",
                    SmallSite.door("cellar", new CallsFrom.Extension(SmallSite.LINE, "door2")),
                    SmallSite.door("north-gate", new CallsFrom.Extension(SmallSite.LINE, "door1")));
            try (var telephone = Telephone.open(site, ears, new Figures(), CallPictures.NONE, told)) {
                told.awaitGood("line:" + SmallSite.LINE);
                door.dial(through(pbx));
                talk(telephone, door, "extension door1 through pbx");
            }
            hearTheGuard(door);
        }
    }

    @Test
    void baresipThatIsNotListedIsSentAwayAndRingsNobody() throws Exception {
        Program.need("baresip");
        try (var stranger = baresip("stranger", "door1");
                var door = baresip("door", "door1")) {
            var site =
                    SmallSite.listening(SmallSite.door("north-gate", new CallsFrom.Peer("127.0.0.1", door.sipPort())));
            try (var telephone = Telephone.open(site, ears, new Figures(), CallPictures.NONE, told)) {
                stranger.dial(straight(telephone));
                var refused = told.next(Happening.CallerRefused.class);
                assertTrue(refused.from().contains("127.0.0.1"), refused.toString());

                door.dial(straight(telephone));
                assertEquals(
                        Optional.of(NORTH_GATE), told.next(Happening.Rang.class).door());
                door.until("180 Ringing|ringing");
                assertTrue(told.unread(Happening.Rang.class).isEmpty(), "only the listed one rang");
                assertFalse(stranger.output().matches("(?s).*(180 Ringing|established).*"), stranger.output());
            }
        }
    }

    @Test
    void extensionThatIsNoDoorRingsAsNoDoor() throws Exception {
        Program.need("baresip", "kamailio");
        try (var pbx = Kamailio.start(sub("pbx"), "MD5");
                var stranger = baresip("stranger", "door9")) {
            var site = SmallSite.registered(
                    pbx.port(),
                    "secret1",
                    SmallSite.door("north-gate", new CallsFrom.Extension(SmallSite.LINE, "door1")));
            try (var telephone = Telephone.open(site, ears, new Figures(), CallPictures.NONE, told)) {
                told.awaitGood("line:" + SmallSite.LINE);
                stranger.dial(through(pbx));
                assertEquals(Optional.empty(), told.next(Happening.Rang.class).door());
            }
        }
    }

    /// One call from the ring to its end: tied to its door, heard here, keys pressed both ways of sending them.
    private void talk(Telephone telephone, Baresip door, String from) throws Exception {
        var rang = told.next(Happening.Rang.class);
        assertEquals(Optional.of(NORTH_GATE), rang.door());
        assertEquals(from, rang.from());
        telephone.answer(new gatehouse.desk.Deed.Answer(rang.call()));
        assertEquals(rang.call(), told.next(Happening.Answered.class).call());
        door.until("Call established");
        double share = ears.awaitTone(DOOR_HZ, 0.9);
        var statistics = telephone.voice(rang.call()).orElseThrow().statistics();
        LOG.info("{}: {} of what the guard heard is the door's tone; {}", from, share, statistics);
        assertTrue(ToneDetector.share(ears.heard().getLast(), GUARD_HZ) < 0.05, "the guard does not hear himself");

        press(telephone, rang.call(), door);

        telephone.hangUp(rang.call());
        var over = told.next(Happening.CallOver.class);
        assertEquals(List.of(rang.call(), End.GUARD_HUNG_UP), List.of(over.call(), over.how()));
        door.until("terminated|closed|Connection reset");
    }

    private static void press(Telephone telephone, CallId call, Baresip door) throws Exception {
        var tones = telephone.tones(call);
        assertTrue(tones.confirmed());
        tones.rfc4733("42#", TONE, TONE).get(20, TimeUnit.SECONDS);
        assertEquals("42#", door.keysHeard(3));
        tones.info('5', TONE).get(20, TimeUnit.SECONDS);
        door.until("received DTMF: '5'");
        assertEquals("42#5", door.keysHeard(4));
    }

    /// What baresip itself wrote down of the call, whole once it has ended.
    private static void hearTheGuard(Baresip door) throws Exception {
        door.close();
        var recordings = door.recordings().toList();
        assertEquals(1, recordings.size(), door.output());
        var samples = ToneFile.samples(recordings.getFirst());
        assertTrue(samples.length >= 2 * 8000, samples.length + " samples");
        double whole = ToneDetector.share(samples, GUARD_HZ);
        double own = ToneDetector.share(samples, DOOR_HZ);
        long seconds = 0;
        for (int at = 0; at + 8000 <= samples.length; at += 8000) {
            if (ToneDetector.share(Arrays.copyOfRange(samples, at, at + 8000), GUARD_HZ) > 0.9) {
                seconds++;
            }
        }
        LOG.info(
                "baresip kept {} s: {} the guard's tone, {} its own; {} whole seconds of the guard",
                samples.length / 8000.0,
                whole,
                own,
                seconds);
        assertTrue(whole > 0.8, whole + " of what the door heard is the guard");
        assertTrue(own < 0.05, own + " of what the door heard is itself");
        assertTrue(seconds >= 1, "a whole second of the guard");
    }

    private Baresip baresip(String name, String user) throws IOException, InterruptedException {
        var own = sub(name);
        return Baresip.start(own, user, "udp", ";regint=0", ToneFile.wav(own.resolve("tone.wav"), DOOR_HZ, 60));
    }

    private static String straight(Telephone telephone) {
        return "sip:desk@127.0.0.1:"
                + telephone.listening().getFirst().address().getPort();
    }

    private static String through(Kamailio pbx) {
        return "sip:" + SmallSite.NUMBER + "@127.0.0.1:" + pbx.port();
    }

    private Path sub(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }
}
