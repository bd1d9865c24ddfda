package gatehouse.audio;
import java.nio.file.*;
import java.net.*;
import java.nio.charset.StandardCharsets;
class LoopPrint {
    public static void main(String[] a) throws Exception {
        var folder = Files.createTempDirectory("loop");
        try (var pulse = PulseAudio.start(folder)) {
            for (int round = 0; round < Integer.parseInt(a[0]); round++) {
            try (var probe = new LoopProbe()) {
                var java = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), LoopPhone.class.getName(), Integer.toString(probe.port())).redirectError(folder.resolve("phone.log").toFile());
                pulse.lead(java);
                var phone = java.start();
                try (var out = phone.inputReader(StandardCharsets.US_ASCII)) {
                    int port = Integer.parseInt(out.readLine().substring(5));
                    var times = probe.measure(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 12);
                    System.out.println(times.stream().map(t -> String.format("%.0f", t)).toList());
                } finally { phone.getOutputStream().close(); phone.waitFor(); }
                System.out.println(Files.readString(folder.resolve("phone.log")));
            }
            if (a.length > 1) try (var probe = new LoopProbe(); var phone = LoopBaresip.call(folder, pulse, probe.port())) {
                System.out.println("baresip " + probe.measure(phone.rtp(), 12).stream().map(t -> String.format("%.0f", t)).toList());
            }
            }
        }
    }
}
