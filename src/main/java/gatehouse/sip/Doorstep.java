package gatehouse.sip;

import gatehouse.door.Login;
import gatehouse.sip.PhoneSettings.Strangers;
import gov.nist.javax.sip.header.ims.PAssertedIdentityHeader;
import gov.nist.javax.sip.message.SIPRequest;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.address.Address;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.header.ContactHeader;
import javax.sip.header.ContentTypeHeader;
import javax.sip.header.HeaderAddress;
import javax.sip.header.RequireHeader;
import javax.sip.header.SupportedHeader;
import javax.sip.message.Response;

/// Decides whether an INVITE rings: who it is, whether it can be understood, whether there is room. What does not ring
/// is answered without keeping any state of it.
final class Doorstep {
    private static final int LONGEST_NAME = 64;

    private final GuestList guests;
    private final Knocks knocks;
    private final Letters letters;
    private final Calls calls;
    private final Strangers strangers;
    private final Surroundings around;
    private final Map<SipProvider, Stack.Point> points = new ConcurrentHashMap<>();
    private final Map<Stack.Point, Reached> contacts = new ConcurrentHashMap<>(); // without a line
    private final Map<String, Reached> lines = new ConcurrentHashMap<>();
    private final String salt;

    Doorstep(GuestList guests, Knocks knocks, Letters letters, Calls calls, Strangers strangers, Surroundings around) {
        this.guests = guests;
        this.knocks = knocks;
        this.letters = letters;
        this.calls = calls;
        this.strangers = strangers;
        this.around = around;
        this.salt = letters.token();
    }

    void listensAt(Stack.Point point) {
        contacts.put(point, new Reached(letters.contact(point, "gatehouse"), Optional.empty()));
        points.put(point.provider(), point);
    }

    /// How a line is reached by its calls, and what its exchange may ask for within them.
    private record Reached(ContactHeader contact, Optional<Login> login) {}

    /// The contact that calls of this line shall see, as the registrar sees us.
    void lineContact(String lineId, ContactHeader contact, Login login) {
        lines.put(lineId, new Reached(contact, Optional.of(login)));
    }

    /// Makes the INVITE's transaction when it is needed; empty for a repetition.
    interface Transaction {
        Optional<ServerTransaction> begin() throws SipException;
    }

    void knocked(SIPRequest request, SipProvider provider, Transaction transaction)
            throws SipException, InvalidArgumentException {
        InetAddress from = request.getPeerPacketSourceAddress();
        int port = request.getPeerPacketSourcePort();
        Stack.Point point = points.get(provider);
        if (point == null) {
            return;
        }
        boolean rehearsal = guests.isRehearsal(from, port);
        Source source = rehearsal ? new Source.Peer(from.getHostAddress(), port) : source(request, from, port);
        var refusal = new Refusal(request, provider, source, rehearsal ? e -> {} : around.events());
        if (source instanceof Source.Unknown && strangers != Strangers.RINGING) {
            refusal.say(Response.FORBIDDEN, "is on no list");
            return;
        }
        String said = String.valueOf(request.getTopmostVia().getTransport());
        if (!said.equalsIgnoreCase(point.transport().token())) {
            refusal.say(Response.BAD_REQUEST, "says that it came by " + Knocks.printable(said, LONGEST_NAME));
            return;
        }
        Optional<Offer> offer = understood(request, from, refusal);
        if (offer.isEmpty()) {
            return;
        }
        Reached usual = contacts.get(point);
        Reached reached =
                source instanceof Source.Registered registered ? lines.getOrDefault(registered.lineId(), usual) : usual;
        Surroundings own = rehearsal ? around.silent() : around;
        Succession succession = Succession.of(request, source, calls);
        var call = new IncomingCall(
                new Invitation(
                        request.getCallId().getCallId(),
                        branch(request),
                        source,
                        displayName(request),
                        offer.get(),
                        from,
                        arrived(request),
                        reliably(request),
                        succession.before(),
                        rehearsal),
                request,
                own,
                new CallWire(own, point, reached.contact(), reached.login()));
        switch (calls.enter(call, branch(request))) {
            case REPEATED -> {}
            case DUPLICATE -> refusal.say(Response.LOOP_DETECTED, "repeats the Call-ID of another call");
            case FULL -> refusal.say(Response.BUSY_HERE, "came when too many calls were waiting");
            case TAKEN -> enters(call, succession, transaction, refusal);
        }
    }

    /// Whose place is taken is claimed by one only.
    private void enters(IncomingCall call, Succession succession, Transaction transaction, Refusal refusal)
            throws SipException, InvalidArgumentException {
        switch (succession) {
            case Succession.None none -> ring(call, transaction, refusal);
            case Succession.Of of -> {
                if (of.call().claim()) {
                    ring(call, transaction, refusal);
                } else {
                    calls.leave(call);
                    refusal.say(Response.REQUEST_PENDING, "wants the place of a call that another one takes");
                }
            }
            case Succession.Refused no -> {
                calls.leave(call);
                refusal.say(no.status(), no.why());
            }
        }
    }

    private void ring(IncomingCall call, Transaction transaction, Refusal refusal)
            throws SipException, InvalidArgumentException {
        boolean rings = false;
        try {
            Optional<ServerTransaction> begun = transaction.begin();
            if (begun.isPresent()) {
                call.ring(begun.get());
                rings = true;
            }
        } catch (SipException | RuntimeException e) {
            refusal.say(Response.BAD_REQUEST, "sent an INVITE that cannot be answered");
        } finally {
            if (!rings) {
                call.stillborn();
            }
        }
    }

