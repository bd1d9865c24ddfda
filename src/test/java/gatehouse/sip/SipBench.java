package gatehouse.sip;

import static gatehouse.sip.PhoneTest.at;
import static gatehouse.sip.PhoneTest.settings;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.OperatingSystemMXBean;
import gatehouse.peers.Baresip;
import gatehouse.peers.Linphone;
import gatehouse.peers.Program;
import gatehouse.sip.PhoneSettings.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From the INVITE to the 180, measured on the way between sipp and whom it calls with one scenario: the phone, its
/// very
/// first call included, baresip and linphone in the same run. Then a thousand calls at sixty a second and what is left
/// of them, and what twenty ringing calls cost the phone.
@Tag("bench")
class SipBench {
    private static final int CALLS = 150;
    private static final int PER_SECOND = 8;
    /// As soon as the first is over, mostly.
    private static final int QUICKLY_PER_SECOND = 60;
    /// The telephone rehearses so long beside its work after it was opened.
    private static final int REHEARSING_SECONDS = 105;
    private static final int MANY = 1000;
    private static final int MANY_PER_SECOND = 60;
    private static final int RINGING = 20;
    private static final int RINGING_SECONDS = 5;
    /// The stack forgets a call 32 s after its last word (RFC 3261 §17.2.1).
    private static final int FORGETTING_SECONDS = 60;

    @TempDir
    private Path folder;

    @Test
    void inviteToRinging() throws Exception {
        assumeTrue(Set.of("", "sip").contains(System.getProperty("bench", "")));
        Program.need("baresip", "linphonec", "sipp");
        var figures = new TreeMap<String, Double>();
        Set<String> before = PhoneLimitsTest.sipThreads();
        var limits = Limits.USUAL.with(Duration.ofMinutes(1), 100).reading(2000);
        try (var phone = Phone.open(settings(limits), event -> {})) {
            figures.put(
                    "coldFirstCallMs", measured(at(phone, Transport.UDP), 1, 1).getFirst());
            phone.rehearse(Duration.ZERO);
            new CountDownLatch(1).await(REHEARSING_SECONDS, TimeUnit.SECONDS);
            quick(figures, "", measured(at(phone, Transport.UDP), CALLS, PER_SECOND));
            quick(figures, "quickly", measured(at(phone, Transport.UDP), CALLS, QUICKLY_PER_SECOND));
            many(figures, phone);
            figures.put("ringing20CpuPercent", ringing(phone));
        }
        figures.put("threadsLeft", (double) PhoneLimitsTest.sipThreads().size() - before.size());
        try (var baresip = Baresip.start(sub("baresip"), "desk", "udp", ";regint=0;answermode=manual", folder)) {
            quick(figures, "baresip", measured(loopback(baresip.sipPort()), CALLS, PER_SECOND));
            quick(figures, "baresipQuickly", measured(loopback(baresip.sipPort()), CALLS, QUICKLY_PER_SECOND));
        }
        try (var linphone = Linphone.start(sub("linphone"))) {
            quick(figures, "linphone", measured(loopback(linphone.sipPort()), CALLS, PER_SECOND));
        }
        write(figures);
        assertEquals(0, figures.get("callsLost"), figures.toString());
        assertEquals(0, figures.get("threadsLeft"), figures.toString());
    }

