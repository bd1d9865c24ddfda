package gatehouse.sip;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The signs of life between two registrations. They keep the way through address translations open, and show within
/// half a minute that an exchange is gone: over TCP and TLS the double CRLF of RFC 5626, over UDP an OPTIONS, or a bare
/// CRLF for an exchange that never answered one.
///
/// Confined to the line's thread.
final class KeepAlive {
    private static final Duration PONG_WITHIN = Duration.ofSeconds(10);

    private final Registration registration;
    private final Gate gate;
    private final Transport transport;
    private final Duration every;
    private long due;
    private long pinged;
    private boolean awaited;
    private boolean everAnswered;
    private boolean mute;

    KeepAlive(Registration registration, Gate gate, Transport transport, Duration every, long now) {
        this.registration = registration;
        this.gate = gate;
        this.transport = transport;
        this.every = every;
        this.due = now + every.toNanos();
    }

    /// How long until `tick` is to be called.
    Duration left(long now) {
        return every.isZero() ? Duration.ofDays(1) : Duration.ofNanos(Math.max(0, due - now));
    }

    /// Says something if it is time. False when the exchange should have answered and did not.
    boolean tick(long now) throws InterruptedException {
        if (every.isZero() || now < due) {
            return true;
        }
        return transport == Transport.UDP ? datagram(now) : stream(now);
    }

    /// The exchange was silent, but registers us all the same: it does not know this sign of life.
    void excuse() {
        mute = !everAnswered;
    }

    private boolean datagram(long now) throws InterruptedException {
        due = now + every.toNanos();
        if (mute) {
            try {
                gate.ping(
                        registration.point().address(), registration.exchange().hop());
                return true;
            } catch (IOException e) {
                return false;
            }
        }
        try {
            registration.probe();
            everAnswered = true;
            return true;
        } catch (LineFault e) {
            return false;
        }
    }

    private boolean stream(long now) throws InterruptedException {
        InetSocketAddress there = registration.exchange().hop();
        Optional<Connection> connection = gate.connection(there);
        if (connection.isEmpty()) {
            return false;
        }
        boolean answered = awaited && connection.get().heardNanos() - pinged > 0;
        everAnswered |= answered;
        if (awaited && !answered && everAnswered) {
            Gate.end(connection.get());
            return false;
        }
        if (awaited) {
            awaited = false;
            due = pinged + Math.max(every.toNanos(), TimeUnit.SECONDS.toNanos(1));
            return true;
        }
        try {
            connection.get().ping();
        } catch (IOException e) {
            Gate.end(connection.get());
            return false;
        }
        pinged = now;
        awaited = true;
        due = now + Math.min(PONG_WITHIN.toNanos(), every.toNanos());
        return true;
    }
}
