package gatehouse.audio;

import gatehouse.lifecycle.Joining;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// The voice of one call: what the guard says goes to the door, what the door says comes out of the speaker.
///
/// It owns the port it was opened on. Voice starts at once in both directions and needs no sound device: without one
/// silence is sent and what comes is counted and dropped. What offer and answer agree on later is told by `change`, and
/// neither clicks nor lets old sound burst out. `close()` ends the tones, sends the good-bye and returns when the five
/// threads and both sockets are gone.
///
/// Safe for any thread.
public final class Voice implements AutoCloseable {
    /// When the microphone is live.
    public enum Talk {
        OPEN,
        /// Only while `hold(true)`.
        PUSH_TO_TALK,
        /// Not yet: the door is heard before the call was answered (early media), the guard is not.
        LISTENING
    }

    private static final int MOST_DIGITS = 32;

    private final VoicePort port;
    private final TonesOut tones = new TonesOut();
    private final Consumer<VoiceEvent> tell;
    private final Ear ear;
    private final Player player;
    private final Mouth mouth;
    private final Reports reports;
    private final QualityMeter meter;
    private final Thread reporting;
    private final Thread speaking;
    private final Thread playing;
    private final List<Thread> receiving;
    private volatile VoiceSettings settings;
    private final Floors floors;
    private Seal retired = new Seal.Clear(); // guarded by this; the one before may be in use for one packet more
    private boolean muted; // guarded by this
    private boolean held; // guarded by this
    private boolean resting; // guarded by this
    private Talk talk; // guarded by this
    private boolean closed; // guarded by this

    private Voice(VoicePort port, VoiceSettings settings, Talk talk, Sound sound, Consumer<VoiceEvent> tell) {
        this.port = port;
        this.settings = settings;
        this.talk = talk;
        this.tell = tell;
        var source = new Source(settings.remote(), settings.latch());
        var seal = Seal.of(settings);
        this.ear = new Ear(port.rtp(), new Hearing(settings, source, seal, true, tell));
        this.floors = new Floors(sound);
        this.player = new Player(ear, floors, sound, tell);
        var speech = new Speech(port.rtp(), settings, source, seal);
        this.mouth = new Mouth(speech, floors, player::frameLevel, sound, tones, tell);
        this.reports = new Reports(port.rtcp(), mouth, ear, tell);
        this.meter = new QualityMeter(settings.codec());
        decide();
        String name = "voice-" + port.address().getPort();
        this.reporting = Thread.ofVirtual().name(name + "-reports").unstarted(reports::send);
        this.speaking = Thread.ofPlatform()
                .daemon(true)
                .priority(Thread.MAX_PRIORITY)
                .name(name + "-mouth")
                .unstarted(mouth::speak);
        this.playing = Thread.ofPlatform()
                .daemon(true)
                .priority(Thread.MAX_PRIORITY)
                .name(name + "-ear")
                .unstarted(player::play);
        this.receiving = List.of(
                Thread.ofVirtual().name(name + "-rtp").unstarted(ear::receive),
                Thread.ofVirtual().name(name + "-rtcp").unstarted(reports::receive));
    }

    /// Begins to speak and hear on a bound port, which is closed with the voice. Events come on the voice's threads.
    public static Voice open(VoicePort port, VoiceSettings settings, Sound sound, Consumer<VoiceEvent> tell) {
        return open(port, settings, Talk.OPEN, sound, tell);
    }

    /// Likewise, with the microphone as it is wanted from the first packet on.
    public static Voice open(
            VoicePort port, VoiceSettings settings, Talk talk, Sound sound, Consumer<VoiceEvent> tell) {
        var voice = new Voice(port, settings, talk, sound, tell);
        try {
            voice.receiving.forEach(Thread::start);
            voice.playing.start();
            voice.speaking.start();
            voice.reporting.start();
            return voice;
        } catch (RuntimeException | OutOfMemoryError e) {
            voice.close();
            throw e;
        }
    }

