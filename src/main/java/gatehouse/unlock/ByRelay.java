package gatehouse.unlock;

import gatehouse.door.UnlockBy;
import gatehouse.onvif.Deadline;
import gatehouse.onvif.OnvifException;
import gatehouse.onvif.OnvifFault;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// Opens by an ONVIF relay output: one pulse, which the device ends.
final class ByRelay {
    static final Duration TO_FIND = Duration.ofMillis(2500);

    private ByRelay() {}

    static Told open(
            UnlockBy.OnvifRelay by, Devices devices, Optional<Duration> pulse, Duration patience, Attempt attempt) {
        Devices.KnownRelay known;
        try {
            known = devices.relay(by, pulse, Deadline.in(TO_FIND));
        } catch (OnvifException e) {
            return notFound(e.fault(), "Its relay was not moved.");
        }
        if (known.relay().isBistable()) {
            return new Told.NotSent("The door's relay would stay on, because it is set to bistable in the device. "
                    + "Set it to monostable with a pulse.");
        }
        try {
            known.device().within(Deadline.in(patience)).activate(known.relay(), attempt::sent);
            return new Told.Yes("the device's answer");
        } catch (OnvifException e) {
            devices.forget(by.device(), by.access());
            return failed(e.fault(), "move this relay");
        }
    }

    static Told notFound(OnvifFault fault, String consequence) {
        var why = fault.trouble("The door").sentence() + " " + consequence;
        return switch (fault) {
            case OnvifFault.Rejected ignored -> new Told.No(why);
            case OnvifFault.Untrusted ignored -> new Told.No(why);
            case OnvifFault.NotAuthorized ignored -> new Told.NotTaken(why);
            case OnvifFault.NotSupported ignored -> new Told.NotTaken(why);
            case OnvifFault.Unreachable ignored -> new Told.Unreached(why);
            case OnvifFault.Timeout ignored -> new Told.Unreached(why);
            case OnvifFault.Cut ignored -> new Told.Unreached(why);
            case OnvifFault.NotOnvif ignored -> new Told.Unreached(why);
            case OnvifFault.TooLarge ignored -> new Told.Unreached(why);
            case OnvifFault.Malformed ignored -> new Told.Unreached(why);
        };
    }

    /// SOAP 1.2 §5.4.6: the sender's fault means that the message was not acted upon; the receiver's, that it broke
    /// down
    /// over it. SOAP 1.1 says Client and Server.
    private static Told rejected(OnvifFault.Rejected r) {
        var code = r.code().toLowerCase(Locale.ROOT);
        var why = r.reason().isEmpty() ? "." : ": " + r.reason() + ".";
        boolean redirected = code.matches("http 30[178]");
        return redirected || code.contains("sender") || code.contains("client")
                ? new Told.No("The door refused" + why)
                : new Told.Unclear("The door answered with an error" + why);
    }

    static Told failed(OnvifFault fault, String deed) {
        return switch (fault) {
            case OnvifFault.Unreachable ignored ->
                new Told.Unreached("The door cannot be reached, so nothing was sent.");
            case OnvifFault.Untrusted ignored -> new Told.No(ByHttp.UNTRUSTED);
            case OnvifFault.NotAuthorized ignored ->
                new Told.NotTaken("The door does not accept the name or password.");
            case OnvifFault.NotSupported ignored -> new Told.NotTaken("The door cannot " + deed + ".");
            case OnvifFault.Rejected r -> rejected(r);
            case OnvifFault.Timeout ignored -> new Told.Doubt("The door did not answer.");
            case OnvifFault.Cut ignored -> new Told.Doubt("The door ended the connection without an answer.");
            case OnvifFault.NotOnvif ignored -> new Told.Doubt("The door's answer cannot be read.");
            case OnvifFault.TooLarge ignored -> new Told.Doubt("The door's answer cannot be read.");
            case OnvifFault.Malformed ignored -> new Told.Doubt("The door's answer cannot be read.");
        };
    }
}
