package gatehouse.sim;

import gatehouse.door.CallAt;
import gatehouse.door.DoorId;
import gatehouse.door.Secret;
import gatehouse.lifecycle.Scope;
import gatehouse.sim.onvif.Discovery;
import gatehouse.sim.phone.DigestAlgorithm;
import gatehouse.sim.phone.PhoneEvents;
import gatehouse.sim.phone.SimPhone;
import gatehouse.sim.phone.SimPhoneSettings;
import gatehouse.sim.phone.SimRegistrar;
import gatehouse.site.CallPlan;
import gatehouse.site.Calls;
import gatehouse.site.DeclineReason;
import gatehouse.site.Listen;
import gatehouse.site.Person;
import gatehouse.site.Role;
import gatehouse.site.Site;
import gatehouse.site.Target;
import gatehouse.site.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Function;
import java.util.stream.IntStream;

/// The demo site: simulated doors that speak real protocols, and the registrar half of them calls through. Nothing in
/// the console knows it from a customer's site but the banner.
///
/// Safe for any thread. `close()` returns when every door is gone.
public final class DemoSite implements AutoCloseable {
    private static final Duration MOST_DELAY = Duration.ofMillis(100);
    private static final Duration REGISTERED = Duration.ofMinutes(5);
    private static final Duration RING_TIME = Duration.ofSeconds(60);
    private static final int MOST_CALLS = 16;
    /// What the porter speaks with, in hertz.
    public static final double PORTERS_TONE = 1500;
    private static final int FIRST_RTP = 40_000;
    private static final int LAST_RTP = 40_199;

    private final DemoSettings settings;
    private final SimRegistrar registrar;
    private final SimPhone porter;
    private final Scope scope;
    private final List<SimDoor> doors;
    private final DemoSounds sounds;

    private DemoSite(
            DemoSettings settings,
            SimRegistrar registrar,
            SimPhone porter,
            Scope scope,
            List<SimDoor> doors,
            DemoSounds sounds) {
        this.registrar = registrar;
        this.porter = porter;
        this.settings = settings;
        this.scope = scope;
        this.doors = List.copyOf(doors);
        this.sounds = sounds;
    }

    /// `dial` is whom the doors without an extension call.
    public static DemoSite open(DemoSettings settings, Dial dial) throws IOException {
        var scope = new Scope();
        try {
            var timer = scope.own(timer());
            var plans = plans(settings);
            var registrar = scope.own(SimRegistrar.open(
                    here(settings), 0, DemoAccounts.DOMAIN, extensions(plans), DigestAlgorithm.SHA_256));
            var exchange = new SimPhoneSettings.Registrar(registrar.address(), DemoAccounts.DOMAIN, REGISTERED);
            var porter = scope.own(porter(here(settings), exchange));
            var parts = new DemoParts(settings, exchange);
            var doors = new ArrayList<SimDoor>();
            for (var plan : plans) {
                doors.add(scope.own(SimDoor.open(plan, parts, timer)));
            }
            if (settings.discovery()) {
                scope.own(
                        Discovery.open(doors.stream().map(SimDoor::announcement).toList(), MOST_DELAY, timer));
            }
            var site = new DemoSite(settings, registrar, porter, scope, doors, scope.own(DemoSounds.make()));
            switch (dial) {
                case Dial.To to -> site.dial(to.address(), to.address());
                case Dial.Later later -> {
                    // The console comes after the doors and says where it is.
                }
            }
            return site;
        } catch (IOException | RuntimeException e) {
            scope.close();
            throw e;
        }
    }

    public List<SimDoor> doors() {
        return doors;
    }

    public SimDoor door(DoorId id) {
        return doors.stream()
                .filter(d -> d.plan().id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The demo site has no door " + id));
    }

    /// Where the doors find the console that they call straight; it chooses its port after the doors are there.
    public void dial(InetSocketAddress udp, InetSocketAddress tcp) {
        doors.forEach(door -> door.dial(udp, tcp));
    }

    /// Where an extension registers: the console as 620, and each second door.
    public InetSocketAddress registrar() {
        return registrar.address();
    }

    /// Somebody at another telephone, to whom calls can be handed: he answers at once and hums.
    public SimPhone porter() {
        return porter;
    }

    private static SimPhone porter(InetAddress here, SimPhoneSettings.Registrar exchange) throws IOException {
        var settings = SimPhoneSettings.direct(here, 0, DemoAccounts.PORTER, "Porter", PORTERS_TONE)
                .at(exchange, DemoAccounts.login(DemoAccounts.PORTER))
                .answering(SimPhoneSettings.Answering.AT_ONCE);
        return SimPhone.open(settings, new Faults(), PhoneEvents.NONE);
    }

    /// The site as a site file would describe it; `hash` makes the Argon2id hash of a PIN.
    public Site site(Function<Secret, String> hash) {
        return new Site(
                "Demo site",
                calls(),
                doors.stream().map(SimDoor::door).toList(),
                List.of(
                        person("Guard", Role.GUARD, "1111", hash),
                        person("Supervisor", Role.SUPERVISOR, "2222", hash),
                        person("Installer", Role.INSTALLER, "3333", hash)),
                true);
    }

    @Override
    public void close() {
        scope.close();
    }

    private Calls calls() {
        String here = here(settings).getHostAddress();
        return new Calls(
                List.of(DemoAccounts.line(registrar.address())),
                List.of(new Listen(Transport.UDP, here, 0), new Listen(Transport.TCP, here, 0)),
                RING_TIME,
                MOST_CALLS,
                FIRST_RTP,
                LAST_RTP,
                new CallPlan(
                        List.of(new Target(
                                "porter", "Porter", new CallAt.Extension(SiteEntry.LINE, DemoAccounts.PORTER))),
                        List.of(),
                        List.of(),
                        List.of(),
                        sounds.announcements(),
                        List.of(
                                new DeclineReason("closed", "We are closed", 480, "Closed"),
                                new DeclineReason(
                                        "other-gate", "Use the other gate", 603, "Please use the other gate"))));
    }

    private static InetAddress here(DemoSettings settings) {
        return settings.place(0).own()
                ? InetAddress.getLoopbackAddress()
                : settings.place(0).address();
    }

    private static List<DoorPlan> plans(DemoSettings settings) {
        return IntStream.range(0, settings.doors())
                .mapToObj(i -> DemoDoors.plan(i, settings, settings.place(i)))
                .toList();
    }

    private static Map<String, Secret> extensions(List<DoorPlan> plans) {
        var secrets = new HashMap<String, Secret>();
        secrets.put(DemoAccounts.CONSOLE, secret(DemoAccounts.CONSOLE));
        secrets.put(DemoAccounts.PORTER, secret(DemoAccounts.PORTER));
        plans.forEach(plan -> plan.extension().ifPresent(number -> secrets.put(number, secret(number))));
        return secrets;
    }

    private static Secret secret(String number) {
        return DemoAccounts.login(number).password();
    }

    private static Person person(String name, Role role, String pin, Function<Secret, String> hash) {
        var secret = Secret.of(pin);
        return new Person(name, role, hash.apply(secret), Optional.of(secret));
    }

    private static ScheduledThreadPoolExecutor timer() {
        var timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon(true).name("sim-timer").factory());
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return timer;
    }
}
