package gatehouse.unlock;

import gatehouse.door.HttpAccess;
import gatehouse.door.HttpState;
import gatehouse.door.ModbusBox;
import gatehouse.door.Output;
import gatehouse.door.TellsBy;
import gatehouse.door.TellsBy.Part;
import gatehouse.door.UnlockBy;
import gatehouse.lifecycle.Scope;
import gatehouse.onvif.Deadline;
import gatehouse.onvif.DeviceEvent;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All that tells of one output: by its ways, and by what the site names beside them. Signs come on the threads of the
/// lines and must be taken at once.
///
/// Safe for any thread. `close()` stops listening; a line that nobody needs any more ends.
final class Ears implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ears.class);

    /// A line that was down may come back within that time; the order goes out without its word otherwise.
    private static final Duration TO_TRY_AGAIN = Duration.ofMillis(400);

    private final Lines lines;
    private final Consumer<Sign> to;
    private final Scope scope = new Scope();
    private final List<Reach.Line> ready = new ArrayList<>();
    private final List<HttpEar> asked = new ArrayList<>(); // guarded by itself
    private final List<Asking> askable = new ArrayList<>();
    private final List<DeviceEar> devices = new ArrayList<>();

    private record Asking(LockState state, Part part) {}

    private Ears(Lines lines, Consumer<Sign> to) {
        this.lines = lines;
        this.to = to;
    }

    static Ears open(Lines lines, Output output, Template template, Consumer<Sign> to) {
        var ears = new Ears(lines, to);
        try {
            output.ways().forEach(way -> ears.of(way.by(), template));
            output.tells().forEach(tells -> ears.of(tells, template));
            return ears;
        } catch (RuntimeException e) {
            ears.close();
            throw e;
        }
    }

    /// What could be told of an output, as far as the site file knows.
    static Set<Part> tellable(Output output) {
        var parts = EnumSet.noneOf(Part.class);
        for (var way : output.ways()) {
            switch (way.by()) {
                case UnlockBy.Dtmf ignored -> {}
                case UnlockBy.Http http -> http.lock().ifPresent(l -> parts.add(Part.LOCK));
                case UnlockBy.OnvifRelay ignored -> parts.add(Part.LOCK);
                case UnlockBy.OnvifDoor ignored -> parts.addAll(EnumSet.allOf(Part.class));
                case UnlockBy.Mqtt mqtt -> mqtt.state().ifPresent(s -> parts.add(s.part()));
                case UnlockBy.Modbus ignored -> parts.add(Part.LOCK);
            }
        }
        output.tells().forEach(t -> parts.add(t.part()));
        return parts;
    }

    /// Waits until everything that can be heard without asking is heard, or has failed once.
    void await(Duration most) {
        var deadline = Deadline.in(most);
        boolean all = ready.stream()
                .map(line -> line.await(deadline.left(), TO_TRY_AGAIN))
                .reduce(true, Boolean::logicalAnd);
        LOG.debug("all devices are heard: {}", all);
    }

    /// Whether a device that tells of itself is heard.
    boolean heard() {
        return ready.stream().anyMatch(Reach.Line::isUp);
    }

    /// Whether there is something to ask.
    boolean asks() {
        return !askable.isEmpty();
    }

    /// Begins to ask what has to be asked; it is asked only while an order needs it.
    void ask() {
        synchronized (asked) {
            if (asked.isEmpty()) {
                askable.forEach(a -> asked.add(scope.own(HttpEar.open(a.state(), a.part(), to))));
            }
        }
    }

    /// Has those that tell by themselves tell anew how things stand, where they can.
    void askAnew() {
        devices.forEach(DeviceEar::askAnew);
    }

    /// The outcome is known, what follows needs no hurry.
    void calm() {
        synchronized (asked) {
            asked.forEach(HttpEar::calm);
        }
    }

    private void of(UnlockBy by, Template template) {
        switch (by) {
            case UnlockBy.Dtmf ignored -> {}
            case UnlockBy.Http http -> http.lock().ifPresent(s -> asking(s, http.access(), Part.LOCK, template));
            case UnlockBy.OnvifRelay relay ->
                device(relay.device(), relay.access(), (e, at, n) -> DeviceSigns.ofRelay(e, relay.token(), at, n));
            case UnlockBy.OnvifDoor door ->
                device(door.device(), door.access(), (e, at, n) -> DeviceSigns.ofDoor(e, door.token(), at, n));
            case UnlockBy.Mqtt mqtt -> {
                // Without a state topic it is kept connected all the same, for the order itself.
                var lease = scope.own(lines.broker(mqtt.broker()));
                ready.add(lease.line());
                mqtt.state().ifPresent(state -> topic(state, template));
            }
            case UnlockBy.Modbus modbus -> point(modbus.box(), new BoxLine.Point(true, modbus.coil()), Part.LOCK, true);
        }
    }

    private void of(TellsBy tells, Template template) {
        switch (tells) {
            case TellsBy.Http http -> asking(http.state(), http.access(), http.part(), template);
            case TellsBy.OnvifInput input ->
                device(
                        input.device(),
                        input.access(),
                        (e, at, n) -> DeviceSigns.ofInput(e, input.token(), input.part(), input.activeIsOpen(), at, n));
            case TellsBy.Mqtt mqtt -> topic(mqtt, template);
            case TellsBy.ModbusInput input ->
                point(input.box(), new BoxLine.Point(false, input.input()), input.part(), input.setIsOpen());
        }
    }

    private void asking(HttpState state, HttpAccess access, Part part, Template template) {
        askable.add(new Asking(new LockState(state, access, template, lines.trusts()), part));
    }

    private interface Reading {
        List<Sign> of(DeviceEvent event, Instant at, long nanos);
    }

    private void device(URI at, HttpAccess access, Reading reading) {
        var lease = scope.own(lines.ear(at, access));
        var listener = new DeviceEar.Listener() {
            @Override
            public void event(DeviceEvent event, Instant when, long nanos) {
                reading.of(event, when, nanos).forEach(to);
            }

            @Override
            public void heard() {
                tellHeard("the device");
            }

            @Override
            public void deaf(String why) {
                tellDeaf("the device", why);
            }
        };
        lease.line().listen(listener);
        scope.own(() -> lease.line().forget(listener));
        ready.add(lease.line());
        devices.add(lease.line());
    }

    private void topic(TellsBy.Mqtt tells, Template template) {
        var lease = scope.own(lines.broker(tells.broker()));
        var listener = new BrokerLine.Listener() {
            @Override
            public void message(String text, boolean retained) {
                MqttWords.read(tells, text, retained, Instant.now(), System.nanoTime())
                        .ifPresent(to);
            }

            @Override
            public void heard() {
                tellHeard("the broker");
            }

            @Override
            public void deaf(String why) {
                tellDeaf("the broker", why);
            }
        };
        lease.line().listen(template.filled(tells.topic()), listener);
        scope.own(() -> lease.line().forget(listener));
        ready.add(lease.line());
    }

    private void point(ModbusBox box, BoxLine.Point point, Part part, boolean setIsOpen) {
        var lease = scope.own(lines.box(box));
        var by = point.coil() ? "the relay box's coil" : "the relay box's input";
        var listener = new BoxLine.Listener() {
            @Override
            public void state(BoxLine.Point which, boolean set, boolean change, long asked) {
                to.accept(new Sign.State(part, set == setIsOpen, change, Sign.From.ASKED, by, Instant.now(), asked));
            }

            @Override
            public void heard() {
                tellHeard("the relay box");
            }

            @Override
            public void deaf(String why) {
                tellDeaf("the relay box", why);
            }
        };
        lease.line().listen(point, listener);
        scope.own(() -> lease.line().forget(listener));
        ready.add(lease.line());
    }

    private void tellHeard(String by) {
        to.accept(new Sign.Heard(by, Instant.now(), System.nanoTime()));
    }

    private void tellDeaf(String by, String why) {
        to.accept(new Sign.Deaf(why, by, Instant.now(), System.nanoTime()));
    }

    @Override
    public void close() {
        scope.close();
    }
}
