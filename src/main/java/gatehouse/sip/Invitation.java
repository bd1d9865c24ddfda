package gatehouse.sip;

import java.net.InetAddress;

/// What an INVITE said, read once at the doorstep. `wireId` is its Call-ID, `branch` tells its repetitions from others.
record Invitation(
        String wireId,
        String branch,
        Source source,
        String displayName,
        Offer offer,
        InetAddress from,
        long arrivedNanos) {}
