package gatehouse;

import gatehouse.audio.RingTone;
import gatehouse.audio.Sound;
import gatehouse.desk.Deed;

/// Plays the ring tone that the desk asks for. A door has its own tone, or that of its priority.
final class RingTones implements AutoCloseable {
    private final Sound sound;
    private RingTone playing; // these two: guarded by this
    private int variation;
    private double volume = 1; // likewise

    RingTones(Sound sound) {
        this.sound = sound;
    }

    synchronized void play(Deed.RingTone wanted) {
        if (!wanted.on()) {
            close();
            return;
        }
        int byPriority = wanted.priority() >= 20 ? 2 : wanted.priority() >= 10 ? 1 : 0;
        int tone = wanted.tone() > 0 ? wanted.tone() - 1 : byPriority;
        if (playing == null || tone != variation) {
            close();
            variation = tone;
            playing = new RingTone(sound, tone);
            playing.volume(volume);
            playing.start();
        }
        playing.quieter(wanted.softly());
    }

    /// 0 to 1, also while it rings.
    synchronized void volume(double wanted) {
        volume = wanted;
        if (playing != null) {
            playing.volume(wanted);
        }
    }

    @Override
    public synchronized void close() {
        if (playing != null) {
            playing.close();
            playing = null;
        }
    }
}
