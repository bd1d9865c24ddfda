package gatehouse.unlock;

import gatehouse.door.HttpAccess;
import gatehouse.door.UnlockBy;
import gatehouse.onvif.Deadline;
import gatehouse.onvif.Device;
import gatehouse.onvif.DoorControl;
import gatehouse.onvif.DoorInfo;
import gatehouse.onvif.OnvifException;
import gatehouse.onvif.OnvifFault;
import gatehouse.onvif.Relay;
import gatehouse.onvif.Web;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The ONVIF devices that open doors. Where a device's services are is remembered. How its relay or door is set is not:
/// an installer may have changed it since, and a relay that stays on holds the door open. It is asked when a door rings
/// and serves the next order, once and for [#WISH]; every other order asks anew.
///
/// Safe for any thread.
final class Devices implements AutoCloseable {
    private static final int MOST = 1000;

    /// How long what was asked at a ring may serve the press that follows.
    static final Duration WISH = Duration.ofSeconds(60);

    /// A relay as it is set now, and the device it belongs to.
    record KnownRelay(Device device, Relay relay) {}

    /// A door of the door control service, with what it can do now.
    record KnownDoor(Device device, DoorControl control, DoorInfo door) {}

    private record Asked<T>(T what, long nanos) {}

    private record At(URI device, HttpAccess access) {}

    private record Part(At at, String token) {}

    private final Trusts trusts;
    private final Map<Optional<String>, Web> webs = new ConcurrentHashMap<>();
    private final Map<At, Device> devices = new ConcurrentHashMap<>();
    private final Map<Part, Asked<KnownRelay>> relays = new ConcurrentHashMap<>();
    private final Map<Part, Asked<KnownDoor>> doors = new ConcurrentHashMap<>();

    Devices(Trusts trusts) {
        this.trusts = trusts;
    }

    Device device(URI at, HttpAccess access, Deadline deadline) throws OnvifException {
        var key = new At(at, access);
        var already = devices.get(key);
        if (already != null) {
            return already;
        }
        var web = webs.computeIfAbsent(access.pin(), pin -> pin.isEmpty() ? Web.open() : Web.open(trusts.of(pin)));
        var device = Device.reach(web, at, access.login(), deadline);
        if (devices.size() >= MOST) {
            devices.clear();
        }
        devices.put(key, device);
        return device;
    }

    /// Asks how the relay is set, for the order that may follow.
    void prepare(UnlockBy.OnvifRelay by, Optional<Duration> pulse, Deadline deadline) throws OnvifException {
        var part = new Part(new At(by.device(), by.access()), by.token());
        relays.remove(part);
        keep(relays, part, asked(by, pulse, deadline));
    }

    /// Asks what the door can do, for the order that may follow.
    void prepare(UnlockBy.OnvifDoor by, Deadline deadline) throws OnvifException {
        var part = new Part(new At(by.device(), by.access()), by.token());
        doors.remove(part);
        keep(doors, part, asked(by, deadline));
    }

    /// The relay, its pulse set as the site wants it.
    KnownRelay relay(UnlockBy.OnvifRelay by, Optional<Duration> pulse, Deadline deadline) throws OnvifException {
        var prepared = taken(relays, new Part(new At(by.device(), by.access()), by.token()));
        return prepared.isPresent() ? prepared.get() : asked(by, pulse, deadline);
    }

    KnownDoor door(UnlockBy.OnvifDoor by, Deadline deadline) throws OnvifException {
        var prepared = taken(doors, new Part(new At(by.device(), by.access()), by.token()));
        return prepared.isPresent() ? prepared.get() : asked(by, deadline);
    }

    private static <T> void keep(Map<Part, Asked<T>> in, Part part, T what) {
        if (in.size() >= MOST) {
            in.clear();
        }
        in.put(part, new Asked<>(what, System.nanoTime()));
    }

    private static <T> Optional<T> taken(Map<Part, Asked<T>> from, Part part) {
        return Optional.ofNullable(from.remove(part))
                .filter(asked -> System.nanoTime() - asked.nanos() < WISH.toNanos())
                .map(Asked::what);
    }

    private KnownRelay asked(UnlockBy.OnvifRelay by, Optional<Duration> pulse, Deadline deadline)
            throws OnvifException {
        var device = device(by.device(), by.access(), deadline).within(deadline);
        var relay = device.relays().stream()
                .filter(r -> r.token().equals(by.token()))
                .findFirst()
                .orElseThrow(() -> new OnvifException(new OnvifFault.NotSupported(
                        "GetRelayOutputs", by.device(), "it has no relay output " + by.token())));
        if (pulse.isPresent() && !relay.isBistable() && !by.holds() && !lasts(relay, pulse.get())) {
            relay = device.pulsing(relay, pulse.get());
        }
        return new KnownRelay(device, relay);
    }

    private KnownDoor asked(UnlockBy.OnvifDoor by, Deadline deadline) throws OnvifException {
        var device = device(by.device(), by.access(), deadline).within(deadline);
        var control = device.doorControl();
        var door = control.doors().stream()
                .filter(d -> d.token().equals(by.token()))
                .findFirst()
                .orElseThrow(() -> new OnvifException(
                        new OnvifFault.NotSupported("GetDoorInfoList", by.device(), "it has no door " + by.token())));
        return new KnownDoor(device, control, door);
    }

    private static boolean lasts(Relay relay, Duration pulse) {
        try {
            return Duration.parse(relay.delay()).equals(pulse);
        } catch (java.time.format.DateTimeParseException e) {
            return false;
        }
    }

    /// What was known may have changed; the next order learns it anew.
    void forget(URI device, HttpAccess access) {
        var at = new At(device, access);
        devices.remove(at);
        relays.keySet().removeIf(k -> k.at().equals(at));
        doors.keySet().removeIf(k -> k.at().equals(at));
    }

    @Override
    public void close() {
        webs.values().forEach(Web::close);
    }
}
