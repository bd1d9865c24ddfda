package gatehouse;

import gatehouse.audio.RtpPorts;
import gatehouse.audio.Sound;
import gatehouse.audio.Voice;
import gatehouse.audio.VoiceEvent;
import gatehouse.audio.WaveFault;
import gatehouse.audio.WaveFile;
import gatehouse.desk.CallId;
import gatehouse.desk.Deed;
import gatehouse.desk.Happening;
import gatehouse.desk.Lamp;
import gatehouse.desk.Levels;
import gatehouse.desk.Phase;
import gatehouse.desk.Recent;
import gatehouse.sip.Answer;
import gatehouse.sip.CannotListen;
import gatehouse.sip.Codec;
import gatehouse.sip.Phone;
import gatehouse.sip.PhoneEvent;
import gatehouse.sip.ToneBody;
import gatehouse.site.DeclineReason;
import gatehouse.site.Site;
import gatehouse.ui.kit.Words;
import gatehouse.unlock.CallTones;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Signalling and voice of the desk's calls, put together: what the desk wants is said to the telephone, what the
/// telephone hears is told to the desk. Safe for any thread.
final class Telephone implements AutoCloseable {
    /// The window comes up first.
    private static final Duration REHEARSED_AFTER = Duration.ofSeconds(8);
    private static final Logger LOG = LoggerFactory.getLogger(Telephone.class);

    /// What every station understands.
    private static final List<Codec> PLAIN = List.of(Codec.PCMA, Codec.PCMU);

    private final Consumer<Happening> desk;
    private final Figures figures;
    private final PhoneLamps lamps;
    private final Callers callers;
    private final CallNames names = new CallNames();
    private final Conversations talks;
    private final Voices voices;
    private final OwnLegs legs;
    private final Transfers transfers;
    private volatile Phone phone;

    private Telephone(Site site, Sound sound, Figures figures, CallPictures.Eyes eyes, Consumer<Happening> desk) {
        this.figures = figures;
        this.desk = desk;
        this.lamps = new PhoneLamps(site.calls(), desk);
        this.callers = new Callers(site);
        var calls = site.calls();
        this.talks = new Conversations(
                () -> phone,
                names,
                callers,
                calls.firstRtpPort() == 0 ? RtpPorts.ANY : new RtpPorts(calls.firstRtpPort(), calls.lastRtpPort()),
                sound,
                eyes,
                this::voiceSaid,
                desk);
        this.voices = talks.voices();
        this.legs = new OwnLegs(() -> phone, desk);
        this.transfers = new Transfers(() -> phone, names, callers, legs, desk);
    }

    static Telephone open(Site site, Sound sound, Figures figures, CallPictures.Eyes eyes, Consumer<Happening> desk)
            throws CannotListen {
        var telephone = new Telephone(site, sound, figures, eyes, desk);
        telephone.phone = Phone.open(PhoneWiring.of(site), telephone::heard);
        telephone.phone.rehearse(REHEARSED_AFTER);
        if (!site.calls().listen().isEmpty()) {
            telephone.lamps.listening(telephone.listening().getFirst());
        }
        return telephone;
    }

    List<Phone.Listening> listening() {
        return phone.listening();
    }

    /// Who may call follows the site. Doors that were added are let in; nothing else changes in a running phone.
    void wire(Site changed) {
        callers.wire(changed);
        phone.admit(PhoneWiring.peers(changed));
    }

    void answer(Deed.Answer d) {
        d.aside().ifPresent(this::putAside);
        legs.drop(d.call());
        talks.answer(d.call());
    }

    void dial(Deed.Dial d) {
        d.aside().ifPresent(this::putAside);
        var callee = Callers.callee(d.at());
        callers.called(d.call(), d.at(), d.door());
        talks.voice(d.call(), phone.localAddress(callee).orElseGet(talks::ownAddress))
                .ifPresent(voice -> names.called(d.call(), () -> phone.call(callee, voice)));
    }

    void decline(CallId call, DeclineReason reason) {
        phone.decline(names.sip(call), reason.status(), reason.words());
    }

    void hangUp(CallId call) {
        phone.end(names.sip(call));
    }

    /// Silent here at once; the other side is told.
    void hold(CallId call) {
        putAside(call);
    }

    private void putAside(CallId call) {
        voices.hush(call);
        voices.rest(call, true);
        said(call, "hold", phone.hold(names.sip(call)));
    }

    void resume(Deed.Resume d) {
        d.aside().ifPresent(this::putAside);
        voices.rest(d.call(), false);
        said(d.call(), "resume", phone.resume(names.sip(d.call())));
    }

    /// The codecs that everybody has, against a voice that is not understood.
    void plainVoice(CallId call) {
        said(call, "G.711 only", phone.renegotiate(names.sip(call), PLAIN));
    }

