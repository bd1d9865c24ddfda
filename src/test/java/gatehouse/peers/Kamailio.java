package gatehouse.peers;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// kamailio as the exchange: domain `test.local`, every extension has the password `secret1`.
public final class Kamailio implements Closeable {
    private final Program program;
    private final int port;

    private Kamailio(Program program, int port) {
        this.program = program;
        this.port = port;
    }

    /// `algorithm` is the digest it asks for: `MD5` or `SHA-256`.
    public static Kamailio start(Path folder, String algorithm) throws IOException, InterruptedException {
        int port = Program.freePort();
        Path run = Files.createDirectories(folder.resolve("run"));
        String modules = Files.isDirectory(Path.of("/usr/lib/x86_64-linux-gnu/kamailio/modules"))
                ? "/usr/lib/x86_64-linux-gnu/kamailio/modules/"
                : "/usr/lib/kamailio/modules/";
        Path config = Program.fill(
                "kamailio/kamailio.cfg",
                folder,
                Map.of("PORT", Integer.toString(port), "ALGORITHM", algorithm, "MODULES", modules));
        Program program = Program.start(
                folder,
                "kamailio",
                "-f",
                config.toString(),
                "-Y",
                run.toString(),
                "-w",
                folder.toString(),
                "-m",
                "64",
                "-M",
                "4",
                "-DD",
                "-E");
        try {
            program.until("(?i)listening on|udp: 127", 20);
            return new Kamailio(program, port);
        } catch (InterruptedException | RuntimeException | AssertionError e) {
            program.close();
            throw e;
        }
    }

    public int port() {
        return port;
    }

    public String output() {
        return program.output();
    }

    @Override
    public void close() {
        program.close();
    }
}
