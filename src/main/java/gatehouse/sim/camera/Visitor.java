package gatehouse.sim.camera;

import java.util.Optional;

/// Who is in front of the camera and what they are doing: nobody, or somebody who walks up in 1.5 s, stands, blinks,
/// looks around, and walks away or in. Where they are follows from the time alone, so that both streams show the same.
/// Safe for any thread.
final class Visitor {
    private static final double WALK_SECONDS = 1.5;
    private static final double FAR = 0.27;

    private final SceneKind scene;
    private final int variation;
    private volatile Visit visit = new Visit.Nobody(-1);

    private sealed interface Visit {
        int number();

        record Nobody(int number) implements Visit {}

        record Here(int number, long since) implements Visit {}

        record Leaving(int number, long since, double from) implements Visit {}

        record GoingIn(int number, long since) implements Visit {}
    }

    Visitor(SceneKind scene, int variation) {
        this.scene = scene;
        this.variation = variation;
    }

    /// The next person walks up; whoever is already here stays.
    synchronized void walkUp(long now) {
        if (!(visit instanceof Visit.Here)) {
            visit = new Visit.Here(visit.number() + 1, now);
        }
    }

    /// The person turns round and walks away.
    synchronized void leave(long now) {
        if (visit instanceof Visit.Here here) {
            visit = new Visit.Leaving(here.number(), now, walked(now - here.since()));
        }
    }

    /// The person walks past the camera, in through the door.
    synchronized void goIn(long now) {
        if (visit instanceof Visit.Here here) {
            visit = new Visit.GoingIn(here.number(), now);
        }
    }

    /// What to draw at this moment of [System#nanoTime()]; empty when nobody is in the picture.
    Optional<Pose> at(long now) {
        return switch (visit) {
            case Visit.Nobody ignored -> Optional.empty();
            case Visit.Here here -> Optional.of(here(here.number(), now - here.since()));
            case Visit.Leaving leaving -> leaving(leaving, now - leaving.since());
            case Visit.GoingIn going -> goingIn(going.number(), now - going.since());
        };
    }

    private Pose here(int number, long nanos) {
        double near = walked(nanos);
        if (near < 1) {
            return onTheWay(number, near, seconds(nanos), true);
        }
        double t = seconds(nanos) - WALK_SECONDS;
        double sway = Math.round(3 * Math.sin(t * 0.9)) * 2.5;
        double breath = Math.round(2 * Math.sin(t * 1.7)) * 2.0;
        boolean blink = t % 3.4 > 3.23;
        int glance = t % 7.3 < 5.2 ? 0 : t % 14.6 < 7.3 ? 1 : -1;
        return new Pose(look(number), middle() + sway, 225 + breath, 1, 0, true, blink, glance);
    }

    private Optional<Pose> leaving(Visit.Leaving visit, long nanos) {
        double near = visit.from() - seconds(nanos) / WALK_SECONDS;
        return near <= 0 ? Optional.empty() : Optional.of(onTheWay(visit.number(), near, seconds(nanos), false));
    }

    private Optional<Pose> goingIn(int number, long nanos) {
        double gone = seconds(nanos) / 1.1;
        if (gone >= 1) {
            return Optional.empty();
        }
        double x = middle() + side() * -1250 * gone * gone;
        return Optional.of(new Pose(look(number), x, 225 - 60 * gone + bob(nanos), 1 + 0.2 * gone, 0, true, false, 0));
    }

    /// Somebody at a growing distance grows slowly first: size goes with one over the distance.
    private Pose onTheWay(int number, double near, double seconds, boolean facing) {
        double scale = 1 / (1 / FAR + (1 - 1 / FAR) * near);
        double x = middle() + side() * 420 * (1 - scale) / (1 - FAR);
        double phase = seconds * 2 * Math.PI * 1.6;
        double top = 225 + 85 * (1 - scale) / (1 - FAR) - Math.abs(Math.sin(phase)) * 16 * scale;
        return new Pose(look(number), x, top, scale, Math.sin(phase), facing, false, 0);
    }

    private static double walked(long nanos) {
        return Math.min(1, seconds(nanos) / WALK_SECONDS);
    }

    private static double bob(long nanos) {
        return -Math.abs(Math.sin(seconds(nanos) * 9)) * 14;
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }

    private double middle() {
        return 800;
    }

    private int side() {
        return (scene.number() + variation) % 2 == 0 ? 1 : -1;
    }

    private Look look(int number) {
        return Look.of(scene, variation, number);
    }
}
