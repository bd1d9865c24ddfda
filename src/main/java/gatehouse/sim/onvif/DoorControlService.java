package gatehouse.sim.onvif;

import gatehouse.sim.Faults;
import gatehouse.sim.Lock;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// The door control service (ONVIF Door Control Service Specification), as far as a console asks it.
record DoorControlService(List<ControlledDoor> doors, Faults faults) implements Service {
    private static final Duration LONGEST = Duration.ofMinutes(10);

    @Override
    public Reply answer(Call call) throws SoapFault {
        return switch (call.name()) {
            case "GetServiceCapabilities" ->
                Service.say("<tdc:GetServiceCapabilitiesResponse><tdc:Capabilities MaxLimit=\"100\"/>"
                        + "</tdc:GetServiceCapabilitiesResponse>\n");
            case "GetDoorInfoList" ->
                Service.say(doors.stream()
                        .map(DoorControlService::info)
                        .collect(Collectors.joining(
                                "", "<tdc:GetDoorInfoListResponse>\n", "</tdc:GetDoorInfoListResponse>\n")));
            case "GetDoorState" -> Service.say(state(door(call)));
            case "AccessDoor" -> told(call, door(call).lock().open(Lock.By.ONVIF, time(call)));
            case "LockDoor" -> told(call, unlessDown(door(call)).lock());
            case "UnlockDoor" -> told(call, unlessDown(door(call)).hold());
            case "LockDownDoor", "BlockDoor" -> told(call, door(call).lock().lockDown());
            case "LockDownReleaseDoor" -> {
                if (door(call).lock().mode() != Lock.Mode.LOCKED_DOWN) {
                    throw SoapFault.actionFailed("The door is not locked down");
                }
                yield told(call, door(call).lock().lock());
            }
            default -> throw SoapFault.actionNotSupported(call.name());
        };
    }

    private Reply told(Call call, Lock.Outcome outcome) throws SoapFault {
        return Service.told(outcome, faults, "<tdc:" + call.name() + "Response/>\n");
    }

    /// While it is locked down, only its own counterpart helps.
    private static Lock unlessDown(ControlledDoor door) throws SoapFault {
        if (door.lock().mode() == Lock.Mode.LOCKED_DOWN) {
            throw SoapFault.actionFailed("The door is locked down");
        }
        return door.lock();
    }

    private static Optional<Duration> time(Call call) throws SoapFault {
        var text = call.text("AccessTime");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            var time = Duration.parse(text);
            if (time.isPositive() && time.compareTo(LONGEST) <= 0) {
                return Optional.of(time);
            }
        } catch (DateTimeParseException e) {
            // Said below.
        }
        throw SoapFault.invalidArgument("ter:InvalidArgVal", "Not a time: " + text);
    }

    private static String info(ControlledDoor door) {
        return String.format(Locale.ROOT, """
                <tdc:DoorInfo token="%s"><tdc:Name>%s</tdc:Name><tdc:Description/>\
                <tdc:Capabilities Access="true" AccessTimingOverride="true" Lock="true" Unlock="true" Block="true" \
                LockDown="true" DoorMonitor="true" LockMonitor="true" Alarm="false" Tamper="false" Fault="false"/>\
                </tdc:DoorInfo>
                """, Soap.escape(door.token()), Soap.escape(door.name()));
    }

    private static String state(ControlledDoor door) {
        return String.format(Locale.ROOT, """
                <tdc:GetDoorStateResponse><tdc:DoorState><tdc:DoorPhysicalState>%s</tdc:DoorPhysicalState>\
                <tdc:LockPhysicalState>%s</tdc:LockPhysicalState><tdc:DoorMode>%s</tdc:DoorMode>\
                </tdc:DoorState></tdc:GetDoorStateResponse>
                """, door.stands(), door.bolt(), door.mode());
    }

    private ControlledDoor door(Call call) throws SoapFault {
        var token = call.text("Token");
        return doors.stream()
                .filter(d -> d.token().equals(token))
                .findFirst()
                .orElseThrow(() -> SoapFault.invalidArgument("ter:NotFound", "There is no door " + token));
    }
}
