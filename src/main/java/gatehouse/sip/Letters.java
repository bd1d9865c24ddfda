package gatehouse.sip;

import gatehouse.sip.PhoneSettings.Line;
import gov.nist.javax.sip.address.AddressFactoryImpl;
import gov.nist.javax.sip.header.HeaderFactoryImpl;
import gov.nist.javax.sip.message.MessageFactoryImpl;
import gov.nist.javax.sip.message.SIPMessage;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sip.InvalidArgumentException;
import javax.sip.address.AddressFactory;
import javax.sip.address.SipURI;
import javax.sip.header.ContactHeader;
import javax.sip.header.Header;
import javax.sip.header.HeaderFactory;
import javax.sip.header.RouteHeader;
import javax.sip.header.ToHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.Message;
import javax.sip.message.MessageFactory;
import javax.sip.message.Request;
import javax.sip.message.Response;

/// Writes our messages. What stands in them is ours or was parsed before, so a ParseException here is a mistake of
/// this class and comes out unchecked.
///
/// Safe for any thread: the factories keep no state.
final class Letters {
    private static final List<String> METHODS = List.of(
            Request.INVITE,
            Request.ACK,
            Request.CANCEL,
            Request.BYE,
            Request.OPTIONS,
            Request.INFO,
            Request.PRACK,
            Request.UPDATE,
            Request.NOTIFY);

    /// What we understand beyond RFC 3261 when somebody wants it.
    static final List<String> EXTENSIONS = List.of("100rel", "timer", "replaces");

    static final String AGENT = "Gatehouse";
    /// Thirty-two.
    private static final String TOKEN_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

    private final SecureRandom random = new SecureRandom();
    private final MessageFactory messages = new MessageFactoryImpl();
    private final HeaderFactory headers = new HeaderFactoryImpl();
    private final AddressFactory addresses = new AddressFactoryImpl();

    private final Header server = header("Server", AGENT);
    private final CallLetters ofCalls = new CallLetters(this);

    /// For calls of ours, and calls that go to somebody else.
    CallLetters ofCalls() {
        return ofCalls;
    }

    /// A word nobody guesses: 100 bits.
    String token() {
        var word = new byte[20];
        random.nextBytes(word);
        for (int i = 0; i < word.length; i++) {
            word[i] = (byte) TOKEN_LETTERS.charAt(word[i] & 31);
        }
        return new String(word, StandardCharsets.US_ASCII);
    }

    /// An answer with a To tag, as every answer above 100 needs.
    Response response(int status, Request request, String toTag) {
        return written(() -> {
            Response response = messages.createResponse(status, request);
            var to = (ToHeader) response.getHeader(ToHeader.NAME);
            if (to.getTag() == null) {
                to.setTag(toTag);
            }
            response.setHeader(server);
            if (status == Response.METHOD_NOT_ALLOWED || request.getMethod().equals(Request.OPTIONS)) {
                allow(response);
            }
            if (request.getMethod().equals(Request.OPTIONS)) {
                supported(response);
            }
            return response;
        });
    }

    /// The tag is kept where there is one already.
    void tagged(Response response, String toTag) {
        written(() -> {
            var to = (ToHeader) response.getHeader(ToHeader.NAME);
            if (to.getTag() == null) {
                to.setTag(toTag);
            }
            return to;
        });
    }

    /// A request or an answer that says where we hear and speak.
    Message withVoice(Message message, ContactHeader contact, byte[] sdp) {
        return withBody(reachable(message, contact), "sdp", sdp);
    }

    /// A request or an answer that says where we are found and what we understand.
    Message reachable(Message message, ContactHeader contact) {
        return written(() -> {
            message.setHeader(contact);
            allow(message);
            supported(message);
            return message;
        });
    }

    private void supported(Message message) throws ParseException {
        message.removeHeader("Supported");
        for (String extension : EXTENSIONS) {
            message.addHeader(headers.createSupportedHeader(extension));
        }
    }

    Message withBody(Message message, String subtype, byte[] body) {
        return written(() -> {
            message.setContent(body, headers.createContentTypeHeader("application", subtype));
            return message;
        });
    }

    private void allow(Message message) throws ParseException {
        for (String method : METHODS) {
            message.addHeader(headers.createAllowHeader(method));
        }
    }

    Header header(String name, String value) {
        return written(() -> headers.createHeader(name, value));
    }

    /// As it stands in a URI and a Via: an IPv6 address in brackets, without the name of the interface.
    static String host(InetAddress address) {
        return host(address.getHostAddress());
    }

    static String host(String host) {
        if (host.indexOf(':') < 0 || host.startsWith("[")) {
            return host;
        }
        int scope = host.indexOf('%');
        return "[" + (scope < 0 ? host : host.substring(0, scope)) + "]";
    }

    ContactHeader contact(Stack.Point point, String user) {
        return contact(
                point.transport(),
                host(point.address().getAddress()),
                point.address().getPort(),
                user);
    }