    /// What a re-INVITE or an UPDATE agreed on: another address, codec, number, key or direction. What stays the same
    /// goes on unbroken; after close() nothing happens.
    public synchronized void change(VoiceSettings next) {
        if (closed) {
            return;
        }
        var before = settings;
        var hearing = ear.hearing();
        boolean here = next.remote().equals(before.remote()) && next.latch() == before.latch();
        var source = here ? hearing.source() : hearing.source().movedTo(next.remote(), next.latch());
        var seal = next.keys().equals(before.keys()) ? hearing.seal() : Seal.of(next);
        settings = next;
        if (hearing.fits(next, source, seal)) {
            hearing.agree(next);
        } else {
            ear.hear(new Hearing(next, source, seal, false, tell));
        }
        if (mouth.speech().fits(next, source, seal)) {
            mouth.speech().agree(next);
        } else {
            mouth.say(new Speech(port.rtp(), next, source, seal));
            reports.restart();
        }
        if (seal != hearing.seal()) {
            retired.close();
            retired = hearing.seal();
        }
        if (next.telephoneEvent().isEmpty() || !next.direction().sends()) {
            tones.drop();
        }
        meter.codec(next.codec());
        decide();
    }

    /// What is agreed on now.
    public VoiceSettings settings() {
        return settings;
    }

    /// Whether the call rests: the guard neither hears nor is heard, whatever is agreed. Reports and silence go on.
    public synchronized void rest(boolean wanted) {
        resting = wanted;
        decide();
    }

    /// Sends digits (0-9 * # A-D, at most 32) as telephone events, after any that wait already. Done when the last
    /// end packet was sent; fails when the other side did not agree to telephone events or the voice ends before.
    public CompletableFuture<Void> sendTones(String digits, Duration tone, Duration pause) {
        var now = settings;
        if (now.telephoneEvent().isEmpty()) {
            return CompletableFuture.failedFuture(
                    new IllegalStateException("The other side did not agree to telephone events (RFC 4733)"));
        }
        return wrong(digits, now)
                .<CompletableFuture<Void>>map(CompletableFuture::failedFuture)
                .orElseGet(() -> tones.send(digits, tone, pause));
    }

    /// Sends digits as sound (DTMF in the band of the voice), each as long as asked for, up to five seconds. Done after
    /// the last pause. Nothing else is heard at the door meanwhile.
    public CompletableFuture<Void> sendTonesInBand(String digits, Duration tone, Duration pause) {
        return wrong(digits, settings)
                .<CompletableFuture<Void>>map(CompletableFuture::failedFuture)
                .orElseGet(() -> mouth.sing(digits, tone, pause));
    }

    private static Optional<RuntimeException> wrong(String digits, VoiceSettings now) {
        boolean known = digits.chars().allMatch(c -> TelephoneEvent.eventOf((char) c) >= 0);
        if (!known || digits.length() > MOST_DIGITS) {
            return Optional.of(new IllegalArgumentException("Tones are at most " + MOST_DIGITS
                    + " of 0-9, *, # and A-D; these " + digits.length() + " characters are not"));
        }
        return now.direction().sends()
                ? Optional.empty()
                : Optional.of(new IllegalStateException("The call is on hold; nothing is sent to the door"));
    }

    /// Plays an announcement to the visitor in place of the guard, who hears it softly. It ends by itself, by `stop`,
    /// by
    /// another one, when the guard speaks, or when he presses the talk key; the future says how.
    public CompletableFuture<Announcement.End> announce(Announcement announcement) {
        boolean byTalking;
        synchronized (this) {
            byTalking = talk == Talk.OPEN;
            if (closed) {
                return CompletableFuture.completedFuture(Announcement.End.STOPPED);
            }
        }
        var announcing = new Announcing(announcement, byTalking);
        mouth.announce(Optional.of(announcing));
        player.announce(Optional.of(announcing));
        return announcing.over();
    }

    /// Ends the announcement, if there is one.
    public void stopAnnouncement() {
        mouth.announce(Optional.empty());
        player.announce(Optional.empty());
    }

    public synchronized void mute(boolean wanted) {
        muted = wanted;
        decide();
    }

    public synchronized void talk(Talk wanted) {
        talk = wanted;
        decide();
    }

    /// Whether the talk key is down; it counts in push-to-talk only.
    public void hold(boolean down) {
        synchronized (this) {
            held = down;
            decide();
        }
        if (down) {
            stopAnnouncement();
        }
    }

