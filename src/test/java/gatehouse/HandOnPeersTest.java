package gatehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.audio.ToneDetector;
import gatehouse.desk.CallId;
import gatehouse.desk.Deed;
import gatehouse.desk.Happening;
import gatehouse.desk.Transfer;
import gatehouse.door.CallAt;
import gatehouse.door.CallsFrom;
import gatehouse.door.DoorId;
import gatehouse.peers.Baresip;
import gatehouse.peers.Kamailio;
import gatehouse.peers.Program;
import gatehouse.peers.ToneFile;
import gatehouse.rtp.SrtpSuite;
import gatehouse.sim.Faults;
import gatehouse.sim.phone.PhoneEvents;
import gatehouse.sim.phone.SimPhone;
import gatehouse.sim.phone.SimPhoneSettings;
import gatehouse.site.Calls;
import gatehouse.site.LineMedia;
import gatehouse.site.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The guard asks somebody about a visitor and puts the two together: who hears whom is judged by tones.
@Tag("peer")
@Execution(ExecutionMode.CONCURRENT)
class HandOnPeersTest {
    private static final double GUARD_HZ = 1000;
    private static final double DOOR_HZ = 600;
    private static final double PORTER_HZ = 1500;
    private static final double COLLEAGUE_HZ = 2100;
    private static final DoorId NORTH_GATE = new DoorId("north-gate");
    private static final String REGISTERED = "200 OK|registered successfully";
    private static final CallId CONSULT = new CallId("consult");

    private final Told told = new Told();
    private final Ears ears = new Ears(GUARD_HZ);
    private final Told colleagueTold = new Told();
    private final Ears colleagueEars = new Ears(COLLEAGUE_HZ);

    @TempDir
    private Path folder;

    @Test
    void doorAndPorterAreBaresipAndHearEachOther() throws Exception {
        Program.need("baresip");
        try (var door = baresip("door", DOOR_HZ, "");
                var porter = baresip("porter", PORTER_HZ, ";answermode=auto");
                var desk = telephone(SmallSite.listening(from(door.sipPort())), ears, told)) {
            door.dial(straight(desk));
            putTogether(desk, at("porter", porter.sipPort()));
            hear(door, porter);
        }
    }

    @Test
    void doorAndPorterAtAnExchangeAreBaresipAndHearEachOther() throws Exception {
        Program.need("baresip", "kamailio");
        try (var pbx = Kamailio.start(sub("pbx"), "MD5");
                var door = baresip("door1", DOOR_HZ, registered(pbx, "door1"));
                var porter = baresip("porter", PORTER_HZ, ";answermode=auto" + registered(pbx, "porter"));
                var desk = telephone(
                        SmallSite.registered(
                                pbx.port(),
                                "secret1",
                                SmallSite.door(NORTH_GATE.value(), new CallsFrom.Extension(SmallSite.LINE, "door1"))),
                        ears,
                        told)) {
            told.awaitGood("line:" + SmallSite.LINE);
            porter.until(REGISTERED);
            door.dial("sip:" + SmallSite.NUMBER + "@127.0.0.1:" + pbx.port());
            putTogether(desk, new CallAt.Extension(SmallSite.LINE, "porter"));
            hear(door, porter);
        }
    }

    /// A telephone that knows Replaces (RFC 3891): the colleague's desk is not rung anew.
    @Test
    void doorThatReplacesTheQuestionGoesOnWithAColleaguesDesk() throws Exception {
        var settings = SimPhoneSettings.direct(InetAddress.getLoopbackAddress(), 0, "door", "North gate", DOOR_HZ);
        try (var door = SimPhone.open(settings, new Faults(), PhoneEvents.NONE);
                var colleague = telephone(
                        SmallSite.listening(from(door.address().getPort()), any()), colleagueEars, colleagueTold);
                var desk = telephone(SmallSite.listening(from(door.address().getPort())), ears, told)) {
            door.ring(straight(desk));
            goesOnWith(desk, colleague);
        }
    }

    private void goesOnWith(Telephone desk, Telephone colleague) throws Exception {
        var call = told.next(Happening.Rang.class).call();
        desk.answer(new Deed.Answer(call));
        told.next(Happening.Answered.class);
        desk.dial(new Deed.Dial(
                CONSULT,
                at("colleague", colleague.listening().getFirst().address().getPort()),
                Optional.empty(),
                Optional.of(call)));
        var question = colleagueTold.next(Happening.Rang.class).call();
        colleague.answer(new Deed.Answer(question));
        told.next(Happening.Answered.class);
        colleagueTold.next(Happening.Answered.class);
        colleagueEars.awaitTone(GUARD_HZ, 0.9);

        desk.transfers().connect(call, CONSULT);
        var took = colleagueTold.next(Happening.TookOver.class);
        assertEquals(question, took.before());
        assertNotEquals(question, took.call());
        assertEquals(Optional.of(NORTH_GATE), took.door(), "by where it comes from");
        assertEquals(question, colleagueTold.next(Happening.CallOver.class).call());
        assertEquals(took.call(), colleagueTold.next(Happening.Answered.class).call());
        colleagueEars.awaitTone(DOOR_HZ, 0.9);
        assertTrue(colleagueTold.unread(Happening.Rang.class).isEmpty(), "nobody was rung");
    }

