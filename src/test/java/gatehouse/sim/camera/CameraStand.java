package gatehouse.sim.camera;

import gatehouse.door.Login;
import gatehouse.door.Secret;
import gatehouse.sim.Faults;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;

/// Six cameras to be watched by hand, until standard input ends: prints their addresses. Lines on standard input
/// say what the visitors do: `up`, `leave`, `in`.
final class CameraStand {
    private CameraStand() {}

    public static void main(String[] args) throws IOException {
        var login = new Login("guard", Secret.of("gate"));
        List<SimCamera> cameras = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            var settings = new CameraSettings(
                    InetAddress.getLoopbackAddress(), 8560 + i, "Door " + (i + 1), SceneKind.of(i), 0, login);
            cameras.add(SimCamera.open(settings, new Faults()));
            LoggerFactory.getLogger(CameraStand.class)
                    .info("{}", cameras.getLast().subUri());
        }
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            for (var camera : cameras) {
                switch (line) {
                    case "up" -> camera.walkUp();
                    case "leave" -> camera.leave();
                    case "in" -> camera.goIn();
                    default -> LoggerFactory.getLogger(CameraStand.class).info("up, leave or in?");
                }
            }
        }
        cameras.forEach(SimCamera::close);
    }
}
