package gatehouse.unlock;

import gatehouse.door.UnlockBy;
import gatehouse.onvif.Deadline;
import gatehouse.onvif.DoorControl.Command;
import gatehouse.onvif.DoorInfo;
import gatehouse.onvif.OnvifException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Opens by ONVIF door control, and puts the door into its modes, as far as its capabilities go.
final class ByDoor {
    private ByDoor() {}

    static Told open(
            UnlockBy.OnvifDoor by, Devices devices, Optional<Duration> pulse, Duration patience, Attempt attempt) {
        Devices.KnownDoor known;
        try {
            known = devices.door(by, Deadline.in(ByRelay.TO_FIND));
        } catch (OnvifException e) {
            return ByRelay.notFound(e.fault(), "It was not told to open.");
        }
        if (!known.door().can("access")) {
            return new Told.NotSent("The device cannot open this door for a moment (no Access capability).");
        }
        var time = pulse.filter(p -> known.door().can("accesstimingoverride"));
        return told(by, devices, known, Command.ACCESS, time, patience, attempt);
    }

    static Told mode(UnlockBy.OnvifDoor by, Devices devices, DoorNews.Mode mode, Duration patience, Attempt attempt) {
        Devices.KnownDoor known;
        try {
            known = devices.door(by, Deadline.in(ByRelay.TO_FIND));
        } catch (OnvifException e) {
            return ByRelay.notFound(e.fault(), "Its mode was not changed.");
        }
        var command = command(known.door(), mode);
        return command.isEmpty()
                ? new Told.NotSent("The device cannot do this with its door.")
                : toNormal(by, devices, known, mode, patience, attempt)
                        .orElseGet(() -> told(by, devices, known, command.get(), Optional.empty(), patience, attempt));
    }

    /// A lock-down ends only by its own counterpart (specification §5.3.9); when the door is in none, that is refused
    /// and
    /// the door is simply locked.
    private static Optional<Told> toNormal(
            UnlockBy.OnvifDoor by,
            Devices devices,
            Devices.KnownDoor known,
            DoorNews.Mode mode,
            Duration patience,
            Attempt attempt) {
        if (mode != DoorNews.Mode.NORMAL || !known.door().can("lockdown")) {
            return Optional.empty();
        }
        var released = told(by, devices, known, Command.LOCK_DOWN_RELEASE, Optional.empty(), patience, attempt);
        boolean answered =
                released instanceof Told.No || released instanceof Told.NotTaken || released instanceof Told.Unclear;
        return answered ? Optional.empty() : Optional.of(released);
    }

    /// The first command for a mode that the door can take. Pure.
    static Optional<Command> command(DoorInfo door, DoorNews.Mode mode) {
        record Can(String capability, Command command) {}
        var in = switch (mode) {
            case HELD_OPEN -> List.of(new Can("unlock", Command.UNLOCK), new Can("lockopen", Command.LOCK_OPEN));
            case LOCKED_DOWN ->
                List.of(
                        new Can("lockdown", Command.LOCK_DOWN),
                        new Can("block", Command.BLOCK),
                        new Can("doublelock", Command.DOUBLE_LOCK));
            case NORMAL -> List.of(new Can("lock", Command.LOCK));
        };
        return in.stream()
                .filter(c -> door.can(c.capability()))
                .map(Can::command)
                .findFirst();
    }

    private static Told told(
            UnlockBy.OnvifDoor by,
            Devices devices,
            Devices.KnownDoor known,
            Command command,
            Optional<Duration> time,
            Duration patience,
            Attempt attempt) {
        try {
            known.device().within(Deadline.in(patience)).doorControl().tell(command, by.token(), time, attempt::sent);
            return new Told.Yes("the device's answer");
        } catch (OnvifException e) {
            devices.forget(by.device(), by.access());
            return ByRelay.failed(e.fault(), "do this with its door");
        }
    }
}
