package gatehouse.sim.onvif;

import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Media service version 1 (ver10/media): profiles and where their streams are.
record MediaService(Addresses addresses, Pictures pictures) implements Service {
    static final String SOURCE = "video0";

    @Override
    public Reply answer(Call call) throws SoapFault {
        return switch (call.name()) {
            case "GetServiceCapabilities" ->
                Service.say(String.format(Locale.ROOT, """
                        <trt:GetServiceCapabilitiesResponse><trt:Capabilities SnapshotUri="true">\
                        <trt:ProfileCapabilities MaximumNumberOfProfiles="%d"/>\
                        <trt:StreamingCapabilities RTPMulticast="false" RTP_TCP="true" RTP_RTSP_TCP="true"/>\
                        </trt:Capabilities></trt:GetServiceCapabilitiesResponse>
                        """, pictures.streams().size()));
            case "GetProfiles" -> Service.say(each("GetProfiles", s -> profile("trt:Profiles", s)));
            case "GetProfile" ->
                Service.say("<trt:GetProfileResponse>" + profile("trt:Profile", stream(call))
                        + "</trt:GetProfileResponse>\n");
            case "GetVideoSources" -> Service.say(videoSources());
            case "GetVideoSourceConfigurations" ->
                Service.say("<trt:GetVideoSourceConfigurationsResponse>" + source("trt:Configurations")
                        + "</trt:GetVideoSourceConfigurationsResponse>\n");
            case "GetVideoEncoderConfigurations" ->
                Service.say(each("GetVideoEncoderConfigurations", s -> encoder("trt:Configurations", s)));
            case "GetVideoEncoderConfiguration" -> Service.say(encoderOf(call));
            case "GetVideoEncoderConfigurationOptions" -> Service.say(options());
            case "GetStreamUri" ->
                Service.say(uri("GetStreamUri", addresses.stream(stream(call).uri())));
            case "GetSnapshotUri" -> {
                stream(call);
                yield Service.say(uri("GetSnapshotUri", addresses.of(Addresses.SNAPSHOT)));
            }
            default -> throw SoapFault.actionNotSupported(call.name());
        };
    }

    private Pictures.Stream stream(Call call) throws SoapFault {
        String token = call.text("ProfileToken");
        return pictures.streams().stream()
                .filter(s -> s.token().equals(token))
                .findFirst()
                .orElseThrow(() -> SoapFault.invalidArgument("ter:NoProfile", "There is no profile " + token));
    }

    private String each(String operation, Function<Pictures.Stream, String> element) {
        return pictures.streams().stream()
                .map(element)
                .collect(Collectors.joining(
                        "", "<trt:" + operation + "Response>\n", "</trt:" + operation + "Response>\n"));
    }

    private String profile(String element, Pictures.Stream stream) {
        return String.format(
                Locale.ROOT,
                "<%1$s token=\"%2$s\" fixed=\"true\"><tt:Name>%2$s</tt:Name>%3$s%4$s</%1$s>\n",
                element,
                stream.token(),
                source("tt:VideoSourceConfiguration"),
                encoder("tt:VideoEncoderConfiguration", stream));
    }

    private String source(String element) {
        var best = pictures.streams().getFirst();
        return String.format(Locale.ROOT, """
                <%1$s token="source"><tt:Name>source</tt:Name><tt:UseCount>%2$d</tt:UseCount>\
                <tt:SourceToken>%3$s</tt:SourceToken><tt:Bounds x="0" y="0" width="%4$d" height="%5$d"/></%1$s>
                """, element, pictures.streams().size(), SOURCE, best.width(), best.height());
    }

