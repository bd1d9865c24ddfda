package gatehouse;

import gatehouse.desk.CallId;
import gatehouse.desk.Happening;
import gatehouse.desk.Transfer;
import gatehouse.sip.Answer;
import gatehouse.sip.Answer.Negotiated;
import gatehouse.sip.Codec;
import gatehouse.sip.Phone;
import gatehouse.sip.PhoneEvent;
import gatehouse.sip.Protection;
import gatehouse.sip.VoiceAddress;
import gatehouse.site.LineMedia;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Sends callers on who would not follow a redirection: this desk calls the other one, and when that is answered it
/// answers the caller. The voice goes from the one to the other without passing this desk; who hangs up ends both.
///
/// Safe for any thread.
final class OwnLegs {
    /// `voice` is what the other one agreed on; `joined` from when they hear each other.
    private record Pair(CallId call, gatehouse.sip.CallId leg, Optional<Negotiated> voice, boolean joined) {}

    private final Supplier<Phone> phone;
    private final Consumer<Happening> desk;
    private final Map<gatehouse.sip.CallId, Pair> pairs = new HashMap<>(); // by the leg; guarded by this

    OwnLegs(Supplier<Phone> phone, Consumer<Happening> desk) {
        this.phone = phone;
        this.desk = desk;
    }

    /// `lines` is how calls over the caller's line and over the other one's may be spoken; both hold for what passes
    /// neither of them sealed, as this desk knows the keys of nobody.
    void sendOn(CallId call, Optional<VoiceAddress> callers, gatehouse.sip.Callee target, List<LineMedia> lines) {
        if (callers.isEmpty()) {
            moved(call, Transfer.Stage.FAILED, "the caller names no address for its voice");
            return;
        }
        if (lines.stream().anyMatch(line -> line.srtp() == LineMedia.Srtp.REQUIRED)) {
            moved(call, Transfer.Stage.FAILED, "the line wants an encrypted voice, and this one would not be");
            return;
        }
        var codecs = callers.get().codecs().stream()
                .filter(codec -> lines.stream().allMatch(line -> speaks(line, codec)))
                .toList();
        if (codecs.isEmpty()) {
            moved(call, Transfer.Stage.FAILED, "the caller speaks none of the codecs of the line");
            return;
        }
        synchronized (this) {
            var leg = phone.get().call(target, callers.get().only(codecs).with(Protection.OFF));
            pairs.put(leg, new Pair(call, leg, Optional.empty(), false));
        }
        moved(call, Transfer.Stage.ACCEPTED, "");
    }

    private static boolean speaks(LineMedia line, Codec codec) {
        return line.codecs().contains(LineMedia.Voice.valueOf(codec.name()));
    }

    /// Somebody took the call here; the other one need not come.
    void drop(CallId call) {
        of(call).filter(p -> !p.joined()).ifPresent(p -> {
            forget(p.leg());
            phone.get().end(p.leg());
        });
    }

    private synchronized Optional<Pair> of(CallId call) {
        return pairs.values().stream().filter(p -> p.call().equals(call)).findFirst();
    }

    private synchronized Optional<Pair> leg(gatehouse.sip.CallId leg) {
        return Optional.ofNullable(pairs.get(leg));
    }

    private synchronized void forget(gatehouse.sip.CallId leg) {
        pairs.remove(leg);
    }

    private synchronized void put(Pair pair) {
        pairs.computeIfPresent(pair.leg(), (leg, was) -> pair);
    }

