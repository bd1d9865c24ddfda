package gatehouse.sim.phone;

import static java.util.Objects.requireNonNull;

import gatehouse.door.Login;
import gatehouse.site.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/// What a simulated phone is: where it listens (port 0 takes a free one), who it says it is, where it registers, and
/// what it hums while it talks, what it does when it is called, and whether it lets itself be sent to others.
public record SimPhoneSettings(
        InetAddress bind,
        int port,
        Transport transport,
        String user,
        String displayName,
        Optional<Registrar> registrar,
        Login login,
        Law law,
        double toneHz,
        Answering answering,
        boolean refers) {
    public SimPhoneSettings {
        requireNonNull(bind);
        requireNonNull(transport);
        requireNonNull(user);
        requireNonNull(displayName);
        requireNonNull(registrar);
        requireNonNull(login);
        requireNonNull(law);
        requireNonNull(answering);
    }

    /// What becomes of a call to this phone.
    public enum Answering {
        /// It rings until somebody answers.
        BY_HAND,
        /// It is answered as soon as it comes, as a door station does.
        AT_ONCE,
        /// It is told that we are busy.
        BUSY
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
                bind,
                port,
                Transport.UDP,
                user,
                displayName,
                Optional.empty(),
                Login.NONE,
                Law.A,
                toneHz,
                Answering.BY_HAND,
                true);
    }

    /// The same at a registrar; the login's name is the extension.
    public SimPhoneSettings at(Registrar where, Login as) {
        return new SimPhoneSettings(
                bind, port, transport, user, displayName, Optional.of(where), as, law, toneHz, answering, refers);
    }

    public SimPhoneSettings by(Transport other) {
        return new SimPhoneSettings(
                bind, port, other, user, displayName, registrar, login, law, toneHz, answering, refers);
    }

    public SimPhoneSettings speaking(Law other) {
        return new SimPhoneSettings(
                bind, port, transport, user, displayName, registrar, login, other, toneHz, answering, refers);
    }

    public SimPhoneSettings answering(Answering how) {
        return new SimPhoneSettings(
                bind, port, transport, user, displayName, registrar, login, law, toneHz, how, refers);
    }

    /// A phone that declines to call whom others send it to.
    public SimPhoneSettings notReferring() {
        return new SimPhoneSettings(
                bind, port, transport, user, displayName, registrar, login, law, toneHz, answering, false);
    }
}
