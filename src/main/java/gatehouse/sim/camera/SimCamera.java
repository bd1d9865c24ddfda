package gatehouse.sim.camera;

import gatehouse.lifecycle.Scope;
import gatehouse.sim.Faults;
import gatehouse.sim.camera.rtsp.ReceiverReport;
import gatehouse.sim.camera.rtsp.RtspServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;

/// The camera of a simulated door: two live streams behind an RTSP server, JPEG pictures, and people who walk up.
/// Pictures are drawn and encoded only while somebody watches. Safe for any thread.
public final class SimCamera implements AutoCloseable {
    private final CameraSettings settings;
    private final Scope scope;
    private final Visitor visitor;
    private final Stage stage;
    private final RtspServer server;
    private ScenePainter snapshots; // guarded by this

    static {
        ImageIO.setUseCache(false);
    }

    private SimCamera(CameraSettings settings, Scope scope, Visitor visitor, Stage stage, RtspServer server) {
        this.settings = settings;
        this.scope = scope;
        this.visitor = visitor;
        this.stage = stage;
        this.server = server;
    }

    /// Opens the RTSP server; the faults are asked anew for each request and each picture.
    public static SimCamera open(CameraSettings settings, Faults faults) throws IOException {
        var visitor = new Visitor(settings.scene(), settings.variation());
        var stage = new Stage(settings.scene(), settings.variation(), settings.name(), visitor, faults);
        var scope = new Scope();
        try {
            var main = scope.own(new LiveStream("camera " + settings.name() + " main", stage, settings.main()));
            var sub = scope.own(new LiveStream("camera " + settings.name() + " sub", stage, settings.sub()));
            var server = scope.own(RtspServer.open(
                    new InetSocketAddress(settings.bind(), settings.port()),
                    settings.name(),
                    Map.of("main", main, "sub", sub),
                    settings.terms(),
                    faults));
            return new SimCamera(settings, scope, visitor, stage, server);
        } catch (IOException | RuntimeException e) {
            scope.close();
            throw e;
        }
    }

    /// `rtsp://host:port/main`, without the login.
    public URI mainUri() {
        return uri("main");
    }

    /// `rtsp://host:port/sub`, without the login.
    public URI subUri() {
        return uri("sub");
    }

    /// The port of the RTSP server.
    public int port() {
        return server.port();
    }

    public CameraSettings settings() {
        return settings;
    }

    /// The next person walks up to the door; they stand before it after 1.5 s. Somebody already there stays.
    public void walkUp() {
        visitor.walkUp(System.nanoTime());
    }

    /// The person turns round and walks away.
    public void leave() {
        visitor.leave(System.nanoTime());
    }

    /// The person walks past the camera, in through the door.
    public void goIn() {
        visitor.goIn(System.nanoTime());
    }

    /// How many viewers are playing a stream now.
    public int viewers() {
        return server.viewers();
    }

    /// How many RTCP receiver reports came from all viewers so far.
    public long receiverReports() {
        return server.receiverReports();
    }

    /// The newest of them.
    public Optional<ReceiverReport> newestReport() {
        return server.newestReport();
    }

    /// The scene at this moment in the size of the main stream, as a JPEG file.
    public byte[] jpeg() {
        var out = new ByteArrayOutputStream(128 * 1024);
        try {
            synchronized (this) {
                ImageIO.write(picture(), "jpg", out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return out.toByteArray();
    }

    private synchronized BufferedImage picture() {
        if (snapshots == null) {
            snapshots = stage.painter(settings.main().width(), settings.main().height());
        }
        var now = Instant.now();
        snapshots.through(Lens.of(stage.faults()));
        snapshots.paint(now.toEpochMilli(), stage.doorClock(now), visitor.at(System.nanoTime()));
        return snapshots.picture();
    }

    private URI uri(String path) {
        var bind = settings.bind();
        var host = bind.isAnyLocalAddress() ? "127.0.0.1" : bind.getHostAddress();
        return URI.create("rtsp://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port() + "/" + path);
    }

    /// Returns when no thread, socket or native memory of this camera is left.
    @Override
    public void close() {
        scope.close();
    }
}
