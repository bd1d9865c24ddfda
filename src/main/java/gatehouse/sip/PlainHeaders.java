package gatehouse.sip;

import gov.nist.core.Host;
import gov.nist.core.HostPort;
import gov.nist.core.NameValue;
import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.AddressParametersHeader;
import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.ContactList;
import gov.nist.javax.sip.header.ContentLength;
import gov.nist.javax.sip.header.ContentType;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.MaxForwards;
import gov.nist.javax.sip.header.Protocol;
import gov.nist.javax.sip.header.RequestLine;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.header.ViaList;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.parser.ParseExceptionListener;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.text.ParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.sip.InvalidArgumentException;

/// Reads the headers that every call brings, as plainly as nearly every station writes them, in a fraction of the time
/// of the stack's parser. Whatever is not quite plain is left to that one, which also says what is wrong with it: the
/// test holds both against each other.
///
/// For one thread at a time.
final class PlainHeaders extends StringMsgParser {
    private static final Set<String> METHODS =
            Set.of("INVITE", "ACK", "CANCEL", "BYE", "OPTIONS", "INFO", "UPDATE", "PRACK", "REGISTER");
    private static final String VERSION = "SIP/2.0";
    private static final int MOST_DIGITS = 9;
    private static final int HIGHEST_PORT = 65_535;
    private static final int MOST_FORWARDS = 255;

    @Override
    protected SIPMessage processFirstLine(String line, ParseExceptionListener listener, byte[] raw)
            throws ParseException {
        Optional<RequestLine> plain = requestLine(line);
        if (plain.isEmpty()) {
            return super.processFirstLine(line, listener, raw);
        }
        var request = new SIPRequest();
        request.setRequestLine(plain.get());
        return request;
    }

    @Override
    protected void processHeader(String header, SIPMessage message, ParseExceptionListener listener, byte[] raw)
            throws ParseException {
        Optional<SIPHeader> plain = header(header);
        if (plain.isEmpty()) {
            super.processHeader(header, message, listener, raw);
        } else {
            message.attachHeader(plain.get(), false);
        }
    }

    static Optional<RequestLine> requestLine(String line) {
        int space = line.indexOf(' ');
        String method = line.substring(0, Math.max(0, space));
        if (!METHODS.contains(method) || !line.endsWith(" " + VERSION)) {
            return Optional.empty();
        }
        var text = new Text(line, space + 1, line.length() - VERSION.length() - 1);
        SipUri uri = text.uri();
        if (uri == null || !text.isAtEnd()) {
            return Optional.empty();
        }
        var made = new RequestLine();
        made.setMethod(method);
        made.setUri(uri);
        made.setSipVersion(VERSION);
        return Optional.of(made);
    }

    static Optional<SIPHeader> header(String header) {
        int colon = header.indexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        int start = colon + 1;
        while (start < header.length() && header.charAt(start) == ' ') {
            start++;
        }
        var text = new Text(header, start, header.length());
        try {
            return Optional.ofNullable(
                    switch (header.substring(0, colon)) {
                        case "Via", "v" -> via(text);
                        case "From", "f" -> party(text, new From());
                        case "To", "t" -> party(text, new To());
                        case "Contact", "m" -> contact(text);
                        case "Call-ID", "i" -> callId(text);
                        case "CSeq" -> sequence(text);
                        case "Max-Forwards" -> forwards(text);
                        case "Content-Length", "l" -> length(text);
                        case "Content-Type", "c" -> type(text);
                        default -> null;
                    });
        } catch (ParseException | InvalidArgumentException e) {
            return Optional.empty();
        }
    }

    private static SIPHeader via(Text text) {
        String transport = text.take(VERSION + "/") ? text.token() : "";
        if (transport.isEmpty() || !text.take(" ")) {
            return null;
        }
        HostPort sentBy = text.hostPort();
        if (sentBy == null) {
            return null;
        }
        var protocol = new Protocol();
        protocol.setTransport(transport);
        var via = new Via();
        via.setSentProtocol(protocol);
        via.setSentBy(sentBy);
        for (NameValue parameter = text.parameter(); parameter != null; parameter = text.parameter()) {
            // A flag of a Via is one that gets its value later: where it came from is written into `rport`.
            Object value = parameter.getValueAsObject();
            via.setParameter(new NameValue(parameter.getName(), "".equals(value) ? null : value));
        }
        if (!text.isAtEnd()) {
            return null;
        }
        var list = new ViaList();
        list.add(via);
        return list;
    }

    private static <H extends AddressParametersHeader> H party(Text text, H header) {
        var address = new AddressImpl();
        address.setAddressType(AddressImpl.NAME_ADDR);
        if (text.take("\"")) {
            String name = text.words();
            if (name.isEmpty() || !(text.take("\" <") || text.take("\"<"))) {
                return null;
            }
            address.setDisplayName(name);
        } else if (!text.take("<")) {
            return null;
        }
        SipUri uri = text.uri();
        if (uri == null || !text.take(">")) {
            return null;
        }
        address.setURI(uri);
        header.setAddress(address);
        for (NameValue parameter = text.parameter(); parameter != null; parameter = text.parameter()) {
            header.setParameter(parameter);
        }
        return text.isAtEnd() ? header : null;
    }

