package gatehouse.trust;

import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/// The known keys that hold in this program: every encrypted connection is judged by them, also those that Java's own
/// HTTP client opens. There is one program at one desk, so there is one register. Safe for any thread.
public final class Register {
    private static final AtomicReference<KnownKeys> KEYS = new AtomicReference<>();

    private Register() {}

    /// From now on these hold, until the answer is closed.
    public static AutoCloseable hold(KnownKeys keys) {
        KEYS.set(keys);
        try {
            var before = SSLContext.getDefault();
            var context = SSLContext.getInstance("TLS");
            var check = new CertificateCheck(Optional.empty(), CertificateCheck::computer);
            context.init(null, new TrustManager[] {check}, null);
            SSLContext.setDefault(context);
            return () -> {
                if (KEYS.compareAndSet(keys, null)) {
                    SSLContext.setDefault(before);
                }
            };
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has TLS", e);
        }
    }

    static Optional<Pin> pin(Peer peer) {
        return Optional.ofNullable(KEYS.get()).flatMap(keys -> keys.pin(peer));
    }

    static void refused(Peer peer, Presented shown, Optional<Pin> wanted) {
        Optional.ofNullable(KEYS.get()).ifPresent(keys -> keys.refused(peer, shown, wanted));
    }
}
