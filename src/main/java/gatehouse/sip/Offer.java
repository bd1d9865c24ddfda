package gatehouse.sip;

import static java.util.Objects.requireNonNull;

import gatehouse.rtp.CryptoLine;
import gatehouse.sip.Answer.Negotiated;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// What the other side says of its media, be it an offer or an answer, as far as it matters: its media lines in their
/// order.
public record Offer(List<Media> media) {
    /// Of somebody who wants to hear our offer first.
    public static final Offer NONE = new Offer(List.of());

    public Offer {
        media = List.copyOf(media);
    }

    /// The voice: the first audio line that is plain RTP and not switched off.
    public Optional<Media> voice() {
        return media.stream().filter(Media::isVoice).findFirst();
    }

    public boolean showsVideo() {
        return media.stream().anyMatch(m -> m.kind().equals("video") && m.isOn());
    }

    /// One media line. `formats` are as they stand on the line; `codecs` those among them that we know, by payload
    /// type, in the order given; `tones` the payload types of telephone events (RFC 4733) by their clock; `keys` those
    /// we could keep. `direction` is what its writer does, a hold by address (`c=0.0.0.0`) taken into account, and `at`
    /// is a real address all the same: where the description came from.
    public record Media(
            String kind,
            InetSocketAddress at,
            String profile,
            List<String> formats,
            Direction direction,
            Map<Codec, Integer> codecs,
            Map<Integer, Integer> tones,
            List<H264> films,
            List<CryptoLine> keys,
            Packets packets) {
        public Media {
            requireNonNull(kind);
            requireNonNull(at);
            requireNonNull(profile);
            requireNonNull(direction);
            requireNonNull(packets);
            formats = List.copyOf(formats);
            codecs = Collections.unmodifiableMap(new LinkedHashMap<>(codecs));
            tones = Map.copyOf(tones);
            films = List.copyOf(films);
            keys = List.copyOf(keys);
        }

        /// The payload type for tones beside G.711, where there is one.
        OptionalInt telephoneEvent() {
            return tones(8000);
        }

        OptionalInt tones(int clockRate) {
            Integer type = tones.get(clockRate);
            return type == null ? OptionalInt.empty() : OptionalInt.of(type);
        }

        boolean isOn() {
            return at.getPort() != 0;
        }

        boolean isVoice() {
            return kind.equals("audio") && isOn() && isPlain();
        }

        boolean isPlain() {
            return profile.equals("RTP/AVP") || profile.equals("RTP/AVPF");
        }

        boolean isSealed() {
            return profile.equals("RTP/SAVP") || profile.equals("RTP/SAVPF");
        }
    }

    /// Milliseconds of sound that the writer would like in a packet, and those it bears at most (RFC 8866 §6.4 f.).
    public record Packets(OptionalInt wished, OptionalInt most) {
        private static final int SHORTEST_MILLIS = 10;
        private static final int LONGEST_MILLIS = 60;

        public Packets {
            requireNonNull(wished);
            requireNonNull(most);
        }

        /// What to send in a packet: as wished, within reason.
        int millis() {
            int least = Math.min(wished.orElse(Negotiated.USUAL_MILLIS), most.orElse(LONGEST_MILLIS));
            return Math.clamp(least, SHORTEST_MILLIS, LONGEST_MILLIS);
        }
    }
}
