package gatehouse.sip;

import gatehouse.sip.PhoneSettings.Line;
import java.io.IOException;
import java.net.InetAddress;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLException;
import javax.sip.SipException;
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

/// The binding of one line at one exchange (RFC 3261 §10): made, renewed, moved and taken back by blocking straight
/// lines.
///
/// Confined to the line's thread.
final class Registration {
    private static final int MOST_ROUNDS = 6;
    private static final int LEAST_EXPIRES = 10;
    private static final int MOST_EXPIRES = 86_400;
    private static final int MOST_CHALLENGES = 10;

    private final Line line;
    private final Exchange exchange;
    private final LineNeeds needs;
    private final LineIdentity identity;
    private final Lane wire;
    private final Stack.Point point;
    private final Binding binding;
    private Optional<Digest> login = Optional.empty();
    private Duration granted = Duration.ZERO;
    private long boundAt;

    private Registration(Line line, Exchange exchange, LineNeeds needs, LineIdentity identity, Stack.Point point) {
        this.line = line;
        this.exchange = exchange;
        this.needs = needs;
        this.identity = identity;
        this.point = point;
        this.wire = needs.threads().lane();
        this.binding = new Binding(needs.letters(), point, identity.token());
    }

    /// Finds the way to this exchange; nothing is said yet.
    static Registration towards(Line line, Exchange exchange, LineNeeds needs, LineIdentity identity) throws LineFault {
        try {
            line.tls().ifPresent(tls -> {
                String name = line.proxy().orElse(exchange.server()).host();
                needs.stack().gate().secure(exchange.hop(), tls, name);
            });
            InetAddress local = needs.network().towards(exchange.hop());
            return new Registration(
                    line, exchange, needs, identity, needs.stack().at(line.transport(), local));
        } catch (IOException | IllegalArgumentException e) {
            throw LineFault.noWay(exchange.server(), StackLog.shortened(String.valueOf(e.getMessage())), e);
        }
    }

    Exchange exchange() {
        return exchange;
    }

    Stack.Point point() {
        return point;
    }

    /// How calls of ours go out over it.
    Way way(String number) {
        return needs.letters().ofCalls().way(line, exchange, point, binding.contact(), number);
    }

    /// True when the connection over which the exchange reaches us is gone.
    boolean isCut() {
        return line.transport() != Transport.UDP
                && needs.stack().gate().connection(exchange.hop()).isEmpty();
    }

    /// True when the system would speak from another address now.
    boolean isMoved() {
        try {
            return !point.address().getAddress().equals(needs.network().towards(exchange.hop()));
        } catch (IOException e) {
            return true;
        }
    }

    /// What another registration of this line left behind at the same exchange is taken back with this one's first
    /// word.
    void replaces(Registration other) {
        if (other.exchange.server().equals(exchange.server())) {
            other.binding.bound().ifPresent(binding::obsolete);
        }
    }

    /// Registers or renews, with whatever rounds it takes.
    void bind() throws LineFault, InterruptedException {
        try {
            granted = register((int) line.expires().toSeconds(), needs.limits().answerWithin());
            boundAt = System.nanoTime();
        } catch (LineFault e) {
            if (e.isWrongPassword()) {
                login = Optional.empty();
            }
            throw e;
        }
    }

    /// How long the exchange keeps the binding.
    Duration granted() {
        return granted;
    }

    /// How long until half of that is over.
    Duration renewIn(long now) {
        return Duration.ofNanos(Math.max(0, boundAt + granted.toNanos() / 2 - now));
    }

    /// Takes the binding back, so that the exchange stops ringing a desk that is not there. Without success it expires
    /// by itself.
    void unbind(Duration patience) throws InterruptedException {
        if (binding.bound().isEmpty()) {
            return;
        }
        try {
            register(0, patience);
        } catch (LineFault e) {
            // As said above.
        }
        binding.forget();
    }

