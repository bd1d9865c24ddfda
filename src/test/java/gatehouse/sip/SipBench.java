package gatehouse.sip;

import static gatehouse.sip.PhoneTest.at;
import static gatehouse.sip.PhoneTest.settings;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gatehouse.peers.Baresip;
import gatehouse.peers.Program;
import gatehouse.sip.PhoneSettings.Limits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From the INVITE's last byte into the socket to the 180 read from it, seen by the caller: the phone, its very first
/// call included, and baresip under the same caller in the same run.
@Tag("bench")
class SipBench {
    private static final int CALLS = 300;
    private static final Duration BETWEEN = Duration.ofMillis(25);

    @TempDir
    private Path folder;

    @Test
    void inviteToRinging() throws Exception {
        assumeTrue(Set.of("", "sip").contains(System.getProperty("bench", "")));
        Program.need("baresip");
        Set<String> before = PhoneLimitsTest.sipThreads();
        List<Double> ours;
        try (var phone = Phone.open(settings(Limits.USUAL.with(Duration.ofMinutes(1), 50)), event -> {})) {
            ours = measured(at(phone, Transport.UDP));
        }
        int left = PhoneLimitsTest.sipThreads().size() - before.size();
        List<Double> theirs;
        try (var baresip = Baresip.start(folder, "desk", "udp", ";regint=0;answermode=manual", folder)) {
            theirs = measured(new InetSocketAddress(InetAddress.getLoopbackAddress(), baresip.sipPort()));
        }
        double first = ours.getFirst();
        int lost = CALLS - ours.size();
        String figures = String.format(
                Locale.ROOT,
                "{\"name\":\"sip\",\"machine\":\"%s, %d processors, Java %s\",\"figures\":{"
                        + "\"inviteTo180MedianMs\":%.3f,\"inviteTo180P99Ms\":%.3f,\"firstCallMs\":%.3f,"
                        + "\"baresipMedianMs\":%.3f,\"callsLost\":%d,\"threadsLeft\":%d},"
                        + "\"detail\":\"%d calls INVITE/180/CANCEL/487/ACK, one every %d ms, UDP on loopback; "
                        + "p99 and first include the first call; baresip: %d calls, p99 %.3f ms\"}%n",
                System.getProperty("os.name"),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"),
                quantile(ours, 0.5),
                quantile(ours, 0.99),
                first,
                quantile(theirs, 0.5),
                lost,
                left,
                CALLS,
                BETWEEN.toMillis(),
                theirs.size(),
                quantile(theirs, 0.99));
        Path file = Path.of("target", "bench", "sip.json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, figures);
        assertEquals(0, lost, figures);
        assertEquals(0, left, figures);
    }

    /// Milliseconds of each call that rang, in the order they were made.
    private static List<Double> measured(InetSocketAddress callee) throws IOException, InterruptedException {
        var times = new ArrayList<Double>();
        try (var caller = RawCaller.udp(callee)) {
            for (int i = 0; i < CALLS; i++) {
                var talk = caller.talk();
                byte[] invite = talk.invite().getBytes(StandardCharsets.UTF_8);
                long start = System.nanoTime();
                caller.say(invite);
                try {
                    caller.until("SIP/2.0 180");
                } catch (SocketTimeoutException e) {
                    // Lost: it has no time and is missing in the list.
                    continue;
                }
                times.add((System.nanoTime() - start) / 1e6);
                caller.say(talk.cancel(""));
                String terminated = caller.until("SIP/2.0 487");
                caller.say(talk.follow("ACK", 1, terminated));
                // A door does not ring at every millisecond; the pause lets both sides come to rest.
                new CountDownLatch(1).await(BETWEEN.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
        return times;
    }

    private static double quantile(List<Double> times, double q) {
        List<Double> sorted = times.stream().sorted().toList();
        return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(q * (sorted.size() - 1))));
    }
}