    /// Rule 4 of the house: by what can be checked only.
    private Source source(SIPRequest request, InetAddress from, int port) {
        String called = request.getRequestURI() instanceof SipURI uri && uri.getUser() != null ? uri.getUser() : "";
        Optional<String> line = guests.line(from, called);
        if (line.isPresent()) {
            return new Source.Registered(line.get(), Knocks.printable(assertedNumber(request), LONGEST_NAME));
        }
        Optional<Source.Peer> peer = guests.peer(from, port);
        if (peer.isPresent()) {
            return peer.get();
        }
        String claimed =
                Knocks.printable(request.getFrom().getAddress().getURI().toString(), 2 * LONGEST_NAME);
        return new Source.Unknown(from.getHostAddress(), port, claimed);
    }

    /// The PBX vouches for it: P-Asserted-Identity (RFC 3325) before From.
    private static String assertedNumber(SIPRequest request) {
        if (request.getHeader(PAssertedIdentityHeader.NAME) instanceof HeaderAddress asserted) {
            Optional<String> user = user(asserted.getAddress());
            if (user.isPresent()) {
                return user.get();
            }
        }
        return user(request.getFrom().getAddress()).orElse("");
    }

    private static Optional<String> user(Address address) {
        URI uri = address == null ? null : address.getURI();
        return uri instanceof SipURI sip ? Optional.ofNullable(sip.getUser()) : Optional.empty();
    }

    private static String displayName(SIPRequest request) {
        String name = request.getFrom().getAddress().getDisplayName();
        return name == null ? "" : Knocks.printable(name, LONGEST_NAME);
    }

    private Optional<Offer> understood(SIPRequest request, InetAddress from, Refusal refusal) throws SipException {
        Optional<Demands.Unmet> unmet = Demands.unmet(request);
        if (unmet.isPresent()) {
            refusal.say(unmet.get());
            return Optional.empty();
        }
        if (request.getHeader(ContactHeader.NAME) == null || request.getMaxForwards() == null) {
            refusal.say(Response.BAD_REQUEST, "sent an incomplete INVITE");
            return Optional.empty();
        }
        byte[] body = request.getRawContent();
        if (body == null || body.length == 0) {
            return Optional.of(Offer.NONE);
        }
        if (!(request.getHeader(ContentTypeHeader.NAME) instanceof ContentTypeHeader type)
                || !"application".equalsIgnoreCase(type.getContentType())
                || !"sdp".equalsIgnoreCase(type.getContentSubType())) {
            refusal.say(Response.UNSUPPORTED_MEDIA_TYPE, "offers something other than SDP");
            return Optional.empty();
        }
        try {
            return Optional.of(Sdp.read(body, from));
        } catch (Sdp.Malformed e) {
            refusal.say(Response.BAD_REQUEST, "sent a malformed offer: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static Invitation.Reliably reliably(SIPRequest request) {
        if (Demands.options(request, RequireHeader.NAME).contains("100rel")) {
            return Invitation.Reliably.MUST;
        }
        return Demands.options(request, SupportedHeader.NAME).contains("100rel")
                ? Invitation.Reliably.MAY
                : Invitation.Reliably.NOT;
    }

    private static String branch(SIPRequest request) {
        String branch = request.getTopmostVia().getBranch();
        return (branch == null ? "" : branch) + " " + request.getTopmostVia().getSentBy() + " "
                + request.getCSeq().getSeqNumber();
    }

    private static long arrived(SIPRequest request) {
        return request.getApplicationData() instanceof Long nanos ? nanos : System.nanoTime();
    }

    /// An answer below the ring. The To tag is the same for each repetition, as no transaction remembers it.
    private final class Refusal {
        private final SIPRequest request;
        private final SipProvider provider;
        private final Source source;
        private final Consumer<PhoneEvent> events;

        Refusal(SIPRequest request, SipProvider provider, Source source, Consumer<PhoneEvent> events) {
            this.request = request;
            this.provider = provider;
            this.source = source;
            this.events = events;
        }

        void say(int status, String why) throws SipException {
            say(letters.response(status, request, tag()), why);
        }

        void say(Demands.Unmet unmet) throws SipException {
            Response response = letters.response(unmet.status(), request, tag());
            String extension = Knocks.printable(unmet.extension().orElse(""), LONGEST_NAME);
            if (!extension.isEmpty()) {
                response.setHeader(letters.header("Unsupported", extension));
            }
            say(response, unmet.why() + (extension.isEmpty() ? "" : ": " + extension));
        }

        private void say(Response response, String why) throws SipException {
            long now = System.nanoTime();
            if (source instanceof Source.Unknown unknown) {
                knocks.tell(
                        request.getPeerPacketSourceAddress(),
                        unknown.port(),
                        unknown.claimed(),
                        displayName(request),
                        why,
                        now);
            } else if (knocks.isNews(request.getCallId().getCallId() + why, now)) {
                events.accept(new PhoneEvent.Refused(source, displayName(request), why, arrived(request)));
            }
            provider.sendResponse(response);
        }

        private String tag() {
            int sum = (salt + request.getCallId().getCallId() + request.getFromTag()).hashCode();
            return Integer.toHexString(sum) + salt.substring(0, 6);
        }
    }
}
