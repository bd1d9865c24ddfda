package gatehouse.sim.phone;

import static java.util.Objects.requireNonNull;

import gatehouse.door.Login;
import gatehouse.site.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/// What a simulated phone is: where it listens (port 0 takes a free one), who it says it is, where it registers, and
/// what it hums while it talks.
public record SimPhoneSettings(
        InetAddress bind,
        int port,
        Transport transport,
        String user,
        String displayName,
        Optional<Registrar> registrar,
        Login login,
        Law law,
        double toneHz) {
    public SimPhoneSettings {
        requireNonNull(bind);
        requireNonNull(transport);
        requireNonNull(user);
        requireNonNull(displayName);
        requireNonNull(registrar);
        requireNonNull(login);
        requireNonNull(law);
    }

    /// Where to register and through whom to call. `domain` is the host part of the address of record.
    public record Registrar(InetSocketAddress address, String domain, Duration expires) {
        public Registrar {
            requireNonNull(address);
            requireNonNull(domain);
            requireNonNull(expires);
        }
    }

    /// A phone that calls straight, by UDP, and speaks A-law.
    public static SimPhoneSettings direct(InetAddress bind, int port, String user, String displayName, double toneHz) {
        return new SimPhoneSettings(
                bind, port, Transport.UDP, user, displayName, Optional.empty(), Login.NONE, Law.A, toneHz);
    }

    /// The same at a registrar; the login's name is the extension.
    public SimPhoneSettings at(Registrar where, Login as) {
        return new SimPhoneSettings(bind, port, transport, user, displayName, Optional.of(where), as, law, toneHz);
    }

    public SimPhoneSettings by(Transport other) {
        return new SimPhoneSettings(bind, port, other, user, displayName, registrar, login, law, toneHz);
    }

    public SimPhoneSettings speaking(Law other) {
        return new SimPhoneSettings(bind, port, transport, user, displayName, registrar, login, other, toneHz);
    }
}
