package gatehouse.onvif;

import gatehouse.door.Login;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;

/// What is known about talking to one device: its clock, the challenges of its addresses, and how a question is asked
/// so that it is answered. The login is tried twice at most, because devices lock themselves after a few wrong tries.
///
/// Safe for any thread.
final class Session {
    private static final int MOST_ADDRESSES = 64;

    /// One thing to ask. `to` are the addresses to try in this order; the second only when the first cannot be reached.
    record Question(String operation, String action, List<URI> to, String headers, String body, boolean anonymous) {
        Question {
            to = List.copyOf(to);
        }
    }

    private final Web web;
    private final Reached reached;
    private final Login login;
    private final Map<String, HttpLogin> challenges = new ConcurrentHashMap<>();
    private final Map<URI, URI> elsewhere = new ConcurrentHashMap<>();
    private volatile DeviceClock clock = DeviceClock.unknown();

    Session(Web web, Reached reached, Login login) {
        this.web = web;
        this.reached = reached;
        this.login = login;
    }

    Reached reached() {
        return reached;
    }

    DeviceClock clock() {
        return clock;
    }

    /// Asks over a connection of its own, never twice: what moves something in the world.
    Node once(Question question, Deadline deadline, LongConsumer onFirstByte) throws OnvifException {
        return ask(question, deadline, web.once(onFirstByte));
    }

    Node ask(Question question, Deadline deadline) throws OnvifException {
        return ask(question, deadline, web);
    }

    private Node ask(Question question, Deadline deadline, Carrier carrier) throws OnvifException {
        var first = question.to().getFirst();
        var known = elsewhere.get(first);
        try {
            return authorized(question, known == null ? first : known, deadline, carrier);
        } catch (OnvifException e) {
            boolean another = known == null && question.to().size() > 1 && e.fault() instanceof OnvifFault.Unreachable;
            if (!another) {
                throw e;
            }
            var second = question.to().get(1);
            var answer = authorized(question, second, deadline, carrier);
            if (elsewhere.size() < MOST_ADDRESSES) {
                elsewhere.put(first, second);
            }
            return answer;
        }
    }

    /// Reads the device's clock, the one question that needs no login. Devices that refuse it are taken to be right.
    void readClock(Deadline deadline) throws OnvifException {
        var question = new Question(
                "GetSystemDateAndTime",
                Soap.DEVICE + "/GetSystemDateAndTime",
                List.of(reached.device()),
                "",
                "<tds:GetSystemDateAndTime/>",
                true);
        long asked = System.nanoTime();
        try {
            var answer = authorized(question, reached.device(), deadline, web);
            clock = DeviceClock.of(answer, asked, System.nanoTime()).orElseGet(DeviceClock::unknown);
        } catch (OnvifException e) {
            boolean refused = e.fault() instanceof OnvifFault.NotAuthorized
                    || e.fault() instanceof OnvifFault.NotSupported
                    || e.fault() instanceof OnvifFault.Rejected;
            if (!refused) {
                throw e;
            }
            clock = DeviceClock.unknown();
        }
    }

    private Node authorized(Question q, URI to, Deadline deadline, Carrier carrier) throws OnvifException {
        var here = to;
        var credentials = credentials(here);
        int triesLeft = 2;
        int forgiven = 0;
        boolean kept = true;
        boolean redirected = false;
        while (true) {
            var authorization = q.anonymous() ? Optional.<String>empty() : credentials.answer("POST", here);
            var answer = carrier.carry(asked(q, here, authorization, deadline));
            if (answer.status() >= 300 && answer.status() < 400) {
                if (redirected || carrier instanceof OneRequest) {
                    throw rejected(q, here, answer, "it redirects, and that is not followed");
                }
                here = reached.redirect(here, answer.header("location"))
                        .orElseThrow(() -> rejected(q, to, answer, "it redirects to another host"));
                credentials = credentials(here);
                redirected = true;
                continue;
            }
            var refusal = new Refusal();
            var content = understood(q, here, answer, refusal);
            if (content.isPresent()) {
                return content.get();
            }
            if (q.anonymous() || login.isEmpty()) {
                throw new OnvifException(new OnvifFault.NotAuthorized(
                        q.operation(), here, OnvifFault.NotAuthorized.Why.NO_LOGIN, clock.offset()));
            }
            var offered = answer.headers("www-authenticate");
            boolean challenged = answer.status() == 401 && credentials.challenged(offered);
            // A nonce kept from an earlier question may just be too old; that is no wrong password, once.
            boolean onlyOld = authorization.isPresent() && challenged && (kept || HttpLogin.isStale(offered));
            if (!(onlyOld && forgiven++ == 0) && --triesLeft <= 0) {
                throw notAuthorized(q, here, refusal);
            }
            kept = false;
            readClock(deadline);
        }
    }

    /// What a refused login looked like.
    private static final class Refusal {
        private boolean aboutTime;
    }

