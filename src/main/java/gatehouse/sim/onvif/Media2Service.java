package gatehouse.sim.onvif;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Media service version 2 (ver20/media). Unlike version 1, a profile shows only the configurations that were asked
/// for.
record Media2Service(Addresses addresses, Pictures pictures) implements Service {
    private static final Set<String> PROTOCOLS = Set.of("RTSP", "RtspUnicast", "RTP-Unicast", "RtspOverHttp");

    @Override
    public Reply answer(Call call) throws SoapFault {
        return switch (call.name()) {
            case "GetServiceCapabilities" ->
                Service.say(String.format(Locale.ROOT, """
                        <tr2:GetServiceCapabilitiesResponse><tr2:Capabilities SnapshotUri="true">\
                        <tr2:ProfileCapabilities MaximumNumberOfProfiles="%d" \
                        ConfigurationsSupported="VideoSource VideoEncoder"/>\
                        <tr2:StreamingCapabilities RTSPStreaming="true" RTPMulticast="false" RTP_RTSP_TCP="true"/>\
                        </tr2:Capabilities></tr2:GetServiceCapabilitiesResponse>
                        """, pictures.streams().size()));
            case "GetProfiles" -> Service.say(profiles(call));
            case "GetVideoSourceConfigurations" ->
                Service.say("<tr2:GetVideoSourceConfigurationsResponse>" + source("tr2:Configurations")
                        + "</tr2:GetVideoSourceConfigurationsResponse>\n");
            case "GetVideoEncoderConfigurations" ->
                Service.say(pictures.streams().stream()
                        .map(s -> encoder("tr2:Configurations", s))
                        .collect(Collectors.joining(
                                "",
                                "<tr2:GetVideoEncoderConfigurationsResponse>",
                                "</tr2:GetVideoEncoderConfigurationsResponse>\n")));
            case "GetStreamUri" -> Service.say(streamUri(call));
            case "GetSnapshotUri" -> {
                stream(call);
                yield Service.say(uri("GetSnapshotUri", addresses.of(Addresses.SNAPSHOT)));
            }
            default -> throw SoapFault.actionNotSupported(call.name());
        };
    }

    private String profiles(Call call) throws SoapFault {
        String token = call.text("Token");
        var asked = call.operation().children().stream()
                .filter(c -> c.name().equals("Type"))
                .map(Element::text)
                .toList();
        List<Pictures.Stream> shown = pictures.streams().stream()
                .filter(s -> token.isEmpty() || s.token().equals(token))
                .toList();
        if (shown.isEmpty()) {
            throw SoapFault.invalidArgument("ter:NoProfile", "There is no profile " + token);
        }
        return shown.stream()
                .map(s -> profile(s, asked))
                .collect(Collectors.joining("", "<tr2:GetProfilesResponse>\n", "</tr2:GetProfilesResponse>\n"));
    }

    private String profile(Pictures.Stream stream, List<String> asked) {
        boolean all = asked.contains("All");
        String source = all || asked.contains("VideoSource") ? source("tr2:VideoSource") : "";
        String encoder = all || asked.contains("VideoEncoder") ? encoder("tr2:VideoEncoder", stream) : "";
        String configurations =
                asked.isEmpty() ? "" : "<tr2:Configurations>" + source + encoder + "</tr2:Configurations>";
        return String.format(
                Locale.ROOT,
                "<tr2:Profiles token=\"%1$s\" fixed=\"true\"><tr2:Name>%1$s</tr2:Name>%2$s</tr2:Profiles>\n",
                stream.token(),
                configurations);
    }

    private String source(String element) {
        var best = pictures.streams().getFirst();
        return String.format(
                Locale.ROOT, """
                <%1$s token="source"><tt:Name>source</tt:Name><tt:UseCount>%2$d</tt:UseCount>\
                <tt:SourceToken>%3$s</tt:SourceToken><tt:Bounds x="0" y="0" width="%4$d" height="%5$d"/></%1$s>
                """, element, pictures.streams().size(), MediaService.SOURCE, best.width(), best.height());
    }

    private static String encoder(String element, Pictures.Stream stream) {
        return String.format(
                Locale.ROOT, """
                <%1$s token="encoder_%2$s" GovLength="%5$d" Profile="Baseline"><tt:Name>encoder_%2$s</tt:Name>\
                <tt:UseCount>1</tt:UseCount><tt:Encoding>H264</tt:Encoding>\
                <tt:Resolution><tt:Width>%3$d</tt:Width><tt:Height>%4$d</tt:Height></tt:Resolution>\
                <tt:RateControl ConstantBitRate="false"><tt:FrameRateLimit>%5$d</tt:FrameRateLimit>\
                <tt:BitrateLimit>2048</tt:BitrateLimit></tt:RateControl><tt:Quality>5</tt:Quality></%1$s>
                """, element, stream.token(), stream.width(), stream.height(), stream.framesPerSecond());
    }

    private String streamUri(Call call) throws SoapFault {
        String protocol = call.text("Protocol");
        if (!PROTOCOLS.contains(protocol)) {
            throw SoapFault.invalidArgument("ter:InvalidStreamSetup", "There is no stream by protocol " + protocol);
        }
        return uri("GetStreamUri", addresses.stream(stream(call).uri()));
    }

    private Pictures.Stream stream(Call call) throws SoapFault {
        String token = call.text("ProfileToken");
        return pictures.streams().stream()
                .filter(s -> s.token().equals(token))
                .findFirst()
                .orElseThrow(() -> SoapFault.invalidArgument("ter:NoProfile", "There is no profile " + token));
    }

    private static String uri(String operation, String uri) {
        return String.format(
                Locale.ROOT,
                "<tr2:%1$sResponse><tr2:Uri>%2$s</tr2:Uri></tr2:%1$sResponse>\n",
                operation,
                Soap.escape(uri));
    }
}
