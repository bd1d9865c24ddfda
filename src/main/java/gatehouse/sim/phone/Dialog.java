package gatehouse.sim.phone;

import java.util.List;
import java.util.Optional;

/// Two user agents that know each other, RFC 3261 §12: makes the requests that go within. Confined to the agent's
/// turns.
final class Dialog {
    private final String callId;
    private final String local;
    private final String remote;
    private final List<String> routes;
    private final Hop lastResort;
    private String target;
    private int sequence;

    private Dialog(
            String callId,
            String local,
            String remote,
            String target,
            List<String> routes,
            int sequence,
            Hop lastResort) {
        this.callId = callId;
        this.local = local;
        this.remote = remote;
        this.target = target;
        this.routes = List.copyOf(routes);
        this.sequence = sequence;
        this.lastResort = lastResort;
    }

    /// As the caller sees it: from the answer to his INVITE (§12.1.2).
    static Dialog ofCaller(Message answer, Hop from) {
        return new Dialog(
                answer.callId(),
                answer.value("From"),
                answer.value("To"),
                target(answer),
                answer.all("Record-Route").reversed(),
                answer.sequence(),
                from);
    }

    /// As the callee sees it: from the INVITE and his own tag (§12.1.1).
    static Dialog ofCallee(Message invite, String tag, Hop from) {
        return new Dialog(
                invite.callId(),
                invite.value("To") + ";tag=" + tag,
                invite.value("From"),
                target(invite),
                invite.all("Record-Route"),
                0,
                from);
    }

    private static String target(Message message) {
        return Text.address(message.first("Contact").orElse(message.value(message.isRequest() ? "From" : "To")));
    }

    /// Whether a message of the other side belongs here.
    boolean has(Message request) {
        return request.callId().equals(callId)
                && request.tag("From").equals(Text.parameter(remote, "tag"))
                && request.tag("To").equals(Text.parameter(local, "tag"));
    }

    /// Whether a Replaces of the other side means this one (RFC 3891 §3).
    boolean named(String replaces) {
        return Text.split(replaces, ';').getFirst().equals(callId)
                && Text.parameter(replaces, "to-tag").equals(Text.parameter(local, "tag"))
                && Text.parameter(replaces, "from-tag").equals(Text.parameter(remote, "tag"));
    }

    Optional<String> remoteTag() {
        return Text.parameter(remote, "tag");
    }

    /// The other side moved (§12.2.1.2).
    void refresh(Message request) {
        request.first("Contact").ifPresent(contact -> target = Text.address(contact));
    }

    /// Numbers below this one were used before the dialog was there.
    void above(int used) {
        sequence = Math.max(sequence, used);
    }

    Message request(String method, Hop here, int number) {
        return message(method, number, here);
    }

    Message request(String method, Hop here) {
        sequence++;
        return message(method, sequence, here);
    }

    /// §13.2.2.4: the number of the INVITE, a branch of its own.
    Message ack(Message answer, Hop here) {
        return message("ACK", answer.sequence(), here);
    }

    private Message message(String method, int number, Hop here) {
        var message = Message.request(method, target)
                .add("Via", here.via(Text.branch()))
                .add("Max-Forwards", "70")
                .add("From", local)
                .add("To", remote)
                .add("Call-ID", callId)
                .add("CSeq", number + " " + method);
        routes.forEach(route -> message.add("Route", route));
        return message;
    }

    /// Where they go.
    Hop hop() {
        var first = routes.isEmpty() ? target : Text.address(routes.getFirst());
        return Address.read(first).flatMap(Address::hop).orElse(lastResort);
    }
}
