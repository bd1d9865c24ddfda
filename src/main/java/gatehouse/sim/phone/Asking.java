package gatehouse.sim.phone;

import gatehouse.site.Transport;
import java.time.Duration;
import java.util.function.Consumer;

/// A client transaction, RFC 3261 §17.1: the request goes out again until somebody answers (timers A and E, UDP only)
/// or has been silent for 32 s (timers B and F). A failed INVITE is acknowledged here, each time its answer comes.
///
/// Confined to the agent's turns.
final class Asking {
    static final Duration T1 = Duration.ofMillis(500);
    static final Duration T2 = Duration.ofSeconds(4);
    static final Duration SILENCE = T1.multipliedBy(64);

    private final Turns turns;
    private final Wire wire;
    private final Message request;
    private final Hop to;
    private final Consumer<Message> answers;
    private final Runnable silence;
    private Turns.Later again = () -> {};
    private Turns.Later giveUp = () -> {};
    private Duration interval = T1;
    private boolean provisional;
    private boolean over;

    Asking(Turns turns, Wire wire, Message request, Hop to, Consumer<Message> answers, Runnable silence) {
        this.turns = turns;
        this.wire = wire;
        this.request = request;
        this.to = to;
        this.answers = answers;
        this.silence = silence;
    }

    void start() {
        wire.send(request, to);
        sendAgainLater();
        giveUp = turns.later(SILENCE, this::silent);
    }

    Message request() {
        return request;
    }

    Hop to() {
        return to;
    }

    void answered(Message answer) {
        if (answer.status() < 200) {
            provisional = true;
            if (invite()) {
                stop();
            }
            if (!over) {
                answers.accept(answer);
            }
            return;
        }
        stop();
        boolean failed = answer.status() >= 300;
        if (invite() && failed) {
            wire.send(acknowledgement(answer), to);
        }
        if (!over || (invite() && !failed)) {
            over = true;
            answers.accept(answer);
        }
    }

    void stop() {
        again.drop();
        giveUp.drop();
    }

    private boolean invite() {
        return request.method().equals("INVITE");
    }

    private void sendAgainLater() {
        if (to.transport() == Transport.UDP) {
            again = turns.later(interval, () -> {
                wire.send(request, to);
                var doubled = interval.multipliedBy(2);
                interval = provisional || (!invite() && doubled.compareTo(T2) > 0) ? T2 : doubled;
                sendAgainLater();
            });
        }
    }

    private void silent() {
        stop();
        over = true;
        silence.run();
    }

    /// §17.1.1.3: the same branch, the To of the answer.
    private Message acknowledgement(Message answer) {
        var ack = Message.request("ACK", request.uri())
                .add("Via", request.value("Via"))
                .add("Max-Forwards", "70")
                .add("From", request.value("From"))
                .add("To", answer.value("To"))
                .add("Call-ID", request.callId())
                .add("CSeq", request.sequence() + " ACK");
        request.all("Route").forEach(route -> ack.add("Route", route));
        return ack;
    }
}
