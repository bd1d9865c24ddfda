package gatehouse.sip;

import static java.util.Objects.requireNonNull;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/// Where we hear and speak in one call, which codecs we would take, the dearest first, whether the voice is to be
/// sealed, and where we would watch the picture that comes with the call, if anywhere.
public record VoiceAddress(
        InetSocketAddress rtp, List<Codec> codecs, Protection protection, Optional<InetSocketAddress> video) {
    public VoiceAddress {
        requireNonNull(rtp);
        requireNonNull(protection);
        requireNonNull(video);
        codecs = codecs.stream().distinct().toList();
        check(rtp);
        video.ifPresent(VoiceAddress::check);
        if (codecs.isEmpty()) {
            throw new IllegalArgumentException("A voice needs at least one codec");
        }
    }

    /// In the clear unless the other side insists, and without a picture.
    public VoiceAddress(InetSocketAddress rtp, List<Codec> codecs) {
        this(rtp, codecs, Protection.PREFERRED, Optional.empty());
    }

    public VoiceAddress with(Protection other) {
        return new VoiceAddress(rtp, codecs, other, video);
    }

    public VoiceAddress only(List<Codec> others) {
        return new VoiceAddress(rtp, others, protection, video);
    }

    public VoiceAddress watching(InetSocketAddress at) {
        return new VoiceAddress(rtp, codecs, protection, Optional.of(at));
    }

    private static void check(InetSocketAddress at) {
        if (at.isUnresolved() || at.getAddress().isAnyLocalAddress()) {
            throw new IllegalArgumentException("A voice needs an address that the caller can send to, not " + at);
        }
    }
}
