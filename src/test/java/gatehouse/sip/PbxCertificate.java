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
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/// A certificate of an exchange and the authority that signed it, made by Java's own keytool for one test.
final class PbxCertificate {
    private static final char[] PASSWORD = "sesame".toCharArray();

    private static final String STORE = "pbx.p12";

    private final KeyStore store;

    private PbxCertificate(KeyStore store) {
        this.store = store;
    }

    /// For this name, valid from so many days ago for so many days.
    static PbxCertificate of(Path folder, String subject, int daysAgo, int days)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path own = Files.createTempDirectory(folder, "certificate");
        pair(own, "authority", "-ext", "bc:c", "-validity", "100", "-startdate", "-50d");
        pair(own, "pbx");
        keytool(own, "-certreq", "-alias", "pbx", "-file", "pbx.csr");
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
        keytool(own, "-importcert", "-noprompt", "-alias", "pbx", "-file", "pbx.cer");
        var store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(own.resolve(STORE))) {
            store.load(in, PASSWORD);
        }
        return new PbxCertificate(store);
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
        command.addAll(
                List.of("-storetype", "PKCS12", "-keystore", STORE, "-storepass", new String(PASSWORD)));
        var keytool = new ProcessBuilder(command)
                .directory(own.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(keytool.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, keytool.exitValue(), said);
    }

    Pin pin() throws GeneralSecurityException {
        return Pin.of(store.getCertificate("pbx"));
    }

    /// For the exchange's side.
    SSLContext context() throws GeneralSecurityException {
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /// As `PinnedTls` without a pin would have it on a computer that trusts this authority.
    Secured checked() throws GeneralSecurityException {
        var anchors = KeyStore.getInstance("PKCS12");
        try {
            anchors.load(null, null);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        anchors.setCertificateEntry("authority", store.getCertificate("authority"));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(anchors);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return (Socket connected, String host) -> {
            var socket = (SSLSocket)
                    context.getSocketFactory().createSocket(connected, host, connected.getPort(), true);
            var wanted = socket.getSSLParameters();
            wanted.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(wanted);
            return socket;
        };
    }

    /// Key and certificate as files, as programs want them.
    void write(Path key, Path certificate) throws IOException, GeneralSecurityException {
        Key secret = store.getKey("pbx", PASSWORD);
        Certificate shown = store.getCertificate("pbx");
        Files.writeString(key, pem("PRIVATE KEY", secret.getEncoded()));
        Files.writeString(certificate, pem("CERTIFICATE", shown.getEncoded()));
    }

    private static String pem(String what, byte[] data) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(data) + "\n-----END " + what + "-----\n";
    }
}
