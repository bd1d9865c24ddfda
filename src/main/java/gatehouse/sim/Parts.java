package gatehouse.sim;

import gatehouse.sim.camera.SimCamera;
import java.io.IOException;

/// Makes the camera and the phone of a door.
interface Parts {
    SimCamera camera(DoorPlan plan, Faults faults) throws IOException;

    DoorPhone phone(DoorPlan plan, Faults faults, DoorPhone.Station station) throws IOException;
}
