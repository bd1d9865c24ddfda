package gatehouse.sip;

import static java.util.Objects.requireNonNull;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// What the caller offers to talk and show, as far as it matters: its media lines in their order, and which of them is
/// the voice.
public record Offer(List<Media> media) {
    public Offer {
        media = List.copyOf(media);
    }

    /// The voice: the first audio line that is plain RTP and not switched off.
    public Optional<Media> voice() {
        return media.stream().filter(Media::isVoice).findFirst();
    }

    public boolean showsVideo() {
        return media.stream().anyMatch(m -> m.kind().equals("video") && m.at().getPort() != 0);
    }

    /// One media line. `formats` are as they stand on the line; `codecs` those among them that we know, by payload
    /// type,
    /// in the order offered; `telephoneEvent` the payload type for tones (RFC 4733) where offered.
    public record Media(
            String kind,
            InetSocketAddress at,
            String profile,
            List<String> formats,
            Map<Codec, Integer> codecs,
            OptionalInt telephoneEvent,
            Direction direction) {
        public Media {
            requireNonNull(kind);
            requireNonNull(at);
            requireNonNull(profile);
            formats = List.copyOf(formats);
            codecs = Map.copyOf(codecs);
            requireNonNull(telephoneEvent);
            requireNonNull(direction);
        }

        boolean isVoice() {
            return kind.equals("audio")
                    && at.getPort() != 0
                    && (profile.equals("RTP/AVP") || profile.equals("RTP/AVPF"));
        }
    }

    /// RFC 3264 §6.1: the answer mirrors the direction of the offer.
    public enum Direction {
        SENDRECV,
        SENDONLY,
        RECVONLY,
        INACTIVE;

        Direction mirrored() {
            return switch (this) {
                case SENDRECV -> SENDRECV;
                case SENDONLY -> RECVONLY;
                case RECVONLY -> SENDONLY;
                case INACTIVE -> INACTIVE;
            };
        }
    }
}
