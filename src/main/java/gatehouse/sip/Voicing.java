package gatehouse.sip;

import gatehouse.sip.Answer.Negotiated;
import java.util.List;
import java.util.Optional;

/// What this side of a call says of its voice: answers and makes offers, and remembers what was said last, for some of
/// it must be said again word by word.
///
/// Guarded by the lock of its call.
final class Voicing {
    private final VoiceAddress voice;
    private final SdpAnswer sdp;
    private byte[] said = {};
    private Optional<Negotiated> agreed = Optional.empty();

    Voicing(VoiceAddress voice) {
        this.voice = voice;
        this.sdp = new SdpAnswer(voice);
    }

    /// Takes an offer of theirs, or has nothing in common with it. The answer is `said` then.
    Optional<Negotiated> answer(Offer offer) {
        Optional<Negotiated> chosen = sdp.choose(offer);
        chosen.ifPresent(it -> {
            said = sdp.write(offer, it);
            agreed = chosen;
        });
        return chosen;
    }

    /// Offers our voice, all of it.
    byte[] offer() {
        return offer(false, voice.codecs());
    }

    byte[] offer(boolean held, List<Codec> codecs) {
        said = sdp.offer(held, codecs);
        return said;
    }

    /// Takes what they answered to our offer.
    Optional<Negotiated> accept(Offer answer) {
        Optional<Negotiated> chosen = sdp.choose(answer);
        if (chosen.isPresent()) {
            agreed = chosen;
        }
        return chosen;
    }

    List<Codec> codecs() {
        return voice.codecs();
    }

    byte[] said() {
        return said;
    }

    Optional<Negotiated> agreed() {
        return agreed;
    }
}
