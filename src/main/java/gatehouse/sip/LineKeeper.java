package gatehouse.sip;

import gatehouse.lifecycle.Retry;
import gatehouse.sip.PhoneSettings.Limits;
import gatehouse.sip.PhoneSettings.Line;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sip.address.SipURI;
import javax.sip.header.ContactHeader;
import javax.sip.header.ExpiresHeader;
import javax.sip.header.Header;
import javax.sip.header.MinExpiresHeader;
import javax.sip.header.ProxyAuthenticateHeader;
import javax.sip.header.ViaHeader;
import javax.sip.header.WWWAuthenticateHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

/// Keeps one line registered (RFC 3261 §10): registers, renews at half of what was granted, and says how it stands. The
/// work is a blocking straight line on a virtual thread; the loop that tries again is `Retry`.
final class LineKeeper implements AutoCloseable {
    private static final int LEAST_EXPIRES = 10;
    private static final int MOST_EXPIRES = 86_400;
    /// Whoever closes the console does not wait longer for an exchange than this.
    private static final Duration GOODBYE = Duration.ofSeconds(1);

    private final Line line;
    private final Stack stack;
    private final StackThreads threads;
    private final Letters letters;
    private final GuestList guests;
    private final Doorstep doorstep;
    private final Limits limits;
    private final Consumer<PhoneEvent> events;
    private final Lane wire;
    /// Only the registrar is told this name; a call that uses it comes from there.
    private final String token;

    private final String callId;
    private Retry loop;
    // What follows is touched by the loop's thread, and by close() when that thread is gone.
    private long sequence = 1;
    private Optional<Digest> login = Optional.empty();
    private Optional<Stack.Point> point = Optional.empty();
    private Optional<ContactHeader> contact = Optional.empty();
    private boolean bound;
    private boolean closing;

    private LineKeeper(
            Line line,
            Stack stack,
            StackThreads threads,
            Letters letters,
            GuestList guests,
            Doorstep doorstep,
            Limits limits,
            Consumer<PhoneEvent> events) {
        this.line = line;
        this.stack = stack;
        this.threads = threads;
        this.letters = letters;
        this.guests = guests;
        this.doorstep = doorstep;
        this.limits = limits;
        this.events = events;
        this.wire = threads.lane();
        this.token = letters.token();
        this.callId = letters.token();
    }

    static LineKeeper start(
            Line line,
            Stack stack,
            StackThreads threads,
            Letters letters,
            GuestList guests,
            Doorstep doorstep,
            Limits limits,
            Consumer<PhoneEvent> events) {
        var keeper = new LineKeeper(line, stack, threads, letters, guests, doorstep, limits, events);
        keeper.loop = Retry.start("line-" + line.id(), limits.retry(), keeper::keep, keeper::down);
        return keeper;
    }

    /// Tries at once instead of waiting.
    void now() {
        loop.now();
    }

    private void keep(Runnable working) throws IOException, InterruptedException {
        say(new LineState.Registering());
        point = Optional.of(findWay());
        contact = Optional.of(letters.contact(point.get(), token));
        while (true) {
            Duration granted;
            try {
                granted = register((int) line.expires().toSeconds());
            } catch (LineFault e) {
                if (!e.isWrongPassword()) {
                    throw e;
                }
                // Not the usual back-off: an exchange locks out whoever hammers it with a wrong password.
                login = Optional.empty();
                throw e.patient(limits.afterWrongPassword());
            }
            working.run();
            say(new LineState.Registered(Instant.now().plus(granted)));
            // Nobody counts it down: only the close of the line ends the wait early, by interrupting it.
            new CountDownLatch(1).await(granted.toMillis() / 2, TimeUnit.MILLISECONDS);
        }
    }

    private void down(Retry.Down down) {
        LineFault fault = down.fault() instanceof LineFault known
                ? known
                : LineFault.noWay(line, String.valueOf(down.fault()), down.fault());
        say(new LineState.Failed(fault.trouble(), down.retryAt()));
    }

    private Stack.Point findWay() throws LineFault {
        try {
            var registrar = Set.of(InetAddress.getAllByName(line.host()));
            guests.registeredAt(line.id(), registrar, token);
            InetAddress first = InetAddress.getByName(line.host());
            return stack.towards(line.transport(), first, line.port())
                    .orElseThrow(() -> LineFault.noWay(
                            line,
                            "no %s address is listened on that reaches %s".formatted(line.transport(), first),
                            null));
        } catch (UnknownHostException e) {
            throw LineFault.noWay(line, "unknown host " + line.host(), e);
        } catch (LineFault e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            throw LineFault.noWay(line, String.valueOf(e.getMessage()), e);
        }
    }

