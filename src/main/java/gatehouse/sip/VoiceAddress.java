package gatehouse.sip;

import static java.util.Objects.requireNonNull;

import java.net.InetSocketAddress;
import java.util.List;

/// Where we hear and speak in one call, and which codecs we would take, the dearest first.
public record VoiceAddress(InetSocketAddress rtp, List<Codec> codecs) {
    public VoiceAddress {
        requireNonNull(rtp);
        codecs = List.copyOf(codecs);
        if (rtp.isUnresolved() || rtp.getAddress().isAnyLocalAddress()) {
            throw new IllegalArgumentException("A voice needs an address that the caller can send to, not " + rtp);
        }
        if (codecs.isEmpty()) {
            throw new IllegalArgumentException("A voice needs at least one codec");
        }
    }
}
