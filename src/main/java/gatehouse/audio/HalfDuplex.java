package gatehouse.audio;

/// Lets only one direction through at a time, where no echo canceller keeps the guard's speaker out of the guard's
/// microphone. Decided anew every 20 ms from the loudness of both sides.
///
/// - Who speaks first has the floor, and keeps it through pauses of up to 300 ms.
/// - The guard takes it from the door by being clearly louder than what the speaker could put into the microphone.
/// - The door takes it only from a guard who pauses: what it sends while the guard speaks may be the guard's own echo.
/// - While nobody speaks, the door is heard.
///
/// Safe for any thread.
public final class HalfDuplex {
    /// Who is let through.
    public enum Floor {
        DOOR,
        GUARD
    }

    private static final double SPEECH = -45; // dB below full scale
    private static final double OVER_ECHO =
            6; // dB; a speaker is rarely louder at the microphone than it is on the wire
    private static final int PAUSE_FRAMES = 15;

    private Floor floor = Floor.DOOR; // this and all below: guarded by this
    private int pause = PAUSE_FRAMES;
    private long frames;
    private long heldBack;

    /// The next 20 ms: how loud the microphone is and how loud the door, in dB below full scale.
    public synchronized Floor next(double guard, double door) {
        frames++;
        boolean guardSpeaks = guard > SPEECH;
        boolean doorSpeaks = door > SPEECH;
        boolean holderSpeaks = floor == Floor.GUARD ? guardSpeaks : doorSpeaks;
        pause = holderSpeaks ? 0 : Math.min(pause + 1, PAUSE_FRAMES);
        boolean free = pause == PAUSE_FRAMES;
        if (floor == Floor.DOOR && guardSpeaks && (free || guard > door + OVER_ECHO)) {
            give(Floor.GUARD);
        } else if (floor == Floor.GUARD && free) {
            give(Floor.DOOR);
        }
        if (floor == Floor.DOOR && guardSpeaks) {
            heldBack++;
        }
        return floor;
    }

    private void give(Floor to) {
        floor = to;
        pause = 0;
    }

    public synchronized Floor floor() {
        return floor;
    }

    /// The share of all time in which the guard spoke and was not let through.
    public synchronized double heldBackShare() {
        return frames == 0 ? 0 : (double) heldBack / frames;
    }
}
