package gatehouse.sim.phone;

import gatehouse.door.Login;
import gatehouse.door.Secret;
import gatehouse.sim.Fault;
import gatehouse.sim.Faults;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The telephone in a simulated door: one call at a time, and for a moment two while it is handed on; out or in,
/// straight or through a registrar; speaks a tone,
/// hears voice and digits. Digits are heard as RFC 4733 events and INFO only, never as tones in the voice.
///
/// Safe for any thread; wishes return at once. `close()` hangs up and returns when its threads and sockets are gone.
public final class SimPhone implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SimPhone.class);
    static final String ALLOW = "INVITE, ACK, BYE, CANCEL, OPTIONS, INFO, UPDATE, REFER, NOTIFY";
    private static final int MOST_LEGS = 4;
    private static final String ELSEWHERE = "SIP;cause=200;text=\"Call completed elsewhere\"";
    private static final int MOST_DIGITS = 64;

    private final SimPhoneSettings settings;
    private final Faults faults;
    private final PhoneEvents events;
    private final Turns turns;
    private final Wire wire;
    private final Hop here;
    private final Map<String, Asking> asked = new HashMap<>(); // this and the next six: confined to turns
    private final StringBuilder digits = new StringBuilder();
    private final Requests requests = new Requests(this);
    private final List<Leg> legs = new ArrayList<>(); // the newest last
    private Registration registration;
    private boolean closing;
    private volatile Media media;
    private volatile PhoneState state = new PhoneState.Idle();
    private volatile Timings timings = Timings.NONE;
    private volatile boolean registered;

    private SimPhone(SimPhoneSettings settings, Faults faults, PhoneEvents events) throws IOException {
        this.settings = settings;
        this.faults = faults;
        this.events = events;
        this.turns = new Turns("sim-phone-" + settings.user());
        try {
            this.wire = Wire.open(settings.bind(), settings.port(), EnumSet.of(settings.transport()), this::received);
        } catch (IOException e) {
            turns.close();
            throw e;
        }
        this.here = wire.here(settings.transport());
    }

    /// Listens, and registers where there is a registrar.
    public static SimPhone open(SimPhoneSettings settings, Faults faults, PhoneEvents events) throws IOException {
        var phone = new SimPhone(settings, faults, events);
        settings.registrar()
                .ifPresent(registrar -> phone.turns.now(() -> {
                    phone.registration = new Registration(phone, registrar, settings.transport());
                    phone.registration.start();
                }));
        return phone;
    }

    /// Where it listens for SIP.
    public InetSocketAddress address() {
        return here.at();
    }

    public PhoneState state() {
        return state;
    }

    public Timings timings() {
        return timings;
    }

    public boolean registered() {
        return registered;
    }

    /// What the newest call heard in its last five seconds: 16 bit at 8 kHz, oldest first.
    public short[] heard() {
        var newest = media;
        return newest == null ? new short[0] : newest.heard();
    }

    /// Calls an extension of the registrar ("600") or an address ("sip:guard@127.0.0.1:5060;transport=tcp"). Does
    /// nothing while a call is up.
    public void ring(String target) {
        turns.now(() -> dial(target));
    }

    /// Takes the call that rings here.
    public void answer() {
        turns.now(() -> {
            legs.forEach(leg -> {
                if (leg instanceof Incoming incoming) {
                    incoming.answer();
                }
            });
        });
    }

    /// Ends the call, gives up calling, or declines.
    public void hangUp() {
        turns.now(() -> end(Optional.empty()));
    }

    /// Gives up calling; `elsewhere` says that somebody else answered (RFC 3326).
    public void cancel(boolean elsewhere) {
        turns.now(() -> end(elsewhere ? Optional.of(ELSEWHERE) : Optional.empty()));
    }

    @Override
    public void close() {
        var done = new java.util.concurrent.CountDownLatch(1);
        turns.now(() -> {
            if (!closing) {
                closing = true;
                end(Optional.empty());
                legs.forEach(Leg::drop);
                if (registration != null) {
                    registration.end();
                }
            }
            done.countDown();
        });
        try {
            done.await(5, java.util.concurrent.TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        turns.close();
        wire.close();
    }

    private void dial(String target) {
        if (legs.isEmpty() && !closing) {
            call(target, Optional.empty());
        }
    }

    private void call(String target, Optional<Referral> referral) {
        var uri = target.startsWith("sip:")
                ? target
                : "sip:" + target + "@"
                        + settings.registrar()
                                .map(SimPhoneSettings.Registrar::domain)
                                .orElse(here.hostPort());
        var hop = way(uri);
        if (hop.isEmpty() || hop.get().transport() != settings.transport()) {
            referral.ifPresent(Referral::failed);
            change(new PhoneState.Ended(416, "cannot call " + target));
            return;
        }
        try {
            var call = new Outgoing(this, target, begin(), referral);
            legs.add(call);
            timings = new Timings(OptionalLong.of(System.nanoTime()), OptionalLong.empty(), OptionalLong.empty());
            change(new PhoneState.Dialling(target));
            call.start(uri, hop.get());
        } catch (SocketException e) {
            referral.ifPresent(Referral::failed);
            change(new PhoneState.Ended(503, "no port for voice"));
        }
    }

    /// Where an address leads: through the registrar when it is of its domain.
    Optional<Hop> way(String uri) {
        return settings.registrar()
                .filter(r -> Address.read(uri)
                        .filter(a -> a.host().equals(r.domain()))
                        .isPresent())
                .map(r -> new Hop(settings.transport(), r.address()))
                .or(() -> Address.read(uri).flatMap(Address::hop));
    }

    /// The other side of this call wants us to call somebody else.
    void refer(Leg by, String target) {
        if (legs.size() >= MOST_LEGS) {
            return;
        }
        by.dialog().ifPresent(dialog -> {
            var referral = new Referral(this, dialog, target);
            referral.begin();
            call(referral.uri(), Optional.of(referral));
        });
    }

    private Media begin() throws SocketException {
        digits.setLength(0);
        media = Media.bind(settings.bind(), settings.toneHz(), digit -> turns.now(() -> digit(digit)));
        return media;
    }

    private void end(Optional<String> reason) {
        List.copyOf(legs).forEach(leg -> leg.hangUp(reason));
    }

    private void received(Message message, Hop from) {
        turns.now(() -> {
            if (faults.has(Fault.NeverAnswers.class) && message.isRequest()) {
                return;
            }
            if (message.isRequest()) {
                requests.received(message, from);
            } else {
                var asking = asked.get(key(message));
                if (asking != null) {
                    asking.answered(message);
                }
            }
        });
    }

    void digit(char digit) {
        digits.append(digit);
        digits.delete(0, Math.max(0, digits.length() - MOST_DIGITS));
        events.digit(digits.toString(), digit);
    }

    private void change(PhoneState next) {
        state = next;
        events.state(next);
    }

    // What the legs and the registration use of the phone.

    /// The call within which somebody asks something.
    Optional<Leg> leg(Message request) {
        return legs.stream()
                .filter(l -> l.dialog().filter(d -> d.has(request)).isPresent())
                .findFirst();
    }

    /// The call that a Replaces names.
    Optional<Leg> named(String replaces) {
        return legs.stream()
                .filter(l -> l.dialog().filter(d -> d.named(replaces)).isPresent())
                .findFirst();
    }

    /// The call that this INVITE, or its CANCEL, means.
    Optional<Incoming> incoming(Message request) {
        return legs.stream()
                .filter(Incoming.class::isInstance)
                .map(Incoming.class::cast)
                .filter(l -> l.has(request))
                .findFirst();
    }

    boolean busy() {
        return !legs.isEmpty()
                || closing
                || settings.answering() == SimPhoneSettings.Answering.BUSY
                || faults.has(Fault.Busy.class);
    }

    /// Begins a call from outside; `replaced` goes when it is there, and the new one is answered in its place.
    void called(Message invite, Hop from, Sdp offer, Optional<Leg> replaced) throws SocketException {
        var call = new Incoming(this, invite, from, offer, begin());
        legs.add(call);
        if (replaced.isEmpty()) {
            call.ring();
            change(new PhoneState.Called(Text.address(invite.value("From"))));
        }
        if (replaced.isPresent() || settings.answering() == SimPhoneSettings.Answering.AT_ONCE) {
            call.answer();
        }
        replaced.ifPresent(old -> old.hangUp(Optional.empty()));
    }

    SimPhoneSettings settings() {
        return settings;
    }

    Turns turns() {
        return turns;
    }

    Hop here() {
        return here;
    }

    String contact() {
        return "<" + here.uri(settings.user()) + ">";
    }

    String identity() {
        var domain =
                settings.registrar().map(SimPhoneSettings.Registrar::domain).orElse(here.hostPort());
        return "\"" + settings.displayName().replaceAll("[\"\\\\\\p{Cntrl}]", "") + "\" <sip:" + settings.user() + "@"
                + domain + ">";
    }

    Login login() {
        boolean wrong = faults.has(Fault.WrongPassword.class);
        return wrong
                ? new Login(
                        settings.login().user(),
                        Secret.of(settings.login().password().reveal() + "-wrong"))
                : settings.login();
    }

    /// The answer to a challenge as a whole header line.
    Optional<String> authorization(Message challenge, String method, String uri, int count) {
        boolean proxy = challenge.status() == 407;
        var challenges = challenge.all(proxy ? "Proxy-Authenticate" : "WWW-Authenticate");
        return Digest.answer(challenges, login(), method, uri, count)
                .map(value -> (proxy ? "Proxy-Authorization: " : "Authorization: ") + value);
    }

    void send(Message message, Hop to) {
        wire.send(message, to);
    }

    Asking ask(Message request, Hop to, Consumer<Message> answers, Runnable silence) {
        var asking = new Asking(turns, wire, request, to, answers, silence);
        var key = key(request);
        asked.put(key, asking);
        asking.start();
        if (!request.method().equals("INVITE")) {
            turns.later(Asking.SILENCE.plusSeconds(1), () -> asked.remove(key, asking));
        }
        return asking;
    }

    void bye(Dialog dialog, Optional<String> reason) {
        var bye = dialog.request("BYE", here);
        reason.ifPresent(why -> bye.add("Reason", why));
        ask(bye, dialog.hop(), answer -> {}, () -> {});
    }

    void ringing(Leg which, String target) {
        timings = timings.ringing(System.nanoTime());
        if (legs.contains(which) && state instanceof PhoneState.Dialling) {
            change(new PhoneState.Ringing(target));
        }
    }

    void talking(Leg which, String with) {
        timings = timings.answered(System.nanoTime());
        media = which.media();
        change(new PhoneState.Talking(with));
    }

    void over(Leg which, int status, String reason) {
        if (!legs.remove(which)) {
            return;
        }
        which.drop();
        // Late answers of its INVITEs are still acknowledged for a while.
        var invites = asked.entrySet().stream()
                .filter(e -> e.getValue().request().callId().equals(which.callId()))
                .map(Map.Entry::getKey)
                .toList();
        turns.later(Asking.SILENCE, () -> asked.keySet().removeAll(invites));
        log.debug("{}: {} {}", settings.user(), status, reason);
        if (legs.isEmpty()) {
            change(new PhoneState.Ended(status, reason));
        }
    }

    void registered(boolean known) {
        registered = known;
        events.registered(known);
    }

    static String key(Message message) {
        return message.branch() + " " + message.method();
    }
}
