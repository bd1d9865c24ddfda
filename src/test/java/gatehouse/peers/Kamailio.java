package gatehouse.peers;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// kamailio as the exchange: domain `test.local`, every extension has the password `secret1`.
public final class Kamailio implements Closeable {
    /// Key and certificate as PEM files.
    public record Certified(Path key, Path certificate) {}

    private final Program program;
    private final int port;
    private final int tlsPort;

    private Kamailio(Program program, int port, int tlsPort) {
        this.program = program;
        this.port = port;
        this.tlsPort = tlsPort;
    }

    /// `algorithm` is the digest it asks for: `MD5` or `SHA-256`.
    public static Kamailio start(Path folder, String algorithm) throws IOException, InterruptedException {
        return start(folder, algorithm, "127.0.0.1", Program.freePort(), Optional.empty());
    }

    /// At this address and port, and with a certificate also over TLS on a port of its own.
    public static Kamailio start(Path folder, String algorithm, String host, int port, Optional<Certified> certified)
            throws IOException, InterruptedException {
        int tlsPort = Program.freePort();
        String tls = certified
                .map(c -> String.format(Locale.ROOT, """
                        enable_tls=yes
                        listen=tls:%s:%d
                        loadmodule "tls.so"
                        modparam("tls", "private_key", "%s")
                        modparam("tls", "certificate", "%s")
                        modparam("tls", "verify_certificate", 0)
                        modparam("tls", "tls_method", "TLSv1.2+")
                        """, host, tlsPort, c.key(), c.certificate()))
                .orElse("");
        Path run = Files.createDirectories(folder.resolve("run"));
        String modules = Files.isDirectory(Path.of("/usr/lib/x86_64-linux-gnu/kamailio/modules"))
                ? "/usr/lib/x86_64-linux-gnu/kamailio/modules/"
                : "/usr/lib/kamailio/modules/";
        Path config = Program.fill(
                "kamailio/kamailio.cfg",
                folder,
                Map.of(
                        "HOST",
                        host,
                        "PORT",
                        Integer.toString(port),
                        "ALGORITHM",
                        algorithm,
                        "MODULES",
                        modules,
                        "TLS",
                        tls));
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
            program.until("(?i)listening on|udp: (127|\\[)", 20);
            return new Kamailio(program, port, tlsPort);
        } catch (InterruptedException | RuntimeException | AssertionError e) {
            program.close();
            throw e;
        }
    }

    public int port() {
        return port;
    }

    public int tlsPort() {
        return tlsPort;
    }

    public String output() {
        return program.output();
    }

    @Override
    public void close() {
        program.close();
    }
}
