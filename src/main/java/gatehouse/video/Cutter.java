package gatehouse.video;

import gatehouse.darkroom.AccessUnit;
import gatehouse.darkroom.Darkroom;
import gatehouse.darkroom.Shooting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/// Who writes films: the darkroom. Every call may wait for the disk; what fails is thrown, and the file stays as far
/// as it was written.
@FunctionalInterface
interface Cutter {
    /// Begins a file with this key picture, which is to be added too. `rotation` in degrees clockwise.
    Strip begin(Path file, AccessUnit first, int rotation, Instant begin) throws IOException, InterruptedException;

    /// The darkroom's own process writes them.
    static Cutter in(Darkroom darkroom, String door) {
        return (file, first, rotation, begin) -> {
            var shooting = Shooting.begin(darkroom, door, file, rotation, begin);
            return new Strip() {
                @Override
                public void add(AccessUnit unit, long time, long duration) throws IOException {
                    shooting.add(unit, time, duration);
                }

                @Override
                public void end() throws IOException {
                    shooting.end();
                }

                @Override
                public void close() {
                    shooting.close();
                }
            };
        };
    }

    /// One file that is being written.
    interface Strip extends AutoCloseable {
        /// `time` and `duration` in 1/90000 s since the first picture.
        void add(AccessUnit unit, long time, long duration) throws IOException;

        /// Returns when the file is written to its end.
        void end() throws IOException;

        @Override
        void close();
    }
}
