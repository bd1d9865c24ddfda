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
import java.text.ParseException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.ListIterator;
import java.util.Optional;
import javax.sip.Dialog;
import javax.sip.address.Address;
import javax.sip.address.AddressFactory;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.header.CallIdHeader;
import javax.sip.header.ContactHeader;
import javax.sip.header.FromHeader;
import javax.sip.header.HeaderFactory;
import javax.sip.header.RecordRouteHeader;
import javax.sip.header.ToHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.MessageFactory;
import javax.sip.message.Request;
import javax.sip.message.Response;

/// Writes what begins calls of ours and what sends calls to somebody else, and the addresses in it.
///
/// Safe for any thread: the factories keep no state.
final class CallLetters {
    private final Letters letters;
    private final MessageFactory messages = new MessageFactoryImpl();
    private final HeaderFactory headers = new HeaderFactoryImpl();
    private final AddressFactory addresses = new AddressFactoryImpl();

    CallLetters(Letters letters) {
        this.letters = letters;
    }

    /// The INVITE of a call that we make.
    Request invite(Way way, String callId, long sequence, String fromTag, byte[] sdp) {
        return Letters.written(() -> {
            Request request = messages.createRequest(
                    addresses.createURI(way.target()),
                    Request.INVITE,
                    headers.createCallIdHeader(callId),
                    headers.createCSeqHeader(sequence, Request.INVITE),
                    headers.createFromHeader(addresses.createAddress(addresses.createURI(way.self())), fromTag),
                    headers.createToHeader(addresses.createAddress(addresses.createURI(way.target())), null),
                    new ArrayList<>(List.of(letters.via(way.point()))),
                    headers.createMaxForwardsHeader(70));
            for (String route : way.routes()) {
                request.addHeader(headers.createRouteHeader(addresses.createAddress("<" + route + ">")));
            }
            request.addHeader(letters.header("User-Agent", Letters.AGENT));
            letters.withVoice(request, way.contact(), sdp);
            ((SIPMessage) request).setApplicationData(way.hop());
            return request;
        });
    }

    /// A request to somebody who answered a call of ours beside the one we talk with (RFC 3261 §12.1.2).
    Request aside(Response ok, String method, long sequence) {
        return Letters.written(() -> {
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
        return Letters.written(() -> {
            Server server = exchange.server();
            boolean direct = Letters.isDirect(line, server);
            SipURI target = direct
                    ? letters.at(server, line.transport())
                    : addresses.createSipURI(null, Letters.host(line.domain()));
            target.setUser(number);
            var routes = new ArrayList<String>();
            if (line.proxy().isPresent()) {
                routes.add(letters.loose(line.proxy().get(), line.transport()).toString());
            }
            if (!direct) {
                routes.add(letters.loose(server, line.transport()).toString());
            }
            return new Way(
                    point,
                    contact,
                    new Pathfinder.Chosen(exchange.hop(), line.transport()),
                    target.toString(),
                    addresses
                            .createSipURI(line.number(), Letters.host(line.domain()))
                            .toString(),
                    routes,
                    Optional.of(line.login()),
                    List.of(
                            Letters.host(line.domain()),
                            Letters.host(server.host()),
                            Letters.host(exchange.hop().getAddress())));
        });
    }

    /// The way to a station at its own address, which was looked up.
    Way way(Callee.Direct callee, InetAddress there, Stack.Point point) {
        return Letters.written(() -> new Way(
                point,
                letters.contact(point, "gatehouse"),
                new Pathfinder.Chosen(new InetSocketAddress(there, callee.port()), callee.transport()),
                uri(callee, Letters.host(callee.host())),
                addresses
                        .createSipURI("gatehouse", Letters.host(point.address().getAddress()))
                        .toString(),
                List.of(),
                Optional.empty(),
                List.of(Letters.host(callee.host()), Letters.host(there))));
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
        return Letters.written(() -> uri(callee, Letters.host(callee.host())));
    }

    String address(Line line, String number) {
        return Letters.written(() ->
                addresses.createSipURI(number, Letters.host(line.domain())).toString());
    }

    /// Somebody else where this one is.
    String sameHost(String address, String user) {
        return Letters.written(() -> {
            var uri = (SipURI) addresses.createURI(address);
            uri.setUser(user);
            return uri.toString();
        });
    }

    ContactHeader contact(String address) {
        return Letters.written(
                () -> headers.createContactHeader(addresses.createAddress(addresses.createURI(address))));
    }

    /// Where somebody is whom we talk with, and by what he knows the call that is to be replaced (RFC 3891 §3): his tag
    /// is the one we know as the remote one.
    String replacing(Dialog dialog) {
        return Letters.written(() -> {
            var uri = (SipURI) dialog.getRemoteTarget().getURI().clone();
            String replaces = dialog.getCallId().getCallId() + ";to-tag=" + dialog.getRemoteTag() + ";from-tag="
                    + dialog.getLocalTag();
            return uri + "?Replaces=" + URLEncoder.encode(replaces, StandardCharsets.UTF_8);
        });
    }

    /// RFC 3515, with RFC 3892 saying who wants it.
    Request refer(Request request, String referTo, String referredBy) {
        return Letters.written(() -> {
            request.setHeader(headers.createReferToHeader(addresses.createAddress("<" + referTo + ">")));
            request.setHeader(letters.header("Referred-By", "<" + referredBy + ">"));
            return request;
        });
    }
}
