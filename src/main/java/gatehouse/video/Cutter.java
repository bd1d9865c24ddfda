package gatehouse.video;

import gatehouse.darkroom.AccessUnit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/// Who writes films: the darkroom. Every call may wait for the disk; what fails is thrown, and the file stays as far
/// as it was written.
@FunctionalInterface
interface Cutter {
    /// Begins a file with this key picture, which is to be added too. `rotation` in degrees clockwise.
    Strip begin(Path file, AccessUnit first, int rotation, Instant begin) throws IOException;

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
