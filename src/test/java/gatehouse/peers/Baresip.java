package gatehouse.peers;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/// baresip as a door station: plays a file into its calls, keeps what it hears as a file, and is told over TCP what to
/// do. Everything it has lies in one folder that the test owns.
public final class Baresip implements Closeable {
    private static final Path MODULES = Path.of("/usr/lib/baresip/modules");

    private final Program program;
    private final Path heard;
    private final int sipPort;
    private final Socket control;

    private Baresip(Program program, Path heard, int sipPort, Socket control) {
        this.program = program;
        this.heard = heard;
        this.sipPort = sipPort;
        this.control = control;
    }

    /// `play` is a WAV file, 8 kHz, one channel, 16 bit. `account` is what stands behind the address of the account,
    /// for
    /// example `;regint=0;dtmfmode=info`. `transport` is udp or tcp.
    public static Baresip start(Path folder, String user, String transport, String account, Path play)
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
                        "MODULES", MODULES.toString()));
        Files.writeString(
                folder.resolve("accounts"),
                "<sip:%s@127.0.0.1:%d;transport=%s>;audio_codecs=PCMA/8000/1,PCMU/8000/1%s%n"
                        .formatted(user, sipPort, transport, account));
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

    /// Waits for a line of its log.
    public String until(String pattern) throws InterruptedException {
        return program.until(pattern, 30);
    }

    /// The recordings of what it heard (`…-dec.wav`), complete once the call is over.
    public Stream<Path> recordings() throws IOException {
        try (Stream<Path> files = Files.list(heard)) {
            return files.filter(file -> file.toString().endsWith("dec.wav")).sorted().toList().stream();
        }
    }

    public String output() {
        return program.output();
    }

    /// One order as a netstring of JSON. The answers are in its log as well; nobody reads them here.
    private void order(String command, String params) throws IOException {
        byte[] json = "{\"command\":\"%s\",\"params\":\"%s\"}"
                .formatted(command, params)
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
    }
}
