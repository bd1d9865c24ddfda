package gatehouse.unlock;

import gatehouse.door.TellsBy.Part;
import gatehouse.onvif.DeviceEvent;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Reads what a device's events say about a relay, an input or a door. Pure.
final class DeviceSigns {
    private static final Set<String> ACTIVE = Set.of("active", "true", "1", "on");
    private static final Set<String> RELAY_NAMES = Set.of("relaytoken", "relayoutputtoken", "token", "source");
    private static final Set<String> INPUT_NAMES = Set.of("inputtoken", "token", "source");
    private static final Set<String> DOOR_NAMES = Set.of("doortoken", "token", "source");

    private DeviceSigns() {}

    static List<Sign> ofRelay(DeviceEvent event, String token, Instant at, long nanos) {
        boolean about = event.isAbout("Device/Trigger/Relay") || event.isAbout("Relay");
        return about && isOf(event, token, RELAY_NAMES)
                ? List.of(new Sign.State(Part.LOCK, isActive(event), event.isChange(), "the relay's event", at, nanos))
                : List.of();
    }

    static List<Sign> ofInput(
            DeviceEvent event, String token, Part part, boolean activeIsOpen, Instant at, long nanos) {
        return event.isAbout("Device/Trigger/DigitalInput") && isOf(event, token, INPUT_NAMES)
                ? List.of(new Sign.State(
                        part, isActive(event) == activeIsOpen, event.isChange(), "the device's input", at, nanos))
                : List.of();
    }

    /// Topics `tns1:Door/State/…` of the door control specification, §6.
    static List<Sign> ofDoor(DeviceEvent event, String token, Instant at, long nanos) {
        if (!isOf(event, token, DOOR_NAMES)) {
            return List.of();
        }
        var said = state(event);
        if (event.isAbout("Door/State/DoorMode")) {
            return ofMode(said, event.isChange(), "the door's mode", at, nanos);
        }
        if (event.isAbout("Door/State/LockPhysicalState")) {
            return switch (said) {
                case "unlocked" ->
                    List.of(new Sign.State(Part.LOCK, true, event.isChange(), "the lock's monitor", at, nanos));
                case "locked" ->
                    List.of(new Sign.State(Part.LOCK, false, event.isChange(), "the lock's monitor", at, nanos));
                case "fault" -> List.of(new Sign.Fault("the lock reports a fault", "the lock's monitor", at, nanos));
                default -> List.of();
            };
        }
        if (event.isAbout("Door/State/DoorPhysicalState")) {
            return switch (said) {
                case "open" ->
                    List.of(new Sign.State(Part.DOOR, true, event.isChange(), "the door's monitor", at, nanos));
                case "closed" ->
                    List.of(new Sign.State(Part.DOOR, false, event.isChange(), "the door's monitor", at, nanos));
                case "fault" -> List.of(new Sign.Fault("the door reports a fault", "the door's monitor", at, nanos));
                default -> List.of();
            };
        }
        if (event.isAbout("Door/State/DoorAlarm") && event.isChange()) {
            return switch (said) {
                case "doorforcedopen" -> List.of(new Sign.Alarm(true, "the door's own alarm", at, nanos));
                case "dooropentoolong" -> List.of(new Sign.Alarm(false, "the door's own alarm", at, nanos));
                default -> List.of();
            };
        }
        if (event.isAbout("Door/State/DoorTamper")) {
            boolean begins = said.equals("tamperdetected");
            return begins || event.isChange()
                    ? List.of(new Sign.Tamper(begins, "the door's tamper contact", at, nanos))
                    : List.of();
        }
        if (event.isAbout("Door/State/DoorFault") && said.equals("faultdetected")) {
            return List.of(new Sign.Fault("the door reports a fault", "the door's monitor", at, nanos));
        }
        return List.of();
    }

    /// A mode says how the bolt stands, too. The words are those of `DoorMode`.
    static List<Sign> ofMode(String word, boolean change, String by, Instant at, long nanos) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "locked" ->
                List.of(
                        new Sign.Mode(DoorNews.Mode.NORMAL, by, at, nanos),
                        new Sign.State(Part.LOCK, false, change, by, at, nanos));
            case "accessed" ->
                List.of(
                        new Sign.Mode(DoorNews.Mode.NORMAL, by, at, nanos),
                        new Sign.State(Part.LOCK, true, change, by, at, nanos));
            case "unlocked", "lockedopen" ->
                List.of(
                        new Sign.Mode(DoorNews.Mode.HELD_OPEN, by, at, nanos),
                        new Sign.State(Part.LOCK, true, change, by, at, nanos));
            case "blocked", "lockeddown", "doublelocked" ->
                List.of(
                        new Sign.Mode(DoorNews.Mode.LOCKED_DOWN, by, at, nanos),
                        new Sign.State(Part.LOCK, false, change, by, at, nanos));
            default -> List.of();
        };
    }

    private static boolean isOf(DeviceEvent event, String token, Set<String> names) {
        var tokens = event.source().entrySet().stream()
                .filter(s -> names.contains(s.getKey().toLowerCase(Locale.ROOT)))
                .map(s -> s.getValue())
                .toList();
        return tokens.isEmpty() || tokens.contains(token);
    }

    private static boolean isActive(DeviceEvent event) {
        return ACTIVE.contains(state(event));
    }

    private static String state(DeviceEvent event) {
        return event.data().entrySet().stream()
                .filter(d -> d.getKey().toLowerCase(Locale.ROOT).endsWith("state"))
                .map(d -> d.getValue().toLowerCase(Locale.ROOT))
                .findFirst()
                .orElse("");
    }
}
