package gatehouse.trust;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/// The one judge of certificates in this house: the pinned key and no other; without a pin, the key that an installer
/// has trusted for that host and port and no other ([KnownKeys]); without either, whatever Java's trust store of this
/// computer says, host name included. A pinned certificate may be self-signed, expired or issued for
/// another name, as those of devices are: its key alone is what proves it. Safe for any thread.
final class CertificateCheck extends X509ExtendedTrustManager {
    private final Optional<Pin> pin;
    private final Supplier<X509ExtendedTrustManager> system;

    CertificateCheck(Optional<Pin> pin, Supplier<X509ExtendedTrustManager> system) {
        this.pin = pin;
        this.system = system;
    }

    private interface Judgement {
        void pass(X509ExtendedTrustManager judge) throws CertificateException;
    }

    /// This computer's trust, read once, when a device without a pin is first met.
    private static final class Computer {
        static final X509ExtendedTrustManager TRUST = trust(Optional.empty());
    }

    static X509ExtendedTrustManager computer() {
        return Computer.TRUST;
    }

    /// The trust in what a store holds; without one, in Java's own.
    static X509ExtendedTrustManager trust(Optional<KeyStore> store) {
        try {
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store.orElse(null));
            for (var manager : factory.getTrustManagers()) {
                if (manager instanceof X509ExtendedTrustManager found) {
                    return found;
                }
            }
            throw new IllegalStateException("Java names no trust store");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java's trust store cannot be read", e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain, peer(socket), judge -> judge.checkServerTrusted(chain, authType, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(
                chain,
                Optional.ofNullable(engine.getHandshakeSession()).flatMap(CertificateCheck::peer),
                judge -> judge.checkServerTrusted(chain, authType, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain, Optional.empty(), judge -> {
            throw new CertificateException("it cannot be compared with a host name here");
        });
    }

    private static Optional<Peer> peer(Socket socket) {
        return socket instanceof SSLSocket tls
                ? Optional.ofNullable(tls.getHandshakeSession()).flatMap(CertificateCheck::peer)
                : Optional.empty();
    }

    private static Optional<Peer> peer(SSLSession session) {
        return Optional.ofNullable(session.getPeerHost()).map(host -> new Peer(host, session.getPeerPort()));
    }

    private void check(X509Certificate[] chain, Optional<Peer> peer, Judgement judgement) throws CertificateException {
        if (chain.length == 0) {
            throw new CertificateException("no certificate was shown");
        }
        var shown = Presented.of(chain[0]);
        var wanted = pin.or(() -> peer.flatMap(Register::pin));
        if (wanted.isPresent()) {
            if (!wanted.get().equals(shown.key())) {
                peer.ifPresent(who -> Register.refused(who, shown, wanted));
                throw new NotTrusted(shown, wanted, "not the pinned " + wanted.get());
            }
            return;
        }
        try {
            judgement.pass(system.get());
        } catch (CertificateException e) {
            peer.ifPresent(who -> Register.refused(who, shown, Optional.empty()));
            var refused = new NotTrusted(shown, wanted, e.getMessage());
            refused.initCause(e);
            throw refused;
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("nobody is served here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return pin.isPresent() ? new X509Certificate[0] : system.get().getAcceptedIssuers();
    }
}
