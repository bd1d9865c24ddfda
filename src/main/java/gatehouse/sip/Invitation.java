package gatehouse.sip;

import java.net.InetAddress;

/// What an INVITE said, read once at the doorstep. `wireId` is its Call-ID, `branch` tells its repetitions from others,
/// `offer` has no media when the caller wants to hear ours.
record Invitation(
        String wireId,
        String branch,
        Source source,
        String displayName,
        Offer offer,
        InetAddress from,
        long arrivedNanos,
        Reliably reliably) {
    /// Whether what is said before the answer is to be acknowledged (RFC 3262).
    enum Reliably {
        NOT,
        MAY,
        MUST
    }
}
