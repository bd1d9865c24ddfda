package gatehouse.sim.onvif;

import gatehouse.sim.http.Answer;
import gatehouse.sim.http.Ask;
import gatehouse.sim.http.HttpLogin;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Who may call the device: HTTP Digest or a WS-UsernameToken, whichever the caller brought; a caller with neither is
/// challenged (ONVIF core specification, "Authentication").
record Gate(HttpLogin http, UsernameTokens tokens, boolean digestOnly) {
    /// Nothing when the call may pass.
    Optional<Answer.Said> refusal(Ask ask, Call call) {
        var token = call.header().flatMap(h -> h.find("UsernameToken"));
        if (token.isPresent() && !digestOnly && !HttpLogin.tried(ask)) {
            return tokens.accepts(token.get()) ? Optional.empty() : Optional.of(notAuthorized(400));
        }
        var refusal = http.refusal(ask);
        if (refusal.isEmpty()) {
            return Optional.empty();
        }
        // A digest-only Hikvision answers with a page for people.
        var said = digestOnly ? page() : notAuthorized(401);
        return Optional.of(said.with(refusal.get().headers()));
    }

    private static Answer.Said notAuthorized(int status) {
        return Service.envelope(status, "", SoapFault.notAuthorized().body());
    }

    private static Answer.Said page() {
        String html = "<!DOCTYPE html><html><head><title>Document Error: Unauthorized</title></head>"
                + "<body><h2>Access Error: 401 -- Unauthorized</h2></body></html>";
        return new Answer.Said(401, "text/html", List.of(), html.getBytes(StandardCharsets.UTF_8));
    }
}
