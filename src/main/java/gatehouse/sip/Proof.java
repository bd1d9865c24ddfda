package gatehouse.sip;

import gatehouse.door.Login;
import java.util.ArrayList;
import java.util.ListIterator;
import java.util.Optional;
import java.util.function.Function;
import javax.sip.header.Header;
import javax.sip.header.ProxyAuthenticateHeader;
import javax.sip.header.WWWAuthenticateHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

/// What an exchange or a station wants to see when it challenges a request (RFC 3261 §22).
final class Proof {
    private static final int MOST_CHALLENGES = 10;

    private Proof() {}

    /// The header that answers this challenge, made for the request it is to stand in; empty when this is no
    /// challenge or none that we understand.
    static Optional<Function<Request, Header>> of(Response answer, Login login, Letters letters) {
        boolean proxy = answer.getStatusCode() == Response.PROXY_AUTHENTICATION_REQUIRED;
        if (login.user().isEmpty() || !proxy && answer.getStatusCode() != Response.UNAUTHORIZED) {
            return Optional.empty();
        }
        var challenges = new ArrayList<WWWAuthenticateHeader>();
        ListIterator<?> headers = answer.getHeaders(proxy ? ProxyAuthenticateHeader.NAME : WWWAuthenticateHeader.NAME);
        while (headers.hasNext() && challenges.size() < MOST_CHALLENGES) {
            if (headers.next() instanceof WWWAuthenticateHeader header) {
                challenges.add(header);
            }
        }
        return Digest.topmost(challenges, login)
                .map(digest -> request -> letters.header(
                        digest.answersProxy() ? "Proxy-Authorization" : "Authorization",
                        digest.authorization(
                                request.getMethod(), request.getRequestURI().toString())));
    }
}
