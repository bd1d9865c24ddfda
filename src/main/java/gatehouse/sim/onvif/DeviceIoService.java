package gatehouse.sim.onvif;

import java.util.List;
import java.util.Locale;

/// The DeviceIO service: relays and the one digital input.
record DeviceIoService(List<Relay> relays, RelayService relayService) implements Service {
    static final String INPUT = "input1";

    @Override
    public Reply answer(Call call) throws SoapFault {
        return switch (call.name()) {
            case "GetServiceCapabilities" -> Service.say(String.format(Locale.ROOT, """
                        <tmd:GetServiceCapabilitiesResponse><tmd:Capabilities VideoSources="1" VideoOutputs="0" \
                        AudioSources="0" AudioOutputs="0" RelayOutputs="%d" DigitalInputs="1"/>\
                        </tmd:GetServiceCapabilitiesResponse>
                        """, relays.size()));
            case "GetDigitalInputs" -> Service.say(String.format(Locale.ROOT, """
                        <tmd:GetDigitalInputsResponse><tmd:DigitalInputs token="%s" IdleState="open"/>\
                        </tmd:GetDigitalInputsResponse>
                        """, INPUT));
            case "GetVideoSources" ->
                Service.say("<tmd:GetVideoSourcesResponse><tmd:Token>" + MediaService.SOURCE
                        + "</tmd:Token></tmd:GetVideoSourcesResponse>\n");
            default -> relayService.answer(call);
        };
    }
}
