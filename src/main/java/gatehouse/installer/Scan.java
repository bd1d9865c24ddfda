package gatehouse.installer;

import gatehouse.door.Login;
import gatehouse.door.Trouble;
import gatehouse.onvif.Device;
import gatehouse.onvif.DeviceInfo;
import gatehouse.onvif.Discovery;
import gatehouse.onvif.FoundDevice;
import gatehouse.onvif.OnvifException;
import gatehouse.onvif.OnvifFault;
import gatehouse.onvif.Profile;
import gatehouse.onvif.Search;
import gatehouse.onvif.Web;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The installer's way from "what is there" to "what can it do". Finding sends no login; inspecting sends the one the
/// installer has typed for this very device.
///
/// Safe for any thread; both calls block. `close()` cuts what is under way.
public final class Scan implements AutoCloseable {
    private final Web web = Web.open();

    private Scan() {}

    public static Scan open() {
        return new Scan();
    }

    /// All devices that answer; `onFound` hears of each as it comes, on this thread.
    public List<FoundDevice> find(Search search, Consumer<FoundDevice> onFound)
            throws IOException, InterruptedException {
        return Discovery.search(search, onFound);
    }

    /// Asks one device for everything that enrolling it needs. Fails when it cannot be reached or refuses the login;
    /// what else it cannot do becomes a trouble among the findings.
    public Findings inspect(URI service, Login login) throws OnvifException {
        var device = Device.reach(web, service, login);
        var troubles = new ArrayList<Trouble>();
        var info = device.information();
        var profiles = asked(troubles, info, device::profiles).orElse(List.of());
        var streams = new ArrayList<Findings.Stream>();
        for (var profile : profiles) {
            asked(troubles, info, () -> device.streamUri(profile))
                    .ifPresent(uri -> streams.add(new Findings.Stream(profile, uri)));
        }
        var relays = asked(troubles, info, device::relays).orElse(List.of());
        var snapshot = snapshot(device, profiles, troubles, info);
        return new Findings(service, info, device.clockOffset(), streams, relays, snapshot, troubles);
    }

    private static Optional<Findings.Snapshot> snapshot(
            Device device, List<Profile> profiles, List<Trouble> troubles, DeviceInfo info) throws OnvifException {
        if (profiles.isEmpty()) {
            return Optional.empty();
        }
        return asked(troubles, info, () -> device.snapshot(profiles.getFirst())).map(Findings.Snapshot::new);
    }

    private interface Question<T> {
        T ask() throws OnvifException;
    }

    private static <T> Optional<T> asked(List<Trouble> troubles, DeviceInfo info, Question<T> question)
            throws OnvifException {
        try {
            return Optional.of(question.ask());
        } catch (OnvifException e) {
            // Further tries with a login that is refused would only lock the device.
            if (e.fault() instanceof OnvifFault.NotAuthorized) {
                throw e;
            }
            troubles.add(e.fault().trouble(info.model().isEmpty() ? "The device" : info.model()));
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        web.close();
    }
}
