package gatehouse.sip;

import gov.nist.javax.sip.message.SIPRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.ListIterator;
import java.util.Locale;
import java.util.Optional;
import javax.sip.address.SipURI;
import javax.sip.header.AcceptHeader;
import javax.sip.header.RequireHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

/// What a request wants of whoever answers it, whatever it is about (RFC 3261 §8.2): asked of an INVITE and, as RFC
/// 3261 §11 wants the same answer there, of an OPTIONS.
final class Demands {
    private static final int MOST_OPTIONS = 32;

    /// Why we cannot do it, in the words of a log; `extension` is the one we do not know.
    record Unmet(int status, String why, Optional<String> extension) {
        private Unmet(int status, String why) {
            this(status, why, Optional.empty());
        }
    }

    private Demands() {}

    static Optional<Unmet> unmet(SIPRequest request) {
        for (String option : options(request, RequireHeader.NAME)) {
            if (!Letters.EXTENSIONS.contains(option)) {
                return Optional.of(new Unmet(Response.BAD_EXTENSION, "requires an extension", Optional.of(option)));
            }
        }
        if (!request.getRequestURI().isSipURI()) {
            return Optional.of(new Unmet(Response.UNSUPPORTED_URI_SCHEME, "called by an address that is not of SIP"));
        }
        if (((SipURI) request.getRequestURI()).getHeaderNames().hasNext()) {
            return Optional.of(new Unmet(Response.BAD_REQUEST, "called by an address that carries headers"));
        }
        return request.getMethod().equals(Request.INVITE) && !understandsUs(request)
                ? Optional.of(new Unmet(Response.NOT_ACCEPTABLE, "does not understand SDP"))
                : Optional.empty();
    }

    /// Nothing said is SDP (RFC 3261 §20.1).
    private static boolean understandsUs(Request request) {
        ListIterator<?> accepted = request.getHeaders(AcceptHeader.NAME);
        boolean any = false;
        while (accepted.hasNext()) {
            if (accepted.next() instanceof AcceptHeader accept) {
                any = true;
                String kind = accept.getContentType() + "/" + accept.getContentSubType();
                if (List.of("*/*", "application/*", "application/sdp").contains(kind.toLowerCase(Locale.ROOT))) {
                    return true;
                }
            }
        }
        return !any;
    }

    /// The option tags that stand in the headers of this name.
    static List<String> options(SIPRequest request, String name) {
        var found = new ArrayList<String>();
        ListIterator<?> headers = request.getHeaders(name);
        while (headers.hasNext() && found.size() < MOST_OPTIONS) {
            String value = headers.next().toString();
            for (String option : value.substring(value.indexOf(':') + 1).split(",", MOST_OPTIONS)) {
                found.add(option.strip().toLowerCase(Locale.ROOT));
            }
        }
        return found;
    }
}
