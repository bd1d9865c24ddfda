package gatehouse.trust;

import java.security.cert.CertificateException;
import java.util.Optional;

/// A device showed a certificate that is not the pinned one, or, where none is pinned, one that this computer does not
/// trust for that host. `seen` is the pin it would have.
public final class NotTrusted extends CertificateException {
    private static final long serialVersionUID = 1;
    private static final int DEEPEST = 10;

    private final transient Presented shown;
    private final transient Optional<Pin> wanted;

    NotTrusted(Presented shown, Optional<Pin> wanted, String why) {
        super(why);
        this.shown = shown;
        this.wanted = wanted;
    }

    public Pin seen() {
        return shown.key();
    }

    public Presented shown() {
        return shown;
    }

    /// The pin that was set for the device.
    public Optional<Pin> wanted() {
        return wanted;
    }

    /// Whether this was why a handshake failed.
    public static Optional<NotTrusted> in(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (cause instanceof NotTrusted found) {
                return Optional.of(found);
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }
}
