package gatehouse.audio;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// baresip on the same devices, called by hand: one INVITE that offers the probe's port, one ACK, and a BYE.
final class LoopBaresip implements AutoCloseable {
    private static final String CONFIG = """
            sip_listen 127.0.0.1:%d
            net_interface 127.0.0.1
            module_path /usr/lib/baresip/modules
            audio_player alsa,default
            audio_source alsa,default
            audio_alert alsa,default
            audio_buffer 20-160
            jitter_buffer_delay 2-10
            module alsa.so
            module g711.so
            module_tmp account.so
            module_app menu.so
            """;

    private final Process process;
    private final DatagramSocket caller;
    private final InetSocketAddress phone;
    private InetSocketAddress rtp;

    private LoopBaresip(Process process, DatagramSocket caller, InetSocketAddress phone) {
        this.process = process;
        this.caller = caller;
        this.phone = phone;
    }

    static LoopBaresip call(Path folder, PulseAudio pulse, int probePort) throws IOException {
        var here = InetAddress.getLoopbackAddress();
        int port;
        try (var free = new DatagramSocket(0, here)) {
            port = free.getLocalPort();
        }
        Files.writeString(folder.resolve("config"), String.format(Locale.ROOT, CONFIG, port));
        Files.writeString(
                folder.resolve("accounts"),
                "<sip:desk@127.0.0.1:" + port + ">;regint=0;answermode=auto;audio_codecs=PCMA/8000/1\n");
        var program = new ProcessBuilder("baresip", "-4", "-f", folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("baresip.log").toFile());
        pulse.lead(program);
        var baresip = new LoopBaresip(program.start(), new DatagramSocket(0, here), new InetSocketAddress(here, port));
        try {
            baresip.invite(probePort);
            return baresip;
        } catch (IOException | RuntimeException e) {
            baresip.close();
            throw new IOException(Files.readString(folder.resolve("baresip.log")), e);
        }
    }

    InetSocketAddress rtp() {
        return rtp;
    }

    /// Again and again until it is up and answers.
    private void invite(int probePort) throws IOException {
        var body = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio " + probePort
                + " RTP/AVP 8\r\na=rtpmap:8 PCMA/8000\r\na=sendrecv\r\n";
        caller.setSoTimeout(1000);
        for (int tries = 0; tries < 20; tries++) {
            say("INVITE", 1, "", body);
            try {
                for (var answer = heard(); ; answer = heard()) {
                    if (answer.startsWith("SIP/2.0 200")) {
                        say("ACK", 1, find(answer, "(?im)^To:.*;tag=(\\S+)"), "");
                        int media = Integer.parseInt(find(answer, "(?m)^m=audio (\\d+)"));
                        rtp = new InetSocketAddress(phone.getAddress(), media);
                        return;
                    }
                }
            } catch (SocketTimeoutException e) {
                // Not up yet.
            }
        }
        throw new IOException("baresip does not answer");
    }

    private void say(String method, int number, String tag, String body) throws IOException {
        String here = "127.0.0.1:" + caller.getLocalPort();
        var request = method + " sip:desk@127.0.0.1:" + phone.getPort() + " SIP/2.0\r\n"
                + "Via: SIP/2.0/UDP " + here + ";branch=z9hG4bK" + method + number + "\r\n"
                + "Max-Forwards: 70\r\nFrom: <sip:probe@" + here + ">;tag=probe\r\n"
                + "To: <sip:desk@127.0.0.1:" + phone.getPort() + ">" + (tag.isEmpty() ? "" : ";tag=" + tag) + "\r\n"
                + "Call-ID: probe-" + caller.getLocalPort() + "\r\nCSeq: " + number + " " + method + "\r\n"
                + "Contact: <sip:probe@" + here + ">\r\n"
                + (body.isEmpty() ? "" : "Content-Type: application/sdp\r\n")
                + "Content-Length: " + body.length() + "\r\n\r\n" + body;
        var bytes = request.getBytes(StandardCharsets.US_ASCII);
        caller.send(new DatagramPacket(bytes, bytes.length, phone));
    }

    private String heard() throws IOException {
        var datagram = new DatagramPacket(new byte[4096], 4096);
        caller.receive(datagram);
        return new String(datagram.getData(), 0, datagram.getLength(), StandardCharsets.US_ASCII);
    }

    private static String find(String text, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        if (!found.find()) {
            throw new IllegalStateException(pattern + " is not in\n" + text);
        }
        return found.group(1);
    }

    @Override
    public void close() {
        caller.close();
        process.destroy();
        process.onExit().join();
    }
}