    private static SIPHeader contact(Text text) {
        Contact contact = party(text, new Contact());
        if (contact == null) {
            return null;
        }
        var list = new ContactList();
        list.add(contact);
        return list;
    }

    private static SIPHeader callId(Text text) throws ParseException {
        String id = text.visible();
        if (id.isEmpty() || !text.isAtEnd()) {
            return null;
        }
        var header = new CallID();
        header.setCallId(id);
        return header;
    }

    private static SIPHeader sequence(Text text) throws ParseException, InvalidArgumentException {
        int number = text.number();
        if (number < 0 || !text.take(" ")) {
            return null;
        }
        String method = text.token();
        if (!METHODS.contains(method) || !text.isAtEnd()) {
            return null;
        }
        var header = new CSeq();
        header.setSeqNumber(number);
        header.setMethod(method);
        return header;
    }

    private static SIPHeader forwards(Text text) throws InvalidArgumentException {
        int number = text.number();
        if (number < 0 || number > MOST_FORWARDS || !text.isAtEnd()) {
            return null;
        }
        var header = new MaxForwards();
        header.setMaxForwards(number);
        return header;
    }

    private static SIPHeader length(Text text) throws InvalidArgumentException {
        int number = text.number();
        if (number < 0 || !text.isAtEnd()) {
            return null;
        }
        var header = new ContentLength();
        header.setContentLength(number);
        return header;
    }

    private static SIPHeader type(Text text) {
        return text.take("application/sdp") && text.isAtEnd() ? new ContentType("application", "sdp") : null;
    }

    /// A line and how far it was read. What is not there as expected is null, empty or negative, and then nobody reads
    /// on.
    private static final class Text {
        private static final String OF_TOKEN = "-.!%*_+`'~";

        private final String line;
        private final int end;
        private int at;

        Text(String line, int start, int end) {
            this.line = line;
            this.at = start;
            this.end = end;
        }

        boolean isAtEnd() {
            return at == end;
        }

        boolean take(String what) {
            boolean there = at + what.length() <= end && line.startsWith(what, at);
            if (there) {
                at += what.length();
            }
            return there;
        }

        /// A sip URI with a user or without one, and plain parameters.
        SipUri uri() {
            if (!take("sip:")) {
                return null;
            }
            var uri = new SipUri();
            uri.setScheme("sip");
            int start = at;
            String user = run("-._");
            if (!user.isEmpty() && take("@")) {
                uri.setUser(user);
            } else {
                at = start;
            }
            HostPort hostPort = hostPort();
            if (hostPort == null) {
                return null;
            }
            uri.setHostPort(hostPort);
            for (NameValue parameter = parameter(); parameter != null; parameter = parameter()) {
                uri.setUriParameter(parameter);
            }
            return uri;
        }

        /// IPv4 or a name; what is in brackets is not plain.
        HostPort hostPort() {
            String host = run("-.");
            boolean follows = at == end || ":;>".indexOf(line.charAt(at)) >= 0;
            if (host.isEmpty() || !follows || !isLetterOrDigit(host.charAt(0)) || host.endsWith("-")) {
                return null;
            }
            var made = new HostPort();
            made.setHost(new Host(host));
            if (take(":")) {
                int port = number();
                if (port < 0 || port > HIGHEST_PORT) {
                    return null;
                }
                made.setPort(port);
            }
            return made;
        }

        /// `;name=value` or `;name`, in small letters. What is not plain stays where it is.
        NameValue parameter() {
            int start = at;
            NameValue read = take(";") ? nameAndValue() : null;
            if (read == null) {
                at = start;
            }
            return read;
        }

        private NameValue nameAndValue() {
            String name = run("-._");
            if (name.isEmpty() || !name.equals(name.toLowerCase(Locale.ROOT))) {
                return null;
            }
            if (!take("=")) {
                return at == end || line.charAt(at) == ';' ? new NameValue(name, "", true) : null;
            }
            String value = run("-._");
            boolean ended = at == end || line.charAt(at) == ';' || line.charAt(at) == '>';
            return value.isEmpty() || !ended ? null : new NameValue(name, value, false);
        }

        /// At most nine digits.
        int number() {
            int start = at;
            int number = 0;
            while (at < end && at - start < MOST_DIGITS && line.charAt(at) >= '0' && line.charAt(at) <= '9') {
                number = number * 10 + line.charAt(at) - '0';
                at++;
            }
            return at == start ? -1 : number;
        }

        String token() {
            return run(OF_TOKEN);
        }

        /// Plain words: no mark, no blank at either end.
        String words() {
            String words = run(" -._");
            return words.isBlank() || words.startsWith(" ") || words.endsWith(" ") ? "" : words;
        }

        String visible() {
            int start = at;
            while (at < end && line.charAt(at) > ' ' && line.charAt(at) < 0x7f) {
                at++;
            }
            return line.substring(start, at);
        }

        private String run(String more) {
            int start = at;
            while (at < end && (isLetterOrDigit(line.charAt(at)) || more.indexOf(line.charAt(at)) >= 0)) {
                at++;
            }
            return line.substring(start, at);
        }

        private static boolean isLetterOrDigit(char c) {
            return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
        }
    }
}
