package gatehouse.peers;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// linphone's console as a telephone that rings and is not answered. It needs its folders to be there before it looks.
public final class Linphone implements Closeable {
    private final Program program;
    private final int sipPort;

    private Linphone(Program program, int sipPort) {
        this.program = program;
        this.sipPort = sipPort;
    }

    public static Linphone start(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve(".local/share/linphone"));
        Files.createDirectories(folder.resolve(".config/linphone"));
        int sipPort = Program.freePort();
        Path settings = Files.writeString(folder.resolve("linphonerc"), String.format(Locale.ROOT, """
                [sip]
                sip_port=%d
                sip_tcp_port=-1
                sip_tls_port=-1
                bind_address=127.0.0.1
                default_proxy=-1
                register_only_when_network_is_up=0
                [misc]
                max_calls=50
                """, sipPort));
        Program program = Program.start(folder, "linphonec", "-c", settings.toString(), "-d", "0");
        try {
            program.until("Warning: video is disabled", 20);
            return new Linphone(program, sipPort);
        } catch (InterruptedException | RuntimeException | AssertionError e) {
            program.close();
            throw e;
        }
    }

    public int sipPort() {
        return sipPort;
    }

    @Override
    public void close() {
        program.close();
    }
}
