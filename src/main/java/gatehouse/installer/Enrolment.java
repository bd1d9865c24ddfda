package gatehouse.installer;

import gatehouse.door.Door;
import gatehouse.door.DoorId;
import gatehouse.door.Login;
import gatehouse.door.Output;
import gatehouse.door.Streams;
import gatehouse.door.UnlockBy;
import gatehouse.onvif.Profile;
import gatehouse.onvif.Relay;
import java.net.URI;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Turns findings into a door for the site, as a proposal the installer may change before it is added.
public final class Enrolment {
    private static final int MOST_ID = 63;
    private static final int LEAST_SUB_WIDTH = 320;

    private Enrolment() {}

    /// The door with the largest stream as main, the smallest that fills a tile as sub, and an output for each relay
    /// that ends its own pulse. Empty when the device gave no stream: there is nothing to see of it.
    public static Optional<Door> propose(Findings findings, Login login, String name, Set<DoorId> taken) {
        var main = playable(findings).max(Comparator.comparingLong(s -> area(s.profile())));
        if (main.isEmpty()) {
            return Optional.empty();
        }
        var sub = playable(findings)
                .filter(s -> s.profile().width() >= LEAST_SUB_WIDTH)
                .min(Comparator.comparingLong(s -> area(s.profile())))
                .orElse(main.get());
        return Optional.of(new Door(
                id(name, taken),
                name,
                new Streams(main.get().address(), sub.address(), login),
                Optional.empty(),
                outputs(findings.device(), findings.relays(), login),
                "",
                0,
                Optional.of(findings.device()),
                login));
    }

    private static java.util.stream.Stream<Findings.Stream> playable(Findings findings) {
        var all = findings.streams();
        var h264 = all.stream()
                .filter(s -> s.profile().codec().toUpperCase(Locale.ROOT).contains("H264"))
                .toList();
        return (h264.isEmpty() ? all : h264).stream();
    }

    private static long area(Profile profile) {
        return (long) profile.width() * profile.height();
    }

    private static List<Output> outputs(URI device, List<Relay> relays, Login login) {
        var usable = relays.stream().filter(r -> !r.isBistable()).toList();
        var outputs = new ArrayList<Output>();
        for (int i = 0; i < usable.size(); i++) {
            var name = usable.size() == 1 ? "Open" : "Open " + (i + 1);
            var by = new UnlockBy.OnvifRelay(device, login, usable.get(i).token());
            outputs.add(new Output("relay-" + (i + 1), name, by));
        }
        return outputs;
    }

    /// The name as an id that no other door has: `Nordtor (alt)` becomes `nordtor-alt`, or `nordtor-alt-2`.
    static DoorId id(String name, Set<DoorId> taken) {
        var plain = Normalizer.normalize(name.replace("ß", "ss"), Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+|-+$", "");
        var base = plain.isEmpty() ? "door" : plain.substring(0, Math.min(plain.length(), MOST_ID - 4));
        var id = new DoorId(base);
        for (int n = 2; taken.contains(id); n++) {
            id = new DoorId(base + "-" + n);
        }
        return id;
    }
}
