package gatehouse.audio;

/// Glides from one loudness to another over one frame, so that neither a mute nor a change of volume clicks.
///
/// Confined to the thread of its direction.
final class Fade {
    private double now;

    Fade(double from) {
        now = from;
    }

    /// Brings the frame from the loudness before to this one.
    void to(short[] frame, double wanted) {
        double from = now;
        now = wanted;
        if (wanted == 1 && from == 1) {
            return;
        }
        for (int i = 0; i < frame.length; i++) {
            frame[i] = (short) (frame[i] * (from + (wanted - from) * (i + 1) / frame.length));
        }
    }

    /// Something else was played in between; what comes next begins from silence.
    void cut() {
        now = 0;
    }
}
