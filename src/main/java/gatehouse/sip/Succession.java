package gatehouse.sip;

import gov.nist.javax.sip.message.SIPRequest;
import java.util.Optional;
import javax.sip.message.Response;

/// Whether an INVITE takes the place of a call that there is (RFC 3891 §3): somebody whom we talk with was put together
/// with somebody else, who calls us now and is not to ring anew.
///
/// Who may do so is who may call at all and knows the call's three secrets, which only its two sides and those whom one
/// of them told know. Whose call it is from then on is said by where the new one comes from, as ever (rule 4 of the
/// house).
sealed interface Succession {
    /// An ordinary call.
    record None() implements Succession {}

    record Of(Call call) implements Succession {}

    record Refused(int status, String why) implements Succession {}

    static Succession of(SIPRequest invite, Source source, Calls calls) {
        Optional<Replaced> asked;
        try {
            asked = Replaced.by(invite);
        } catch (Replaced.Malformed e) {
            return new Refused(Response.BAD_REQUEST, "names a call to be replaced in a way that cannot be read");
        }
        if (asked.isEmpty()) {
            return new None();
        }
        if (source instanceof Source.Unknown) {
            return new Refused(Response.FORBIDDEN, "is on no list and wants the place of a call");
        }
        return of(asked.get(), calls);
    }

    private static Succession of(Replaced asked, Calls calls) {
        Optional<Call> before = calls.known(asked.dialogue());
        if (before.isEmpty()) {
            return calls.isPast(asked.dialogue()) ? over() : unknown();
        }
        return switch (before.get().standing()) {
            case TALKED_IN ->
                asked.earlyOnly()
                        ? new Refused(Response.BUSY_HERE, "wants the place of a call only if it is not answered yet")
                        : new Of(before.get());
            case CALLING -> new Of(before.get());
            case RINGS_HERE -> unknown();
            case OVER -> over();
        };
    }

    private static Refused unknown() {
        return new Refused(Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST, "wants the place of a call that there is not");
    }

    private static Refused over() {
        return new Refused(Response.DECLINE, "wants the place of a call that is over");
    }

    default Optional<Call> before() {
        return this instanceof Of of ? Optional.of(of.call()) : Optional.empty();
    }
}
