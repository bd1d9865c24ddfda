package gatehouse.sip;

import gatehouse.sip.Offer.Media;
import java.net.Inet6Address;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// Our side of one call's session description: chooses the voice and writes the answer, every offered line in its
/// place (RFC 3264 §6), the ones we do not take with port 0.
final class SdpAnswer {
    private final VoiceAddress voice;
    private final long session = ThreadLocalRandom.current().nextLong(1, 1L << 31);
    private long version = session;

    SdpAnswer(VoiceAddress voice) {
        this.voice = voice;
    }

    /// Our dearest codec among those offered, or nothing where there is none.
    Optional<Answer.Negotiated> choose(Offer offer) {
        return offer.voice().flatMap(this::choose);
    }

    private Optional<Answer.Negotiated> choose(Media media) {
        return voice.codecs().stream()
                .filter(media.codecs()::containsKey)
                .findFirst()
                .map(codec ->
                        new Answer.Negotiated(media.at(), codec, media.codecs().get(codec), media.telephoneEvent()));
    }

    /// Not for two threads at once: each answer has the next version number.
    byte[] write(Offer offer, Answer.Negotiated agreed) {
        StringBuilder text = head();
        boolean taken = false;
        for (Media media : offer.media()) {
            if (!taken && media.isVoice()) {
                take(text, media, agreed);
                taken = true;
            } else {
                text.append(
                        "m=%s 0 %s %s\r\n".formatted(media.kind(), media.profile(), String.join(" ", media.formats())));
            }
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private StringBuilder head() {
        String address = voice.rtp().getAddress().getHostAddress();
        String family = voice.rtp().getAddress() instanceof Inet6Address ? "IP6 " : "IP4 ";
        return new StringBuilder(512)
                .append("v=0\r\no=gatehouse ")
                .append(session)
                .append(' ')
                .append(version++)
                .append(" IN ")
                .append(family)
                .append(address)
                .append("\r\ns=-\r\nc=IN ")
                .append(family)
                .append(address)
                .append("\r\nt=0 0\r\n");
    }

    /// An offer of ours; `held` when we will not listen for a while.
    byte[] offer(boolean held, List<Codec> codecs) {
        StringBuilder text = head().append("m=audio ").append(voice.rtp().getPort()).append(" RTP/AVP");
        codecs.forEach(codec -> text.append(' ').append(codec.payloadType()));
        text.append(" 101\r\n");
        codecs.forEach(codec -> text.append("a=rtpmap:%d %s/8000\r\n".formatted(codec.payloadType(), codec)));
        text.append("a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\na=ptime:20\r\n")
                .append(held ? "a=sendonly\r\n" : "a=sendrecv\r\n");
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private void take(StringBuilder text, Media media, Answer.Negotiated agreed) {
        text.append("m=audio %d %s %d".formatted(voice.rtp().getPort(), media.profile(), agreed.payloadType()));
        agreed.telephoneEvent().ifPresent(type -> text.append(' ').append(type));
        text.append("\r\na=rtpmap:%d %s/8000\r\n".formatted(agreed.payloadType(), agreed.codec()));
        agreed.telephoneEvent()
                .ifPresent(type ->
                        text.append("a=rtpmap:%d telephone-event/8000\r\na=fmtp:%d 0-15\r\n".formatted(type, type)));
        text.append("a=ptime:20\r\na=")
                .append(media.direction().mirrored().name().toLowerCase(Locale.ROOT))
                .append("\r\n");
    }
}
