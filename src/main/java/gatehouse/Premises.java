package gatehouse;

import gatehouse.desk.DeskState;
import gatehouse.door.DoorId;
import gatehouse.history.HistoryFault;
import gatehouse.lifecycle.Scope;
import gatehouse.lifecycle.Trace;
import gatehouse.operator.Cost;
import gatehouse.operator.Pins;
import gatehouse.sim.DemoSettings;
import gatehouse.sim.DemoSite;
import gatehouse.sim.Dial;
import gatehouse.sip.CannotListen;
import gatehouse.sip.Transport;
import gatehouse.site.Site;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// A house together with the site it stands on: a real one from a site file, or the demo site with its simulated doors.
/// Safe for any thread.
public final class Premises implements AutoCloseable {
    /// The PINs of the demo's people stand on its log-in screen, so their hashes protect nothing.
    private static final Cost SHOWN_ON_SCREEN = new Cost(1024, 1, 1);

    private final Scope scope;
    private final House house;
    private final Optional<DemoSite> demo;

    private Premises(Scope scope, House house, Optional<DemoSite> demo) {
        this.scope = scope;
        this.house = house;
        this.demo = demo;
    }

    public static Premises real(Site site, Path file, Path data, Sounds sounds, Consumer<DeskState> screen)
            throws HistoryFault, CannotListen {
        var scope = new Scope();
        var settings = new HouseSettings(site, Optional.of(file), data, sounds, door -> {});
        return new Premises(scope, scope.own(House.open(settings, screen)), Optional.empty());
    }

    public static Premises demo(DemoSettings doors, Path data, Sounds sounds, Consumer<DeskState> screen)
            throws HistoryFault, IOException {
        return demo(doors, site -> site, data, sounds, screen);
    }

    /// With something of the demo site changed, for who tries what it does not have.
    static Premises demo(
            DemoSettings doors, UnaryOperator<Site> change, Path data, Sounds sounds, Consumer<DeskState> screen)
            throws HistoryFault, IOException {
        var scope = new Scope();
        try {
            long began = Trace.begin();
            var demo = scope.own(DemoSite.open(doors, new Dial.Later()));
            Trace.end("simulated doors open", began);
            var site = change.apply(demo.site(pin -> Pins.hash(pin, SHOWN_ON_SCREEN)));
            var settings = new HouseSettings(site, Optional.empty(), data, sounds, door -> ring(demo, door));
            long opening = Trace.begin();
            var house = scope.own(House.open(settings, screen));
            Trace.end("house opens", opening);
            demo.dial(listening(house, Transport.UDP), listening(house, Transport.TCP));
            return new Premises(scope, house, Optional.of(demo));
        } catch (HistoryFault | IOException | RuntimeException e) {
            scope.close();
            throw e;
        }
    }

    public House house() {
        return house;
    }

    public Optional<DemoSite> demo() {
        return demo;
    }

    /// Closes with the reason on record.
    public void close(String why) {
        house.endsBecause(why);
        close();
    }

    @Override
    public void close() {
        scope.close();
    }

    private static InetSocketAddress listening(House house, Transport transport) {
        return house.listening().stream()
                .filter(l -> l.transport() == transport)
                .findFirst()
                .orElseThrow()
                .address();
    }

    /// The door that is asked for, or any.
    private static void ring(DemoSite demo, Optional<DoorId> door) {
        var doors = demo.doors();
        var chosen = door.map(demo::door)
                .orElseGet(() -> doors.get(ThreadLocalRandom.current().nextInt(doors.size())));
        Thread.ofVirtual().name("somebody-rings").start(chosen::ring);
    }
}
