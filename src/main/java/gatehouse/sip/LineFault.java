package gatehouse.sip;

import static gatehouse.door.Trouble.Kind.NETWORK;
import static gatehouse.door.Trouble.Kind.NOT_SUPPORTED;
import static gatehouse.door.Trouble.Kind.NO_ANSWER;
import static gatehouse.door.Trouble.Kind.REFUSED;
import static gatehouse.door.Trouble.Kind.WRONG_PASSWORD;

import gatehouse.door.Trouble;
import gatehouse.lifecycle.Retry;
import gatehouse.sip.PhoneSettings.Line;
import java.io.IOException;
import java.time.Duration;

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

    static LineFault silent(Line line, Throwable cause) {
        return new LineFault(
                new Trouble(
                        NO_ANSWER,
                        "The telephone exchange %s does not answer.".formatted(line.host()),
                        "Check that it is switched on and that its address is right. Calls through it do not arrive meanwhile.",
                        "REGISTER to %s:%d (%s): %s"
                                .formatted(line.host(), line.port(), line.transport(), cause.getMessage())),
                cause);
    }

    static LineFault noWay(Line line, String why, Throwable cause) {
        return new LineFault(
                new Trouble(
                        NETWORK,
                        "There is no way to the telephone exchange %s.".formatted(line.host()),
                        "Check the network of this desk and the address of the exchange in the site file.",
                        why),
                cause);
    }

    static LineFault wrongPassword(Line line, int status) {
        return new LineFault(
                new Trouble(
                        WRONG_PASSWORD,
                        "The telephone exchange %s does not accept the password of extension %s."
                                .formatted(line.host(), line.number()),
                        "Enter the name and password that the exchange has for this extension.",
                        "REGISTER was answered %d after the digest was given".formatted(status)),
                null);
    }

    static LineFault unknownDigest(Line line, String offered) {
        return new LineFault(
                new Trouble(
                        NOT_SUPPORTED,
                        "The telephone exchange %s asks for a kind of login that this console does not know."
                                .formatted(line.host()),
                        "Let the exchange offer MD5, SHA-256 or SHA-512-256 digests.",
                        "challenges: " + StackLog.shortened(offered)),
                null);
    }

    static LineFault refused(Line line, int status, String reason) {
        return new LineFault(
                new Trouble(
                        REFUSED,
                        "The telephone exchange %s does not let extension %s register."
                                .formatted(line.host(), line.number()),
                        "Check that the extension exists there and may register from this desk.",
                        "REGISTER was answered %d %s".formatted(status, StackLog.shortened(reason))),
                null);
    }
}
