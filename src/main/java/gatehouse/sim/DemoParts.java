package gatehouse.sim;

import gatehouse.sim.camera.CameraSettings;
import gatehouse.sim.camera.SceneKind;
import gatehouse.sim.camera.SimCamera;
import gatehouse.sim.camera.rtsp.Offer;
import gatehouse.sim.phone.SimPhoneSettings;
import java.io.IOException;
import java.util.Optional;

/// The cameras and phones of the demo site.
record DemoParts(DemoSettings settings, SimPhoneSettings.Registrar registrar) implements Parts {
    @Override
    public SimCamera camera(DoorPlan plan, Faults faults) throws IOException {
        var camera = new CameraSettings(
                        plan.address(),
                        plan.ports().rtsp(),
                        plan.name(),
                        SceneKind.of(plan.index()),
                        plan.index() / SceneKind.values().length,
                        plan.login())
                .withShapes(settings.main(), settings.sub());
        return SimCamera.open(peculiar(plan.eye(), plan.index() % 2 == 0 ? camera : camera.withSha256()), faults);
    }

    private static CameraSettings peculiar(Eye eye, CameraSettings usual) {
        return switch (eye) {
            case USUAL -> usual;
            case UDP_ONLY -> usual.withOffer(Offer.UDP_ONLY);
            case TCP_ONLY -> usual.withOffer(Offer.TCP_ONLY);
            case MJPEG -> usual.withShapes(usual.main(), usual.sub().asMjpeg());
            case ONE_VIEWER -> usual.withMostViewers(1);
        };
    }

    @Override
    public DoorPhone phone(DoorPlan plan, Faults faults, DoorPhone.Station station) throws IOException {
        return DialPhone.open(plan, Optional.of(registrar), faults, station);
    }
}
