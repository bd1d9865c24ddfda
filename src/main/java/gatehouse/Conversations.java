package gatehouse;

import gatehouse.audio.RtpPorts;
import gatehouse.audio.Sound;
import gatehouse.audio.VoiceEvent;
import gatehouse.desk.CallId;
import gatehouse.desk.End;
import gatehouse.desk.Happening;
import gatehouse.desk.Phase;
import gatehouse.sip.Answer;
import gatehouse.sip.Offer;
import gatehouse.sip.Phone;
import gatehouse.sip.PhoneEvent;
import gatehouse.sip.VoiceAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How calls come to be talked in: where their voice is heard, what is agreed on, and when both sides know it. Nobody
/// hears the guard before he has answered. Safe for any thread.
final class Conversations implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Conversations.class);

    private final Supplier<Phone> phone;
    private final CallNames names;
    private final Callers callers;
    private final Consumer<Happening> desk;
    private final Voices voices;
    private final CallPictures pictures;
    /// Ring here, and nobody has taken them. Its lock is held while something is said before the answer.
    private final Set<CallId> unanswered = ConcurrentHashMap.newKeySet();

    private final Set<CallId> acknowledged = ConcurrentHashMap.newKeySet();

    Conversations(
            Supplier<Phone> phone,
            CallNames names,
            Callers callers,
            RtpPorts ports,
            Sound sound,
            CallPictures.Eyes eyes,
            Consumer<VoiceEvent> voiceSaid,
            Consumer<Happening> desk) {
        this.phone = phone;
        this.names = names;
        this.callers = callers;
        this.desk = desk;
        this.voices = new Voices(ports, sound, voiceSaid);
        this.pictures = new CallPictures(eyes);
    }

    Voices voices() {
        return voices;
    }

    /// Somebody rings. To be said before the desk can answer.
    void rings(CallId call) {
        unanswered.add(call);
    }

    /// Who has no other eye is looked at before he is answered; nothing is said and nothing heard yet.
    void look(CallId call, Offer offer) {
        if (callers.door(call).isPresent() && offer.showsVideo()) {
            beforeTheAnswer(call, here -> {
                if (pictures.await(call, callers.door(call), here).isPresent()
                        && early(call, here).orElse(null) instanceof Answer.Negotiated agreed) {
                    pictures.agree(call, agreed);
                }
            });
        }
    }

    /// Who rings wants to know first where we hear; he is told, and not heard yet.
    void offerWanted(CallId call) {
        beforeTheAnswer(call, here -> {
            if (early(call, here).orElse(null) instanceof Answer.Refusal refusal) {
                LOG.info("The caller of {} could not be told where we hear: {}", call, refusal.reason());
            }
        });
    }

    /// Only before the guard has taken the call; who takes it meanwhile waits, so that both name the same ports.
    private void beforeTheAnswer(CallId call, Consumer<InetAddress> saying) {
        synchronized (unanswered) {
            if (unanswered.contains(call)) {
                saying.accept(here(call));
            }
        }
    }

    /// Nothing is said early any more.
    private void taken(CallId call) {
        synchronized (unanswered) {
            unanswered.remove(call);
        }
    }

    private Optional<Answer> early(CallId call, InetAddress here) {
        return voice(call, here).map(voice -> phone.get().early(names.sip(call), voice));
    }

    void answer(CallId call) {
        var id = names.sip(call);
        taken(call);
        var voice = voice(call, here(call));
        if (voice.isEmpty()) {
            phone.get().decline(id, Phone.Decline.BUSY);
            return;
        }
        switch (phone.get().answer(id, voice.get())) {
            case Answer.Negotiated agreed -> speak(call, agreed, false);
            case Answer.Awaited it -> LOG.debug("The caller of {} hears our offer first", call);
            case Answer.Refusal refusal -> {
                letGo(call);
                over(call, End.FAILED, "Could not be answered: " + refusal.reason());
            }
        }
    }

    /// Somebody comes in the place of another one: he is answered at once. The guard is heard there when that is told.
    void takesOver(PhoneEvent.TakesOver event) {
        var call = names.desk(event.call());
        var before = names.desk(event.before());
        var door = callers.rang(call, event.source(), OwnLegs.offered(event.offer()));
        var voice = voice(call, here(call));
        if (voice.isEmpty()) {
            phone.get().decline(event.call(), Phone.Decline.BUSY);
            return;
        }
        switch (phone.get().answer(event.call(), voice.get())) {
            case Answer.Negotiated agreed -> {
                speak(call, agreed, true);
                tookOver(before, call, event, door);
            }
            case Answer.Awaited it -> tookOver(before, call, event, door);
            case Answer.Refusal refusal -> {
                LOG.info("{} goes on as it was: {}", before, refusal.reason());
                letGo(call);
            }
        }
    }

    private void tookOver(
            CallId before, CallId call, PhoneEvent.TakesOver event, Optional<gatehouse.door.DoorId> door) {
        desk.accept(new Happening.TookOver(
                before, call, door, Callers.words(event.source()), Instant.now(), System.nanoTime()));
    }

    /// Where we hear, and see where the door is seen only so.
    Optional<VoiceAddress> voice(CallId call, InetAddress here) {
        try {
            var voice = PhoneWiring.voice(voices.bind(call, here).address(), callers.line(call));
            return Optional.of(pictures.await(call, callers.door(call), here)
                    .map(voice::watching)
                    .orElse(voice));
        } catch (IOException e) {
            over(call, End.FAILED, "No port for the voice is free: " + e.getMessage());
            return Optional.empty();
        }
    }

    /// Whom we called is heard before he answers.
    void heardEarly(CallId call, Answer.Negotiated voice) {
        speak(call, voice, true);
        desk.accept(new Happening.DialMoved(call, Phase.Progress.HEARD, Instant.now()));
    }

    void changed(CallId call, Answer.Negotiated voice) {
        if (unanswered.contains(call)) {
            pictures.agree(call, voice);
            return;
        }
        boolean first = !voices.has(call);
        speak(call, voice, false);
        if (!first || voice.heldByThem()) {
            desk.accept(new Happening.HeldThere(call, voice.heldByThem()));
        }
    }

    void confirmed(CallId call) {
        acknowledged.add(call);
        tellWhenTalking(call);
    }

    private void speak(CallId call, Answer.Negotiated agreed, boolean listening) {
        voices.agree(call, agreed, callers.intercom(call), listening);
        pictures.agree(call, agreed);
        tellWhenTalking(call);
        if (!phone.get().isAlive(names.sip(call))) {
            letGo(call);
        }
    }

    /// A call is talked in when both sides know that it is answered and the voice is open, whichever comes last.
    private void tellWhenTalking(CallId call) {
        if (voices.has(call) && acknowledged.remove(call)) {
            boolean byKey = voices.answered(call, System.nanoTime());
            desk.accept(new Happening.Answered(call, byKey, Instant.now()));
        }
    }

    /// Nothing more is heard of it.
    void ended(CallId call) {
        taken(call);
        voices.whole(call).ifPresent(s -> desk.accept(new Happening.VoiceTold(call, s, Instant.now())));
        letGo(call);
        acknowledged.remove(call);
    }

    private void letGo(CallId call) {
        voices.silence(call);
        pictures.over(call);
    }

    private void over(CallId call, End how, String words) {
        desk.accept(new Happening.CallOver(call, how, words, Instant.now(), System.nanoTime()));
    }

    private InetAddress here(CallId call) {
        return phone.get().localAddress(names.sip(call)).orElseGet(this::ownAddress);
    }

    InetAddress ownAddress() {
        return phone.get().listening().stream()
                .findFirst()
                .map(l -> l.address().getAddress())
                .orElse(InetAddress.getLoopbackAddress());
    }

    @Override
    public void close() {
        voices.close();
        pictures.close();
    }
}
