package gatehouse.sip;

import static java.util.Objects.requireNonNull;

import gatehouse.door.Trouble;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalInt;

/// What became of the wish to answer a call.
public sealed interface Answer {
    /// The voice both sides agreed on. `remoteRtp` is what the other side says of itself: packets may well come from
    /// elsewhere (NAT), so send to the observed source once there is one. What we send has the number `payloadType`,
    /// what we hear the number `heardAs`; they differ only where the other side answered an offer of ours with a number
    /// of its own. `telephoneEvent` has the clock of the codec (RFC 4733 §2.1). `packetMillis` is how much sound the
    /// other side wants in a packet.
    record Negotiated(
            InetSocketAddress remoteRtp,
            Codec codec,
            int payloadType,
            int heardAs,
            OptionalInt telephoneEvent,
            int packetMillis,
            Ways ways,
            Optional<VoiceKeys> keys,
            Optional<Film> film)
            implements Answer {
        static final int USUAL_MILLIS = 20;

        public Negotiated {
            requireNonNull(remoteRtp);
            requireNonNull(codec);
            requireNonNull(telephoneEvent);
            requireNonNull(ways);
            requireNonNull(keys);
            requireNonNull(film);
        }

        /// Both ways, in the clear, voice alone.
        Negotiated(InetSocketAddress remoteRtp, Codec codec, int payloadType, OptionalInt telephoneEvent) {
            this(
                    remoteRtp,
                    codec,
                    payloadType,
                    payloadType,
                    telephoneEvent,
                    USUAL_MILLIS,
                    new Ways(Direction.SENDRECV, Direction.SENDRECV),
                    Optional.empty(),
                    Optional.empty());
        }

        /// What this desk does.
        public Direction direction() {
            return ways.agreed();
        }

        /// They do not want to hear us for a while.
        public boolean heldByThem() {
            return !ways.theirs().receives();
        }

        /// We do not want to hear them for a while.
        public boolean heldByUs() {
            return !ways.ours().receives();
        }

        /// What the guard should know of this voice before he trusts it.
        public Optional<Trouble> trouble() {
            return keys.filter(VoiceKeys::openly).map(it -> Protection.readable("SRTP keys in signalling without TLS"));
        }
    }

    /// What each side is willing to do, as it sees it itself.
    record Ways(Direction ours, Direction theirs) {
        public Ways {
            requireNonNull(ours);
            requireNonNull(theirs);
        }

        /// What becomes of it, as we see it.
        Direction agreed() {
            return ours.and(theirs.mirrored());
        }
    }

    /// The caller left the offer to us (RFC 3261 §13.2.1): ours is on its way, and what it comes to is told by
    /// `Changed`
    /// before the call is confirmed.
    record Awaited() implements Answer {}

    /// Nobody talks. `status` is what the caller was told: 488 when no codec is common to both; 481 when there is no
    /// such call ringing any more, and nothing was sent.
    record Refusal(int status, String reason) implements Answer {
        public Refusal {
            requireNonNull(reason);
        }
    }
}
