package gatehouse.sim.phone;

import gatehouse.door.Secret;
import gatehouse.site.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A small SIP registrar and proxy over UDP and TCP, so that extensions work without a PBX.
///
/// The proxy keeps no transactions (RFC 3261 §16.11): branches are derived from the caller's, so that an INVITE, its
/// CANCEL and its ACK take the same way, and the ends retransmit. It stays in the way of a call by Record-Route. Only
/// who answers its challenge may call, and it says who that is in P-Asserted-Identity (RFC 3325), whatever the caller
/// wrote there.
///
/// Safe for any thread. `close()` returns when its threads and sockets are gone.
public final class SimRegistrar implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SimRegistrar.class);
    private static final String BRANCH = "z9hG4bK-reg-";
    private static final String TAG = "reg-";
    private static final int LEAST_SECONDS = 60;
    private static final int MOST_SECONDS = 7200;
    private static final int USUAL_SECONDS = 3600;

    private final String realm;
    private final Gate gate;
    private final Locations locations = new Locations();
    private final Turns turns;
    private final Wire wire;

    private SimRegistrar(
            InetAddress bind, int port, String realm, Map<String, Secret> secrets, DigestAlgorithm algorithm)
            throws IOException {
        this.realm = realm;
        this.gate = new Gate(realm, secrets, algorithm);
        this.turns = new Turns("sim-registrar");
        try {
            this.wire = Wire.open(bind, port, EnumSet.allOf(Transport.class), this::received);
        } catch (IOException e) {
            turns.close();
            throw e;
        }
    }

    /// Listens for these extensions, whose names are their login names; port 0 takes a free one.
    public static SimRegistrar open(
            InetAddress bind, int port, String realm, Map<String, Secret> secrets, DigestAlgorithm algorithm)
            throws IOException {
        return new SimRegistrar(bind, port, realm, secrets, algorithm);
    }

    public InetSocketAddress address() {
        return wire.here(Transport.UDP).at();
    }

    /// Whether an extension is registered at this moment.
    public boolean knows(String extension) {
        return !locations.of(extension).isEmpty();
    }

    @Override
    public void close() {
        turns.close();
        wire.close();
    }

    private void received(Message message, Hop from) {
        turns.now(() -> {
            if (message.isRequest()) {
                request(seenFrom(message, from), from);
            } else {
                response(message);
            }
        });
    }

    private void request(Message request, Hop from) {
        if (request.method().equals("REGISTER")) {
            register(request, from);
            return;
        }
        if (Text.number(request.first("Max-Forwards").orElse("70")).orElse(0) <= 0) {
            reply(request, from, 483, "Too Many Hops");
            return;
        }
        while (request.first("Route").filter(this::isMine).isPresent()) {
            request.removeFirst("Route");
        }
        var toTag = request.tag("To");
        if (toTag.filter(tag -> tag.startsWith(TAG)).isPresent()) {
            return; // the ACK of an answer of ours
        }
        if (toTag.isPresent()) {
            within(request);
            return;
        }
        switch (request.method()) {
            case "INVITE" -> invite(request, from);
            case "CANCEL", "ACK" ->
                callee(request).ifPresent(binding -> forward(request.to(binding.contact()), binding.hop()));
            case "OPTIONS" -> reply(request, from, 200, "OK");
            default -> reply(request, from, 405, "Method Not Allowed");
        }
    }

    private void register(Message request, Hop from) {
        var user = gate.user(request, "Authorization");
        if (user.isEmpty()) {
            wire.send(answer(request, 401, "Unauthorized").add("WWW-Authenticate", gate.challenge()), from);
            return;
        }
        var whose = Address.read(Text.address(request.value("To"))).map(Address::user);
        if (!whose.equals(user)) {
            reply(request, from, 403, "Forbidden");
            return;
        }
        for (var contact : request.all("Contact")) {
            int seconds = seconds(request, contact);
            if (contact.equals("*")) {
                locations.forget(user.get());
            } else if (seconds > 0 && seconds < LEAST_SECONDS) {
                wire.send(
                        answer(request, 423, "Interval Too Brief").add("Min-Expires", String.valueOf(LEAST_SECONDS)),
                        from);
                return;
            } else {
                locations.keep(
                        user.get(), Text.address(contact), from, Duration.ofSeconds(Math.min(seconds, MOST_SECONDS)));
            }
        }
        var ok = answer(request, 200, "OK");
        locations
                .of(user.get())
                .forEach(b -> ok.add("Contact", "<" + b.contact() + ">;expires=" + (b.secondsLeft() + 1)));
        wire.send(ok, from);
        log.debug("{} is at {}", user.get(), locations.of(user.get()));
    }

    private static int seconds(Message request, String contact) {
        return Text.parameter(contact, "expires")
                .or(() -> request.first("Expires"))
                .flatMap(Text::number)
                .orElse(USUAL_SECONDS);
    }

    private void invite(Message request, Hop from) {
        var caller = gate.user(request, "Proxy-Authorization");
        if (caller.isEmpty()) {
            wire.send(
                    answer(request, 407, "Proxy Authentication Required").add("Proxy-Authenticate", gate.challenge()),
                    from);
            return;
        }
        var callee = callee(request);
        if (callee.isEmpty()) {
            reply(request, from, 480, "Temporarily Unavailable");
            return;
        }
        var onward = request.to(callee.get().contact())
                .remove("Proxy-Authorization")
                .remove("P-Asserted-Identity")
                .remove("P-Preferred-Identity")
                .add("P-Asserted-Identity", "<sip:" + caller.get() + "@" + realm + ">");
        var out = callee.get().hop();
        onward.addFirst("Record-Route", route(from.transport()));
        if (out.transport() != from.transport()) {
            onward.addFirst("Record-Route", route(out.transport())); // RFC 5658: one for each side
        }
        forward(onward, out);
    }

    private Optional<Locations.Binding> callee(Message request) {
        return Address.read(request.uri())
                .flatMap(a -> locations.of(a.user()).stream().findFirst());
    }

    /// In a call: by the next Route, or straight to whom the request names.
    private void within(Message request) {
        var next = request.first("Route").map(Text::address).orElse(request.uri());
        locations
                .at(next)
                .or(() -> Address.read(next).flatMap(Address::hop))
                .ifPresent(hop -> forward(request.copy(), hop));
    }

    private void forward(Message request, Hop to) {
        int left = Text.number(request.first("Max-Forwards").orElse("70")).orElse(70) - 1;
        var way = request.branch() + " " + request.value("Via") + " " + request.callId();
        var branch = BRANCH + UUID.nameUUIDFromBytes(way.getBytes(StandardCharsets.UTF_8));
        wire.send(
                request.remove("Max-Forwards")
                        .add("Max-Forwards", String.valueOf(left))
                        .addFirst("Via", wire.here(to.transport()).via(branch)),
                to);
    }

    private void response(Message response) {
        if (!response.branch().startsWith(BRANCH)) {
            return;
        }
        var onward = response.copy().removeFirst("Via");
        onward.first("Via").flatMap(SimRegistrar::back).ifPresent(hop -> wire.send(onward, hop));
    }

    /// §18.2.2 with RFC 3581: where the one is who wrote this Via.
    private static Optional<Hop> back(String via) {
        var host = Text.parameter(via, "received");
        var port = Text.parameter(via, "rport").flatMap(Text::number);
        var transport = via.startsWith("SIP/2.0/TCP") ? Transport.TCP : Transport.UDP;
        return host.isEmpty() || port.isEmpty() || port.get() > 65535
                ? Optional.empty()
                : Optional.of(new Hop(transport, new InetSocketAddress(InetAddress.ofLiteral(host.get()), port.get())));
    }

    /// Notes in the top Via where the request really came from.
    private static Message seenFrom(Message request, Hop from) {
        var parts = Text.split(request.value("Via"), ';');
        var via = new StringBuilder(parts.getFirst());
        parts.stream()
                .skip(1)
                .filter(p -> !p.startsWith("rport") && !p.startsWith("received"))
                .forEach(p -> via.append(';').append(p));
        via.append(";received=").append(from.at().getAddress().getHostAddress());
        via.append(";rport=").append(from.at().getPort());
        return request.copy().removeFirst("Via").addFirst("Via", via.toString());
    }

    private boolean isMine(String route) {
        return Address.read(Text.address(route))
                .flatMap(Address::hop)
                .filter(hop -> hop.at().equals(address()))
                .isPresent();
    }

    private String route(Transport transport) {
        return "<" + wire.here(transport).uri("") + ";lr>";
    }

    private static Message answer(Message request, int status, String reason) {
        return Message.response(request, status, reason, TAG + Text.token());
    }

    private void reply(Message request, Hop from, int status, String reason) {
        if (!request.method().equals("ACK")) {
            wire.send(answer(request, status, reason), from);
        }
    }
}
