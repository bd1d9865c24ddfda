package gatehouse.sip;

import static gatehouse.door.Trouble.Kind.CERTIFICATE;
import static gatehouse.door.Trouble.Kind.NETWORK;
import static gatehouse.door.Trouble.Kind.NOT_SUPPORTED;
import static gatehouse.door.Trouble.Kind.NO_ANSWER;
import static gatehouse.door.Trouble.Kind.REFUSED;
import static gatehouse.door.Trouble.Kind.WRONG_PASSWORD;

import gatehouse.door.Trouble;
import gatehouse.lifecycle.Retry;
import gatehouse.sip.PhoneSettings.Line;
import gatehouse.trust.NotTrusted;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Why a registration did not come about, in words for people.
final class LineFault extends IOException implements Retry.Patient {
    private static final long serialVersionUID = 1;

    private final transient Trouble trouble;
    private final Duration atLeast;

    private LineFault(Trouble trouble, Throwable cause) {
        this(trouble, cause, Duration.ZERO);
    }

    private LineFault(Trouble trouble, Throwable cause, Duration atLeast) {
        super(trouble.cause(), cause);
        this.trouble = trouble;
        this.atLeast = atLeast;
    }

    /// The same, not to be tried again before so much time has passed.
    LineFault patient(Duration pause) {
        return new LineFault(trouble, getCause(), pause);
    }

    @Override
    public Duration atLeast() {
        return atLeast;
    }

    Trouble trouble() {
        return trouble;
    }

    boolean isWrongPassword() {
        return trouble.kind() == WRONG_PASSWORD;
    }

    /// The fault of a line none of whose exchanges serves: that of the first, with what the others said.
    static LineFault ofAll(List<LineFault> faults) {
        LineFault first = faults.getFirst();
        if (faults.size() == 1) {
            return first;
        }
        String all = faults.stream().map(f -> f.trouble.cause()).collect(Collectors.joining("; "));
        Trouble trouble = first.trouble;
        return new LineFault(
                new Trouble(
                        trouble.kind(),
                        trouble.sentence() + " Nor does any other exchange of this line serve.",
                        trouble.remedy(),
                        all),
                first,
                first.atLeast);
    }

    static LineFault silent(Line line, Server server, Throwable cause) {
        return new LineFault(
                new Trouble(
                        NO_ANSWER,
                        String.format(Locale.ROOT, "The telephone exchange %s does not answer.", server.host()),
                        "Check that it is switched on and that its address is right. Calls through it do not arrive meanwhile.",
                        String.format(
                                Locale.ROOT,
                                "%s (%s): %s",
                                server,
                                line.transport(),
                                StackLog.shortened(cause.getMessage()))),
                cause);
    }

    static LineFault noWay(Server server, String why, Throwable cause) {
        return new LineFault(
                new Trouble(
                        NETWORK,
                        String.format(Locale.ROOT, "There is no way to the telephone exchange %s.", server.host()),
                        "Check the network of this desk and the address of the exchange in the site file.",
                        String.format(Locale.ROOT, "%s: %s", server, why)),
                cause);
    }

    static LineFault wrongPassword(Line line, Server server, int status) {
        return new LineFault(
                new Trouble(
                        WRONG_PASSWORD,
                        String.format(
                                Locale.ROOT,
                                "The telephone exchange %s does not accept the password of extension %s.",
                                server.host(),
                                line.number()),
                        "Enter the name and password that the exchange has for this extension.",
                        String.format(
                                Locale.ROOT,
                                "%s: REGISTER was answered %d after the digest was given",
                                server,
                                status)),
                null);
    }

    static LineFault unknownDigest(Server server, String offered) {
        return new LineFault(
                new Trouble(
                        NOT_SUPPORTED,
                        String.format(
                                Locale.ROOT,
                                "The telephone exchange %s asks for a kind of login that this console does not know.",
                                server.host()),
                        "Let the exchange offer MD5, SHA-256 or SHA-512-256 digests.",
                        String.format(Locale.ROOT, "%s: challenges %s", server, StackLog.shortened(offered))),
                null);
    }

    static LineFault refused(Line line, Server server, int status, String reason) {
        return new LineFault(
                new Trouble(
                        REFUSED,
                        String.format(
                                Locale.ROOT,
                                "The telephone exchange %s does not let extension %s register.",
                                server.host(),
                                line.number()),
                        "Check that the extension exists there and may register from this desk.",
                        String.format(
                                Locale.ROOT,
                                "%s: REGISTER was answered %d %s",
                                server,
                                status,
                                StackLog.shortened(reason))),
                null);
    }

    /// The exchange could be reached, but did not prove who it is.
    static LineFault certificate(Server server, CertificateException refusal) {
        var refused = NotTrusted.in(refusal);
        String why = StackLog.shortened(refusal.getMessage());
        String remedy;
        if (isExpired(refusal, 0)) {
            remedy = "It has expired: give the exchange a new one. Check the clock of this desk, too.";
        } else if (why.contains("No name matching") || why.contains("subject alternative")) {
            remedy = "It names another host: use the name that stands in it as the address of the exchange.";
        } else {
            remedy = "If it was changed on purpose, enter its new pin in the site file"
                    + refused.map(r -> " (" + r.seen() + ")").orElse("")
                    + "; if not, somebody may be in between.";
        }
        return new LineFault(
                new Trouble(
                        CERTIFICATE,
                        String.format(
                                Locale.ROOT,
                                "The certificate of the telephone exchange %s is not to be trusted.",
                                server.host()),
                        remedy,
                        String.format(Locale.ROOT, "%s: %s", server, why)),
                refusal);
    }

    private static boolean isExpired(Throwable cause, int depth) {
        return cause != null
                && depth < 10
                && (cause instanceof CertificateExpiredException
                        || isExpired(cause.getCause(), depth + 1)
                        || Stream.of(cause.getSuppressed()).anyMatch(other -> isExpired(other, depth + 1)));
    }

    static LineFault noTls(Server server, Throwable cause) {
        return new LineFault(
                new Trouble(
                        NOT_SUPPORTED,
                        String.format(
                                Locale.ROOT,
                                "The telephone exchange %s does not come to terms about TLS.",
                                server.host()),
                        "Check that this port of the exchange speaks TLS 1.2 or 1.3; plain SIP has a port of its own.",
                        String.format(
                                Locale.ROOT,
                                "%s: the handshake failed: %s",
                                server,
                                StackLog.shortened(cause.getMessage()))),
                cause);
    }
}
