package gatehouse.sim;

import java.io.IOException;

/// Makes the camera and the phone of a door.
interface Parts {
    DoorCamera camera(DoorPlan plan, Faults faults) throws IOException;

    DoorPhone phone(DoorPlan plan, Faults faults, ToneCodes tones) throws IOException;
}
