package gatehouse.onvif;

import gatehouse.door.Trouble;
import java.net.URI;
import java.time.Duration;

/// Why a device did not do what it was asked. Each says what was asked (`operation`) and where.
public sealed interface OnvifFault {
    String operation();

    URI at();

    /// No connection could be made: nothing of the request has left.
    record Unreachable(String operation, URI at, String why) implements OnvifFault {}

    /// The request went out; the answer, or the rest of it, did not come in time.
    record Timeout(String operation, URI at, Duration after) implements OnvifFault {}

    /// The request went out, or part of it; then the connection ended.
    record Cut(String operation, URI at, String why) implements OnvifFault {}

    /// The device does not take the login. `clockOffset` is how far its clock is ahead of ours.
    record NotAuthorized(String operation, URI at, Why why, Duration clockOffset) implements OnvifFault {
        public enum Why {
            NO_LOGIN,
            WRONG_PASSWORD,
            CLOCK
        }
    }

    /// It showed another certificate than the one it is known by; nothing was sent. Both are given by their pins,
    /// `wanted` empty where this computer's own trust was asked.
    record Untrusted(String operation, URI at, String seen, String wanted) implements OnvifFault {}

    record NotSupported(String operation, URI at, String reason) implements OnvifFault {}

    /// The device understood and said no: a SOAP fault, a busy answer, a redirect that is not followed.
    record Rejected(String operation, URI at, String code, String reason) implements OnvifFault {}

    /// Something answers there, but it is no ONVIF service.
    record NotOnvif(String operation, URI at, String found) implements OnvifFault {}

    record TooLarge(String operation, URI at, String what) implements OnvifFault {}

    record Malformed(String operation, URI at, String what) implements OnvifFault {}

    /// Whether the request may have reached the device without our knowing what it made of it.
    default boolean leavesDoubt() {
        return switch (this) {
            case Unreachable ignored -> false;
            case NotAuthorized ignored -> false;
            case Untrusted ignored -> false;
            case NotSupported ignored -> false;
            case Rejected ignored -> false;
            case Timeout ignored -> true;
            case Cut ignored -> true;
            case NotOnvif ignored -> true;
            case TooLarge ignored -> true;
            case Malformed ignored -> true;
        };
    }

    /// The fault in words for people; `device` is what they call it.
    default Trouble trouble(String device) {
        return switch (this) {
            case Unreachable u ->
                new Trouble(
                        Trouble.Kind.NO_ANSWER,
                        device + " cannot be reached.",
                        "Check its power and network cable, then try again.",
                        technical(u.why()));
            case Timeout t ->
                new Trouble(
                        Trouble.Kind.NO_ANSWER,
                        device + " does not answer.",
                        "Check its network cable, then try again. If it stays like this, restart the device.",
                        technical("no answer within " + t.after().toMillis() + " ms"));
            case Cut c ->
                new Trouble(
                        Trouble.Kind.NETWORK,
                        device + " ended the connection before it had answered.",
                        "Try again. If it stays like this, restart the device.",
                        technical(c.why()));
            case NotAuthorized n -> notAuthorized(device, n);
            case Untrusted u ->
                new Trouble(
                        Trouble.Kind.CERTIFICATE,
                        device + " shows a certificate that is not the one it is known by.",
                        "Do not go on before an installer has compared it with the device itself.",
                        technical("seen " + u.seen() + (u.wanted().isEmpty() ? "" : ", known " + u.wanted())));
            case NotSupported n ->
                new Trouble(
                        Trouble.Kind.NOT_SUPPORTED,
                        device + " cannot do this.",
                        "Look in its settings whether the function is switched on, or use another way.",
                        technical(n.reason()));
            case Rejected r ->
                new Trouble(
                        Trouble.Kind.REFUSED,
                        device + " refused: " + (r.reason().isEmpty() ? r.code() : r.reason()) + ".",
                        "Look at the device's own settings and rights for this user.",
                        technical(r.code() + " " + r.reason()));
            case NotOnvif n ->
                new Trouble(
                        Trouble.Kind.GARBAGE,
                        device + " answers, but not in ONVIF.",
                        "Check the address, and that ONVIF is switched on in the device.",
                        technical(n.found()));
            case TooLarge l ->
                new Trouble(
                        Trouble.Kind.GARBAGE,
                        device + " sent an answer that is far too large.",
                        "Restart the device; if it stays like this, have its software checked.",
                        technical(l.what()));
            case Malformed m ->
                new Trouble(
                        Trouble.Kind.GARBAGE,
                        device + " sent an answer that cannot be read.",
                        "Restart the device; if it stays like this, have its software checked.",
                        technical(m.what()));
        };
    }

    private Trouble notAuthorized(String device, NotAuthorized n) {
        var cause = technical(n.why() + ", clock offset " + n.clockOffset().toSeconds() + " s");
        return switch (n.why()) {
            case NO_LOGIN ->
                new Trouble(
                        Trouble.Kind.WRONG_PASSWORD,
                        device + " asks for a name and password.",
                        "Enter the login of the device.",
                        cause);
            case WRONG_PASSWORD ->
                new Trouble(
                        Trouble.Kind.WRONG_PASSWORD,
                        device + " does not accept the name or password.",
                        "Enter the right password. More wrong tries may lock the device.",
                        cause);
            case CLOCK ->
                new Trouble(
                        Trouble.Kind.WRONG_PASSWORD,
                        device + " does not accept the login because of its clock.",
                        "Set the device's clock, then try again.",
                        cause);
        };
    }

    private String technical(String detail) {
        return operation() + " at " + at() + ": " + detail;
    }
}
