package gatehouse.unlock;

import gatehouse.door.Login;
import gatehouse.door.UnlockBy;
import gatehouse.onvif.Deadline;
import gatehouse.onvif.Device;
import gatehouse.onvif.OnvifException;
import gatehouse.onvif.OnvifFault;
import gatehouse.onvif.Relay;
import gatehouse.onvif.Web;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The devices whose relays open doors, as far as they are known already. Getting to know one costs it four answers;
/// later orders go straight to the relay.
///
/// Safe for any thread.
final class Relays implements AutoCloseable {
    private static final int MOST = 1000;

    /// A relay and the device it belongs to.
    record Known(Device device, Relay relay) {}

    private record Key(URI device, Login login, String token) {}

    private final Web web = Web.open();
    private final Map<Key, Known> known = new ConcurrentHashMap<>();

    Known find(UnlockBy.OnvifRelay by, Deadline deadline) throws OnvifException {
        var key = new Key(by.device(), by.login(), by.token());
        var already = known.get(key);
        if (already != null) {
            return already;
        }
        var device = Device.reach(web, by.device(), by.login(), deadline);
        var relay = device.within(deadline).relays().stream()
                .filter(r -> r.token().equals(by.token()))
                .findFirst()
                .orElseThrow(() -> new OnvifException(new OnvifFault.NotSupported(
                        "GetRelayOutputs", by.device(), "it has no relay output " + by.token())));
        var found = new Known(device, relay);
        if (known.size() >= MOST) {
            known.clear();
        }
        known.put(key, found);
        return found;
    }

    /// What was known may have changed; the next order learns it anew.
    void forget(UnlockBy.OnvifRelay by) {
        known.remove(new Key(by.device(), by.login(), by.token()));
    }

    @Override
    public void close() {
        web.close();
    }
}
