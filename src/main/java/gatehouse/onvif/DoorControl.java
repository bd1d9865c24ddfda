package gatehouse.onvif;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;

/// The door control service of a device (ONVIF Door Control Service Specification). What moves a door goes out over a
/// connection of its own and never twice, as with [Device#activate].
///
/// Safe for any thread.
public final class DoorControl {
    private static final int MOST_DOORS = 64;
    private static final int MOST_PAGES = 8;
    private static final Set<String> CAPABILITIES = Set.of(
            "Access",
            "AccessTimingOverride",
            "Lock",
            "Unlock",
            "Block",
            "DoubleLock",
            "LockDown",
            "LockOpen",
            "DoorMonitor",
            "LockMonitor",
            "DoubleLockMonitor",
            "Alarm",
            "Tamper",
            "Fault");

    /// What a door can be told.
    public enum Command {
        /// Released for a moment, which the device ends.
        ACCESS,
        LOCK,
        /// Released until the next command.
        UNLOCK,
        /// Takes no more access until it is locked or unlocked again.
        BLOCK,
        DOUBLE_LOCK,
        /// Locked, and only released again by its own counterpart.
        LOCK_DOWN,
        LOCK_DOWN_RELEASE,
        LOCK_OPEN,
        LOCK_OPEN_RELEASE;

        String operation() {
            return switch (this) {
                case ACCESS -> "AccessDoor";
                case LOCK -> "LockDoor";
                case UNLOCK -> "UnlockDoor";
                case BLOCK -> "BlockDoor";
                case DOUBLE_LOCK -> "DoubleLockDoor";
                case LOCK_DOWN -> "LockDownDoor";
                case LOCK_DOWN_RELEASE -> "LockDownReleaseDoor";
                case LOCK_OPEN -> "LockOpenDoor";
                case LOCK_OPEN_RELEASE -> "LockOpenReleaseDoor";
            };
        }
    }

    private final Device device;

    DoorControl(Device device) {
        this.device = device;
    }

    public List<DoorInfo> doors() throws OnvifException {
        var found = new ArrayList<DoorInfo>();
        var from = "";
        for (int page = 0; page < MOST_PAGES; page++) {
            var answer = device.ask(
                    Soap.DOOR_CONTROL,
                    "GetDoorInfoList",
                    "<tdc:GetDoorInfoList>"
                            + (from.isEmpty()
                                    ? ""
                                    : "<tdc:StartReference>" + Xml.escaped(from) + "</tdc:StartReference>")
                            + "</tdc:GetDoorInfoList>");
            answer.children("DoorInfo").stream()
                    .filter(d -> !d.attribute("token").isEmpty())
                    .limit(MOST_DOORS - found.size())
                    .map(DoorControl::info)
                    .forEach(found::add);
            from = answer.text("NextStartReference");
            if (from.isEmpty() || found.size() >= MOST_DOORS) {
                break;
            }
        }
        return List.copyOf(found);
    }

    private static DoorInfo info(Node door) {
        var can = new HashSet<String>();
        door.at("Capabilities")
                .ifPresent(c -> CAPABILITIES.stream()
                        .filter(name ->
                                Set.of("true", "1").contains(c.attribute(name).toLowerCase(Locale.ROOT)))
                        .forEach(name -> can.add(name.toLowerCase(Locale.ROOT))));
        return new DoorInfo(Soap.shown(door.attribute("token")), Soap.shown(door.text("Name")), can);
    }

    public DoorStanding standing(String token) throws OnvifException {
        var answer = device.ask(
                Soap.DOOR_CONTROL,
                "GetDoorState",
                "<tdc:GetDoorState><tdc:Token>" + Xml.escaped(token) + "</tdc:Token></tdc:GetDoorState>");
        var state = answer.at("DoorState").orElse(answer);
        return new DoorStanding(
                Soap.shown(state.text("DoorMode")),
                Soap.shown(state.text("DoorPhysicalState")),
                Soap.shown(state.text("LockPhysicalState")),
                Soap.shown(state.text("Alarm")));
    }

    /// Tells a door. `time` is for [Command#ACCESS] at a door that lets its time be set.
    public void tell(Command command, String token, Optional<Duration> time, LongConsumer onFirstByte)
            throws OnvifException {
        var operation = command.operation();
        var timed = time.filter(t -> command == Command.ACCESS)
                .map(t -> "<tdc:AccessTime>" + Xml.seconds(t) + "</tdc:AccessTime>")
                .orElse("");
        device.once(
                Soap.DOOR_CONTROL,
                operation,
                String.format(
                        Locale.ROOT,
                        "<tdc:%1$s><tdc:Token>%2$s</tdc:Token>%3$s</tdc:%1$s>",
                        operation,
                        Xml.escaped(token),
                        timed),
                onFirstByte);
    }
}