    /// One registration with whatever rounds it takes. Returns how long the binding lasts.
    private Duration register(int wanted) throws LineFault, InterruptedException {
        int expires = wanted;
        boolean fresh = false;
        for (int round = 0; round < 5; round++) {
            Response response = ask(expires);
            int status = response.getStatusCode();
            if (status / 100 == 2) {
                bound = wanted > 0;
                if (bound && seenElsewhere(response)) {
                    continue;
                }
                return Duration.ofSeconds(granted(response, expires));
            }
            switch (status) {
                case Response.UNAUTHORIZED, Response.PROXY_AUTHENTICATION_REQUIRED -> {
                    Digest next = challenge(response);
                    if (fresh && !next.isStale()) {
                        throw LineFault.wrongPassword(line, status);
                    }
                    login = Optional.of(next);
                    fresh = true;
                }
                case Response.INTERVAL_TOO_BRIEF -> expires = leastExpires(response, expires);
                case Response.FORBIDDEN -> {
                    throw fresh
                            ? LineFault.wrongPassword(line, status)
                            : LineFault.refused(line, status, response.getReasonPhrase());
                }
                default -> throw LineFault.refused(line, status, response.getReasonPhrase());
            }
        }
        throw LineFault.refused(line, 0, "it asks again and again");
    }

    private Response ask(int expires) throws LineFault, InterruptedException {
        Request request = letters.register(
                line, point.orElseThrow(), callId, sequence++, contact.orElseThrow(), expires, authorization());
        try {
            return Ask.send(
                            ask -> {
                                var transaction = point.orElseThrow().provider().getNewClientTransaction(request);
                                transaction.setApplicationData(ask);
                                transaction.sendRequest();
                                return transaction;
                            },
                            wire,
                            threads.clock(),
                            closing ? GOODBYE : limits.answerWithin())
                    .get();
        } catch (ExecutionException e) {
            throw LineFault.silent(line, e.getCause());
        }
    }

    private List<Header> authorization() {
        if (login.isEmpty()) {
            return List.of();
        }
        String uri = "sip:" + line.domain();
        String value = login.get().authorization(Request.REGISTER, uri);
        return List.of(letters.header(login.get().answersProxy() ? "Proxy-Authorization" : "Authorization", value));
    }

    private Digest challenge(Response response) throws LineFault {
        var challenges = new ArrayList<WWWAuthenticateHeader>();
        String name = response.getStatusCode() == Response.UNAUTHORIZED
                ? WWWAuthenticateHeader.NAME
                : ProxyAuthenticateHeader.NAME;
        ListIterator<?> headers = response.getHeaders(name);
        while (headers.hasNext() && challenges.size() < 10) {
            if (headers.next() instanceof WWWAuthenticateHeader header) {
                challenges.add(header);
            }
        }
        return Digest.topmost(challenges, line.login())
                .orElseThrow(() -> LineFault.unknownDigest(line, challenges.toString()));
    }

    private int leastExpires(Response response, int asked) throws LineFault {
        int least = response.getHeader(MinExpiresHeader.NAME) instanceof MinExpiresHeader min ? min.getExpires() : 0;
        if (least <= asked || least > MOST_EXPIRES) {
            throw LineFault.refused(line, Response.INTERVAL_TOO_BRIEF, "and names no useful Min-Expires");
        }
        return least;
    }

    /// The answer lists the bindings of everybody at this extension; ours is the one with our token.
    private int granted(Response response, int asked) {
        int seconds =
                response.getHeader(ExpiresHeader.NAME) instanceof ExpiresHeader header ? header.getExpires() : asked;
        Iterator<?> contacts = response.getHeaders(ContactHeader.NAME);
        while (contacts.hasNext()) {
            if (contacts.next() instanceof ContactHeader other
                    && other.getAddress() != null
                    && other.getAddress().getURI() instanceof SipURI uri
                    && token.equals(uri.getUser())
                    && other.getExpires() > 0) {
                seconds = other.getExpires();
            }
        }
        return Math.clamp(seconds, LEAST_EXPIRES, MOST_EXPIRES);
    }

    /// Behind address translation the registrar sees us elsewhere than we think (RFC 3581); then that address must
    /// stand in the contact. True when it had to be changed, and the registration is to be made again with it.
    private boolean seenElsewhere(Response response) {
        doorstep.lineContact(line.id(), contact.orElseThrow());
        if (line.transport() != Transport.UDP
                || !(response.getHeader(ViaHeader.NAME) instanceof ViaHeader via)
                || via.getReceived() == null
                || via.getRPort() <= 0
                || !(contact.orElseThrow().getAddress().getURI() instanceof SipURI uri)
                || (via.getReceived().equals(uri.getHost()) && via.getRPort() == uri.getPort())) {
            return false;
        }
        contact = Optional.of(letters.contact(Transport.UDP, via.getReceived(), via.getRPort(), token));
        return true;
    }

    private void say(LineState state) {
        events.accept(new PhoneEvent.LineChanged(line.id(), state));
    }

    /// Takes the binding back, so that the PBX stops ringing a desk that is not there.
    @Override
    public void close() {
        loop.close();
        if (!bound) {
            return;
        }
        bound = false;
        closing = true;
        try {
            register(0);
        } catch (LineFault e) {
            // It expires by itself.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
