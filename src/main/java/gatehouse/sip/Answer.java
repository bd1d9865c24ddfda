package gatehouse.sip;

import static java.util.Objects.requireNonNull;

import java.net.InetSocketAddress;
import java.util.OptionalInt;

/// What became of the wish to answer a call.
public sealed interface Answer {
    /// The voice both sides agreed on. `remoteRtp` is what the caller says of himself: packets may well come from
    /// elsewhere (NAT), so send to the observed source once there is one.
    record Negotiated(InetSocketAddress remoteRtp, Codec codec, int payloadType, OptionalInt telephoneEvent)
            implements Answer {
        public Negotiated {
            requireNonNull(remoteRtp);
            requireNonNull(codec);
            requireNonNull(telephoneEvent);
        }
    }

    /// The caller left the offer to us (RFC 3261 §13.2.1): ours is on its way, and what it comes to is told by `Changed`
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
