package gatehouse.sip;

import gatehouse.rtp.CryptoLine;
import gatehouse.sip.Offer.Media;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// An offer of ours that waits for its answer: what stands in it, to tell what the answer takes of it.
record OwnOffer(
        boolean held,
        Direction direction,
        List<SessionLine> lines,
        Map<Codec, Integer> codecs,
        Map<Integer, Integer> tones,
        List<CryptoLine> voiceKeys,
        List<CryptoLine> pictureKeys) {
    /// To be filled while it is written.
    OwnOffer(boolean held, Direction direction, List<SessionLine> lines) {
        this(
                held,
                direction,
                List.copyOf(lines),
                new LinkedHashMap<>(),
                new TreeMap<>(),
                new ArrayList<>(),
                new ArrayList<>());
    }

    /// Beyond the last line where there is none of this use.
    int place(SessionLine.Use use) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).use() == use) {
                return i;
            }
        }
        return Integer.MAX_VALUE;
    }

    /// Why an answer does not fit this offer, whatever its keys are.
    Optional<String> unfit(Offer answer) {
        int at = place(SessionLine.Use.VOICE);
        if (at >= answer.media().size() || !answer.media().get(at).kind().equals("audio")) {
            return Optional.of("answers other lines than were offered");
        }
        Media media = answer.media().get(at);
        if (!media.isOn()) {
            return Optional.of("takes no voice");
        }
        if (taken(media).isEmpty()) {
            return Optional.of("answers with a voice that was not offered");
        }
        boolean sealed = lines.get(at).profile().startsWith("RTP/SAVP");
        return media.isSealed() == sealed && (sealed || media.isPlain())
                ? Optional.empty()
                : Optional.of("answers with another kind of voice: " + media.profile());
    }

    /// The answer's dearest among the offered.
    Optional<Codec> taken(Media media) {
        return media.codecs().keySet().stream().filter(codecs::containsKey).findFirst();
    }

    /// A picture that does not come about is no reason not to talk.
    Optional<Film> film(Offer answer, Sealing sealing) {
        int at = place(SessionLine.Use.PICTURE);
        if (at >= answer.media().size()) {
            return Optional.empty();
        }
        Media media = answer.media().get(at);
        if (!media.kind().equals("video")
                || !media.isOn()
                || !media.direction().sends()
                || media.films().isEmpty()
                || !media.profile().equals(lines.get(at).profile())) {
            return Optional.empty();
        }
        boolean sealed =
                media.isSealed() || !pictureKeys.isEmpty() && !media.keys().isEmpty();
        Optional<VoiceKeys> keys = sealed ? sealing.accept(pictureKeys, media.keys()) : Optional.empty();
        return sealed && keys.isEmpty()
                ? Optional.empty()
                : Optional.of(new Film(media.at(), media.films().getFirst(), keys));
    }
}
