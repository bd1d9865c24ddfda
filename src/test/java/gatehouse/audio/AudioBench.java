package gatehouse.audio;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gatehouse.peers.Program;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the voice costs and how good it is: the rating over a rough network, the time from mouth to ear beside
/// baresip's, and the processor time of each codec.
@Tag("bench")
class AudioBench {
    private static final int FIVE_MINUTES = 15_000;
    private static final int SECONDS = 20;
    private static final int TONES = 8;
    private static final int CALLS = 7;

    @TempDir
    private Path folder;

    @Test
    void voice() throws IOException, InterruptedException {
        assumeTrue(Set.of("", "audio").contains(System.getProperty("bench", "")));
        Program.need("baresip");
        List<Double> ours;
        List<Double> theirs;
        try (var pulse = PulseAudio.start(folder)) {
            ours = medians(() -> console(pulse));
            theirs = medians(() -> baresip(pulse));
        }
        double rough = rating(Duration.ofMillis(60));
        double rougher = rating(Duration.ofMillis(120));
        var figures = new StringJoiner(",");
        figures.add("\"mouthToEarMs\":" + number(median(ours)));
        figures.add("\"baresipMouthToEarMs\":" + number(median(theirs)));
        figures.add("\"mouthToEarWorstCallMs\":" + number(ours.getLast()));
        figures.add("\"baresipMouthToEarWorstCallMs\":" + number(theirs.getLast()));
        figures.add("\"rAt5Loss60Jitter\":" + number(rough));
        figures.add("\"rAt5Loss120Jitter\":" + number(rougher));
        for (var codec : Codec.values()) {
            var cost = cost(codec);
            String name = codec.name().toLowerCase(Locale.ROOT);
            figures.add("\"" + name + "EncodeUs\":" + number(cost[0]));
            figures.add("\"" + name + "DecodeUs\":" + number(cost[1]));
            figures.add("\"" + name + "ConcealUs\":" + number(cost[2]));
        }
        var file = Path.of("target", "bench", "audio.json");
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                String.format(
                        Locale.ROOT,
                        "{\"name\":\"audio\",\"machine\":\"%s, %d processors, Java %s\",\"figures\":{%s},\"detail\":\"mouth to ear:"
                                + " median of %d calls, each the median of its %d tones, from the packet that brings"
                                + " one to the packet that takes it back"
                                + " out, through speaker and microphone joined by a null sink of PulseAudio; R by"
                                + " G.107 of G.711 with concealment through the real jitter buffer, least of five seeded"
                                + " runs of five minutes: 20 ms of network, 5 %% lost at random, each packet 0 to 60 (120) ms"
                                + " late on top, 60 ms for packet and speaker; codecs: processor time of one 20 ms packet on"
                                + " one thread\"}%n",
                        System.getProperty("os.name"),
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("java.version"),
                        figures,
                        CALLS,
                        TONES));
        assertTrue(rough >= 70, "R " + rough);
    }

    private interface Call {
        List<Double> tones() throws IOException, InterruptedException;
    }

    /// The median of each call, in order: where in its 20 ms a tone falls is another in each of them.
    private static List<Double> medians(Call call) throws IOException, InterruptedException {
        var medians = new ArrayList<Double>();
        for (int i = 0; i < CALLS; i++) {
            medians.add(median(call.tones()));
        }
        medians.sort(null);
        return medians;
    }

    private List<Double> console(PulseAudio pulse) throws IOException, InterruptedException {
        try (var probe = new LoopProbe()) {
            var java = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1", // as bin/gatehouse runs
                            "-cp",
                            System.getProperty("java.class.path"),
                            LoopPhone.class.getName(),
                            Integer.toString(probe.port()))
                    .redirectError(folder.resolve("phone.log").toFile());
            pulse.lead(java);
            var phone = java.start();
            try (var out = phone.inputReader(StandardCharsets.US_ASCII)) {
                var line = out.readLine();
                assertTrue(line != null && line.startsWith("port "), () -> "the phone said " + line);
                int port = Integer.parseInt(line.substring(5));
                var tones = probe.measure(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TONES);
                assertTrue(tones.size() >= TONES / 2, "tones came back: " + tones);
                return tones;
            } finally {
                phone.getOutputStream().close();
                phone.waitFor();
            }
        }
    }

    private List<Double> baresip(PulseAudio pulse) throws IOException, InterruptedException {
        try (var probe = new LoopProbe();
                var phone = LoopBaresip.call(folder, pulse, probe.port())) {
            return probe.measure(phone.rtp(), TONES);
        }
    }

    private static double median(List<Double> sorted) {
        return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2);
    }

    /// The worst of five networks.
    private static double rating(Duration jitter) {
        double worst = 100;
        for (int seed = 1; seed <= 5; seed++) {
            var heard = new RoughNetwork(0.05, Duration.ofMillis(20), jitter, seed).carry(FIVE_MINUTES);
            worst = Math.min(worst, heard.rating(Codec.PCMA));
        }
        return worst;
    }

    /// Microseconds of processor time for a packet coded, decoded and concealed, of the last of three rounds.
    private static double[] cost(Codec codec) {
        var speech = SpeechLike.samples(codec.sampleRate(), SECONDS, 1);
        int frame = codec.frameSamples();
        int count = speech.length / frame;
        var cost = new double[3];
        for (int round = 0; round < 3; round++) {
            var encoder = codec.encoder();
            var decoder = codec.decoder();
            var packets = new byte[count][];
            long start = cpu();
            for (int i = 0; i < count; i++) {
                packets[i] = encoder.encode(Arrays.copyOfRange(speech, i * frame, (i + 1) * frame));
            }
            long coded = cpu();
            for (var packet : packets) {
                decoder.decode(packet);
            }
            long decoded = cpu();
            for (int i = 0; i + 1 < count; i++) {
                decoder.decode(packets[i]);
                decoder.conceal(frame, packets[i + 1]);
            }
            long concealed = cpu();
            cost = new double[] {
                (coded - start) / 1e3 / count,
                (decoded - coded) / 1e3 / count,
                Math.max(0, concealed - decoded - (decoded - coded)) / 1e3 / count
            };
        }
        return cost;
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
