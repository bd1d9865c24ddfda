package gatehouse.sip;

import static gatehouse.sip.PhoneTest.at;
import static gatehouse.sip.PhoneTest.settings;
import static gatehouse.sip.PhoneTest.voice;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.peers.Program;
import gatehouse.sip.PhoneEvent.Ended;
import gatehouse.sip.PhoneEvent.Rang;
import gatehouse.sip.PhoneSettings.Limits;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/// sipp as a crowd at the gate. It counts the threads of the process, which nobody else may use meanwhile.
@Tag("peer")
@Isolated
class SippCrowdTest {
    @TempDir
    private Path folder;

    private Path sub(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    @Test
    void sippRingsTwoHundredTimesAndNoCallIsLost() throws Exception {
        Program.need("sipp");
        Set<String> before = PhoneLimitsTest.sipThreads();
        var rang = new AtomicInteger();
        var missed = new AtomicInteger();
        try (var phone = Phone.open(settings(Limits.USUAL.with(Duration.ofSeconds(60), 100)), event -> {
            if (event instanceof Rang) {
                rang.incrementAndGet();
            } else if (event instanceof Ended ended && ended.why() == End.CALLER_GAVE_UP) {
                missed.incrementAndGet();
            }
        })) {
            sipp(phone, "ring-and-cancel.xml", 200, 20);
        }
        assertEquals(200, rang.get());
        assertEquals(200, missed.get());
        assertEquals(before, PhoneLimitsTest.sipThreads());
    }

    @Test
    void sippTalksFiftyTimesAndNoCallIsLost() throws Exception {
        Program.need("sipp");
        Set<String> before = PhoneLimitsTest.sipThreads();
        var talking = new CountDownLatch(50);
        var answering = new AtomicReference<Phone>();
        try (var phone = Phone.open(settings(Limits.USUAL.with(Duration.ofSeconds(60), 100)), event -> {
            if (event instanceof Rang rang) {
                answering.get().answer(rang.call(), voice());
            } else if (event instanceof Ended end && end.why() == End.HUNG_UP_THERE) {
                talking.countDown();
            }
        })) {
            answering.set(phone);
            sipp(phone, "talk-and-hang-up.xml", 50, 10);
            // sipp has its answer to the last BYE a moment before we are told of it.
            assertTrue(talking.await(20, TimeUnit.SECONDS), talking.getCount() + " calls were not ended by sipp");
        }
        assertEquals(before, PhoneLimitsTest.sipThreads());
    }

    private void sipp(Phone phone, String scenario, int calls, int perSecond) throws Exception {
        Path own = sub("sipp");
        Path file = own.resolve(scenario);
        try (var in = SippCrowdTest.class.getResourceAsStream("/peers/sipp/" + scenario)) {
            Files.copy(in, file);
        }
        InetSocketAddress there = at(phone, Transport.UDP);
        try (var sipp = Program.start(
                own,
                "sipp",
                "-sf",
                file.toString(),
                "-s",
                "desk",
                "-i",
                "127.0.0.1",
                "-m",
                Integer.toString(calls),
                "-r",
                Integer.toString(perSecond),
                "-timeout",
                "120s",
                "-nostdin",
                "127.0.0.1:" + there.getPort())) {
            assertEquals(0, sipp.status(150), sipp.output());
        }
    }
}
