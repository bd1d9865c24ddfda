package gatehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.audio.ToneDetector;
import gatehouse.audio.Voice;
import gatehouse.desk.CallId;
import gatehouse.desk.End;
import gatehouse.desk.Happening;
import gatehouse.door.CallsFrom;
import gatehouse.door.DoorId;
import gatehouse.peers.Program;
import gatehouse.peers.ToneFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// sipp as fifty doors that each say something.
@Isolated
@Tag("peer")
class SippVoiceTest {
    private static final Logger LOG = LoggerFactory.getLogger(SippVoiceTest.class);
    private static final int CALLS = 50;
    private static final int PER_SECOND = 10;
    private static final double DOOR_HZ = 600;
    private static final DoorId NORTH_GATE = new DoorId("north-gate");

    private final Ears ears = new Ears(1000);
    private final Told told = new Told();
    private final CompletableFuture<Telephone> answering = new CompletableFuture<>();
    private final Map<CallId, Voice> voices = new ConcurrentHashMap<>();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    @TempDir
    private Path folder;

    @Test
    void fiftyCallsAreAnsweredAndHeardAndNoneIsLost() throws Exception {
        Program.need("sipp");
        var site = SmallSite.listening(SmallSite.door(NORTH_GATE.value(), new CallsFrom.Peer("127.0.0.1", 0)));
        Set<String> before = LiveThreads.names(folder);
        try (var telephone = Telephone.open(site, ears, new Figures(), CallPictures.NONE, this::answer)) {
            answering.complete(telephone);
            stream(telephone);
            var rings = told.unread(Happening.Rang.class);
            assertEquals(CALLS, rings.size());
            assertTrue(rings.stream().allMatch(rang -> rang.door().equals(Optional.of(NORTH_GATE))), rings.toString());
            for (int i = 0; i < CALLS; i++) {
                assertEquals(
                        End.VISITOR_HUNG_UP, told.next(Happening.CallOver.class).how());
            }
            assertTrue(told.unread(Happening.CallOver.class).isEmpty());
        }
        var left = LiveThreads.names(folder);
        left.removeAll(before);
        assertEquals(Set.of(), left);
        assertTrue(seen.stream().anyMatch(name -> name.matches("voice-\\d+-rtp")), "virtual threads are seen: " + seen);
        assertTrue(seen.stream().anyMatch(name -> name.matches("voice-\\d+-ear")), seen.toString());

        assertEquals(CALLS, voices.size());
        long least = Long.MAX_VALUE;
        for (var voice : voices.values()) {
            var statistics = voice.statistics();
            least = Math.min(least, statistics.received());
            assertTrue(statistics.received() >= 50, statistics.toString());
            assertEquals(0, statistics.lost() + statistics.garbage() + statistics.ignored(), statistics.toString());
            assertTrue(statistics.sent() > 0, statistics.toString());
        }
        var heard = ears.heard();
        assertEquals(CALLS, heard.size());
        var shares = heard.stream()
                .mapToDouble(samples -> ToneDetector.share(samples, DOOR_HZ))
                .summaryStatistics();
        LOG.info("{} calls: at least {} packets each, shares of the tone {}", CALLS, least, shares);
        assertTrue(shares.getMin() > 0.8, shares.toString());
    }

    /// The desk of this test takes every call at once, and looks at the threads in the middle of them.
    private void answer(Happening happening) {
        if (happening instanceof Happening.Rang rang) {
            var telephone = answering.join();
            telephone.answer(new gatehouse.desk.Deed.Answer(rang.call()));
            voices.put(rang.call(), telephone.voice(rang.call()).orElseThrow());
            if (voices.size() == 5) {
                try {
                    seen.addAll(LiveThreads.names(folder));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        told.accept(happening);
    }

    private void stream(Telephone telephone) throws Exception {
        Path own = Files.createDirectories(folder.resolve("sipp"));
        ToneFile.aLaw(own.resolve("tone.alaw"), DOOR_HZ, 3);
        Path scenario = own.resolve("stream-and-hang-up.xml");
        try (var in = SippVoiceTest.class.getResourceAsStream("/peers/sipp/stream-and-hang-up.xml")) {
            Files.copy(in, scenario);
        }
        var there = telephone.listening().getFirst().address();
        try (var sipp = Program.start(
                own,
                "sipp",
                "-sf",
                scenario.toString(),
                "-s",
                "desk",
                "-i",
                "127.0.0.1",
                "-mi",
                "127.0.0.1",
                "-m",
                Integer.toString(CALLS),
                "-r",
                Integer.toString(PER_SECOND),
                "-timeout",
                "120s",
                "-nostdin",
                "127.0.0.1:" + there.getPort())) {
            assertEquals(0, sipp.status(150), sipp.output());
            LOG.info("sipp: {}", sipp.output());
        }
    }
}
