package gatehouse.sip;

import static java.util.Objects.requireNonNull;

import gatehouse.door.Login;
import gatehouse.lifecycle.Backoff;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// What the telephone is told when it is opened: where it listens, at which PBX it is an extension, which stations may
/// call it straight.
public record PhoneSettings(List<Listen> listen, List<Line> lines, List<Source.Peer> peers, Limits limits) {
    public PhoneSettings {
        listen = List.copyOf(listen);
        lines = List.copyOf(lines);
        peers = List.copyOf(peers);
        requireNonNull(limits);
        if (listen.isEmpty() && lines.isEmpty()) {
            throw new IllegalArgumentException("No call could reach a telephone without an address and without a line");
        }
        if (listen.stream().anyMatch(l -> l.transport() == Transport.TLS)) {
            throw new IllegalArgumentException("Nobody is served over TLS; it is for lines");
        }
        var ids = new HashSet<String>();
        for (Line line : lines) {
            if (!ids.add(line.id())) {
                throw new IllegalArgumentException("Two lines are called \"" + line.id() + "\"");
            }
        }
    }

    public static PhoneSettings of(List<Listen> listen, List<Line> lines, List<Source.Peer> peers) {
        return new PhoneSettings(listen, lines, peers, Limits.USUAL);
    }

    /// One local address. Port 0 takes a free one. The wildcard address is refused: it would stand in Via and Contact.
    public record Listen(Transport transport, String host, int port) {
        public Listen {
            requireNonNull(transport);
            requireNonNull(host);
        }
    }

    /// One registration. `servers` are the exchanges in the order in which they are tried; `proxy` stands before all
    /// of them. `domain` is the host part of the address of record, `number` its user part, `login` what the PBX asks
    /// for, `expires` how long a binding shall last. `keepAlive` is the pause between two signs of life, zero for none.
    /// `tls` is there when, and only when, the transport is TLS.
    public record Line(
            String id,
            List<Server> servers,
            Optional<Server> proxy,
            Transport transport,
            String domain,
            String number,
            Login login,
            Duration expires,
            Duration keepAlive,
            Optional<Secured> tls) {
        public static final Duration USUAL_KEEP_ALIVE = Duration.ofSeconds(25);

        public Line {
            requireNonNull(id);
            servers = List.copyOf(servers);
            requireNonNull(proxy);
            requireNonNull(transport);
            requireNonNull(domain);
            requireNonNull(number);
            requireNonNull(login);
            requireNonNull(expires);
            requireNonNull(keepAlive);
            requireNonNull(tls);
            if (servers.isEmpty()) {
                throw new IllegalArgumentException("The line \"" + id + "\" leads nowhere");
            }
            if (tls.isPresent() != (transport == Transport.TLS)) {
                throw new IllegalArgumentException("The line \"" + id + "\" does not say how its exchange is known");
            }
        }

        /// One exchange, reached straight, without TLS.
        public static Line of(
                String id,
                Server server,
                Transport transport,
                String domain,
                String number,
                Login login,
                Duration expires) {
            return new Line(
                    id,
                    List.of(server),
                    Optional.empty(),
                    transport,
                    domain,
                    number,
                    login,
                    expires,
                    USUAL_KEEP_ALIVE,
                    Optional.empty());
        }

        /// The exchange that is used when it can be.
        Server first() {
            return servers.getFirst();
        }
    }

    /// What becomes of somebody who is on no list.
    public enum Strangers {
        /// Thrown away unread at the socket.
        DROPPED,
        /// Told 403.
        REFUSED,
        /// Rings, marked as unknown.
        RINGING
    }

    /// `most` is the number of calls that wait at once, the rest hears 486. `answerWithin` is our own patience with a
    /// PBX, far
    /// below the standard's 32 s. A wrong password is tried again only after `afterWrongPassword`, for a PBX locks out
    /// who hammers it. Of one address not more than `perSecond` messages are read.
    public record Limits(
            Duration ringTime,
            int most,
            Strangers strangers,
            Duration answerWithin,
            Backoff retry,
            Duration afterWrongPassword,
            int perSecond) {
        public static final Limits USUAL = new Limits(
                Duration.ofSeconds(60),
                16,
                Strangers.DROPPED,
                Duration.ofSeconds(5),
                new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(1)),
                Duration.ofMinutes(5),
                500);

        public Limits {
            requireNonNull(ringTime);
            requireNonNull(strangers);
            requireNonNull(answerWithin);
            requireNonNull(retry);
            requireNonNull(afterWrongPassword);
            if (perSecond < 1) {
                throw new IllegalArgumentException("At least one message a second must be read, not " + perSecond);
            }
            if (most < 1) {
                throw new IllegalArgumentException("At least one call must be allowed, not " + most);
            }
        }

        public Limits with(Strangers other) {
            return new Limits(ringTime, most, other, answerWithin, retry, afterWrongPassword, perSecond);
        }

        public Limits with(Duration otherRingTime, int otherMost) {
            return new Limits(otherRingTime, otherMost, strangers, answerWithin, retry, afterWrongPassword, perSecond);
        }

        /// For who tries how much the telephone bears.
        Limits reading(int otherPerSecond) {
            return new Limits(ringTime, most, strangers, answerWithin, retry, afterWrongPassword, otherPerSecond);
        }
    }
}
