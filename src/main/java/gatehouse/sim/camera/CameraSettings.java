package gatehouse.sim.camera;

import static java.util.Objects.requireNonNull;

import gatehouse.door.Login;
import gatehouse.sim.camera.rtsp.Offer;
import gatehouse.sim.camera.rtsp.Terms;
import java.net.InetAddress;
import java.time.Duration;

/// What makes one simulated camera.
///
/// @param bind the address the RTSP server listens on
/// @param port its port, 0 for any free one
/// @param name written into the picture
/// @param scene what it looks at
/// @param variation 0, 1, 2 ...: other colours and people for the same scene
/// @param main the large stream, `/main`
/// @param sub the small one, `/sub`
/// @param terms whom it serves, and how
public record CameraSettings(
        InetAddress bind,
        int port,
        String name,
        SceneKind scene,
        int variation,
        StreamShape main,
        StreamShape sub,
        Terms terms) {

    public CameraSettings {
        requireNonNull(bind);
        requireNonNull(name);
        requireNonNull(scene);
        requireNonNull(main);
        requireNonNull(sub);
        requireNonNull(terms);
    }

    /// A camera with the usual sizes, MD5 digest, a session time-out of 60 s, both transports and many viewers.
    public CameraSettings(InetAddress bind, int port, String name, SceneKind scene, int variation, Login login) {
        this(
                bind,
                port,
                name,
                scene,
                variation,
                StreamShape.MAIN,
                StreamShape.SUB,
                new Terms(login, false, Duration.ofSeconds(60), Offer.BOTH, 0));
    }

    public CameraSettings withShapes(StreamShape newMain, StreamShape newSub) {
        return new CameraSettings(bind, port, name, scene, variation, newMain, newSub, terms);
    }

    public CameraSettings withSha256() {
        return with(new Terms(terms.login(), true, terms.sessionTimeout(), terms.offer(), terms.mostViewers()));
    }

    public CameraSettings withSessionTimeout(Duration timeout) {
        return with(new Terms(terms.login(), terms.offersSha256(), timeout, terms.offer(), terms.mostViewers()));
    }

    /// Offers only these ways to carry packets.
    public CameraSettings withOffer(Offer offer) {
        return with(new Terms(terms.login(), terms.offersSha256(), terms.sessionTimeout(), offer, terms.mostViewers()));
    }

    /// Serves so many streams at once and answers 453 to the next.
    public CameraSettings withMostViewers(int most) {
        return with(new Terms(terms.login(), terms.offersSha256(), terms.sessionTimeout(), terms.offer(), most));
    }

    private CameraSettings with(Terms newTerms) {
        return new CameraSettings(bind, port, name, scene, variation, main, sub, newTerms);
    }
}
