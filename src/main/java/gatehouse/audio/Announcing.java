package gatehouse.audio;

import java.util.concurrent.CompletableFuture;

/// An announcement under way: spoken to the visitor in place of the guard, and softly to the guard so that he knows.
/// The guard ends it by speaking for a quarter of a second.
///
/// `speak` is confined to the thread that speaks, `overhear` to the one that plays; `end` is for any.
final class Announcing {
    private static final double SOFT = 0.35;
    private static final double SPEECH = -38; // dB below full scale
    private static final int ENOUGH = 12; // frames of 20 ms

    private final short[] samples;
    private final boolean byTalking;
    private final CompletableFuture<Announcement.End> over = new CompletableFuture<>();
    private int spoken;
    private int overheard;
    private int talked;
    private volatile boolean ended;

    /// `byTalking` is false in push-to-talk, where the key ends it.
    Announcing(Announcement announcement, boolean byTalking) {
        this.samples = announcement.samples();
        this.byTalking = byTalking;
    }

    CompletableFuture<Announcement.End> over() {
        return over;
    }

    void end(Announcement.End how) {
        over.completeAsync(() -> how);
        ended = true;
    }

    /// Puts what is announced in place of the guard's frame; false when it is over.
    boolean speak(short[] frame, boolean live) {
        if (!ended && byTalking && live) {
            talked = Level.of(frame) > SPEECH ? talked + 1 : Math.max(0, talked - 1);
            if (talked >= ENOUGH) {
                end(Announcement.End.GUARD_TALKED);
            }
        }
        if (!ended && spoken >= samples.length) {
            end(Announcement.End.PLAYED);
        }
        if (ended) {
            return false;
        }
        for (int i = 0; i < frame.length; i++) {
            frame[i] = spoken < samples.length ? samples[spoken++] : 0;
        }
        return true;
    }

    /// Lays it softly over what the guard hears.
    void overhear(short[] frame) {
        for (int i = 0; i < frame.length && !ended && overheard < samples.length; i++) {
            int sum = frame[i] + (int) (SOFT * samples[overheard++]);
            frame[i] = (short) Math.clamp(sum, Short.MIN_VALUE, Short.MAX_VALUE);
        }
    }
}
