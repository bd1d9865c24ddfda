package gatehouse.sim;

import static java.util.Objects.requireNonNull;

import gatehouse.door.DoorId;
import gatehouse.door.Login;
import gatehouse.sim.onvif.Quirk;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What one simulated door is to be. `index` chooses its scene; `extension` is its number at the demo registrar, a door
/// without one dials the console directly. `ownAddress` says that no other door lives at `address`.
public record DoorPlan(
        int index,
        DoorId id,
        String name,
        String instruction,
        int priority,
        InetAddress address,
        boolean ownAddress,
        Ports ports,
        Login login,
        List<OutputPlan> outputs,
        Optional<String> extension,
        Set<Quirk> quirks,
        Eye eye,
        Duration pulse,
        Duration walk) {
    public DoorPlan {
        requireNonNull(id);
        requireNonNull(name);
        requireNonNull(instruction);
        requireNonNull(address);
        requireNonNull(ports);
        requireNonNull(login);
        outputs = List.copyOf(outputs);
        requireNonNull(extension);
        quirks = Set.copyOf(quirks);
        requireNonNull(eye);
        requireNonNull(pulse);
        requireNonNull(walk);
    }
}
