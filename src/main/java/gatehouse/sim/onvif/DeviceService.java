package gatehouse.sim.onvif;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The device management service (ONVIF core specification §8).
record DeviceService(
        DeviceCard card,
        Addresses addresses,
        List<Relay> relays,
        boolean controlsDoors,
        RelayService relayService,
        InstantSource clock)
        implements Service {
    @Override
    public Reply answer(Call call) throws SoapFault {
        return switch (call.name()) {
            case "GetSystemDateAndTime" -> Service.say(dateAndTime());
            case "GetDeviceInformation" -> Service.say(information());
            case "GetServices" -> Service.say(services());
            case "GetServiceCapabilities" -> Service.say(serviceCapabilities());
            case "GetCapabilities" -> Service.say(capabilities());
            case "GetScopes" -> Service.say(scopes());
            case "GetHostname" -> Service.say(hostname());
            case "GetNetworkInterfaces" -> Service.say(networkInterfaces());
            case "GetNetworkProtocols" -> Service.say(networkProtocols());
            case "GetRelayOutputs", "SetRelayOutputState", "SetRelayOutputSettings" -> {
                if (card.is(Quirk.RELAYS_ONLY_IN_DEVICE_IO)) {
                    yield relayService.none(call);
                }
                yield relayService.answer(call);
            }
            default -> throw SoapFault.actionNotSupported(call.name());
        };
    }

    private String dateAndTime() {
        var now = clock.instant().atZone(ZoneOffset.UTC);
        String time = String.format(
                Locale.ROOT,
                "<tt:Time><tt:Hour>%d</tt:Hour><tt:Minute>%d</tt:Minute><tt:Second>%d</tt:Second></tt:Time>",
                now.getHour(),
                now.getMinute(),
                now.getSecond());
        String date = String.format(
                Locale.ROOT,
                "<tt:Date><tt:Year>%d</tt:Year><tt:Month>%d</tt:Month><tt:Day>%d</tt:Day></tt:Date>",
                now.getYear(),
                now.getMonthValue(),
                now.getDayOfMonth());
        return String.format(Locale.ROOT, """
                <tds:GetSystemDateAndTimeResponse><tds:SystemDateAndTime>
                <tt:DateTimeType>Manual</tt:DateTimeType><tt:DaylightSavings>false</tt:DaylightSavings>
                <tt:TimeZone><tt:TZ>UTC0</tt:TZ></tt:TimeZone>
                <tt:UTCDateTime>%1$s%2$s</tt:UTCDateTime>
                <tt:LocalDateTime>%1$s%2$s</tt:LocalDateTime>
                </tds:SystemDateAndTime></tds:GetSystemDateAndTimeResponse>
                """, time, date);
    }

    private String information() {
        return String.format(
                Locale.ROOT,
                """
                <tds:GetDeviceInformationResponse>
                <tds:Manufacturer>%s</tds:Manufacturer><tds:Model>%s</tds:Model>
                <tds:FirmwareVersion>%s</tds:FirmwareVersion><tds:SerialNumber>%s</tds:SerialNumber>
                <tds:HardwareId>%s</tds:HardwareId>
                </tds:GetDeviceInformationResponse>
                """,
                Soap.escape(card.manufacturer()),
                Soap.escape(card.model()),
                Soap.escape(card.firmware()),
                Soap.escape(card.serial()),
                card.id());
    }

    private String services() throws SoapFault {
        if (card.is(Quirk.NO_GET_SERVICES)) {
            throw SoapFault.actionNotSupported("GetServices");
        }
        String media2 = card.is(Quirk.MEDIA1_ONLY) ? "" : service(Soap.MEDIA2, Addresses.MEDIA2);
        return "<tds:GetServicesResponse>\n" + service(Soap.DEVICE, Addresses.DEVICE)
                + service(Soap.MEDIA, Addresses.MEDIA) + media2 + service(Soap.DEVICE_IO, Addresses.DEVICE_IO)
                + (controlsDoors ? service(Soap.DOOR_CONTROL, Addresses.DOOR_CONTROL) : "")
                + service(Soap.EVENTS, Addresses.EVENTS) + "</tds:GetServicesResponse>\n";
    }

    private String service(String namespace, String path) {
        return String.format(Locale.ROOT, """
                <tds:Service><tds:Namespace>%s</tds:Namespace><tds:XAddr>%s</tds:XAddr>\
                <tds:Version><tt:Major>2</tt:Major><tt:Minor>60</tt:Minor></tds:Version></tds:Service>
                """, namespace, addresses.of(path));
    }

    private String serviceCapabilities() {
        return String.format(Locale.ROOT, """
                <tds:GetServiceCapabilitiesResponse><tds:Capabilities>
                <tds:Network IPFilter="false" ZeroConfiguration="false" IPVersion6="false" DynDNS="false"/>
                <tds:Security TLS1.2="false" HttpDigest="true" UsernameToken="%s" RELToken="false"/>
                <tds:System DiscoveryResolve="true" DiscoveryBye="true" RemoteDiscovery="false"/>
                </tds:Capabilities></tds:GetServiceCapabilitiesResponse>
                """, !card.is(Quirk.DIGEST_ONLY));
    }

    private String capabilities() {
        int inDevice = card.is(Quirk.RELAYS_ONLY_IN_DEVICE_IO) ? 0 : relays.size();
        return String.format(
                Locale.ROOT,
                """
                <tds:GetCapabilitiesResponse><tds:Capabilities>
                <tt:Device><tt:XAddr>%s</tt:XAddr>
                <tt:System><tt:DiscoveryResolve>true</tt:DiscoveryResolve><tt:DiscoveryBye>true</tt:DiscoveryBye>\
                <tt:RemoteDiscovery>false</tt:RemoteDiscovery><tt:SystemBackup>false</tt:SystemBackup>\
                <tt:SystemLogging>false</tt:SystemLogging><tt:FirmwareUpgrade>false</tt:FirmwareUpgrade>\
                <tt:SupportedVersions><tt:Major>2</tt:Major><tt:Minor>60</tt:Minor></tt:SupportedVersions></tt:System>
                <tt:IO><tt:InputConnectors>1</tt:InputConnectors><tt:RelayOutputs>%d</tt:RelayOutputs></tt:IO></tt:Device>
                <tt:Events><tt:XAddr>%s</tt:XAddr>\
                <tt:WSSubscriptionPolicySupport>false</tt:WSSubscriptionPolicySupport>\
                <tt:WSPullPointSupport>true</tt:WSPullPointSupport>\
                <tt:WSPausableSubscriptionManagerInterfaceSupport>false\
                </tt:WSPausableSubscriptionManagerInterfaceSupport></tt:Events>
                <tt:Media><tt:XAddr>%s</tt:XAddr><tt:StreamingCapabilities>\
                <tt:RTPMulticast>false</tt:RTPMulticast><tt:RTP_TCP>true</tt:RTP_TCP>\
                <tt:RTP_RTSP_TCP>true</tt:RTP_RTSP_TCP></tt:StreamingCapabilities></tt:Media>
                <tt:Extension><tt:DeviceIO><tt:XAddr>%s</tt:XAddr><tt:VideoSources>1</tt:VideoSources>\
                <tt:VideoOutputs>0</tt:VideoOutputs><tt:AudioSources>0</tt:AudioSources>\
                <tt:AudioOutputs>0</tt:AudioOutputs><tt:RelayOutputs>%d</tt:RelayOutputs></tt:DeviceIO></tt:Extension>
                </tds:Capabilities></tds:GetCapabilitiesResponse>
                """,
                addresses.of(Addresses.DEVICE),
                inDevice,
                addresses.of(Addresses.EVENTS),
                addresses.of(Addresses.MEDIA),
                addresses.of(Addresses.DEVICE_IO),
                relays.size());
    }

    private String scopes() {
        return Scopes.of(card).stream()
                .map(s -> "<tds:Scopes><tt:ScopeDef>Fixed</tt:ScopeDef><tt:ScopeItem>" + s
                        + "</tt:ScopeItem></tds:Scopes>\n")
                .collect(Collectors.joining("", "<tds:GetScopesResponse>\n", "</tds:GetScopesResponse>\n"));
    }

    private String hostname() {
        return String.format(Locale.ROOT, """
                <tds:GetHostnameResponse><tds:HostnameInformation><tt:FromDHCP>false</tt:FromDHCP>\
                <tt:Name>%s</tt:Name></tds:HostnameInformation></tds:GetHostnameResponse>
                """, Soap.escape(card.serial()));
    }

    private String networkInterfaces() {
        String mac = card.serial().replaceAll("(..)(?!$)", "$1:");
        return String.format(Locale.ROOT, """
                <tds:GetNetworkInterfacesResponse><tds:NetworkInterfaces token="eth0">
                <tt:Enabled>true</tt:Enabled><tt:Info><tt:Name>eth0</tt:Name><tt:HwAddress>%s</tt:HwAddress>\
                <tt:MTU>1500</tt:MTU></tt:Info>
                <tt:IPv4><tt:Enabled>true</tt:Enabled><tt:Config><tt:Manual><tt:Address>%s</tt:Address>\
                <tt:PrefixLength>24</tt:PrefixLength></tt:Manual><tt:DHCP>false</tt:DHCP></tt:Config></tt:IPv4>
                </tds:NetworkInterfaces></tds:GetNetworkInterfacesResponse>
                """, mac, addresses.host());
    }

    private String networkProtocols() {
        return String.format(Locale.ROOT, """
                <tds:GetNetworkProtocolsResponse><tds:NetworkProtocols><tt:Name>HTTP</tt:Name>\
                <tt:Enabled>true</tt:Enabled><tt:Port>%d</tt:Port></tds:NetworkProtocols>\
                </tds:GetNetworkProtocolsResponse>
                """, addresses.port());
    }
}