    private HttpLogin credentials(URI to) {
        var key = to.getRawAuthority() + to.getRawPath();
        if (challenges.size() >= MOST_ADDRESSES) {
            challenges.clear();
        }
        return challenges.computeIfAbsent(
                key, ignored -> new HttpLogin(login, "https".equalsIgnoreCase(to.getScheme())));
    }

    private HttpAsk asked(Question q, URI to, Optional<String> authorization, Deadline deadline) {
        var headers = new HashMap<>(Soap.contentType(q.action()));
        authorization.ifPresent(a -> headers.put("Authorization", a));
        var security = q.anonymous() || login.isEmpty() ? "" : Soap.usernameToken(login, clock.now());
        return new HttpAsk(
                q.operation(),
                "POST",
                to,
                headers,
                Soap.envelope(security + q.headers(), q.body()),
                deadline,
                Xml.MOST_BYTES);
    }

    /// The content of a good answer; empty when the login was refused; a fault for all else.
    private Optional<Node> understood(Question q, URI at, HttpAnswer answer, Refusal refusal) throws OnvifException {
        if (answer.status() == 401 || answer.status() == 403) {
            return Optional.empty();
        }
        var content = content(q, at, answer);
        var fault = Soap.fault(content);
        if (fault.isPresent()) {
            if (fault.get().isAboutLogin()) {
                refusal.aboutTime = fault.get().isAboutTime();
                return Optional.empty();
            }
            throw new OnvifException(
                    fault.get().isAboutSupport()
                            ? new OnvifFault.NotSupported(
                                    q.operation(), at, fault.get().reason())
                            : new OnvifFault.Rejected(
                                    q.operation(),
                                    at,
                                    fault.get().codes(),
                                    fault.get().reason()));
        }
        if (!content.named(q.operation() + "Response")) {
            throw new OnvifException(
                    new OnvifFault.Malformed(q.operation(), at, "it answered with " + Soap.shown(content.local())));
        }
        return Optional.of(content);
    }

    private static Node content(Question q, URI at, HttpAnswer answer) throws OnvifException {
        var http = "HTTP " + answer.status();
        try {
            var root = Xml.read(answer.body());
            return Soap.content(root)
                    .orElseThrow(() -> new OnvifException(new OnvifFault.NotOnvif(
                            q.operation(), at, http + " with <" + Soap.shown(root.local()) + ">")));
        } catch (Xml.Oversized e) {
            throw new OnvifException(new OnvifFault.TooLarge(q.operation(), at, e.getMessage()), e);
        } catch (Xml.Html e) {
            throw new OnvifException(new OnvifFault.NotOnvif(q.operation(), at, http + " with " + e.getMessage()), e);
        } catch (Xml.Unreadable e) {
            var fault = answer.isGood()
                    ? new OnvifFault.Malformed(q.operation(), at, http + ": " + Soap.shown(e.getMessage()))
                    : answer.status() == 503
                            ? new OnvifFault.Rejected(q.operation(), at, http, "busy")
                            : new OnvifFault.NotOnvif(q.operation(), at, http);
            throw new OnvifException(fault, e);
        }
    }

    private static OnvifException rejected(Question q, URI at, HttpAnswer answer, String why) {
        return new OnvifException(new OnvifFault.Rejected(
                q.operation(), at, "HTTP " + answer.status(), why + ": " + Soap.shown(answer.header("location"))));
    }

    private OnvifException notAuthorized(Question q, URI at, Refusal refusal) {
        var why = refusal.aboutTime || !clock.known()
                ? OnvifFault.NotAuthorized.Why.CLOCK
                : OnvifFault.NotAuthorized.Why.WRONG_PASSWORD;
        return new OnvifException(new OnvifFault.NotAuthorized(q.operation(), at, why, clock.offset()));
    }

    /// Fetches something that is not SOAP, a picture, with the login the device already knows us by.
    HttpAnswer fetch(String operation, URI from, int most, Deadline deadline) throws OnvifException {
        var credentials = credentials(from);
        for (int tries = 0; ; tries++) {
            var headers = new HashMap<String, String>();
            credentials.answer("GET", from).ifPresent(a -> headers.put("Authorization", a));
            var answer = web.carry(new HttpAsk(operation, "GET", from, headers, "", deadline, most));
            if (answer.isGood()) {
                return answer;
            }
            boolean refused = answer.status() == 401 || answer.status() == 403;
            if (!refused) {
                throw new OnvifException(new OnvifFault.Rejected(operation, from, "HTTP " + answer.status(), ""));
            }
            if (tries >= 1 || !credentials.challenged(answer.headers("www-authenticate"))) {
                var why = login.isEmpty()
                        ? OnvifFault.NotAuthorized.Why.NO_LOGIN
                        : OnvifFault.NotAuthorized.Why.WRONG_PASSWORD;
                throw new OnvifException(new OnvifFault.NotAuthorized(operation, from, why, clock.offset()));
            }
        }
    }

    static Deadline patience(Optional<Deadline> overall, Duration most) {
        return overall.map(d -> d.atMost(most)).orElseGet(() -> Deadline.in(most));
    }
}
