package gatehouse.sim.camera;

import gatehouse.sim.Fault;
import gatehouse.sim.Faults;

/// What is between the camera and its scene.
enum Lens {
    CLEAR,
    /// No light comes through.
    BLACK,
    /// A hand, a cloth, a spider: a blurred grey.
    COVERED;

    static Lens of(Faults faults) {
        if (faults.has(Fault.Black.class)) {
            return BLACK;
        }
        return faults.has(Fault.Covered.class) ? COVERED : CLEAR;
    }
}