    /// Whether what the microphone hears goes out at this moment.
    public synchronized boolean live() {
        boolean open = switch (talk) {
            case OPEN -> true;
            case PUSH_TO_TALK -> held;
            case LISTENING -> false;
        };
        return open && !muted && !resting && settings.direction().sends();
    }

    private synchronized void decide() {
        mouth.silence(!live());
        player.deaf(resting || !settings.direction().receives());
    }

    /// Whether the door is heard softly, because another one is talked to.
    public void softer(boolean wanted) {
        player.softer(wanted);
    }

    /// How loud the door is heard, 0 to 1; anything else is brought into that range, not-a-number changes nothing.
    public void volume(double wanted) {
        player.volume(wanted);
    }

    /// Makes the guard louder or softer to the door, before anything else is done with his voice; within 24 dB.
    public void spokenGain(double decibels) {
        mouth.gain(decibels);
    }

    /// Makes the door louder or softer, before the volume; within 24 dB.
    public void heardGain(double decibels) {
        player.gain(decibels);
    }

    /// Whether only one side is let through at a time, for a desk whose microphone hears its speaker. It is so anyhow
    /// while the sound says that it echoes.
    public void halfDuplex(boolean wanted) {
        floors.halfDuplex(wanted);
    }

    /// What comes from the door over the last 100 ms, before the volume: RMS in dB below full scale, -96 for silence.
    public double heardLevel() {
        return player.level();
    }

    /// What goes to the door, likewise.
    public double spokenLevel() {
        return mouth.level();
    }

    public VoiceStatistics statistics() {
        var tally = ear.tally();
        var hearing = ear.hearing();
        return new VoiceStatistics(
                mouth.packets(),
                tally.received(),
                tally.lost(),
                tally.late(),
                tally.duplicates(),
                tally.concealed(),
                tally.ignored(),
                tally.unfit(),
                jitter(hearing),
                hearing.buffer().depth(),
                reports.roundTrip(),
                ear.firstPacketNanos(),
                hearing.source().observed());
    }

    /// How it goes: over the last ten seconds when asked every second or so.
    public CallQuality quality() {
        return meter.live(reading(), jitter(ear.hearing()), reports.roundTrip(), System.nanoTime());
    }

    /// How it went from the beginning on.
    public CallQuality wholeQuality() {
        return meter.whole(reading(), jitter(ear.hearing()), reports.roundTrip());
    }

    private QualityMeter.Reading reading() {
        var tally = ear.tally();
        return new QualityMeter.Reading(
                tally.expected(),
                tally.received(),
                tally.heard(),
                tally.concealed(),
                player.frames(),
                player.heldNanos());
    }

    private static Duration jitter(Hearing hearing) {
        double seconds = hearing.reception().counts().jitter() / hearing.codec().clockRate();
        return Duration.ofNanos((long) (seconds * 1e9));
    }

    /// What there is to say why somebody is not heard.
    public VoiceFacts facts() {
        var now = settings;
        var hearing = ear.hearing();
        return new VoiceFacts(
                new VoiceFacts.Agreed(
                        now.remote(),
                        port.address(),
                        now.codec(),
                        now.keys().isPresent(),
                        now.direction(),
                        hearing.standing()),
                hearing.facts(player.loudest(), player.speakerGone()),
                new VoiceFacts.Outgoing(
                        mouth.speech().packets(),
                        live(),
                        mouth.loudest(),
                        mouth.microphoneGone(),
                        floors.half().map(HalfDuplex::heldBackShare).orElse(0.0)),
                reports.theirs());
    }

    @Override
    public void close() {
        synchronized (this) {
            if (!closed) {
                closed = true;
                tones.close();
                mouth.stop();
                player.stop();
                speaking.interrupt();
                playing.interrupt();
                reporting.interrupt();
            }
        }
        Joining.untilEnded(reporting); // says good-bye first
        port.close();
        Joining.untilEnded(speaking);
        Joining.untilEnded(playing);
        receiving.forEach(Joining::untilEnded);
        ear.hearing().seal().close();
        synchronized (this) {
            retired.close();
        }
    }
}
