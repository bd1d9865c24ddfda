package gatehouse.sim;

import gatehouse.sim.onvif.Pictures;
import java.net.URI;

/// What a simulated door needs of its camera.
interface DoorCamera extends AutoCloseable {
    URI mainUri();

    URI subUri();

    Pictures.Shape main();

    Pictures.Shape sub();

    byte[] jpeg();

    void walkUp();

    void leave();

    void goIn();

    @Override
    void close();
}
