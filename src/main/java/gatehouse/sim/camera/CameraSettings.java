package gatehouse.sim.camera;

import static java.util.Objects.requireNonNull;

import gatehouse.door.Login;
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
/// @param login who may watch; [Login#NONE] lets everybody in
/// @param offersSha256 whether the challenge offers SHA-256 beside MD5
/// @param sessionTimeout a viewer who says nothing for so long is sent away
public record CameraSettings(
        InetAddress bind,
        int port,
        String name,
        SceneKind scene,
        int variation,
        StreamShape main,
        StreamShape sub,
        Login login,
        boolean offersSha256,
        Duration sessionTimeout) {

    public CameraSettings {
        requireNonNull(bind);
        requireNonNull(name);
        requireNonNull(scene);
        requireNonNull(main);
        requireNonNull(sub);
        requireNonNull(login);
        requireNonNull(sessionTimeout);
    }

    /// A camera with the usual sizes, MD5 digest and a session time-out of 60 s.
    public CameraSettings(InetAddress bind, int port, String name, SceneKind scene, int variation, Login login) {
        this(
                bind,
                port,
                name,
                scene,
                variation,
                StreamShape.MAIN,
                StreamShape.SUB,
                login,
                false,
                Duration.ofSeconds(60));
    }

    public CameraSettings withShapes(StreamShape main, StreamShape sub) {
        return new CameraSettings(bind, port, name, scene, variation, main, sub, login, offersSha256, sessionTimeout);
    }

    public CameraSettings withSha256() {
        return new CameraSettings(bind, port, name, scene, variation, main, sub, login, true, sessionTimeout);
    }

    public CameraSettings withSessionTimeout(Duration timeout) {
        return new CameraSettings(bind, port, name, scene, variation, main, sub, login, offersSha256, timeout);
    }
}
