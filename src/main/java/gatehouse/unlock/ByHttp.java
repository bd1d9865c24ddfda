package gatehouse.unlock;

import gatehouse.door.HttpAccess;
import gatehouse.door.HttpCall;
import gatehouse.door.HttpExpect;
import gatehouse.door.UnlockBy;
import gatehouse.onvif.Deadline;
import gatehouse.onvif.HttpAnswer;
import gatehouse.onvif.HttpAsk;
import gatehouse.onvif.HttpLogin;
import gatehouse.onvif.OneRequest;
import gatehouse.onvif.OnvifException;
import gatehouse.onvif.OnvifFault;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Opens by one HTTP(S) request.
///
/// One click is one opening because of how the login goes: the request is first sent without it. A door that wants one
/// answers 401, which by RFC 9110 §15.5.2 means that nothing was done, and only then is it sent once more, with the
/// answer to that challenge. Anything else the door answers, and no answer at all, is final. Each request has a
/// connection of its own, which nothing below repeats.
final class ByHttp {
    static final String UNTRUSTED = "The door shows another certificate than the one it is known by. Nothing was sent. "
            + "An installer has to compare it with the device.";
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");
    private static final int LARGEST_ANSWER = 64 * 1024;

    private final HttpCall call;
    private final HttpExpect expect;
    private final HttpAccess access;
    private final Template template;
    private final Trusts trusts;

    private ByHttp(HttpCall call, HttpExpect expect, HttpAccess access, Template template, Trusts trusts) {
        this.call = call;
        this.expect = expect;
        this.access = access;
        this.template = template;
        this.trusts = trusts;
    }

    static Told open(UnlockBy.Http by, Template template, Trusts trusts, Duration patience, Attempt attempt) {
        return send(by.open(), by, template, trusts, patience, attempt);
    }

    static Told send(
            HttpCall call, UnlockBy.Http by, Template template, Trusts trusts, Duration patience, Attempt attempt) {
        return new ByHttp(call, by.expect(), by.access(), template, trusts).send(patience, attempt);
    }

    private Told send(Duration patience, Attempt attempt) {
        if (!METHODS.contains(call.method())) {
            return new Told.NotSent("The site file asks for HTTP " + call.method() + ", which cannot be sent.");
        }
        try {
            return read(ordered(attempt, Deadline.in(patience)));
        } catch (IllegalArgumentException e) {
            return new Told.NotSent("The site file's request makes no address: " + e.getMessage() + ".");
        } catch (OnvifException e) {
            return failed(e.fault());
        }
    }

    private HttpAnswer ordered(Attempt attempt, Deadline deadline) throws OnvifException {
        var once = new OneRequest(attempt::sent, trusts.of(access.pin()));
        if (access.scheme() == HttpAccess.Scheme.BEARER) {
            var token = Map.of(
                    "Authorization", "Bearer " + access.login().password().reveal());
            return once.carry(ask(token, deadline));
        }
        var login = new HttpLogin(access.login(), access.scheme() != HttpAccess.Scheme.DIGEST);
        var answer = once.carry(ask(Map.of(), deadline));
        if (answer.status() != 401 || !login.challenged(offered(answer))) {
            return answer;
        }
        var second = once.carry(ask(authorization(login), deadline));
        // The nonce ran out between the two; still a 401, still nothing done.
        var offered = offered(second);
        if (second.status() == 401 && HttpLogin.isStale(offered) && login.challenged(offered)) {
            return once.carry(ask(authorization(login), deadline));
        }
        return second;
    }

    /// The challenges that the site wants to answer: where it says Basic, a Digest beside it is passed over.
    private java.util.List<String> offered(HttpAnswer answer) {
        return answer.headers("www-authenticate").stream()
                .filter(c ->
                        access.scheme() != HttpAccess.Scheme.BASIC || c.strip().regionMatches(true, 0, "Basic", 0, 5))
                .toList();
    }

    private Map<String, String> authorization(HttpLogin login) {
        return login.answer(call.method(), template.uri(call.url()))
                .map(a -> Map.of("Authorization", a))
                .orElse(Map.of());
    }

    private HttpAsk ask(Map<String, String> more, Deadline deadline) {
        var headers = new HashMap<>(template.headers(call));
        headers.putAll(more);
        return new HttpAsk(
                "unlock",
                call.method(),
                template.uri(call.url()),
                headers,
                template.filled(call.body()),
                deadline,
                LARGEST_ANSWER);
    }

    private Told read(HttpAnswer answer) {
        int status = answer.status();
        var text = answer.text();
        if (found(expect.no(), text)) {
            return new Told.No("The door refused: " + shown(text) + ".");
        }
        if (expect.status(status) && expect.yes().isEmpty() && isPage(text)) {
            return new Told.Doubt("The door answered with a web page, which may be its log-in, and not with a yes.");
        }
        if (expect.status(status)) {
            return expect.yes().isEmpty() || found(expect.yes(), text)
                    ? new Told.Yes("HTTP " + status)
                    : new Told.Doubt("The door's answer is not the one that means yes: " + shown(text) + ".");
        }
        return expect.noStatuses().contains(status)
                ? new Told.No("The door refused (HTTP " + status + ").")
                : refusal(status);
    }

    private static boolean isPage(String text) {
        var begin = text.stripLeading();
        return begin.regionMatches(true, 0, "<!doctype html", 0, 14) || begin.regionMatches(true, 0, "<html", 0, 5);
    }

    private static boolean found(Optional<Pattern> pattern, String text) {
        return pattern.filter(p -> p.matcher(text).find()).isPresent();
    }

    private static String shown(String text) {
        var line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ").strip();
        return line.length() > 80 ? line.substring(0, 80) + "…" : line;
    }

    private static Told failed(OnvifFault fault) {
        return switch (fault) {
            case OnvifFault.Unreachable ignored ->
                new Told.Unreached("The door cannot be reached, so nothing was sent.");
            case OnvifFault.Untrusted ignored -> new Told.No(UNTRUSTED);
            case OnvifFault.Timeout ignored -> new Told.Doubt("The door did not answer.");
            case OnvifFault.Cut ignored -> new Told.Doubt("The door ended the connection without an answer.");
            default -> new Told.Doubt("The door's answer cannot be read.");
        };
    }

    /// Only what cannot have acted is a refusal (RFC 9110 §15): the door did not understand the request, did not know
    /// who sends it, or sends it elsewhere before it looked at it. Anything else may come after the relay has moved: a
    /// breakdown, a time-out, a page to go on with, and the 404 that relay boxes are known to answer to what they did.
    static Told refusal(int status) {
        return switch (status) {
            case 301, 307, 308 ->
                new Told.No("The door sends the console elsewhere, and that is not followed (HTTP " + status + ").");
            case 401, 407 -> new Told.NotTaken("The door does not accept the name or password.");
            case 403 -> new Told.No("The door does not allow it (HTTP 403).");
            case 405, 501 -> new Told.NotTaken("The door does not know this way of opening (HTTP " + status + ").");
            case 429 -> new Told.No("The door is busy (HTTP 429).");
            case 400, 402, 406, 411, 412, 413, 414, 415, 416, 417, 421, 422, 424, 425, 426, 428, 431, 451, 505 ->
                new Told.No("The door refused (HTTP " + status + ").");
            case 408, 499 -> new Told.Doubt("The door did not see the request through (HTTP " + status + ").");
            default ->
                status >= 500
                        ? new Told.Doubt("The door answered with an error (HTTP " + status + ").")
                        : new Told.Unclear(
                                "The door answered with HTTP " + status + ", which does not say what it did.");
        };
    }
}
