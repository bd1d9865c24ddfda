package gatehouse.sip;

import gatehouse.rtp.CryptoLine;
import gatehouse.sip.Answer.Negotiated;
import gatehouse.sip.Answer.Ways;
import gatehouse.sip.Offer.Media;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;

/// Our side of offer and answer in one call (RFC 3264): answers their offers, makes offers of ours and reads what they
/// answer. It remembers the lines of the session in their order, the numbers, the keys, and whether we hold the call,
/// so that every new description goes on from the last one. A refused offer, theirs or ours, changes nothing.
///
/// Confined to one thread at a time, or guarded by the lock of its call.
final class Negotiation {
    sealed interface Outcome {
        record Agreed(Negotiated voice) implements Outcome {}

        /// For 488, with the reason line by line.
        record Refused(String why) implements Outcome {}
    }

    private final VoiceAddress voice;
    private final boolean confidential;
    private final PayloadTypes numbers = new PayloadTypes();
    private final Sealing sealing;
    private final Sealing pictureSealing;
    private final long session = ThreadLocalRandom.current().nextLong(1, 1L << 31);
    private long version = session - 1;
    private String lastLines = "";
    private byte[] said = {};
    private List<SessionLine> lines = List.of();
    private boolean held;
    private Optional<OwnOffer> open = Optional.empty();
    private Optional<Negotiated> agreed = Optional.empty();

    /// `confidential`: the signalling of this call is encrypted, so that keys may travel in it.
    Negotiation(VoiceAddress voice, boolean confidential) {
        this.voice = voice;
        this.confidential = confidential;
        this.sealing = new Sealing(!confidential);
        this.pictureSealing = new Sealing(!confidential);
    }

    /// What was agreed on last.
    Optional<Negotiated> agreed() {
        return agreed;
    }

    /// Our last description, to be said again word by word where that is asked for.
    byte[] said() {
        return said.clone();
    }

    /// We hold this call, as both sides know it.
    boolean isHeld() {
        return held;
    }

    /// Takes an offer of theirs, or has nothing in common with it. The answer is in [#said] then.
    Outcome answer(Offer offer) {
        var reasons = new ArrayList<String>();
        var candidates = new ArrayList<Integer>();
        for (int i = 0; i < offer.media().size(); i++) {
            Media media = offer.media().get(i);
            if (media.kind().equals("audio")) {
                Choice choice = Choice.ofVoice(media, voice.codecs(), voice.protection(), confidential);
                if (choice instanceof Choice.No no) {
                    reasons.add(String.format(Locale.ROOT, "line %d %s", i + 1, no.why()));
                } else {
                    candidates.add(i);
                }
            }
        }
        if (candidates.isEmpty()) {
            return new Outcome.Refused(
                    reasons.isEmpty()
                            ? "offers no voice"
                            : "offers no voice that suits: " + String.join("; ", reasons));
        }
        // The line already talked on; else a sealed one where keys are secret, an open one where they are not.
        int chosen = candidates.stream()
                .min(Comparator.<Integer, Boolean>comparing(i -> !isTalkedOn(i))
                        .thenComparing(i -> offer.media().get(i).isSealed() != confidential))
                .orElseThrow();
        return new Outcome.Agreed(take(offer, chosen));
    }

    private boolean isTalkedOn(int line) {
        return line < lines.size() && lines.get(line).use() == SessionLine.Use.VOICE;
    }

    private Negotiated take(Offer offer, int chosen) {
        Media media = offer.media().get(chosen);
        numbers.learn(media);
        var own = (Choice.Voice) Choice.ofVoice(media, voice.codecs(), voice.protection(), confidential);
        Optional<VoiceKeys> keys = keys(sealing, own.key());
        var ways = new Ways(held ? Direction.SENDONLY : Direction.SENDRECV, media.direction());
        var text = new SdpText(voice.rtp().getAddress());
        var now = new ArrayList<SessionLine>();
        Optional<Film> film = Optional.empty();
        for (int i = 0; i < offer.media().size(); i++) {
            Media other = offer.media().get(i);
            if (i == chosen) {
                text.voice(
                        voice.rtp(),
                        media.profile(),
                        Map.of(own.codec(), own.payloadType()),
                        tones(own),
                        own.noise(),
                        keys.isPresent() ? sealing.line() : List.of(),
                        ways.agreed());
                now.add(SessionLine.of(other, SessionLine.Use.VOICE));
            } else if (film.isEmpty() && choiceOfPicture(other) instanceof Choice.Picture shown) {
                film = Optional.of(new Film(other.at(), shown.coding(), keys(pictureSealing, shown.key())));
                text.picture(
                        voice.video().orElseThrow(),
                        other.profile(),
                        shown.coding(),
                        film.get().keys().isPresent() ? pictureSealing.line() : List.of());
                now.add(SessionLine.of(other, SessionLine.Use.PICTURE));
            } else {
                text.off(other.kind(), other.profile(), other.formats());
                now.add(SessionLine.of(other, SessionLine.Use.NONE));
            }
        }
        var voiced = new Negotiated(
                media.at(),
                own.codec(),
                own.payloadType(),
                own.payloadType(),
                own.tones(),
                media.packets().millis(),
                ways,
                keys,
                film);
        say(text);
        open = Optional.empty();
        lines = List.copyOf(now);
        agreed = Optional.of(voiced);
        return voiced;
    }

