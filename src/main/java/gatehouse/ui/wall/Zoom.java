package gatehouse.ui.wall;

import gatehouse.video.View;

/// Which part of a picture is seen: `times` larger, from `x` and `y` on, in shares of the whole picture. It never
/// leaves
/// the picture.
record Zoom(double times, double x, double y) {
    static final double MOST = 8;
    static final Zoom NONE = new Zoom(1, 0, 0);
    private static final double STEP = 1.25;
    /// So little is nothing: who turns the wheel back does not stop at 1.01.
    private static final double LEAST = 1.02;

    Zoom {
        times = Double.isFinite(times) ? Math.clamp(times, 1, MOST) : 1;
        if (times < LEAST) {
            times = 1;
        }
        x = Double.isFinite(x) ? Math.clamp(x, 0, 1 - 1 / times) : 0;
        y = Double.isFinite(y) ? Math.clamp(y, 0, 1 - 1 / times) : 0;
    }

    boolean zoomed() {
        return times > 1;
    }

    View.Part part() {
        return new View.Part(x, y, 1 / times, 1 / times);
    }

    /// Larger by so many steps, smaller when negative; the point of the picture that is seen at `px`, `py` (shares of
    /// what
    /// is seen) stays there as long as the picture's edge allows.
    Zoom by(double steps, double px, double py) {
        double next = Math.clamp(times * Math.pow(STEP, steps), 1, MOST);
        return new Zoom(next, x + px / times - px / next, y + py / times - py / next);
    }

    /// Moved by shares of what is seen.
    Zoom moved(double dx, double dy) {
        return new Zoom(times, x + dx / times, y + dy / times);
    }
}
