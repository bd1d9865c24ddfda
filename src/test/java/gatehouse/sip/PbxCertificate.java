package gatehouse.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.trust.Pin;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/// A certificate of an exchange and the authority that signed it, made by Java's own keytool.
final class PbxCertificate {
    private static final char[] PASSWORD = "sesame".toCharArray();
    private static final String STORE = "pbx.p12";

    private static PbxCertificate own; // guarded by the class

    private final Key key;
    private final Certificate shown;
    private final Certificate authority;

    private PbxCertificate(Key key, Certificate shown, Certificate authority) {
        this.key = key;
        this.shown = shown;
        this.authority = authority;
    }

    /// One for this computer, made once: keytool takes its time.
    static synchronized PbxCertificate ofThisComputer() throws Exception {
        if (own == null) {
            Path folder = Files.createTempDirectory("gatehouse-office");
            try {
                own = new Office(folder).issue("dns:localhost,ip:127.0.0.1", 0, 30);
            } finally {
                delete(folder);
            }
        }
        return own;
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /// An authority and the key of an exchange, for which certificates can be issued.
    static final class Office {
        private final Path own;

        Office(Path folder) throws IOException, InterruptedException {
            this.own = Files.createTempDirectory(folder, "office");
            pair(own, "authority", "-ext", "bc:c", "-validity", "100", "-startdate", "-50d");
            pair(own, "pbx");
            keytool(own, "-certreq", "-alias", "pbx", "-file", "pbx.csr");
        }

        /// For this name, valid from so many days ago for so many days.
        PbxCertificate issue(String subject, int daysAgo, int days)
                throws IOException, InterruptedException, GeneralSecurityException {
            keytool(
                    own,
                    "-gencert",
                    "-alias",
                    "authority",
                    "-infile",
                    "pbx.csr",
                    "-outfile",
                    "pbx.cer",
                    "-ext",
                    "SAN=" + subject,
                    "-startdate",
                    "-" + daysAgo + "d",
                    "-validity",
                    Integer.toString(days));
            var store = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(own.resolve(STORE));
                    InputStream cer = Files.newInputStream(own.resolve("pbx.cer"))) {
                store.load(in, PASSWORD);
                return new PbxCertificate(
                        store.getKey("pbx", PASSWORD),
                        CertificateFactory.getInstance("X.509").generateCertificate(cer),
                        store.getCertificate("authority"));
            }
        }
    }

    private static void pair(Path own, String name, String... more) throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of("-genkeypair", "-alias", name, "-keyalg", "EC", "-dname", "CN=" + name));
        words.addAll(List.of(more));
        keytool(own, words.toArray(String[]::new));
    }

    private static void keytool(Path own, String... words) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(words));
        command.addAll(List.of("-storetype", "PKCS12", "-keystore", STORE, "-storepass", new String(PASSWORD)));
        var keytool = new ProcessBuilder(command)
                .directory(own.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(keytool.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, keytool.exitValue(), said);
    }

    Pin pin() {
        return Pin.of(shown);
    }

    /// For the exchange's side.
    SSLContext context() throws GeneralSecurityException {
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        var own = empty();
        own.setKeyEntry("pbx", key, PASSWORD, new Certificate[] {shown, authority});
        keys.init(own, PASSWORD);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /// As `PinnedTls` without a pin would have it on a computer that trusts this authority.
    Secured checked() throws GeneralSecurityException {
        var anchors = empty();
        anchors.setCertificateEntry("authority", authority);
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(anchors);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return (Socket connected, String host) -> {
            var socket =
                    (SSLSocket) context.getSocketFactory().createSocket(connected, host, connected.getPort(), true);
            var wanted = socket.getSSLParameters();
            wanted.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(wanted);
            return socket;
        };
    }

    private static KeyStore empty() throws GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        try {
            store.load(null, null);
            return store;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Key and certificate as files, as programs want them.
    void write(Path keyFile, Path certificateFile) throws IOException, GeneralSecurityException {
        Files.writeString(keyFile, pem("PRIVATE KEY", key.getEncoded()));
        Files.writeString(certificateFile, pem("CERTIFICATE", shown.getEncoded()));
    }

    private static String pem(String what, byte[] data) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(data) + "\n-----END " + what + "-----\n";
    }
}
