package gatehouse.sip;

import gatehouse.sip.PhoneSettings.Line;
import gov.nist.javax.sip.address.AddressFactoryImpl;
import gov.nist.javax.sip.header.HeaderFactoryImpl;
import gov.nist.javax.sip.message.MessageFactoryImpl;
import gov.nist.javax.sip.message.SIPMessage;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.ParseException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.ListIterator;
import java.util.Optional;
import javax.sip.Dialog;
import javax.sip.InvalidArgumentException;
import javax.sip.address.Address;
import javax.sip.address.AddressFactory;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.header.CallIdHeader;
import javax.sip.header.ContactHeader;
import javax.sip.header.FromHeader;
import javax.sip.header.Header;
import javax.sip.header.HeaderFactory;
import javax.sip.header.RecordRouteHeader;
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
    static final List<String> EXTENSIONS = List.of("100rel", "timer");

    private static final String AGENT = "Gatehouse";
    private static final String TOKEN_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

    private final SecureRandom random = new SecureRandom();
    private final MessageFactory messages = new MessageFactoryImpl();
    private final HeaderFactory headers = new HeaderFactoryImpl();
    private final AddressFactory addresses = new AddressFactoryImpl();

    /// A word nobody guesses: 100 bits.
    String token() {
        var word = new StringBuilder(20);
        for (int i = 0; i < 20; i++) {
            word.append(TOKEN_LETTERS.charAt(random.nextInt(TOKEN_LETTERS.length())));
        }
        return word.toString();
    }

    /// An answer with a To tag, as every answer above 100 needs.
    Response response(int status, Request request, String toTag) {
        return written(() -> {
            Response response = messages.createResponse(status, request);
            var to = (ToHeader) response.getHeader(ToHeader.NAME);
            if (to.getTag() == null) {
                to.setTag(toTag);
            }
            response.setHeader(header("Server", AGENT));
            if (status == Response.METHOD_NOT_ALLOWED || request.getMethod().equals(Request.OPTIONS)) {
                allow(response);
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
        return written(() -> {
            message.setHeader(contact);
            allow(message);
            message.removeHeader("Supported");
            for (String extension : EXTENSIONS) {
                message.addHeader(headers.createSupportedHeader(extension));
            }
            return withBody(message, "sdp", sdp);
        });
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

    private static boolean isDirect(Line line, Server server) {
        return line.domain().equals(server.host());
    }

    private SipURI at(Server server, Transport transport) throws ParseException {
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

    private SipURI loose(Server server, Transport transport) throws ParseException {
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

    private ViaHeader via(Stack.Point point) throws ParseException, InvalidArgumentException {
        ViaHeader via = headers.createViaHeader(
                host(point.address().getAddress()),
                point.address().getPort(),
                point.transport().token(),
                null);
        via.setRPort();
        return via;
    }

    /// The INVITE of a call that we make.
    Request invite(Way way, String callId, long sequence, String fromTag, byte[] sdp) {
        return written(() -> {
            Request request = messages.createRequest(
                    addresses.createURI(way.target()),
                    Request.INVITE,
                    headers.createCallIdHeader(callId),
                    headers.createCSeqHeader(sequence, Request.INVITE),
                    headers.createFromHeader(addresses.createAddress(addresses.createURI(way.self())), fromTag),
                    headers.createToHeader(addresses.createAddress(addresses.createURI(way.target())), null),
                    new ArrayList<>(List.of(via(way.point()))),
                    headers.createMaxForwardsHeader(70));
            for (String route : way.routes()) {
                request.addHeader(headers.createRouteHeader(addresses.createAddress("<" + route + ">")));
            }
            request.addHeader(header("User-Agent", AGENT));
            withVoice(request, way.contact(), sdp);
            ((SIPMessage) request).setApplicationData(way.hop());
            return request;
        });
    }

    /// A request to somebody who answered a call of ours beside the one we talk with (RFC 3261 §12.1.2).
    Request aside(Response ok, String method, long sequence) {
        return written(() -> {
            var ours = (ViaHeader) ok.getHeader(ViaHeader.NAME);
            ViaHeader via = headers.createViaHeader(ours.getHost(), ours.getPort(), ours.getTransport(), null);
            via.setRPort();
            var contact = (ContactHeader) ok.getHeader(ContactHeader.NAME);
            Request request = messages.createRequest(
                    (URI) contact.getAddress().getURI().clone(),
                    method,
                    (CallIdHeader) ok.getHeader(CallIdHeader.NAME),
                    headers.createCSeqHeader(sequence, method),
                    (FromHeader) ok.getHeader(FromHeader.NAME),
                    (ToHeader) ok.getHeader(ToHeader.NAME),
                    new ArrayList<>(List.of(via)),
                    headers.createMaxForwardsHeader(70));
            var back = new ArrayDeque<Address>();
            ListIterator<?> way = ok.getHeaders(RecordRouteHeader.NAME);
            while (way.hasNext()) {
                back.addFirst(((RecordRouteHeader) way.next()).getAddress());
            }
            for (Address hop : back) {
                request.addHeader(headers.createRouteHeader(hop));
            }
            return request;
        });
    }

    /// The way of a call through this exchange to one of its numbers.
    Way way(Line line, Exchange exchange, Stack.Point point, ContactHeader contact, String number) {
        return written(() -> {
            Server server = exchange.server();
            boolean direct = isDirect(line, server);
            SipURI target = direct ? at(server, line.transport()) : addresses.createSipURI(null, host(line.domain()));
            target.setUser(number);
            var routes = new ArrayList<String>();
            if (line.proxy().isPresent()) {
                routes.add(loose(line.proxy().get(), line.transport()).toString());
            }
            if (!direct) {
                routes.add(loose(server, line.transport()).toString());
            }
            return new Way(
                    point,
                    contact,
                    new Pathfinder.Chosen(exchange.hop(), line.transport()),
                    target.toString(),
                    addresses.createSipURI(line.number(), host(line.domain())).toString(),
                    routes,
                    Optional.of(line.login()),
                    List.of(
                            host(line.domain()),
                            host(server.host()),
                            host(exchange.hop().getAddress())));
        });
    }

    /// The way to a station at its own address, which was looked up.
    Way way(Callee.Direct callee, InetAddress there, Stack.Point point) {
        return written(() -> new Way(
                point,
                contact(point, "gatehouse"),
                new Pathfinder.Chosen(new InetSocketAddress(there, callee.port()), callee.transport()),
                uri(callee, host(callee.host())),
                addresses
                        .createSipURI("gatehouse", host(point.address().getAddress()))
                        .toString(),
                List.of(),
                Optional.empty(),
                List.of(host(callee.host()), host(there))));
    }

    private String uri(Callee.Direct callee, String host) throws ParseException {
        SipURI uri = addresses.createSipURI(callee.user().isEmpty() ? null : callee.user(), host);
        uri.setPort(callee.port());
        if (callee.transport() != Transport.UDP) {
            uri.setTransportParam(callee.transport().token());
        }
        return uri.toString();
    }

    /// The address under which others find somebody.
    String address(Callee.Direct callee) {
        return written(() -> uri(callee, host(callee.host())));
    }

    String address(Line line, String number) {
        return written(() -> addresses.createSipURI(number, host(line.domain())).toString());
    }

    /// Somebody else where this one is.
    String sameHost(String address, String user) {
        return written(() -> {
            var uri = (SipURI) addresses.createURI(address);
            uri.setUser(user);
            return uri.toString();
        });
    }

    ContactHeader contact(String address) {
        return written(() -> headers.createContactHeader(addresses.createAddress(addresses.createURI(address))));
    }

    /// Where somebody is whom we talk with, and by what he knows the call that is to be replaced (RFC 3891 §3): his tag
    /// is the one we know as the remote one.
    String replacing(Dialog dialog) {
        return written(() -> {
            var uri = (SipURI) dialog.getRemoteTarget().getURI().clone();
            String replaces = dialog.getCallId().getCallId() + ";to-tag=" + dialog.getRemoteTag() + ";from-tag="
                    + dialog.getLocalTag();
            return uri + "?Replaces=" + URLEncoder.encode(replaces, StandardCharsets.UTF_8);
        });
    }

    /// RFC 3515, with RFC 3892 saying who wants it.
    Request refer(Request request, String referTo, String referredBy) {
        return written(() -> {
            request.setHeader(headers.createReferToHeader(addresses.createAddress("<" + referTo + ">")));
            request.setHeader(header("Referred-By", "<" + referredBy + ">"));
            return request;
        });
    }

    /// Adds what a request within a dialog says of a tone; RFC 4733's little brother, spoken by every intercom.
    Request tone(Request info, char tone, long millis, ToneBody body) {
        return written(() -> {
            String text = switch (body) {
                case RELAY -> "Signal=%c\r\nDuration=%d\r\n".formatted(tone, millis);
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

    private interface Writing<T> {
        T write() throws ParseException, InvalidArgumentException;
    }

    private static <T> T written(Writing<T> writing) {
        try {
            return writing.write();
        } catch (ParseException | InvalidArgumentException e) {
            throw new IllegalStateException("A message of our own was not well formed", e);
        }
    }
}
