package gatehouse.peers;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// baresip as a door station: plays a file into its calls, keeps what it hears as a file, and is told over TCP what to
/// do. Everything it has lies in one folder that the test owns.
public final class Baresip implements Closeable {
    private static final Path MODULES = Path.of("/usr/lib/baresip/modules");

    private final Program program;
    private final Path heard;
    private final int sipPort;
    private final Socket control;
    private final Words events = new Words("baresip's control port");
    private final Thread reader;

    private Baresip(Program program, Path heard, int sipPort, Socket control) {
        this.program = program;
        this.heard = heard;
        this.sipPort = sipPort;
        this.control = control;
        this.reader = Thread.ofVirtual().name("reads-baresip-events").start(this::read);
    }

    /// Its H.264 comes in a package of its own.
    public static void needVideo() {
        Program.need("baresip");
        Program.needPart(MODULES.resolve("avcodec.so"));
    }

    /// `play` is a WAV file, 8 kHz, one channel, 16 bit. `account` is what stands behind the address of the account,
    /// for
    /// example `;regint=0;dtmfmode=info`. `transport` is udp or tcp.
    public static Baresip start(Path folder, String user, String transport, String account, Path play)
            throws IOException, InterruptedException {
        return start(folder, user, transport, account, play, "");
    }

    /// `more` are further lines of its settings. With a `sip_certificate` it is called over TLS at the port behind its
    /// own.
    public static Baresip start(Path folder, String user, String transport, String account, Path play, String more)
            throws IOException, InterruptedException {
        Path heard = Files.createDirectories(folder.resolve("heard"));
        int sipPort = Program.freePort();
        int controlPort = Program.freePort();
        Program.fill(
                "baresip/config",
                folder,
                Map.of(
                        "SIP", Integer.toString(sipPort),
                        "CONTROL", Integer.toString(controlPort),
                        "PLAY", play.toString(),
                        "HEARD", heard.toString(),
                        "MODULES", MODULES.toString(),
                        "MORE", more));
        Files.writeString(
                folder.resolve("accounts"),
                String.format(
                        Locale.ROOT,
                        "<sip:%s@127.0.0.1:%d;transport=%s>;audio_codecs=PCMA/8000/1,PCMU/8000/1%s%n",
                        user,
                        sipPort,
                        transport,
                        account));
        Program program = Program.start(folder, "baresip", "-4", "-v", "-f", folder.toString());
        try {
            program.until("baresip is ready", 20);
            return new Baresip(program, heard, sipPort, new Socket(InetAddress.getLoopbackAddress(), controlPort));
        } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
            program.close();
            throw e;
        }
    }

    public int sipPort() {
        return sipPort;
    }

    public void dial(String uri) throws IOException {
        order("dial", uri);
    }

    public void hangUp() throws IOException {
        order("hangup", "");
    }

    /// Presses a key, which goes out as the account's `dtmfmode` says.
    public void press(char key) throws IOException {
        order("sndcode", Character.toString(key));
    }

    /// Holds the call it talks in, or comes back to it.
    public void hold() throws IOException {
        order("hold", "");
    }

    public void resume() throws IOException {
        order("resume", "");
    }

    /// Waits for a line of its log.
    public String until(String pattern) throws InterruptedException {
        return program.until(pattern, 30);
    }

    /// Waits until so many keys were pressed to it in its calls, by RFC 4733 or by INFO, and returns them.
    public String keysHeard(int count) throws InterruptedException {
        var pressed = events.until("\"CALL_DTMF_START\"", count, 30);
        return pressed.stream()
                .map(event -> event.replaceFirst(".*\"param\":\"(.)\".*", "$1"))
                .collect(Collectors.joining());
    }

    /// The recordings of what it heard (`…-dec.wav`), complete once it is closed.
    public Stream<Path> recordings() throws IOException {
        try (Stream<Path> files = Files.list(heard)) {
            return files.filter(file -> file.toString().endsWith("dec.wav")).sorted().toList().stream();
        }
    }

    public String output() {
        return program.output();
    }

    /// What comes over the control port are netstrings of JSON: its events and its answers.
    private void read() {
        try (var in = new DataInputStream(new BufferedInputStream(control.getInputStream()))) {
            while (true) {
                int length = 0;
                for (int next = in.readUnsignedByte(); next != ':'; next = in.readUnsignedByte()) {
                    length = 10 * length + Character.digit(next, 10);
                }
                events.say(new String(in.readNBytes(length), StandardCharsets.UTF_8));
                in.readUnsignedByte(); // the comma
            }
        } catch (IOException e) {
            // It was ended, by itself or here.
        } finally {
            events.end();
        }
    }

    /// One order as a netstring of JSON.
    private void order(String command, String params) throws IOException {
        byte[] json = String.format(Locale.ROOT, "{\"command\":\"%s\",\"params\":\"%s\"}", command, params)
                .getBytes(StandardCharsets.UTF_8);
        OutputStream out = control.getOutputStream();
        out.write((json.length + ":").getBytes(StandardCharsets.US_ASCII));
        out.write(json);
        out.write(',');
        out.flush();
    }

    @Override
    public void close() {
        try {
            control.close();
        } catch (IOException e) {
            // The program is ended next anyhow.
        }
        program.close();
        try {
            reader.join(5000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