    /// baresip takes the first suite of our offer that it knows.
    @Test
    void voiceIsSealedByGcm() throws Exception {
        Program.need("baresip", "kamailio");
        try (var pbx = Kamailio.start(sub("pbx"), "MD5");
                var porter = baresip(
                        "porter", PORTER_HZ, ";answermode=auto;mediaenc=srtp-mand" + registered(pbx, "porter"));
                var desk = telephone(sealed(SmallSite.registered(pbx.port(), "secret1")), ears, told)) {
            told.awaitGood("line:" + SmallSite.LINE);
            porter.until(REGISTERED);
            desk.dial(new Deed.Dial(
                    CONSULT, new CallAt.Extension(SmallSite.LINE, "porter"), Optional.empty(), Optional.empty()));
            told.next(Happening.Answered.class);
            ears.awaitTone(PORTER_HZ, 0.9);
            var keys = desk.voice(CONSULT).orElseThrow().settings().keys().orElseThrow();
            assertEquals(SrtpSuite.AEAD_AES_128_GCM, keys.ours().suite());
            assertEquals(SrtpSuite.AEAD_AES_128_GCM, keys.theirs().suite());
            heardFor(porter, 2);
            desk.hangUp(CONSULT);
            porter.close();
            assertTrue(best(porter, GUARD_HZ) > 0.8, "the porter hears the guard: " + best(porter, GUARD_HZ));
        }
    }

    private static Site sealed(Site site) {
        var media = new LineMedia(List.of(LineMedia.Voice.PCMA), LineMedia.Srtp.REQUIRED);
        var line = site.calls().lines().getFirst().with(media);
        return new Site(
                "Test",
                new Calls(List.of(line), List.of(), Duration.ofMinutes(1), 60, 0, 0),
                List.of(),
                List.of(),
                false);
    }

    private void putTogether(Telephone desk, CallAt porter) throws Exception {
        var call = told.next(Happening.Rang.class).call();
        desk.answer(new Deed.Answer(call));
        told.next(Happening.Answered.class);
        ears.awaitTone(DOOR_HZ, 0.9);
        desk.dial(new Deed.Dial(CONSULT, porter, Optional.empty(), Optional.of(call)));
        told.next(Happening.Answered.class);
        ears.awaitTone(PORTER_HZ, 0.9);
        desk.transfers().connect(call, CONSULT);
        var moved = told.next(Happening.TransferMoved.class);
        while (moved.stage() != Transfer.Stage.DONE) {
            assertNotEquals(Transfer.Stage.FAILED, moved.stage(), moved.words());
            moved = told.next(Happening.TransferMoved.class);
        }
        desk.hangUp(call);
        desk.hangUp(CONSULT);
    }

    private void hear(Baresip door, Baresip porter) throws Exception {
        heardFor(door, 2);
        heardFor(porter, 2);
        door.close();
        porter.close();
        assertTrue(best(door, PORTER_HZ) > 0.8, "the door hears the porter: " + best(door, PORTER_HZ));
        assertTrue(best(porter, DOOR_HZ) > 0.8, "the porter hears the door: " + best(porter, DOOR_HZ));
    }

    /// Waits until the newest of its recordings is so long.
    private static void heardFor(Baresip station, int seconds) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (Files.size(station.recordings().toList().getLast()) < 16_000L * seconds) {
            assertTrue(System.nanoTime() < end, station.output());
            LockSupport.parkNanos(20_000_000);
        }
    }

    /// The clearest half second of this tone in anything that it heard.
    private static double best(Baresip station, double hz) throws IOException {
        return station.recordings()
                .mapToDouble(file -> {
                    try {
                        var samples = ToneFile.samples(file);
                        double best = 0;
                        for (int at = 0; at + 4000 <= samples.length; at += 2000) {
                            best = Math.max(best, ToneDetector.share(Arrays.copyOfRange(samples, at, at + 4000), hz));
                        }
                        return best;
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    } catch (UnsupportedAudioFileException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .max()
                .orElse(0);
    }

    private static gatehouse.door.Door from(int port) {
        return SmallSite.door(NORTH_GATE.value(), new CallsFrom.Peer("127.0.0.1", port));
    }

    /// A colleague's desk may call from any port.
    private static gatehouse.door.Door any() {
        return SmallSite.door("desks", new CallsFrom.Peer("127.0.0.1", 0));
    }

    private static CallAt at(String user, int port) {
        return new CallAt.Address(user, "127.0.0.1", port);
    }

    private Telephone telephone(Site site, Ears own, Told desk) throws Exception {
        return Telephone.open(site, own, new Figures(), CallPictures.NONE, desk);
    }

    private static String straight(Telephone telephone) {
        return "sip:desk@127.0.0.1:"
                + telephone.listening().getFirst().address().getPort();
    }

    private static String registered(Kamailio pbx, String user) {
        return ";regint=60;outbound=\"sip:127.0.0.1:" + pbx.port() + "\";auth_user=" + user + ";auth_pass=secret1";
    }

    private Baresip baresip(String name, double hz, String account) throws IOException, InterruptedException {
        var own = sub(name);
        String regint = account.contains("regint") ? "" : ";regint=0";
        return Baresip.start(own, name, "udp", regint + account, ToneFile.wav(own.resolve("tone.wav"), hz, 60));
    }

    private Path sub(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }
}
