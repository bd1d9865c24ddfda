package gatehouse.sim.phone;

import gatehouse.sim.phone.SimPhoneSettings.Registrar;
import gatehouse.site.Transport;
import java.time.Duration;
import java.util.Optional;

/// Keeps a phone known at its registrar, RFC 3261 §10.2: registers, answers the challenge, comes again at half the
/// time granted, and half a minute after a failure. Confined to the phone's turns.
final class Registration {
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(30);

    private final SimPhone phone;
    private final Registrar registrar;
    private final Hop hop;
    private final String callId = Text.token() + "@sim";
    private final String tag = Text.token();
    private int sequence;
    private Optional<Message> challenge = Optional.empty();
    private int answers;
    private Duration expires;
    private Turns.Later next = () -> {};

    Registration(SimPhone phone, Registrar registrar, Transport transport) {
        this.phone = phone;
        this.registrar = registrar;
        this.hop = new Hop(transport, registrar.address());
        this.expires = registrar.expires();
    }

    void start() {
        register(Optional.empty());
    }

    /// Says good-bye with an answer to the last challenge, and does not wait.
    void end() {
        next.drop();
        expires = Duration.ZERO;
        register(challenge.flatMap(this::answer));
    }

    private Optional<String> answer(Message challenged) {
        challenge = Optional.of(challenged);
        answers++;
        return phone.authorization(challenged, "REGISTER", uri(), answers);
    }

    private String uri() {
        return "sip:" + registrar.domain();
    }

    private void register(Optional<String> authorization) {
        sequence++;
        var who = "<sip:" + phone.settings().user() + "@" + registrar.domain() + ">";
        var request = Message.request("REGISTER", uri())
                .add("Via", phone.here().via(Text.branch()))
                .add("Max-Forwards", "70")
                .add("From", who + ";tag=" + tag)
                .add("To", who)
                .add("Call-ID", callId)
                .add("CSeq", sequence + " REGISTER")
                .add("Contact", phone.contact())
                .add("Expires", String.valueOf(expires.toSeconds()));
        authorization.ifPresent(value -> request.add(
                value.substring(0, value.indexOf(':')),
                value.substring(value.indexOf(':') + 1).strip()));
        boolean first = authorization.isEmpty();
        phone.ask(request, hop, answer -> answered(answer, first), this::failed);
    }

    private void answered(Message answer, boolean first) {
        int status = answer.status();
        if (status < 200) {
            return;
        }
        if (status < 300) {
            granted(answer);
        } else if ((status == 401 || status == 407) && first) {
            answers = 0; // a new nonce
            answer(answer).ifPresentOrElse(value -> register(Optional.of(value)), this::failed);
        } else if (status == 423
                && answer.first("Min-Expires").flatMap(Text::number).isPresent()) {
            var least =
                    Duration.ofSeconds(Text.number(answer.value("Min-Expires")).orElseThrow());
            if (least.compareTo(expires) > 0) {
                expires = least;
                register(Optional.empty());
            } else {
                failed();
            }
        } else {
            failed();
        }
    }

    private void granted(Message answer) {
        if (expires.isZero()) {
            return;
        }
        phone.registered(true);
        // A registrar lists all bindings; ours is the one with our address.
        int seconds = answer.all("Contact").stream()
                .filter(contact -> Text.address(contact).equals(Text.address(phone.contact())))
                .findFirst()
                .flatMap(contact -> Text.parameter(contact, "expires"))
                .or(() -> answer.first("Expires"))
                .flatMap(Text::number)
                .orElse((int) expires.toSeconds());
        again(Duration.ofSeconds(Math.max(1, seconds / 2)));
    }

    private void failed() {
        phone.registered(false);
        again(AFTER_FAILURE);
    }

    private void again(Duration wait) {
        if (!expires.isZero()) {
            next.drop();
            next = phone.turns().later(wait, () -> register(Optional.empty()));
        }
    }
}
