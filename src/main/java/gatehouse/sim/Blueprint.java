package gatehouse.sim;

import gatehouse.sim.http.HttpLogin.Scheme;
import gatehouse.sim.onvif.ControlledDoor;
import gatehouse.sim.onvif.DeviceCard;
import gatehouse.sim.onvif.Quirk;
import gatehouse.sim.onvif.Relay;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;

/// What follows from a door's plan: its locks and who moves them, what it says about itself.
record Blueprint(DoorPlan plan) {
    List<UnlockPages.Output> locks(Faults faults, ScheduledExecutorService timer) {
        return plan.outputs().stream()
                .map(o -> {
                    var lock = new Lock(plan.name() + " " + o.name(), Optional.of(plan.pulse()), faults, timer);
                    return new UnlockPages.Output(o.id(), lock, new Leaf(lock));
                })
                .toList();
    }

    /// Doors that the site file opens by door control are controlled as such.
    List<ControlledDoor> doors(List<UnlockPages.Output> locks) {
        var doors = new ArrayList<ControlledDoor>();
        for (int i = 0; i < locks.size(); i++) {
            if (plan.outputs().get(i).way() == OutputPlan.Way.ONVIF_DOOR) {
                var lock = locks.get(i);
                doors.add(new ControlledDoor(
                        SiteEntry.doorToken(i + 1), plan.outputs().get(i).name(), lock.lock(), lock.leaf()));
            }
        }
        return doors;
    }

    List<Relay> relays(List<UnlockPages.Output> locks) {
        var relays = new ArrayList<Relay>();
        for (var output : locks) {
            relays.add(new Relay(SiteEntry.token(relays.size() + 1), output.lock()));
        }
        return relays;
    }

    ToneCodes codes(List<UnlockPages.Output> locks) {
        var codes = new ArrayList<ToneCodes.Code>();
        for (var output : plan.outputs()) {
            codes.add(new ToneCodes.Code(
                    output.code().reveal(), locks.get(codes.size()).lock()));
        }
        return new ToneCodes(codes);
    }

    /// A door that the site file opens by Basic offers nothing better, one opened by Digest nothing worse.
    EnumSet<Scheme> schemes() {
        var ways = plan.outputs().stream().map(OutputPlan::way).toList();
        if (ways.contains(OutputPlan.Way.HTTP_BASIC)) {
            return EnumSet.of(Scheme.BASIC);
        }
        return ways.contains(OutputPlan.Way.HTTP_DIGEST)
                ? EnumSet.of(Scheme.DIGEST_MD5, Scheme.DIGEST_SHA256)
                : EnumSet.allOf(Scheme.class);
    }

    /// The same door at the same address is the same device from start to start.
    DeviceCard card() {
        String where = plan.address().getHostAddress();
        var id = UUID.nameUUIDFromBytes(
                ("gatehouse simulated " + where + " " + plan.id()).getBytes(StandardCharsets.UTF_8));
        // RFC 5737: 192.0.2.0/24 is for documentation, nothing ever answers there.
        String announced = plan.quirks().contains(Quirk.INTERNAL_ADDRESS) ? "192.0.2." + (10 + plan.index()) : where;
        return new DeviceCard(
                id,
                plan.name(),
                "gatehouse demo",
                "Gatehouse",
                plan.outputs().size() > 1 ? "Simulated door D2" : "Simulated door D1",
                "1.0",
                id.toString().replace("-", "").substring(0, 12).toUpperCase(Locale.ROOT),
                announced,
                plan.quirks());
    }
}
