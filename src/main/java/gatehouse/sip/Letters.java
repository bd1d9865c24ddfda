package gatehouse.sip;

import gatehouse.sip.PhoneSettings.Line;
import gov.nist.javax.sip.address.AddressFactoryImpl;
import gov.nist.javax.sip.header.HeaderFactoryImpl;
import gov.nist.javax.sip.message.MessageFactoryImpl;
import java.security.SecureRandom;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import javax.sip.InvalidArgumentException;
import javax.sip.address.AddressFactory;
import javax.sip.address.SipURI;
import javax.sip.header.ContactHeader;
import javax.sip.header.Header;
import javax.sip.header.HeaderFactory;
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
    private static final List<String> METHODS =
            List.of(Request.INVITE, Request.ACK, Request.CANCEL, Request.BYE, Request.OPTIONS, Request.INFO);
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

    Response withVoice(Response response, ContactHeader contact, byte[] sdp) {
        return written(() -> {
            response.setHeader(contact);
            allow(response);
            response.setContent(sdp, headers.createContentTypeHeader("application", "sdp"));
            return response;
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

    ContactHeader contact(Stack.Point point, String user) {
        return contact(
                point.transport(),
                point.address().getAddress().getHostAddress(),
                point.address().getPort(),
                user);
    }

    ContactHeader contact(Transport transport, String host, int port, String user) {
        return written(() -> {
            SipURI uri = addresses.createSipURI(user, host);
            uri.setPort(port);
            if (transport == Transport.TCP) {
                uri.setTransportParam("tcp");
            }
            return headers.createContactHeader(addresses.createAddress(uri));
        });
    }

    /// A REGISTER from this point (RFC 3261 §10.2). `authorization` may be empty.
    Request register(
            Line line,
            Stack.Point point,
            String callId,
            long sequence,
            ContactHeader contact,
            int expires,
            List<Header> authorization) {
        return written(() -> {
            SipURI registrar = addresses.createSipURI(null, line.host());
            registrar.setPort(line.port());
            registrar.setTransportParam(line.transport().token());
            boolean direct = line.domain().equals(line.host());
            SipURI request = direct ? registrar : addresses.createSipURI(null, line.domain());
            SipURI self = addresses.createSipURI(line.number(), line.domain());
            Request register = messages.createRequest(
                    request,
                    Request.REGISTER,
                    headers.createCallIdHeader(callId),
                    headers.createCSeqHeader(sequence, Request.REGISTER),
                    headers.createFromHeader(addresses.createAddress(self), token()),
                    headers.createToHeader(addresses.createAddress(self), null),
                    new ArrayList<>(List.of(via(point))),
                    headers.createMaxForwardsHeader(70));
            if (!direct) {
                registrar.setLrParam();
                register.addHeader(headers.createRouteHeader(addresses.createAddress(registrar)));
            }
            register.addHeader(contact);
            register.addHeader(headers.createExpiresHeader(expires));
            register.addHeader(header("User-Agent", AGENT));
            allow(register);
            authorization.forEach(register::addHeader);
            return register;
        });
    }

    private ViaHeader via(Stack.Point point) throws ParseException, InvalidArgumentException {
        ViaHeader via = headers.createViaHeader(
                point.address().getAddress().getHostAddress(),
                point.address().getPort(),
                point.transport().token(),
                null);
        via.setRPort();
        return via;
    }

    /// Adds what a request within a dialog says of a tone; RFC 4733's little brother, spoken by every intercom.
    Request tone(Request info, char tone, long millis) {
        return written(() -> {
            info.setContent(
                    "Signal=%c\r\nDuration=%d\r\n".formatted(tone, millis),
                    headers.createContentTypeHeader("application", "dtmf-relay"));
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
