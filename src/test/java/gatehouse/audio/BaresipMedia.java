package gatehouse.audio;

import gatehouse.peers.Program;
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
import java.util.Optional;
import java.util.regex.Pattern;

/// baresip on the other end of a voice alone: it is called by hand with one INVITE that offers what the test says,
/// plays
/// a file, and keeps what it hears.
final class BaresipMedia implements AutoCloseable {
    private static final String CONFIG = """
            poll_method epoll
            sip_listen 127.0.0.1:%d
            net_interface 127.0.0.1
            audio_source aufile,%s
            audio_player aubridge,nobody
            audio_alert aubridge,nobody
            ausrc_srate %d
            auplay_srate %d
            ausrc_channels 1
            auplay_channels 1
            audio_level no
            module_path /usr/lib/baresip/modules
            module g711.so
            module g722.so
            module opus.so
            module aufile.so
            module aubridge.so
            module sndfile.so
            module srtp.so
            module_tmp account.so
            module_app menu.so
            snd_path %s
            opus_stereo no
            opus_sprop_stereo no
            """;

    private final Program program;
    private final DatagramSocket caller = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final InetSocketAddress phone;
    private String tag = "";
    private int number = 1;

    private BaresipMedia(Program program, int port) throws IOException {
        this.program = program;
        this.phone = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /// `codec` is as an account of baresip names it, `account` what else stands there. The file has `rate` samples a
    /// second.
    static BaresipMedia start(Path folder, String codec, String account, Path play, int rate)
            throws IOException, InterruptedException {
        var heard = Files.createDirectories(folder.resolve("heard"));
        int port = Program.freePort();
        Files.writeString(folder.resolve("config"), String.format(Locale.ROOT, CONFIG, port, play, rate, rate, heard));
        Files.writeString(
                folder.resolve("accounts"),
                "<sip:desk@127.0.0.1:" + port + ">;regint=0;answermode=auto;audio_codecs=" + codec + account + "\n");
        var program = Program.start(folder, "baresip", "-4", "-v", "-f", folder.toString());
        try {
            program.until("baresip is ready", 20);
            return new BaresipMedia(program, port);
        } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
            program.close();
            throw e;
        }
    }

    /// Offers an audio stream, or offers it anew, and returns what is answered (SDP).
    String offer(int rtpPort, String profile, String formats, String attributes) throws IOException {
        var body = "v=0\r\no=- 1 " + number + " IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio "
                + rtpPort + " " + profile + " " + formats + "\r\n" + attributes;
        caller.setSoTimeout(10_000);
        say("INVITE", body);
        for (var answer = heard(); ; answer = heard()) {
            var status = answer.substring(8, 11);
            if (status.compareTo("200") >= 0 && answer.contains("CSeq: " + number + " INVITE")) {
                tag = find(answer, "(?im)^To:.*;tag=(\\S+)").orElse(tag);
                say("ACK", "");
                number++;
                if (!status.equals("200")) {
                    throw new IOException(answer);
                }
                return answer.substring(answer.indexOf("\r\n\r\n") + 4);
            }
        }
    }

    static InetSocketAddress address(String answer) {
        int port = Integer.parseInt(find(answer, "(?m)^m=audio (\\d+)").orElseThrow());
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    static Optional<String> find(String text, String pattern) {
        var found = Pattern.compile(pattern).matcher(text);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    String output() {
        return program.output();
    }

    private void say(String method, String body) throws IOException {
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
        var datagram = new DatagramPacket(new byte[8192], 8192);
        try {
            caller.receive(datagram);
        } catch (SocketTimeoutException e) {
            throw new IOException("baresip does not answer\n" + output(), e);
        }
        return new String(datagram.getData(), 0, datagram.getLength(), StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        caller.close();
        program.close();
    }
}
