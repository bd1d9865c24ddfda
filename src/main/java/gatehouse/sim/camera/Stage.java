package gatehouse.sim.camera;

import gatehouse.sim.Fault;
import gatehouse.sim.Faults;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/// What both streams and the snapshot of one camera show: the scene, who is in it, and what the door takes the time to
/// be.
/// Safe for any thread.
record Stage(SceneKind scene, int variation, String name, Visitor visitor, Faults faults) {

    ScenePainter painter(int width, int height) {
        return new ScenePainter(scene, variation, name, width, height);
    }

    /// The true moment, moved by [Fault.ClockOff]; the time code stays true all the same.
    Instant doorInstant(Instant truth) {
        return truth.plus(
                faults.find(Fault.ClockOff.class).map(Fault.ClockOff::by).orElse(Duration.ZERO));
    }

    LocalDateTime doorClock(Instant truth) {
        return LocalDateTime.ofInstant(doorInstant(truth), ZoneId.systemDefault());
    }
}
