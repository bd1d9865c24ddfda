package gatehouse.sip;

import java.net.InetAddress;
import java.util.Optional;

/// What an INVITE said, read once at the doorstep. `wireId` is its Call-ID, `branch` tells its repetitions from others,
/// `offer` has no media when the caller wants to hear ours, `before` is the call whose place this one takes. A
/// `rehearsal`
/// is the telephone's own, which nobody waits for.
record Invitation(
        String wireId,
        String branch,
        Source source,
        String displayName,
        Offer offer,
        InetAddress from,
        long arrivedNanos,
        Reliably reliably,
        Optional<Call> before,
        boolean rehearsal) {
    /// Whether what is said before the answer is to be acknowledged (RFC 3262).
    enum Reliably {
        NOT,
        MAY,
        MUST
    }
}
