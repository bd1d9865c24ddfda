package gatehouse.sim.onvif;

import gatehouse.sim.Faults;
import gatehouse.sim.Lock;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// The relay operations, which the device service and DeviceIO share. Monostable relays end their pulse themselves,
/// bistable ones stay as they were put.
record RelayService(List<Relay> relays, Faults faults) implements Service {
    private static final Duration LONGEST = Duration.ofHours(1);

    @Override
    public Reply answer(Call call) throws SoapFault {
        return switch (call.name()) {
            case "GetRelayOutputs" -> Service.say(outputs(prefix(call), relays));
            case "SetRelayOutputState" -> state(call);
            case "SetRelayOutputSettings" -> settings(call);
            default -> throw SoapFault.actionNotSupported(call.name());
        };
    }

    /// The same operations where the service knows of no relay.
    Reply none(Call call) throws SoapFault {
        if (call.name().equals("GetRelayOutputs")) {
            return Service.say(outputs(prefix(call), List.of()));
        }
        throw unknown(token(call));
    }

    /// DeviceIO takes these operations in its own namespace and in that of the device service.
    private static String prefix(Call call) {
        return call.operation().namespace().equals(Soap.DEVICE_IO) ? "tmd" : "tds";
    }

    private static String outputs(String prefix, List<Relay> listed) {
        return listed.stream()
                .map(relay -> output(prefix, relay))
                .collect(Collectors.joining(
                        "",
                        "<" + prefix + ":GetRelayOutputsResponse>\n",
                        "</" + prefix + ":GetRelayOutputsResponse>\n"));
    }

    private static String output(String prefix, Relay relay) {
        var pulse = relay.lock().pulse();
        return String.format(
                Locale.ROOT,
                """
                <%1$s:RelayOutputs token="%2$s"><tt:Properties><tt:Mode>%3$s</tt:Mode>\
                <tt:DelayTime>%4$s</tt:DelayTime><tt:IdleState>open</tt:IdleState></tt:Properties></%1$s:RelayOutputs>
                """,
                prefix,
                Soap.escape(relay.token()),
                pulse.isPresent() ? "Monostable" : "Bistable",
                pulse.orElse(Duration.ZERO));
    }

    private Reply state(Call call) throws SoapFault {
        var relay = relay(token(call));
        var outcome = switch (call.text("LogicalState")) {
            case "active" -> relay.lock().open(Lock.By.ONVIF);
            case "inactive" -> relay.lock().lock();
            default -> throw SoapFault.invalidArgument("ter:InvalidState", "A relay is either active or inactive");
        };
        return Service.told(outcome, faults, "<" + prefix(call) + ":SetRelayOutputStateResponse/>\n");
    }

    private Reply settings(Call call) throws SoapFault {
        var relay = relay(token(call));
        relay.lock().pulse(pulse(call));
        return Service.say("<" + prefix(call) + ":SetRelayOutputSettingsResponse/>\n");
    }

    private static Optional<Duration> pulse(Call call) throws SoapFault {
        if (call.text("Mode").equals("Bistable")) {
            return Optional.empty();
        }
        try {
            var delay = Duration.parse(call.text("DelayTime"));
            if (call.text("Mode").equals("Monostable") && delay.isPositive() && delay.compareTo(LONGEST) <= 0) {
                return Optional.of(delay);
            }
        } catch (DateTimeParseException e) {
            throw SoapFault.invalidArgument("ter:InvalidMode", "Not a delay: " + call.text("DelayTime"));
        }
        throw SoapFault.invalidArgument("ter:InvalidMode", "A relay is Monostable with a delay, or Bistable");
    }

    private static String token(Call call) {
        String inElement = call.text("RelayOutputToken");
        return inElement.isEmpty()
                ? call.operation()
                        .find("RelayOutput")
                        .map(r -> r.attribute("token"))
                        .orElse("")
                : inElement;
    }

    private Relay relay(String token) throws SoapFault {
        return relays.stream().filter(r -> r.token().equals(token)).findFirst().orElseThrow(() -> unknown(token));
    }

    private static SoapFault unknown(String token) {
        return SoapFault.invalidArgument("ter:RelayToken", "There is no relay output " + token);
    }
}
