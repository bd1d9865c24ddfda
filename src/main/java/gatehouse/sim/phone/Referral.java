package gatehouse.sim.phone;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Being sent to somebody else, RFC 3515: calls him, and tells who sent us how that goes. Confined to the phone's
/// turns.
final class Referral {
    private final SimPhone phone;
    private final Dialog by;
    private final String uri;
    private final Optional<String> replaces;
    private int told;

    /// `target` as it stood in Refer-To, with the call to be replaced behind a question mark (RFC 3891).
    Referral(SimPhone phone, Dialog by, String target) {
        this.phone = phone;
        this.by = by;
        int mark = target.indexOf('?');
        this.uri = mark < 0 ? target : target.substring(0, mark);
        this.replaces = mark < 0 ? Optional.empty() : replaces(target.substring(mark + 1));
    }

    private static Optional<String> replaces(String headers) {
        for (var header : headers.split("&", 16)) {
            if (header.regionMatches(true, 0, "Replaces=", 0, 9)) {
                return Optional.of(URLDecoder.decode(header.substring(9), StandardCharsets.UTF_8));
            }
        }
        return Optional.empty();
    }

    String uri() {
        return uri;
    }

    Optional<String> replaces() {
        return replaces;
    }

    void begin() {
        tell("100 Trying", "active;expires=60");
    }

    void progress(Message answer) {
        if (answer.status() > told) {
            told = answer.status();
            tell(answer.status() + " " + answer.reason(), "active;expires=60");
        }
    }

    void done(Message answer) {
        tell(answer.status() + " " + answer.reason(), "terminated;reason=noresource");
    }

    void failed() {
        tell("503 Service Unavailable", "terminated;reason=noresource");
    }

    private void tell(String status, String subscription) {
        var notify = by.request("NOTIFY", phone.here())
                .add("Contact", phone.contact())
                .add("Event", "refer")
                .add("Subscription-State", subscription)
                .body("message/sipfrag;version=2.0", "SIP/2.0 " + status + "\r\n");
        phone.ask(notify, by.hop(), answer -> {}, () -> {});
    }
}
