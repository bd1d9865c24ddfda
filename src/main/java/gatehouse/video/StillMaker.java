package gatehouse.video;

import gatehouse.darkroom.AccessUnit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Decodes the warm memory of a stream to its newest picture and makes a JPEG of it, on a platform thread of its own.
final class StillMaker {
    private static final Logger LOG = LoggerFactory.getLogger(StillMaker.class);

    private StillMaker() {}

    static Optional<Still> make(String name, List<AccessUnit> units, Instant takenAt) {
        long asked = System.nanoTime();
        var made = new CompletableFuture<Optional<Still>>();
        var thread = Thread.ofPlatform()
                .daemon(true)
                .name("video-still-" + name)
                .start(() -> {
                    try {
                        made.complete(decode(units, takenAt, asked));
                    } catch (RuntimeException | LinkageError e) {
                        made.completeExceptionally(e);
                    }
                });
        try {
            thread.join();
            return made.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            LOG.error("{}: no still could be made", name, e.getCause());
            return Optional.empty();
        }
    }

    private static Optional<Still> decode(List<AccessUnit> units, Instant takenAt, long asked) {
        try (var decoder = Decoder.h264()) {
            for (var unit : units) {
                decoder.decode(unit);
            }
            if (!decoder.hasPicture()) {
                return Optional.empty();
            }
            var picture = decoder.picture();
            var age = Duration.ofNanos(Math.max(0, asked - decoder.arrivedNanos()));
            return Optional.of(new Still(Jpeg.of(picture), picture.width(), picture.height(), takenAt, age));
        }
    }
}
