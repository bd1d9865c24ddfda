package gatehouse.sip;

import static java.util.Objects.requireNonNull;

import gatehouse.door.Login;
import gatehouse.lifecycle.Backoff;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;

/// What the telephone is told when it is opened: where it listens, at which PBX it is an extension, which stations may
/// call it straight.
public record PhoneSettings(List<Listen> listen, List<Line> lines, List<Source.Peer> peers, Limits limits) {
    public PhoneSettings {
        listen = List.copyOf(listen);
        lines = List.copyOf(lines);
        peers = List.copyOf(peers);
        requireNonNull(limits);
        if (listen.isEmpty()) {
            throw new IllegalArgumentException("The telephone needs at least one address to listen on");
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

    /// One registration. `domain` is the host part of the address of record, `number` its user part, `login` what the
    /// PBX asks for, `expires` how long a binding shall last.
    public record Line(
            String id,
            String host,
            int port,
            Transport transport,
            String domain,
            String number,
            Login login,
            Duration expires) {
        public Line {
            requireNonNull(id);
            requireNonNull(host);
            requireNonNull(transport);
            requireNonNull(domain);
            requireNonNull(number);
            requireNonNull(login);
            requireNonNull(expires);
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

    /// `most` is the number of calls at once, the rest hears 486. `answerWithin` is our own patience with a PBX, far
    /// below the standard's 32 s. A wrong password is tried again only after `afterWrongPassword`, for a PBX locks out
    /// who hammers it.
    public record Limits(
            Duration ringTime,
            int most,
            Strangers strangers,
            Duration answerWithin,
            Backoff retry,
            Duration afterWrongPassword) {
        public static final Limits USUAL = new Limits(
                Duration.ofSeconds(60),
                16,
                Strangers.DROPPED,
                Duration.ofSeconds(5),
                new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(1)),
                Duration.ofMinutes(5));

        public Limits {
            requireNonNull(ringTime);
            requireNonNull(strangers);
            requireNonNull(answerWithin);
            requireNonNull(retry);
            requireNonNull(afterWrongPassword);
            if (most < 1) {
                throw new IllegalArgumentException("At least one call must be allowed, not " + most);
            }
        }

        public Limits with(Strangers other) {
            return new Limits(ringTime, most, other, answerWithin, retry, afterWrongPassword);
        }

        public Limits with(Duration otherRingTime, int otherMost) {
            return new Limits(otherRingTime, otherMost, strangers, answerWithin, retry, afterWrongPassword);
        }
    }
}
