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

/// The ONVIF devices that open doors, as far as they are known already. Getting to know one costs it some answers;
/// later
/// orders go straight to the relay or door.
///
/// Safe for any thread.
final class Devices implements AutoCloseable {
    private static final int MOST = 1000;

    /// A relay and the device it belongs to.
    record KnownRelay(Device device, Relay relay) {}

    /// A door of the door control service.
    record KnownDoor(Device device, DoorControl control, DoorInfo door) {}

    private record At(URI device, HttpAccess access) {}

    private record Part(At at, String token) {}

    private final Trusts trusts;
    private final Map<Optional<String>, Web> webs = new ConcurrentHashMap<>();
    private final Map<At, Device> devices = new ConcurrentHashMap<>();
    private final Map<Part, KnownRelay> relays = new ConcurrentHashMap<>();
    private final Map<Part, KnownDoor> doors = new ConcurrentHashMap<>();

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

    /// The relay, its pulse set as the site wants it: that is asked for once, not at each click.
    KnownRelay relay(UnlockBy.OnvifRelay by, Optional<Duration> pulse, Deadline deadline) throws OnvifException {
        var key = new Part(new At(by.device(), by.access()), by.token());
        var already = relays.get(key);
        if (already != null) {
            return already;
        }
        var device = device(by.device(), by.access(), deadline).within(deadline);
        var relay = device.relays().stream()
                .filter(r -> r.token().equals(by.token()))
                .findFirst()
                .orElseThrow(() -> new OnvifException(new OnvifFault.NotSupported(
                        "GetRelayOutputs", by.device(), "it has no relay output " + by.token())));
        if (pulse.isPresent() && !relay.isBistable() && !by.holds() && !lasts(relay, pulse.get())) {
            relay = device.pulsing(relay, pulse.get());
        }
        var found = new KnownRelay(device, relay);
        if (relays.size() >= MOST) {
            relays.clear();
        }
        relays.put(key, found);
        return found;
    }

    private static boolean lasts(Relay relay, Duration pulse) {
        try {
            return Duration.parse(relay.delay()).equals(pulse);
        } catch (java.time.format.DateTimeParseException e) {
            return false;
        }
    }

    KnownDoor door(UnlockBy.OnvifDoor by, Deadline deadline) throws OnvifException {
        var key = new Part(new At(by.device(), by.access()), by.token());
        var already = doors.get(key);
        if (already != null) {
            return already;
        }
        var device = device(by.device(), by.access(), deadline).within(deadline);
        var control = device.doorControl();
        var door = control.doors().stream()
                .filter(d -> d.token().equals(by.token()))
                .findFirst()
                .orElseThrow(() -> new OnvifException(
                        new OnvifFault.NotSupported("GetDoorInfoList", by.device(), "it has no door " + by.token())));
        if (doors.size() >= MOST) {
            doors.clear();
        }
        var found = new KnownDoor(device, control, door);
        doors.put(key, found);
        return found;
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
