package gatehouse.video;

import gatehouse.darkroom.AccessUnit;
import java.util.Optional;

/// The coded pictures of a door, from some moment in the past on and then as they come, none left out. One thread
/// reads; any may wake it.
interface Footage {
    /// Waits for the next picture; empty when woken instead.
    Optional<AccessUnit> await() throws InterruptedException;

    /// Whether a picture waits already.
    boolean behind();

    void wake();

    /// Where footage is taken from: beginning at the last key picture at or before this monotonic time, else at the
    /// oldest in memory.
    @FunctionalInterface
    interface Memory {
        Footage since(long nanos);
    }
}