    private Path sub(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private static void quick(Map<String, Double> figures, String who, List<Double> times) {
        List<Double> sorted = times.stream().sorted().toList();
        figures.put(who.isEmpty() ? "inviteTo180MedianMs" : who + "MedianMs", quantile(sorted, 0.5));
        figures.put(who.isEmpty() ? "inviteTo180P99Ms" : who + "P99Ms", quantile(sorted, 0.99));
        figures.put(who.isEmpty() ? "firstCallMs" : who + "FirstCallMs", times.isEmpty() ? -1 : times.getFirst());
        figures.put(who.isEmpty() ? "unanswered" : who + "Unanswered", (double) CALLS - times.size());
    }

    /// Minus one where nothing was measured.
    private static double quantile(List<Double> sorted, double q) {
        return sorted.isEmpty() ? -1 : sorted.get((int) Math.round(q * (sorted.size() - 1)));
    }

    private List<Double> measured(InetSocketAddress callee, int calls, int perSecond) throws Exception {
        try (var tap = new Tap(callee);
                InputStream scenario = SipBench.class.getResourceAsStream("/peers/sipp/ring-and-cancel.xml")) {
            Path file = folder.resolve("ring-and-cancel.xml");
            Files.write(file, scenario.readAllBytes());
            try (var sipp = Program.start(
                    folder,
                    "sipp",
                    "-nostdin",
                    "-sf",
                    file.toString(),
                    "-m",
                    String.valueOf(calls),
                    "-r",
                    String.valueOf(perSecond),
                    "-i",
                    "127.0.0.1",
                    "-p",
                    String.valueOf(Program.freePort()),
                    "-s",
                    "desk",
                    "-timeout",
                    "120",
                    "127.0.0.1:" + tap.port())) {
                sipp.status(150);
            }
            return tap.times();
        }
    }

    /// Waits until the stack has forgotten them before it counts what is left.
    private void many(Map<String, Double> figures, Phone phone) throws Exception {
        Set<String> threads = PhoneLimitsTest.sipThreads();
        double heap = heapMb();
        List<Double> times = measured(at(phone, Transport.UDP), MANY, MANY_PER_SECOND);
        figures.put("callsLost", (double) MANY - times.size());
        figures.put("manyMedianMs", quantile(times.stream().sorted().toList(), 0.5));
        new CountDownLatch(1).await(FORGETTING_SECONDS, TimeUnit.SECONDS);
        var more = new HashSet<>(PhoneLimitsTest.sipThreads());
        more.removeAll(threads);
        figures.put("threadsMoreAfterMany", (double) more.size());
        figures.put("heapMoreAfterManyMb", heapMb() - heap);
    }

    private static double heapMb() {
        var memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed() / 1e6;
    }

    /// Of one core, by the phone alone: no picture and no tone.
    private static double ringing(Phone phone) throws Exception {
        var callers = new ArrayList<RawCaller>();
        try {
            for (int i = 0; i < RINGING; i++) {
                RawCaller caller = RawCaller.udp(at(phone, Transport.UDP));
                callers.add(caller);
                caller.ring(caller.talk());
            }
            var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            long cpu = system.getProcessCpuTime();
            long wall = System.nanoTime();
            new CountDownLatch(1).await(RINGING_SECONDS, TimeUnit.SECONDS);
            return 100.0 * (system.getProcessCpuTime() - cpu) / (System.nanoTime() - wall);
        } finally {
            for (RawCaller caller : callers) {
                caller.close();
            }
        }
    }

    private static void write(Map<String, Double> figures) throws IOException {
        String values = figures.entrySet().stream()
                .map(one -> String.format(Locale.ROOT, "\"%s\":%.3f", one.getKey(), one.getValue()))
                .collect(Collectors.joining(","));
        String text = String.format(
                Locale.ROOT,
                "{\"name\":\"sip\",\"machine\":\"%s, %d processors, Java %s\",\"figures\":{%s},"
                        + "\"detail\":\"sipp INVITE/180/60 ms/CANCEL/487/ACK over UDP on loopback, %d calls at %d a second"
                        + " to each; p99 and first include the first call; then %d calls at %d a second, counted again"
                        + " %d s later; CPU of %d ringing calls is the phone's alone\"}%n",
                System.getProperty("os.name"),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"),
                values,
                CALLS,
                PER_SECOND,
                MANY,
                MANY_PER_SECOND,
                FORGETTING_SECONDS,
                RINGING);
        Path file = Path.of("target", "bench", "sip.json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
