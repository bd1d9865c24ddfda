package gatehouse.unlock;

import gatehouse.door.UnlockBy;
import gatehouse.onvif.Deadline;
import gatehouse.onvif.HttpAnswer;
import gatehouse.onvif.HttpAsk;
import gatehouse.onvif.HttpLogin;
import gatehouse.onvif.OneRequest;
import gatehouse.onvif.OnvifException;
import gatehouse.onvif.OnvifFault;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/// Opens by one HTTP(S) request.
///
/// One click is one opening because of how the login goes: the request is first sent without it. A door that wants one
/// answers 401, which by RFC 9110 §15.5.2 means that nothing was done, and only then is it sent once more, with the
/// answer to that challenge. Anything else the door answers, and no answer at all, is final. Each request has a
/// connection of its own, which nothing below repeats.
final class ByHttp {
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT");
    private static final Duration FOR_THE_ORDER = Duration.ofSeconds(4);
    private static final int LARGEST_ANSWER = 64 * 1024;

    private ByHttp() {}

    static Outcome open(UnlockBy.Http by, Attempt attempt) {
        if (!METHODS.contains(by.method())) {
            return attempt.refused("The site file asks for HTTP " + by.method() + "; GET, POST and PUT can be sent.");
        }
        HttpAnswer answer;
        try {
            answer = ordered(by, attempt);
        } catch (OnvifException e) {
            return failed(by, e.fault(), attempt);
        }
        int status = answer.status();
        if (answer.isGood()) {
            attempt.accepted();
            return by.confirm()
                    .map(c -> new LockState(c, by.login()).confirmed(attempt))
                    .orElseGet(attempt::accepting);
        }
        // The door, or a gateway before it, broke down while it was at it.
        if (status == 500 || status == 502 || status == 504) {
            return doubtful(by, "The door answered with an error (HTTP " + status + ").", attempt);
        }
        return attempt.refused(refusal(status));
    }

    private static HttpAnswer ordered(UnlockBy.Http by, Attempt attempt) throws OnvifException {
        var deadline = Deadline.in(FOR_THE_ORDER);
        var once = new OneRequest(attempt::sent);
        var login = new HttpLogin(by.login(), true);
        var answer = once.carry(ask(by, Map.of(), deadline));
        if (answer.status() != 401 || !login.challenged(answer.headers("www-authenticate"))) {
            return answer;
        }
        var second = once.carry(ask(by, authorization(login, by), deadline));
        // The nonce ran out between the two; still a 401, still nothing done.
        var offered = second.headers("www-authenticate");
        if (second.status() == 401 && HttpLogin.isStale(offered) && login.challenged(offered)) {
            return once.carry(ask(by, authorization(login, by), deadline));
        }
        return second;
    }

    private static Map<String, String> authorization(HttpLogin login, UnlockBy.Http by) {
        return login.answer(by.method(), by.request())
                .map(a -> Map.of("Authorization", a))
                .orElse(Map.of());
    }

    private static HttpAsk ask(UnlockBy.Http by, Map<String, String> headers, Deadline deadline) {
        return new HttpAsk("unlock", by.method(), by.request(), headers, "", deadline, LARGEST_ANSWER);
    }

    private static Outcome failed(UnlockBy.Http by, OnvifFault fault, Attempt attempt) {
        return switch (fault) {
            case OnvifFault.Unreachable ignored -> attempt.refused("The door cannot be reached, so nothing was sent.");
            case OnvifFault.Timeout ignored -> doubtful(by, "The door did not answer.", attempt);
            case OnvifFault.Cut ignored -> doubtful(by, "The door ended the connection without an answer.", attempt);
            default -> doubtful(by, "The door's answer cannot be read.", attempt);
        };
    }

    /// Says what the lock itself reports, where it can be asked. It does not turn doubt into certainty: the lock may
    /// have been opened by somebody else.
    private static Outcome doubtful(UnlockBy.Http by, String why, Attempt attempt) {
        var seen = by.confirm().map(c -> new LockState(c, by.login()).seen(Duration.ofSeconds(1)));
        return attempt.unknown(seen.map(s -> why + " " + s.sentence()).orElse(why));
    }

    private static String refusal(int status) {
        if (status >= 300 && status < 400) {
            return "The door sends the console elsewhere, and that is not followed (HTTP " + status + ").";
        }
        return switch (status) {
            case 401 -> "The door does not accept the name or password.";
            case 403 -> "The door does not allow it (HTTP 403).";
            case 404, 405, 501 -> "The door does not know this way of opening (HTTP " + status + ").";
            case 429, 503 -> "The door is busy (HTTP " + status + ").";
            default -> "The door refused (HTTP " + status + ").";
        };
    }
}
