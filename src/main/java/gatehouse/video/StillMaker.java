package gatehouse.video;

import gatehouse.darkroom.AccessUnit;
import gatehouse.darkroom.Darkroom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Has the darkroom decode the warm memory of a stream to its newest picture and make a JPEG of it.
final class StillMaker {
    private StillMaker() {}

    static Optional<Still> make(Darkroom darkroom, String name, int rotation, List<AccessUnit> units, Instant takenAt) {
        long asked = System.nanoTime();
        try {
            return darkroom.still(name, units, rotation)
                    .map(made -> new Still(
                            made.jpeg(),
                            made.width(),
                            made.height(),
                            takenAt,
                            Duration.ofNanos(Math.max(0, asked - made.arrivedNanos()))));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
