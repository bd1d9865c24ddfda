package gatehouse.trust;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.TrustManagerFactorySpi;

/// TLS 1.2 or 1.3 to one device, which proves itself by the pinned key or, without a pin, by a certificate that this
/// computer trusts for its host. A refused certificate is `NotTrusted`, somewhere in the causes of the failed
/// handshake. Safe for any thread; costs a moment to make, so keep it.
public final class PinnedTls {
    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

    private final Optional<Pin> pin;
    private final SSLContext context;
    private final CertificateCheck check;

    private PinnedTls(Optional<Pin> pin, CertificateCheck check) {
        this.pin = pin;
        this.check = check;
        try {
            context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {check}, null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has TLS", e);
        }
    }

    public static PinnedTls of(Optional<Pin> pin) {
        return new PinnedTls(pin, new CertificateCheck(pin, CertificateCheck::computer));
    }

    /// No pin, and no trust but that in what the store holds.
    static PinnedTls trusting(KeyStore store) {
        var trust = CertificateCheck.trust(Optional.of(store));
        return new PinnedTls(Optional.empty(), new CertificateCheck(Optional.empty(), () -> trust));
    }

    /// For who opens connections by himself. Without a pin the host name is compared only where the opener asks for
    /// it: set the endpoint identification, or use a client that does, as that of `java.net.http`.
    public SSLContext context() {
        return context;
    }

    /// For libraries that make their own contexts. Without a pin they have to compare the host name themselves.
    public TrustManagerFactory trust() {
        return new JudgeFactory(check);
    }

    private static final class JudgeFactory extends TrustManagerFactory {
        JudgeFactory(CertificateCheck check) {
            super(new Judge(check), null, "Gatehouse");
        }
    }

    private static final class Judge extends TrustManagerFactorySpi {
        private final CertificateCheck check;

        Judge(CertificateCheck check) {
            this.check = check;
        }

        @Override
        protected void engineInit(KeyStore store) {}

        @Override
        protected void engineInit(ManagerFactoryParameters parameters) {}

        @Override
        protected TrustManager[] engineGetTrustManagers() {
            return new TrustManager[] {check};
        }
    }

    public SSLSocketFactory sockets() {
        return context.getSocketFactory();
    }

    /// For a library that opens connections by itself; `algorithm` is how names are compared there, `HTTPS` or `LDAPS`.
    public SSLSocketFactory named(String algorithm) {
        return new NamedSockets(sockets(), socket -> {
            setUp(socket, algorithm);
            return socket;
        });
    }

    /// TLS over an open connection, before the handshake. Closing the connection below is enough to end both.
    public SSLSocket over(Socket connected, String host) throws IOException {
        var socket = (SSLSocket) sockets().createSocket(connected, host, connected.getPort(), true);
        setUp(socket, "HTTPS");
        return socket;
    }

    private void setUp(SSLSocket socket, String algorithm) {
        var wanted = socket.getSSLParameters();
        wanted.setProtocols(VERSIONS);
        if (pin.isEmpty()) {
            wanted.setEndpointIdentificationAlgorithm(algorithm);
        }
        socket.setSSLParameters(wanted);
    }
}