    /// Returns how long the binding lasts.
    private Duration register(int wanted, Duration patience) throws LineFault, InterruptedException {
        int expires = wanted;
        boolean fresh = false;
        binding.begin();
        for (int round = 0; round < MOST_ROUNDS; round++) {
            ContactHeader said = binding.contact();
            Response response =
                    ask(needs.letters().register(asking(), binding.contacts(), expires, authorization()), patience);
            if (wanted > 0) {
                binding.seen(line.transport(), response.getHeader(ViaHeader.NAME), ourPort());
            }
            int status = response.getStatusCode();
            if (status / 100 == 2) {
                binding.took(said);
                if (wanted > 0 && binding.isOutdated()) {
                    continue;
                }
                needs.doorstep().lineContact(line.id(), binding.contact(), line.login());
                return Duration.ofSeconds(granted(response, expires));
            }
            switch (status) {
                case Response.UNAUTHORIZED, Response.PROXY_AUTHENTICATION_REQUIRED -> {
                    Digest next = challenge(response);
                    if (fresh && !next.isStale()) {
                        throw LineFault.wrongPassword(line, exchange.server(), status);
                    }
                    login = Optional.of(next);
                    fresh = true;
                }
                case Response.INTERVAL_TOO_BRIEF -> expires = leastExpires(response, expires);
                case Response.FORBIDDEN -> {
                    throw fresh
                            ? LineFault.wrongPassword(line, exchange.server(), status)
                            : refused(status, response.getReasonPhrase());
                }
                default -> throw refused(status, response.getReasonPhrase());
            }
        }
        throw refused(0, "it asks again and again");
    }

    /// Asks for a sign of life; whatever the answer says, it is one.
    void probe() throws LineFault, InterruptedException {
        ask(needs.letters().options(asking()), needs.limits().answerWithin());
    }

    private Letters.Asking asking() {
        return new Letters.Asking(
                line, exchange, point, identity.callId(), identity.sequence().incrementAndGet());
    }

    private Response ask(Request request, Duration patience) throws LineFault, InterruptedException {
        try {
            return Ask.send(
                            ask -> {
                                var transaction = point.provider().getNewClientTransaction(request);
                                transaction.setApplicationData(ask);
                                transaction.sendRequest();
                                return transaction;
                            },
                            wire,
                            needs.threads().clock(),
                            patience)
                    .get();
        } catch (ExecutionException e) {
            throw unheard(e.getCause());
        }
    }

    private LineFault unheard(Throwable failure) {
        boolean noHands =
                line.transport() == Transport.TLS && needs.stack().gate().shookNoHands(exchange.hop());
        Throwable cause = failure instanceof SipException && failure.getCause() != null ? failure.getCause() : failure;
        for (int depth = 0; cause != null && depth < 10; depth++) {
            if (cause instanceof CertificateException refusal) {
                return LineFault.certificate(exchange.server(), refusal);
            }
            noHands |= cause instanceof SSLException;
            cause = cause.getCause();
        }
        return noHands
                ? LineFault.noTls(exchange.server(), failure)
                : LineFault.silent(line, exchange.server(), failure);
    }

    private Optional<Integer> ourPort() {
        return needs.stack().gate().connection(exchange.hop()).map(Connection::getLocalPort);
    }

    private List<Header> authorization() {
        if (login.isEmpty()) {
            return List.of();
        }
        String uri = needs.letters().registrar(line, exchange.server()).toString();
        String value = login.get().authorization(Request.REGISTER, uri);
        return List.of(
                needs.letters().header(login.get().answersProxy() ? "Proxy-Authorization" : "Authorization", value));
    }

    private Digest challenge(Response response) throws LineFault {
        var challenges = new ArrayList<WWWAuthenticateHeader>();
        String name = response.getStatusCode() == Response.UNAUTHORIZED
                ? WWWAuthenticateHeader.NAME
                : ProxyAuthenticateHeader.NAME;
        ListIterator<?> headers = response.getHeaders(name);
        while (headers.hasNext() && challenges.size() < MOST_CHALLENGES) {
            if (headers.next() instanceof WWWAuthenticateHeader header) {
                challenges.add(header);
            }
        }
        return Digest.topmost(challenges, line.login())
                .orElseThrow(() -> LineFault.unknownDigest(exchange.server(), challenges.toString()));
    }

    private int leastExpires(Response response, int asked) throws LineFault {
        int least = response.getHeader(MinExpiresHeader.NAME) instanceof MinExpiresHeader min ? min.getExpires() : 0;
        if (least <= asked || least > MOST_EXPIRES) {
            throw refused(Response.INTERVAL_TOO_BRIEF, "and names no useful Min-Expires");
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
                    && identity.token().equals(uri.getUser())
                    && other.getExpires() > 0) {
                seconds = other.getExpires();
            }
        }
        return Math.clamp(seconds, LEAST_EXPIRES, MOST_EXPIRES);
    }

    private LineFault refused(int status, String reason) {
        return LineFault.refused(line, exchange.server(), status, reason);
    }
}
