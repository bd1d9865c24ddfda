package gatehouse.audio;

import gatehouse.lifecycle.Joining;
import gatehouse.rtp.Srtp;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// The voice of one call: what the guard says goes to the door, what the door says comes out of the speaker.
///
/// It owns the port it was opened on. Voice starts at once in both directions and needs no sound device: without one
/// silence is sent and what comes is counted and dropped. `close()` ends the tones, sends the good-bye and returns
/// when the five threads and both sockets are gone.
///
/// Safe for any thread.
public final class Voice implements AutoCloseable {
    /// When the microphone is live.
    public enum Talk {
        OPEN,
        /// Only while `hold(true)`.
        PUSH_TO_TALK
    }

    private static final int MOST_DIGITS = 32;

    private final VoicePort port;
    private final VoiceSettings settings;
    private final Source source;
    private final Seal seal;
    private final TonesOut tones;
    private final Ear ear;
    private final Player player;
    private final Mouth mouth;
    private final Reports reports;
    private final QualityMeter meter;
    private final Thread reporting;
    private final Thread speaking;
    private final Thread playing;
    private final List<Thread> receiving;
    private volatile HalfDuplex halfDuplex; // null: both may speak at once
    private boolean muted; // guarded by this
    private boolean held; // guarded by this
    private Talk talk = Talk.OPEN; // guarded by this
    private boolean closed; // guarded by this

    private Voice(VoicePort port, VoiceSettings settings, Sound sound, Consumer<VoiceEvent> tell) {
        this.port = port;
        this.settings = settings;
        this.source = new Source(settings.remote(), settings.latch());
        this.seal = Seal.of(settings);
        this.tones = new TonesOut(settings.codec().frameTicks());
        this.ear = new Ear(port.rtp(), settings, source, seal, tell);
        this.player = new Player(settings.codec(), ear, sound, tell);
        this.mouth = new Mouth(port.rtp(), settings, source, seal, sound, tones, tell);
        this.reports = new Reports(port.rtcp(), source, seal, mouth, ear, tell);
        this.meter = new QualityMeter(settings.codec());
        String name = "voice-" + port.address().getPort();
        this.reporting = Thread.ofVirtual().name(name + "-reports").unstarted(reports::send);
        this.speaking = Thread.ofPlatform().daemon(true).name(name + "-mouth").unstarted(mouth::speak);
        this.playing = Thread.ofPlatform().daemon(true).name(name + "-ear").unstarted(player::play);
        this.receiving = List.of(
                Thread.ofVirtual().name(name + "-rtp").unstarted(ear::receive),
                Thread.ofVirtual().name(name + "-rtcp").unstarted(reports::receive));
    }

    /// Begins to speak and hear on a bound port, which is closed with the voice. Events come on the voice's threads.
    public static Voice open(VoicePort port, VoiceSettings settings, Sound sound, Consumer<VoiceEvent> tell) {
        var voice = new Voice(port, settings, sound, tell);
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

    /// Sends digits (0-9 * # A-D, at most 32) as telephone events, after any that wait already. Done when the last
    /// end packet was sent; fails when the other side did not agree to telephone events or the voice ends before.
    public CompletableFuture<Void> sendTones(String digits, Duration tone, Duration pause) {
        if (settings.telephoneEvent().isEmpty()) {
            return CompletableFuture.failedFuture(
                    new IllegalStateException("The other side did not agree to telephone events (RFC 4733)"));
        }
        boolean known = digits.chars().allMatch(c -> TelephoneEvent.eventOf((char) c) >= 0);
        if (!known || digits.length() > MOST_DIGITS) {
            return CompletableFuture.failedFuture(new IllegalArgumentException("Tones are at most " + MOST_DIGITS
                    + " of 0-9, *, # and A-D; these " + digits.length() + " characters are not"));
        }
        return tones.send(digits, tone, pause);
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
    public synchronized void hold(boolean down) {
        held = down;
        decide();
    }

    /// Whether what the microphone hears goes out at this moment.
    public synchronized boolean live() {
        return !muted && (talk == Talk.OPEN || held);
    }

    private void decide() {
        mouth.silence(!live());
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

    /// Whether only one side is let through at a time, for a desk whose microphone hears its speaker.
    public void halfDuplex(boolean wanted) {
        var half = wanted ? new HalfDuplex() : null;
        halfDuplex = half;
        mouth.halfDuplex(half, player::frameLevel);
        player.halfDuplex(half);
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
        var counts = ear.reception().counts();
        var buffered = ear.buffer().counts();
        return new VoiceStatistics(
                mouth.packets(),
                counts.received(),
                counts.lost(),
                buffered.late(),
                buffered.duplicates(),
                player.concealed(),
                ear.arrivals().ignored(),
                ear.arrivals().unfit(),
                jitter(),
                ear.buffer().depth(),
                reports.roundTrip(),
                ear.firstPacketNanos(),
                source.observed());
    }

    /// How it goes: over the last ten seconds when asked every second or so.
    public CallQuality quality() {
        return meter.live(reading(), jitter(), reports.roundTrip(), System.nanoTime());
    }

    /// How it went from the beginning on.
    public CallQuality wholeQuality() {
        return meter.whole(reading(), jitter(), reports.roundTrip());
    }

    private QualityMeter.Reading reading() {
        var counts = ear.reception().counts();
        return new QualityMeter.Reading(
                counts.expected(),
                counts.received(),
                player.heard(),
                player.concealed(),
                player.frames(),
                player.heldNanos());
    }

    private Duration jitter() {
        return Duration.ofNanos((long)
                (ear.reception().counts().jitter() * 1e9 / settings.codec().clockRate()));
    }

    /// What there is to say why somebody is not heard.
    public VoiceFacts facts() {
        var arrivals = ear.arrivals();
        var half = halfDuplex;
        return new VoiceFacts(
                new VoiceFacts.Agreed(
                        settings.remote(),
                        port.address(),
                        settings.codec(),
                        settings.keys().isPresent()),
                new VoiceFacts.Incoming(
                        ear.reception().counts().received(),
                        player.heard(),
                        arrivals.undecodable(),
                        arrivals.otherTypes(),
                        arrivals.ignored(),
                        source.stranger(),
                        source.observed(),
                        seal.refused(Srtp.Why.WRONG_KEY) + seal.refused(Srtp.Why.MALFORMED),
                        seal.refused(Srtp.Why.REPLAYED),
                        ear.quietFor(),
                        ear.pausing(),
                        player.loudest(),
                        player.speakerGone()),
                new VoiceFacts.Outgoing(
                        mouth.packets(),
                        live(),
                        mouth.loudest(),
                        mouth.microphoneGone(),
                        half == null ? 0 : half.heldBackShare()),
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
        seal.close();
    }
}