    private Choice choiceOfPicture(Media media) {
        return media.kind().equals("video") && voice.video().isPresent()
                ? Choice.ofPicture(media, voice.protection(), confidential)
                : new Choice.No("is not wanted");
    }

    private static Optional<VoiceKeys> keys(Sealing stream, Optional<CryptoLine> key) {
        if (key.isEmpty()) {
            stream.drop();
        }
        return key.map(stream::take);
    }

    private static Map<Integer, Integer> tones(Choice.Voice own) {
        return own.tones().isPresent()
                ? Map.of(own.codec().clockRate(), own.tones().getAsInt())
                : Map.of();
    }

    /// Offers our voice as it stands: all codecs, and on hold if it is.
    byte[] offer() {
        return offer(held, voice.codecs());
    }

    /// Offers our voice in these codecs; `hold`: we will not listen for a while. It holds when it is accepted.
    byte[] offer(boolean hold, List<Codec> codecs) {
        var own = new OwnOffer(hold, wish(hold), lines.isEmpty() ? firstLines() : lines);
        for (Codec codec : codecs) {
            numbers.of(codec).ifPresent(number -> own.codecs().put(codec, number));
            numbers.tones(codec.clockRate()).ifPresent(number -> own.tones().put(codec.clockRate(), number));
        }
        var text = new SdpText(voice.rtp().getAddress());
        for (SessionLine line : own.lines()) {
            switch (line.use()) {
                case VOICE -> {
                    if (sealsOffer(line)) {
                        own.voiceKeys().addAll(sealing.offer());
                    }
                    text.voice(
                            voice.rtp(),
                            line.profile(),
                            own.codecs(),
                            own.tones(),
                            false,
                            own.voiceKeys(),
                            own.direction());
                }
                case PICTURE -> {
                    if (sealsOffer(line)) {
                        own.pictureKeys().addAll(pictureSealing.offer());
                    }
                    text.picture(voice.video().orElseThrow(), line.profile(), picture(), own.pictureKeys());
                }
                case NONE -> text.off(line.kind(), line.profile(), line.formats());
            }
        }
        open = Optional.of(own);
        say(text);
        return said();
    }

    /// RFC 3264 §8.4: whoever already does not hear us is not sent anything when we hold him, too.
    private Direction wish(boolean hold) {
        if (!hold) {
            return Direction.SENDRECV;
        }
        return agreed.filter(Negotiated::heldByThem).isPresent() ? Direction.INACTIVE : Direction.SENDONLY;
    }

    private List<SessionLine> firstLines() {
        String profile = voice.protection() == Protection.REQUIRED ? "RTP/SAVP" : "RTP/AVP";
        var first = new ArrayList<SessionLine>();
        first.add(new SessionLine("audio", profile, List.of(), SessionLine.Use.VOICE));
        voice.video().ifPresent(at -> first.add(new SessionLine("video", profile, List.of(), SessionLine.Use.PICTURE)));
        return first;
    }

    /// A key in the open is offered only where nothing else is allowed, or where the call is already sealed.
    private boolean sealsOffer(SessionLine line) {
        return line.profile().startsWith("RTP/SAVP")
                || switch (voice.protection()) {
                    case REQUIRED -> true;
                    case PREFERRED -> confidential;
                    case OFF -> false;
                };
    }

    private H264 picture() {
        return agreed.flatMap(Negotiated::film).map(Film::coding).orElse(H264.OURS);
    }

    /// Takes what they answered to our last offer. It may be asked again for the same offer, when one branch of a fork
    /// answers after another.
    Outcome accept(Offer answer) {
        if (open.isEmpty()) {
            return new Outcome.Refused("answers what was not offered");
        }
        OwnOffer own = open.get();
        Optional<String> unfit = own.unfit(answer);
        if (unfit.isPresent()) {
            return new Outcome.Refused(unfit.get());
        }
        Media media = answer.media().get(own.place(SessionLine.Use.VOICE));
        Codec codec = own.taken(media).orElseThrow();
        Optional<VoiceKeys> keys = Optional.empty();
        boolean sealed = !own.voiceKeys().isEmpty() && !media.keys().isEmpty();
        if (sealed) {
            keys = sealing.accept(own.voiceKeys(), media.keys());
        } else if (!media.isSealed() && voice.protection() != Protection.REQUIRED) {
            sealing.drop();
        }
        if (keys.isEmpty() && (sealed || media.isSealed() || voice.protection() == Protection.REQUIRED)) {
            return new Outcome.Refused("answers without a key that belongs to one of ours");
        }
        var voiced = new Negotiated(
                media.at(),
                codec,
                media.codecs().get(codec),
                own.codecs().get(codec),
                own.tones().containsKey(codec.clockRate()) ? media.tones(codec.clockRate()) : OptionalInt.empty(),
                media.packets().millis(),
                new Ways(own.direction(), media.direction()),
                keys,
                own.film(answer, pictureSealing));
        held = own.held();
        lines = own.lines();
        agreed = Optional.of(voiced);
        return new Outcome.Agreed(voiced);
    }

    /// Our last offer was refused, or will not be answered: all is as it was.
    void withdrawn() {
        open = Optional.empty();
    }

    /// RFC 3264 §8: the version counts what is new, and nothing else.
    private void say(SdpText text) {
        if (!text.lines().equals(lastLines)) {
            version++;
            lastLines = text.lines();
        }
        said = text.write(session, version);
    }
}