    private void said(CallId call, String what, CompletableFuture<Answer> answer) {
        answer.whenComplete((a, fault) -> {
            if (fault != null || a instanceof Answer.Refusal) {
                LOG.info("The other side of {} did not agree to: {} ({})", call, what, fault != null ? fault : a);
            }
        });
    }

    Transfers transfers() {
        return transfers;
    }

    void announce(Deed.Announce d) {
        try {
            var sound = WaveFile.announcement(
                    d.announcement().name(), d.announcement().file());
            voices.announce(d.call(), sound, () -> desk.accept(new Happening.AnnouncementOver(d.call())));
        } catch (WaveFault e) {
            desk.accept(new Happening.AnnouncementOver(d.call()));
            desk.accept(new Happening.Noticed(new Recent(Instant.now(), e.getMessage() + " " + e.remedy(), true)));
        }
    }

    void hush(CallId call) {
        voices.hush(call);
    }

    void microphone(CallId call, boolean open) {
        voices.microphone(call, open);
    }

    /// Whether calls begin with a closed microphone, whatever their door says.
    void alwaysByKey(boolean wanted) {
        voices.alwaysByKey(wanted);
    }

    void volume(double now) {
        voices.volume(now);
    }

    Levels levels(CallId call) {
        return voices.levels(call);
    }

    Optional<Voice> voice(CallId call) {
        return voices.of(call);
    }

    /// How the calls sound; asked once a second.
    void tellSound() {
        voices.tell((call, sounding) -> desk.accept(new Happening.VoiceTold(call, sounding, Instant.now())));
    }

    CallTones tones(CallId call) {
        var id = names.sip(call);
        return new InCallTones(
                call,
                () -> phone.isConfirmed(id),
                () -> voices.of(call),
                digit -> tone -> phone.sendInfoTone(id, digit, tone),
                digit -> phone.sendInfoTone(id, digit, Duration.ofMillis(100), ToneBody.BARE),
                desk);
    }

    void retryLine(String line) {
        phone.retryNow(line);
    }

    @Override
    public void close() {
        phone.close();
        talks.close();
    }

    private void voiceSaid(VoiceEvent event) {
        if (event instanceof VoiceEvent.SoundGone gone) {
            LOG.warn("The sound device is gone: {} {}", gone.side(), gone.cause());
            desk.accept(new Happening.LampSet(
                    "sound",
                    new Lamp(
                            Words.of("lamp.sound"),
                            Lamp.Health.BAD,
                            Words.of("soundtrouble.LOST"),
                            Words.of("soundtrouble.LOST.remedy"))));
        }
    }

    private void heard(PhoneEvent event) {
        if (legs.heard(event)) {
            return;
        }
        switch (event) {
            case PhoneEvent.Rang rang -> rang(rang);
            case PhoneEvent.RingsThere e ->
                desk.accept(new Happening.DialMoved(names.desk(e.call()), Phase.Progress.RINGING, Instant.now()));
            case PhoneEvent.OfferWanted e -> talks.offerWanted(names.desk(e.call()));
            case PhoneEvent.TakesOver e -> talks.takesOver(e);
            case PhoneEvent.EarlyVoice e -> talks.heardEarly(names.desk(e.call()), e.voice());
            case PhoneEvent.Changed e -> talks.changed(names.desk(e.call()), e.voice());
            case PhoneEvent.TransferMoved e -> transfers.moved(names.desk(e.call()), e.state());
            case PhoneEvent.Confirmed e -> talks.confirmed(names.desk(e.call()));
            case PhoneEvent.Ended ended -> ended(ended);
            case PhoneEvent.LineChanged changed -> lamps.line(changed);
            case PhoneEvent.ListeningChanged changed ->
                lamps.listening(changed, listening().getFirst());
            case PhoneEvent.Flooded flood -> lamps.flood(flood);
            case PhoneEvent.ToneHeard heard ->
                LOG.info("The door of call {} sent the tone {}; it is no order", heard.call(), heard.tone());
            case PhoneEvent.Refused refused ->
                desk.accept(new Happening.CallerRefused(Callers.words(refused.source()), refused.why(), Instant.now()));
        }
    }

    private void rang(PhoneEvent.Rang rang) {
        var call = names.desk(rang.call());
        figures.arrived(call, rang.arrivedNanos());
        talks.rings(call);
        var door = callers.rang(call, rang.source(), OwnLegs.offered(rang.offer()));
        desk.accept(new Happening.Rang(call, door, Callers.words(rang.source()), Instant.now(), rang.arrivedNanos()));
        talks.look(call, rang.offer());
    }

    private void ended(PhoneEvent.Ended ended) {
        var call = names.desk(ended.call());
        talks.ended(call);
        transfers.over(call);
        desk.accept(new Happening.CallOver(
                call, EndWords.how(ended.why()), EndWords.of(ended.why()), Instant.now(), System.nanoTime()));
        callers.forget(call);
        names.forget(call);
    }
}
