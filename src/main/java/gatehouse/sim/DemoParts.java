package gatehouse.sim;

import java.io.IOException;
import java.net.InetSocketAddress;

/// The cameras and phones of the demo site.
record DemoParts(DemoSettings settings) implements Parts {
    @Override
    public DoorCamera camera(DoorPlan plan, Faults faults) throws IOException {
        return new StillCamera(plan, settings.main(), settings.sub());
    }

    @Override
    public DoorPhone phone(DoorPlan plan, Faults faults, ToneCodes tones) throws IOException {
        return new MutePhone(new InetSocketAddress(plan.address(), plan.ports().sip()));
    }
}