    /// True when the event was about a call of this kind and is nobody else's business.
    boolean heard(PhoneEvent event) {
        return switch (event) {
            case PhoneEvent.RingsThere e ->
                leg(e.call())
                        .map(p -> moved(p.call(), Transfer.Stage.RINGING, ""))
                        .isPresent();
            case PhoneEvent.EarlyVoice e -> leg(e.call()).isPresent();
            case PhoneEvent.Changed e ->
                leg(e.call())
                        .map(p -> {
                            put(new Pair(p.call(), p.leg(), Optional.of(e.voice()), p.joined()));
                            return p;
                        })
                        .isPresent();
            case PhoneEvent.Confirmed e -> leg(e.call()).map(this::join).isPresent() || isJoined(e.call());
            case PhoneEvent.Ended e -> ended(e);
            case PhoneEvent.TransferMoved e -> leg(e.call()).isPresent();
            case PhoneEvent.ToneHeard e -> leg(e.call()).isPresent();
            case PhoneEvent.Rang e -> false;
            case PhoneEvent.OfferWanted e -> false;
            case PhoneEvent.TakesOver e -> turnedDown(e);
            case PhoneEvent.Refused e -> false;
            case PhoneEvent.LineChanged e -> false;
            case PhoneEvent.ListeningChanged e -> false;
            case PhoneEvent.Flooded e -> false;
        };
    }

    /// The voice of such a pair does not pass this desk: nothing here could go on with somebody else.
    private boolean turnedDown(PhoneEvent.TakesOver e) {
        boolean ours = leg(e.before()).isPresent()
                || of(new CallId(e.before().value())).isPresent();
        if (ours) {
            phone.get().decline(e.call(), Phone.Decline.DECLINE);
        }
        return ours;
    }

    private boolean isJoined(gatehouse.sip.CallId caller) {
        return of(new CallId(caller.value())).filter(Pair::joined).isPresent();
    }

    private Pair join(Pair pair) {
        var caller = new gatehouse.sip.CallId(pair.call().value());
        var answer = pair.voice()
                .map(voice -> phone.get()
                        .answer(
                                caller,
                                new VoiceAddress(voice.remoteRtp(), List.of(voice.codec())).with(Protection.OFF)));
        if (answer.filter(Negotiated.class::isInstance).isPresent()) {
            put(new Pair(pair.call(), pair.leg(), pair.voice(), true));
            moved(pair.call(), Transfer.Stage.DONE, "");
        } else {
            forget(pair.leg());
            phone.get().end(pair.leg());
            moved(pair.call(), Transfer.Stage.FAILED, answer.map(OwnLegs::why).orElse("no voice was agreed on"));
        }
        return pair;
    }

    private static String why(Answer answer) {
        return answer instanceof Answer.Refusal refusal ? refusal.reason() : "the caller wants another voice";
    }

    private boolean ended(PhoneEvent.Ended e) {
        var other = leg(e.call());
        if (other.isPresent()) {
            forget(e.call());
            if (other.get().joined()) {
                phone.get().end(new gatehouse.sip.CallId(other.get().call().value()));
            } else {
                moved(other.get().call(), Transfer.Stage.FAILED, EndWords.of(e.why()));
            }
            return true;
        }
        var mine = of(new CallId(e.call().value()));
        mine.ifPresent(p -> {
            forget(p.leg());
            phone.get().end(p.leg());
        });
        return mine.filter(Pair::joined).isPresent();
    }

    private boolean moved(CallId call, Transfer.Stage stage, String words) {
        desk.accept(new Happening.TransferMoved(call, stage, words, Instant.now()));
        return true;
    }

    /// The voice that a caller offered, as somebody else is to hear and speak with it: in codecs whose numbers are the
    /// same for everybody (RFC 3551 §6), for nobody stands between them who could translate.
    static Optional<VoiceAddress> offered(gatehouse.sip.Offer offer) {
        return offer.voice().map(media -> {
            var plain = media.codecs().keySet().stream()
                    .filter(OwnLegs::hasOneNumber)
                    .toList();
            return new VoiceAddress(media.at(), plain.isEmpty() ? List.of(Codec.PCMA) : plain);
        });
    }

    private static boolean hasOneNumber(Codec codec) {
        return switch (codec) {
            case PCMA, PCMU, G722 -> true;
            case OPUS -> false;
        };
    }
}