    private String encoder(String element, Pictures.Stream stream) {
        return String.format(
                Locale.ROOT, """
                <%1$s token="encoder_%2$s"><tt:Name>encoder_%2$s</tt:Name><tt:UseCount>1</tt:UseCount>\
                <tt:Encoding>H264</tt:Encoding>\
                <tt:Resolution><tt:Width>%3$d</tt:Width><tt:Height>%4$d</tt:Height></tt:Resolution>\
                <tt:Quality>5</tt:Quality>\
                <tt:RateControl><tt:FrameRateLimit>%5$d</tt:FrameRateLimit>\
                <tt:EncodingInterval>1</tt:EncodingInterval><tt:BitrateLimit>2048</tt:BitrateLimit></tt:RateControl>\
                <tt:H264><tt:GovLength>%5$d</tt:GovLength><tt:H264Profile>Baseline</tt:H264Profile></tt:H264>\
                <tt:Multicast><tt:Address><tt:Type>IPv4</tt:Type><tt:IPv4Address>0.0.0.0</tt:IPv4Address></tt:Address>\
                <tt:Port>0</tt:Port><tt:TTL>1</tt:TTL><tt:AutoStart>false</tt:AutoStart></tt:Multicast>\
                <tt:SessionTimeout>PT60S</tt:SessionTimeout></%1$s>
                """, element, stream.token(), stream.width(), stream.height(), stream.framesPerSecond());
    }

    private String encoderOf(Call call) throws SoapFault {
        String token = call.text("ConfigurationToken");
        var stream = pictures.streams().stream()
                .filter(s -> token.equals("encoder_" + s.token()))
                .findFirst()
                .orElseThrow(() -> SoapFault.invalidArgument("ter:NoConfig", "There is no configuration " + token));
        return "<trt:GetVideoEncoderConfigurationResponse>" + encoder("trt:Configuration", stream)
                + "</trt:GetVideoEncoderConfigurationResponse>\n";
    }

    private String options() {
        String sizes = pictures.streams().stream()
                .map(s -> String.format(
                        Locale.ROOT,
                        "<tt:ResolutionsAvailable><tt:Width>%d</tt:Width><tt:Height>%d</tt:Height></tt:ResolutionsAvailable>",
                        s.width(),
                        s.height()))
                .collect(Collectors.joining());
        return String.format(Locale.ROOT, """
                <trt:GetVideoEncoderConfigurationOptionsResponse><trt:Options>\
                <tt:QualityRange><tt:Min>5</tt:Min><tt:Max>5</tt:Max></tt:QualityRange><tt:H264>%s\
                <tt:GovLengthRange><tt:Min>1</tt:Min><tt:Max>60</tt:Max></tt:GovLengthRange>\
                <tt:FrameRateRange><tt:Min>1</tt:Min><tt:Max>30</tt:Max></tt:FrameRateRange>\
                <tt:EncodingIntervalRange><tt:Min>1</tt:Min><tt:Max>1</tt:Max></tt:EncodingIntervalRange>\
                <tt:H264ProfilesSupported>Baseline</tt:H264ProfilesSupported></tt:H264></trt:Options>\
                </trt:GetVideoEncoderConfigurationOptionsResponse>
                """, sizes);
    }

    private String videoSources() {
        var best = pictures.streams().getFirst();
        return String.format(Locale.ROOT, """
                <trt:GetVideoSourcesResponse><trt:VideoSources token="%s"><tt:Framerate>%d</tt:Framerate>\
                <tt:Resolution><tt:Width>%d</tt:Width><tt:Height>%d</tt:Height></tt:Resolution>\
                </trt:VideoSources></trt:GetVideoSourcesResponse>
                """, SOURCE, best.framesPerSecond(), best.width(), best.height());
    }

    private static String uri(String operation, String uri) {
        return String.format(Locale.ROOT, """
                <trt:%1$sResponse><trt:MediaUri><tt:Uri>%2$s</tt:Uri>\
                <tt:InvalidAfterConnect>false</tt:InvalidAfterConnect><tt:InvalidAfterReboot>false</tt:InvalidAfterReboot>\
                <tt:Timeout>PT0S</tt:Timeout></trt:MediaUri></trt:%1$sResponse>
                """, operation, Soap.escape(uri));
    }
}
