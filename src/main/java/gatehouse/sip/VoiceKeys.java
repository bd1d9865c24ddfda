package gatehouse.sip;

import static java.util.Objects.requireNonNull;

import gatehouse.rtp.SrtpKey;

/// The keys of a sealed stream (RFC 4568): ours seals what we send, theirs opens what comes. A direction whose key is
/// the same after a new offer goes on in its old context, counters and all; a direction with a new key begins anew.
/// `openly`: the keys went through signalling that others can read, so they keep out forgers off the path and chance
/// listeners, and nobody who saw the call being set up.
public record VoiceKeys(SrtpKey ours, SrtpKey theirs, boolean openly) {
    public VoiceKeys {
        requireNonNull(ours);
        requireNonNull(theirs);
        if (ours.suite() != theirs.suite()) {
            throw new IllegalArgumentException("Both ways of a stream have one suite");
        }
    }
}
