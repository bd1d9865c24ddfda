package gatehouse;

import gatehouse.audio.RtpPorts;
import gatehouse.audio.Sound;
import gatehouse.audio.Voice;
import gatehouse.audio.VoiceEvent;
import gatehouse.audio.VoicePort;
import gatehouse.audio.VoiceSettings;
import gatehouse.desk.CallId;
import gatehouse.desk.End;
import gatehouse.desk.Happening;
import gatehouse.desk.Lamp;
import gatehouse.desk.Levels;
import gatehouse.door.CallsFrom;
import gatehouse.door.Door;
import gatehouse.sip.Answer;
import gatehouse.sip.CannotListen;
import gatehouse.sip.Codec;
import gatehouse.sip.Phone;
import gatehouse.sip.PhoneEvent;
import gatehouse.sip.Source;
import gatehouse.sip.VoiceAddress;
import gatehouse.site.Site;
import gatehouse.unlock.CallTones;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Signalling and voice of the desk's calls, put together: ties a call to its door, and gives an answered call its
/// voice. Safe for any thread.
final class Telephone implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Telephone.class);
    private static final List<Codec> CODECS = List.of(Codec.PCMA, Codec.PCMU);
    private final Consumer<Happening> desk;

    private final Figures figures;
    private final PhoneLamps lamps;
    private final Sound sound;
    private final RtpPorts ports;
    private final Map<CallId, Voice> voices = new ConcurrentHashMap<>();
    private final Set<Thread> closing = ConcurrentHashMap.newKeySet(); // each ends one voice
    private final Set<CallId> acknowledged = ConcurrentHashMap.newKeySet();
    private volatile Site site;
    private volatile Phone phone;
    private volatile double volume = 1;
    private boolean closed; // guarded by this

    private Telephone(Site site, Sound sound, Figures figures, Consumer<Happening> desk) {
        this.site = site;
        this.sound = sound;
        this.figures = figures;
        this.desk = desk;
        this.lamps = new PhoneLamps(site.calls(), desk);
        var calls = site.calls();
        this.ports = calls.firstRtpPort() == 0 ? RtpPorts.ANY : new RtpPorts(calls.firstRtpPort(), calls.lastRtpPort());
    }

    static Telephone open(Site site, Sound sound, Figures figures, Consumer<Happening> desk) throws CannotListen {
        var telephone = new Telephone(site, sound, figures, desk);
        telephone.phone = Phone.open(PhoneWiring.of(site), telephone::heard);
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
        site = changed;
        phone.admit(PhoneWiring.peers(changed));
    }

    void answer(CallId call) {
        var id = sip(call);
        VoicePort port;
        try {
            port = VoicePort.bind(phone.localAddress(id).orElseGet(this::ownAddress), ports);
        } catch (IOException e) {
            phone.decline(id, Phone.Decline.BUSY);
            over(call, End.FAILED, "No port for the voice is free: " + e.getMessage());
            return;
        }
        switch (phone.answer(id, new VoiceAddress(port.address(), CODECS))) {
            case Answer.Negotiated agreed -> speak(call, port, agreed);
            case Answer.Awaited it -> {
                port.close();
                phone.end(id);
                over(call, End.FAILED, "The caller wants to hear our offer first");
            }
            case Answer.Refusal refusal -> {
                port.close();
                over(call, End.FAILED, "Could not be answered: " + refusal.reason());
            }
        }
    }

    void decline(CallId call) {
        phone.decline(sip(call), Phone.Decline.DECLINE);
    }

    void hangUp(CallId call) {
        phone.end(sip(call));
    }

    void microphone(CallId call, boolean open) {
        var voice = voices.get(call);
        if (voice != null) {
            voice.mute(!open);
        }
    }

    void volume(double now) {
        volume = now;
        voices.values().forEach(v -> v.volume(now));
    }

    Levels levels(CallId call) {
        var voice = voices.get(call);
        return voice == null ? Levels.SILENT : new Levels(voice.heardLevel(), voice.spokenLevel());
    }

    Optional<Voice> voice(CallId call) {
        return Optional.ofNullable(voices.get(call));
    }

    /// The tones of a call, as the unlocking wants them: only in a confirmed dialog.
    CallTones tones(CallId call) {
        return new CallTones() {
            @Override
            public boolean confirmed() {
                return phone.isConfirmed(sip(call)) && voices.containsKey(call);
            }

            @Override
            public CompletableFuture<Void> rfc4733(String digits, Duration tone, Duration pause) {
                var voice = voices.get(call);
                return voice == null
                        ? CompletableFuture.failedFuture(new IllegalStateException("The call is over"))
                        : voice.sendTones(digits, tone, pause);
            }

            @Override
            public CompletableFuture<Void> info(char digit, Duration tone) {
                return phone.sendInfoTone(sip(call), digit, tone).thenAccept(status -> {
                    if (status >= 300) {
                        throw new IllegalStateException("The door answered the tone with " + status);
                    }
                });
            }
        };
    }

    void retryLine(String line) {
        phone.retryNow(line);
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        phone.close();
        voices.values().forEach(Voice::close);
        voices.clear();
        closing.forEach(Telephone::join);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void speak(CallId call, VoicePort port, Answer.Negotiated agreed) {
        var codec = gatehouse.audio.Codec.valueOf(agreed.codec().name());
        var settings = new VoiceSettings(agreed.remoteRtp(), codec, agreed.payloadType(), agreed.telephoneEvent());
        synchronized (this) {
            if (closed) {
                port.close();
                return;
            }
            var voice = Voice.open(port, settings, sound, this::voiceSaid);
            voice.volume(volume);
            voices.put(call, voice);
        }
        tellWhenTalking(call);
        if (!phone.isAlive(sip(call))) {
            silence(call);
        }
    }

    /// A call is talked in when the door has acknowledged the answer and the voice is open, whichever comes last.
    private void tellWhenTalking(CallId call) {
        if (voices.containsKey(call) && acknowledged.remove(call)) {
            desk.accept(new Happening.Answered(call, Instant.now()));
        }
    }

    private void voiceSaid(VoiceEvent event) {
        if (event instanceof VoiceEvent.SoundGone gone) {
            LOG.warn("The sound device is gone: {} {}", gone.side(), gone.cause());
            desk.accept(new Happening.LampSet(
                    "sound",
                    new Lamp(
                            "Sound",
                            Lamp.Health.BAD,
                            "device lost",
                            "Plug the headset in again. Calls can be answered, seen and opened without it.")));
        }
    }

    private void heard(PhoneEvent event) {
        switch (event) {
            case PhoneEvent.Rang rang -> rang(rang);
            case PhoneEvent.Confirmed confirmed -> {
                var call = new CallId(confirmed.call().value());
                acknowledged.add(call);
                tellWhenTalking(call);
            }
            case PhoneEvent.Ended ended -> ended(ended);
            case PhoneEvent.LineChanged changed -> lamps.line(changed);
            case PhoneEvent.ListeningChanged changed ->
                lamps.listening(changed, listening().getFirst());
            case PhoneEvent.Flooded flood -> lamps.flood(flood);
            case PhoneEvent.ToneHeard heard ->
                LOG.info("The door of call {} sent the tone {}; it is no order", heard.call(), heard.tone());
            case PhoneEvent.RingsThere it -> {}
            case PhoneEvent.EarlyVoice it -> {}
            case PhoneEvent.Changed it -> {}
            case PhoneEvent.TransferMoved it -> {}
            case PhoneEvent.Refused refused ->
                desk.accept(new Happening.CallerRefused(words(refused.source()), refused.why(), Instant.now()));
        }
    }

    private void rang(PhoneEvent.Rang rang) {
        var call = new CallId(rang.call().value());
        figures.arrived(call, rang.arrivedNanos());
        desk.accept(new Happening.Rang(
                call, doorOf(rang.source()).map(Door::id), words(rang.source()), Instant.now(), rang.arrivedNanos()));
    }

    private void ended(PhoneEvent.Ended ended) {
        var call = new CallId(ended.call().value());
        silence(call);
        acknowledged.remove(call);
        var how = switch (ended.why()) {
            case CALLER_GAVE_UP, RING_TIMEOUT, FORWARDED -> End.MISSED;
            case ANSWERED_ELSEWHERE -> End.ANSWERED_ELSEWHERE;
            case HUNG_UP_THERE -> End.VISITOR_HUNG_UP;
            case HUNG_UP_HERE, TRANSFERRED -> End.GUARD_HUNG_UP;
            case DECLINED_HERE -> End.DECLINED;
            case BUSY_THERE, DECLINED_THERE, NOT_FOUND, NO_ANSWER, NOT_REACHABLE, NOT_ALLOWED -> End.FAILED;
            case ADDRESS_LOST, FAILED -> End.FAILED;
        };
        var words = ended.why() == gatehouse.sip.End.ADDRESS_LOST ? "This desk lost its network address" : "";
        over(call, how, words);
    }

    private void silence(CallId call) {
        var voice = voices.remove(call);
        if (voice != null) {
            var thread = Thread.ofVirtual().name("voice-close").unstarted(() -> {
                voice.close();
                closing.remove(Thread.currentThread());
            });
            closing.add(thread);
            thread.start();
        }
    }

    private void over(CallId call, End how, String words) {
        desk.accept(new Happening.CallOver(call, how, words, Instant.now(), System.nanoTime()));
    }

    /// Rule 4: by the authenticated source alone.
    private Optional<Door> doorOf(Source source) {
        return switch (source) {
            case Source.Registered r -> door(new CallsFrom.Extension(r.lineId(), r.number()));
            case Source.Peer p -> door(new CallsFrom.Peer(p.host(), p.port()));
            case Source.Unknown it -> Optional.empty();
        };
    }

    private Optional<Door> door(CallsFrom from) {
        return site.doors().stream()
                .filter(d -> d.callsFrom().equals(Optional.of(from)))
                .findFirst();
    }

    private static String words(Source source) {
        return switch (source) {
            case Source.Registered r -> "extension " + r.number() + " through " + r.lineId();
            case Source.Peer p -> "direct call from " + p.host();
            case Source.Unknown u -> "unknown address " + u.host();
        };
    }

    private gatehouse.sip.CallId sip(CallId call) {
        return new gatehouse.sip.CallId(call.value());
    }

    private InetAddress ownAddress() {
        return phone.listening().stream()
                .findFirst()
                .map(l -> l.address().getAddress())
                .orElse(InetAddress.getLoopbackAddress());
    }
}
