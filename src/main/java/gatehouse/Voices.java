package gatehouse;

import gatehouse.audio.Announcement;
import gatehouse.audio.Codec;
import gatehouse.audio.Direction;
import gatehouse.audio.Explainer;
import gatehouse.audio.RtpPorts;
import gatehouse.audio.Sound;
import gatehouse.audio.Voice;
import gatehouse.audio.VoiceEvent;
import gatehouse.audio.VoicePort;
import gatehouse.audio.VoiceSettings;
import gatehouse.desk.CallId;
import gatehouse.desk.Levels;
import gatehouse.desk.Sounding;
import gatehouse.door.Intercom;
import gatehouse.sip.Answer.Negotiated;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The voices of the calls: a port for each before anything is agreed, a voice from then on, and how it sounds.
///
/// Safe for any thread.
final class Voices implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Voices.class);

    /// `byKey` keeps the microphone closed until the talk key is held; `since` is when the call was answered, by the
    /// monotonic clock.
    private record Speaking(Voice voice, boolean byKey, OptionalLong since) {
        Voice.Talk talk() {
            return byKey ? Voice.Talk.PUSH_TO_TALK : Voice.Talk.OPEN;
        }
    }

    private final RtpPorts ports;
    private final Sound sound;
    private final Consumer<VoiceEvent> told;
    private final Map<CallId, VoicePort> waiting = new ConcurrentHashMap<>();
    private final Map<CallId, Speaking> voices = new ConcurrentHashMap<>();
    private final Set<Thread> closing = ConcurrentHashMap.newKeySet(); // each ends one voice
    private volatile double volume = 1;
    private volatile boolean alwaysByKey;
    private boolean closed; // guarded by this

    Voices(RtpPorts ports, Sound sound, Consumer<VoiceEvent> told) {
        this.ports = ports;
        this.sound = sound;
        this.told = told;
    }

    /// Where the voice of this call will be heard. It is there until the call is silenced; asked again before anything
    /// was agreed it is the same.
    synchronized VoicePort bind(CallId call, InetAddress here) throws IOException {
        var known = waiting.get(call);
        if (known != null) {
            return known;
        }
        if (closed) {
            throw new IOException("The telephone is closing");
        }
        var port = VoicePort.bind(here, ports);
        waiting.put(call, port);
        return port;
    }

    /// What was agreed on, for the first time or anew. `listening` lets nothing of the guard out yet.
    void agree(CallId call, Negotiated agreed, Intercom intercom, boolean listening) {
        var settings = settings(agreed);
        synchronized (this) {
            var speaking = voices.get(call);
            if (speaking != null) {
                speaking.voice().change(settings);
                return;
            }
            var port = waiting.remove(call);
            if (port == null) {
                return; // it is over already
            }
            boolean byKey = alwaysByKey || intercom.mode() == Intercom.Mode.PUSH;
            var talk = listening ? Voice.Talk.LISTENING : byKey ? Voice.Talk.PUSH_TO_TALK : Voice.Talk.OPEN;
            var voice = Voice.open(port, settings, talk, sound, told);
            voice.volume(volume);
            voice.spokenGain(intercom.gainUp());
            voice.heardGain(intercom.gainDown());
            if (intercom.mode() == Intercom.Mode.HALF) {
                voice.halfDuplex(true);
            }
            voices.put(call, new Speaking(voice, byKey, OptionalLong.empty()));
        }
    }

    private static VoiceSettings settings(Negotiated agreed) {
        var settings = new VoiceSettings(
                        agreed.remoteRtp(),
                        Codec.valueOf(agreed.codec().name()),
                        agreed.payloadType(),
                        agreed.telephoneEvent())
                .going(Direction.valueOf(agreed.direction().name()));
        return agreed.keys()
                .map(k -> settings.sealedWith(new VoiceSettings.Keys(k.ours(), k.theirs())))
                .orElse(settings);
    }

    /// The call is answered: the guard may be heard, and what is wrong is looked for from now on. True where he is
    /// heard
    /// only while he holds the talk key.
    boolean answered(CallId call, long nanos) {
        var speaking = voices.computeIfPresent(call, (id, s) -> {
            s.voice().talk(s.talk());
            return new Speaking(s.voice(), s.byKey(), OptionalLong.of(nanos));
        });
        return speaking != null && speaking.byKey();
    }

    /// Whether calls begin with a closed microphone from now on, whatever their door says.
    void alwaysByKey(boolean wanted) {
        alwaysByKey = wanted;
    }

    /// Opens or closes the microphone, as the talk key or the mute key wants it.
    void microphone(CallId call, boolean open) {
        var speaking = voices.get(call);
        if (speaking != null) {
            if (speaking.byKey()) {
                speaking.voice().hold(open);
            }
            speaking.voice().mute(!open);
        }
    }

    boolean has(CallId call) {
        return voices.containsKey(call);
    }

    Optional<Voice> of(CallId call) {
        return Optional.ofNullable(voices.get(call)).map(Speaking::voice);
    }

    void rest(CallId call, boolean wanted) {
        of(call).ifPresent(v -> v.rest(wanted));
    }

    void volume(double now) {
        volume = now;
        voices.values().forEach(s -> s.voice().volume(now));
    }

    Levels levels(CallId call) {
        return of(call).map(v -> new Levels(v.heardLevel(), v.spokenLevel())).orElse(Levels.SILENT);
    }

    /// Plays it; `over` is told when it has come to its end in whatever way.
    void announce(CallId call, Announcement announcement, Runnable over) {
        of(call).ifPresentOrElse(v -> v.announce(announcement).whenComplete((end, fault) -> over.run()), over);
    }

    void hush(CallId call) {
        of(call).ifPresent(Voice::stopAnnouncement);
    }

    /// How each answered call sounds at this moment.
    void tell(BiConsumer<CallId, Sounding> tell) {
        long now = System.nanoTime();
        voices.forEach((call, s) ->
                s.since().ifPresent(since -> tell.accept(call, sounding(s.voice(), Duration.ofNanos(now - since)))));
    }

    private static Sounding sounding(Voice voice, Duration answered) {
        return new Sounding(
                voice.settings().codec().name(),
                voice.settings().keys().isPresent(),
                Optional.of(voice.quality()),
                Optional.of(Explainer.explain(voice.facts(), answered)));
    }

    /// How it sounded from the beginning to now; empty when it was not answered.
    Optional<Sounding> whole(CallId call) {
        return Optional.ofNullable(voices.get(call))
                .filter(s -> s.since().isPresent())
                .map(s -> new Sounding(
                        s.voice().settings().codec().name(),
                        s.voice().settings().keys().isPresent(),
                        Optional.of(s.voice().wholeQuality()),
                        Optional.of(Explainer.explain(
                                s.voice().facts(),
                                Duration.ofNanos(System.nanoTime() - s.since().getAsLong())))));
    }

    /// Lets go of the voice or the port; who tells it does not wait.
    void silence(CallId call) {
        var port = waiting.remove(call);
        if (port != null) {
            port.close();
        }
        var speaking = voices.remove(call);
        if (speaking != null) {
            var thread = Thread.ofVirtual().name("voice-close").unstarted(() -> {
                speaking.voice().close();
                closing.remove(Thread.currentThread());
            });
            closing.add(thread);
            thread.start();
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        waiting.values().forEach(VoicePort::close);
        waiting.clear();
        voices.values().forEach(s -> s.voice().close());
        voices.clear();
        closing.forEach(Voices::join);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            LOG.debug("Interrupted while a voice was closing");
            Thread.currentThread().interrupt();
        }
    }
}
