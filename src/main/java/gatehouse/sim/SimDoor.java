package gatehouse.sim;

import gatehouse.door.Door;
import gatehouse.lifecycle.Scope;
import gatehouse.sim.camera.SimCamera;
import gatehouse.sim.http.HttpLogin;
import gatehouse.sim.http.WebServer;
import gatehouse.sim.onvif.Announcement;
import gatehouse.sim.onvif.OnvifDevice;
import gatehouse.sim.onvif.Pictures;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// One whole door station: camera, ONVIF device, web pages, locks and phone.
///
/// Safe for any thread. `close()` returns when all of it is gone; the timer belongs to whoever opened the door.
public final class SimDoor implements AutoCloseable {
    private static final Duration BUTTON = Duration.ofSeconds(1);

    private final DoorPlan plan;
    private final Faults faults;
    private final List<UnlockPages.Output> locks;
    private final ScheduledExecutorService timer;
    private final Scope scope;
    private final SimCamera camera;
    private final DoorPhone phone;
    private final OnvifDevice device;
    private final URI web;

    private SimDoor(
            DoorPlan plan,
            Faults faults,
            List<UnlockPages.Output> locks,
            ScheduledExecutorService timer,
            Scope scope,
            SimCamera camera,
            DoorPhone phone,
            OnvifDevice device,
            URI web) {
        this.plan = plan;
        this.faults = faults;
        this.locks = locks;
        this.timer = timer;
        this.scope = scope;
        this.camera = camera;
        this.phone = phone;
        this.device = device;
        this.web = web;
    }

    static SimDoor open(DoorPlan plan, Parts parts, ScheduledExecutorService timer) throws IOException {
        var blueprint = new Blueprint(plan);
        var faults = new Faults();
        var locks = blueprint.locks(faults, timer);
        var scope = new Scope();
        try {
            var camera = scope.own(parts.camera(plan, faults));
            var server = scope.own(WebServer.open(
                    new InetSocketAddress(plan.address(), plan.ports().web()), faults));
            var at = new InetSocketAddress(plan.address(), server.port());
            var device = OnvifDevice.on(
                    server,
                    at,
                    blueprint.card(),
                    pictures(camera),
                    blueprint.relays(locks),
                    blueprint.doors(locks),
                    plan.login(),
                    faults,
                    InstantSource.system());
            var login = new HttpLogin(plan.name(), plan.login(), blueprint.schemes(), faults);
            server.serve(UnlockPages.PREFIX, new UnlockPages(locks, login, faults)::answer);
            MakerPages.serve(server, locks, login, faults);
            locks.getFirst().leaf().onMove(device::input);
            var visit = new Visit(blueprint.codes(locks), camera);
            var phone = scope.own(parts.phone(plan, faults, visit));
            locks.forEach(l -> l.lock().onChange(visit::lockMoved));
            locks.forEach(l -> new WalksThrough(l.lock(), l.leaf(), timer).begin());
            var web = URI.create("http://" + at.getAddress().getHostAddress() + ":" + at.getPort());
            return new SimDoor(plan, faults, locks, timer, scope, camera, phone, device, web);
        } catch (IOException | RuntimeException e) {
            scope.close();
            throw e;
        }
    }

    public DoorPlan plan() {
        return plan;
    }

    /// The door as the site file would have it.
    public Door door() {
        return new SiteEntry(plan, camera.mainUri(), camera.subUri(), device.uri(), web, phone.address()).door();
    }

    public Faults faults() {
        return faults;
    }

    /// The lock of the first output.
    public Lock lock() {
        return locks.getFirst().lock();
    }

    public Lock lock(String outputId) {
        return locks.stream()
                .filter(l -> l.id().equals(outputId))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(plan.name() + " has no output " + outputId))
                .lock();
    }

    /// The leaf behind the first lock, and its contact.
    public Leaf leaf() {
        return locks.getFirst().leaf();
    }

    public SimCamera camera() {
        return camera;
    }

    /// Where the web pages of this door are.
    public URI web() {
        return web;
    }

    /// The phone's address for SIP.
    public InetSocketAddress phoneAddress() {
        return phone.address();
    }

    /// Whom this door calls, when it calls without a registrar.
    public void dial(InetSocketAddress udp, InetSocketAddress tcp) {
        phone.dial(udp, tcp);
    }

    /// The tone this door sends while it talks, and the last seconds of what it heard.
    public double toneHz() {
        return phone.toneHz();
    }

    public short[] heard() {
        return phone.heard();
    }

    /// What discovery says about this door.
    public Announcement announcement() {
        return device.announcement();
    }

    /// A person walks up, presses the button, and the phone dials.
    public void ring() {
        camera.walkUp();
        timer.schedule(this::press, plan.walk().toMillis(), TimeUnit.MILLISECONDS);
    }

    /// The visitor gives up: the phone hangs up and the person walks away.
    public void leave() {
        phone.hangUp();
        camera.leave();
    }

    /// The door contact, as ONVIF's digital input tells it.
    public void contact(boolean open) {
        device.input(open);
    }

    @Override
    public void close() {
        scope.close();
    }

    private void press() {
        device.bell(true);
        phone.ring();
        timer.schedule(() -> device.bell(false), BUTTON.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Pictures pictures(SimCamera camera) {
        return new Pictures(
                List.of(
                        new Pictures.Stream(
                                "main", camera.mainUri(), camera.settings().main()),
                        new Pictures.Stream(
                                "sub", camera.subUri(), camera.settings().sub())),
                camera::jpeg);
    }
}
