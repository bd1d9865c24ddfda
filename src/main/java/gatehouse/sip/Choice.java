package gatehouse.sip;

import gatehouse.rtp.CryptoLine;
import gatehouse.sip.Offer.Media;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/// Whether we would take one offered line, and why not.
sealed interface Choice {
    /// `key`: the one to seal with, if it is to be sealed.
    record Voice(Codec codec, int payloadType, OptionalInt tones, boolean noise, Optional<CryptoLine> key)
            implements Choice {}

    record Picture(H264 coding, Optional<CryptoLine> key) implements Choice {}

    record No(String why) implements Choice {}

    /// The codec is our dearest that both speak. One beside which tones can be sent is dearer than any other, for a
    /// door may open by them: whoever offers tones at the clock of G.711 alone is not answered with Opus if there is
    /// anything else.
    static Choice ofVoice(Media media, List<Codec> dearest, Protection protection, boolean confidential) {
        Choice seal = seal(media, protection, confidential);
        if (!(seal instanceof Seal with)) {
            return seal;
        }
        Optional<Codec> codec = dearest.stream()
                .filter(media.codecs()::containsKey)
                .min(Comparator.comparing(it -> media.tones(it.clockRate()).isEmpty()));
        if (codec.isEmpty()) {
            return new No(
                    "speaks none of " + dearest.stream().map(Codec::rtpmap).collect(Collectors.joining(", ")));
        }
        boolean noise =
                codec.get().clockRate() == 8000 && media.formats().contains(String.valueOf(PayloadTypes.COMFORT_NOISE));
        return new Voice(
                codec.get(),
                media.codecs().get(codec.get()),
                media.tones(codec.get().clockRate()),
                noise,
                with.key());
    }

    static Choice ofPicture(Media media, Protection protection, boolean confidential) {
        if (!media.direction().sends()) {
            return new No("shows nothing");
        }
        Choice seal = seal(media, protection, confidential);
        if (!(seal instanceof Seal with)) {
            return seal;
        }
        return media.films().isEmpty()
                ? new No("is not H.264")
                : new Picture(media.films().getFirst(), with.key());
    }

    /// That the line's way of sealing suits us; never leaves this file.
    record Seal(Optional<CryptoLine> key) implements Choice {}

    private static Choice seal(Media media, Protection protection, boolean confidential) {
        Optional<CryptoLine> key = media.keys().stream().findFirst();
        if (!media.isOn()) {
            return new No("is switched off");
        }
        if (media.profile().contains("TLS/")) {
            return new No("wants its keys agreed on the way of the voice (DTLS-SRTP), which this console does not do");
        }
        if (media.isPlain()) {
            return switch (protection) {
                case OFF -> new Seal(Optional.empty());
                case PREFERRED -> new Seal(key.filter(it -> confidential));
                case REQUIRED -> key.isPresent() ? new Seal(key) : new No("is not encrypted, which this line requires");
            };
        }
        if (!media.isSealed()) {
            return new No("is of the unknown kind " + media.profile());
        }
        if (protection == Protection.OFF) {
            return new No("is encrypted, which is switched off for this line");
        }
        return key.isPresent() ? new Seal(key) : new No("is encrypted without a key of SDES that we could keep");
    }
}