    ContactHeader contact(Transport transport, String host, int port, String user) {
        return written(() -> {
            SipURI uri = addresses.createSipURI(user, host(host));
            uri.setPort(port);
            if (transport != Transport.UDP) {
                uri.setTransportParam(transport.token());
            }
            return headers.createContactHeader(addresses.createAddress(uri));
        });
    }

    /// The same contact, to be taken back.
    ContactHeader withdrawn(ContactHeader contact) {
        return written(() -> {
            var copy = (ContactHeader) contact.clone();
            copy.setExpires(0);
            return copy;
        });
    }

    /// Whom a line registers at: the domain, or the exchange itself where it is its own domain.
    SipURI registrar(Line line, Server server) {
        return written(() -> isDirect(line, server)
                ? at(server, line.transport())
                : addresses.createSipURI(null, host(line.domain())));
    }

    static boolean isDirect(Line line, Server server) {
        return line.domain().equals(server.host());
    }

    SipURI at(Server server, Transport transport) throws ParseException {
        SipURI uri = addresses.createSipURI(null, host(server.host()));
        uri.setPort(server.port());
        uri.setTransportParam(transport.token());
        return uri;
    }

    /// What a line asks of its exchange, outside of any call.
    record Asking(Line line, Exchange exchange, Stack.Point point, String callId, long sequence) {}

    /// A REGISTER (RFC 3261 §10.2). `authorization` may be empty.
    Request register(Asking asking, List<ContactHeader> contacts, int expires, List<Header> authorization) {
        return written(() -> {
            Request register = outside(Request.REGISTER, asking);
            contacts.forEach(register::addHeader);
            register.addHeader(headers.createExpiresHeader(expires));
            allow(register);
            authorization.forEach(register::addHeader);
            return register;
        });
    }

    /// Asks nothing but whether anybody is there.
    Request options(Asking asking) {
        return written(() -> outside(Request.OPTIONS, asking));
    }

    /// Towards the exchange, through the proxy where there is one (RFC 3261 §8.1.2: a pre-loaded route).
    private Request outside(String method, Asking asking) throws ParseException, InvalidArgumentException {
        Line line = asking.line();
        SipURI self = addresses.createSipURI(line.number(), host(line.domain()));
        Request request = messages.createRequest(
                registrar(line, asking.exchange().server()),
                method,
                headers.createCallIdHeader(asking.callId()),
                headers.createCSeqHeader(asking.sequence(), method),
                headers.createFromHeader(addresses.createAddress(self), token()),
                headers.createToHeader(addresses.createAddress(self), null),
                new ArrayList<>(List.of(via(asking.point()))),
                headers.createMaxForwardsHeader(70));
        if (line.proxy().isPresent()) {
            request.addHeader(route(line.proxy().get(), line.transport()));
        }
        if (!isDirect(line, asking.exchange().server())) {
            request.addHeader(route(asking.exchange().server(), line.transport()));
        }
        request.addHeader(header("User-Agent", AGENT));
        ((SIPMessage) request)
                .setApplicationData(new Pathfinder.Chosen(asking.exchange().hop(), line.transport()));
        return request;
    }

    private RouteHeader route(Server server, Transport transport) throws ParseException {
        return headers.createRouteHeader(addresses.createAddress(loose(server, transport)));
    }

    SipURI loose(Server server, Transport transport) throws ParseException {
        SipURI uri = at(server, transport);
        uri.setLrParam();
        return uri;
    }

    /// The same request, said from another address of ours.
    Request from(Stack.Point point, Request request) {
        return written(() -> {
            request.setHeader(via(point));
            return request;
        });
    }

    ViaHeader via(Stack.Point point) throws ParseException, InvalidArgumentException {
        ViaHeader via = headers.createViaHeader(
                host(point.address().getAddress()),
                point.address().getPort(),
                point.transport().token(),
                null);
        via.setRPort();
        return via;
    }

    /// Adds what a request within a dialog says of a tone; RFC 4733's little brother, spoken by every intercom.
    Request tone(Request info, char tone, long millis, ToneBody body) {
        return written(() -> {
            String text = switch (body) {
                case RELAY -> String.format(Locale.ROOT, "Signal=%c\r\nDuration=%d\r\n", tone, millis);
                case BARE -> Character.toString(tone);
            };
            String type = switch (body) {
                case RELAY -> "dtmf-relay";
                case BARE -> "dtmf";
            };
            info.setContent(text, headers.createContentTypeHeader("application", type));
            return info;
        });
    }

    interface Writing<T> {
        T write() throws ParseException, InvalidArgumentException;
    }

    static <T> T written(Writing<T> writing) {
        try {
            return writing.write();
        } catch (ParseException | InvalidArgumentException e) {
            throw new IllegalStateException("A message of our own was not well formed", e);
        }
    }
}
