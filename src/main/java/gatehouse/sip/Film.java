package gatehouse.sip;

import static java.util.Objects.requireNonNull;

import java.net.InetSocketAddress;
import java.util.Optional;

/// The picture that comes with a call, from where it is said to come and under which keys. We show none ourselves.
public record Film(InetSocketAddress remoteRtp, H264 coding, Optional<VoiceKeys> keys) {
    public Film {
        requireNonNull(remoteRtp);
        requireNonNull(coding);
        requireNonNull(keys);
    }
}
