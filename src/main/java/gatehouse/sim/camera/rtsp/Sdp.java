package gatehouse.sim.camera.rtsp;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/// The session description of one stream, RFC 4566, with the H.264 parameters of RFC 6184 §8.2.1 or the payload type
/// that RFC 3551 §6 gives to JPEG.
final class Sdp {
    static final String TRACK = "trackID=0";
    static final int H264_TYPE = 96;
    static final int JPEG_TYPE = 26;

    /// A codec that no console of this age shows.
    private static final String UNKNOWN = "H266";

    private Sdp() {}

    static String of(LiveSource.Facts facts, String name, String address, boolean unknownCodec) {
        boolean v6 = address.contains(":");
        var lines = new ArrayList<>(List.of(
                "v=0",
                "o=- 1 1 IN " + (v6 ? "IP6 " : "IP4 ") + address,
                "s=" + name.replaceAll("[\\r\\n]", " "),
                "c=IN " + (v6 ? "IP6 ::" : "IP4 0.0.0.0"),
                "t=0 0",
                "a=control:*",
                "a=range:npt=now-"));
        lines.addAll(unknownCodec ? media(H264_TYPE, UNKNOWN, facts) : media(facts));
        lines.addAll(List.of("a=framerate:" + facts.fps(), "a=control:" + TRACK, ""));
        return String.join("\r\n", lines);
    }

    private static List<String> media(LiveSource.Facts facts) {
        return switch (facts.format()) {
            case LiveSource.Format.H264 sets -> {
                var media = new ArrayList<>(media(H264_TYPE, "H264", facts));
                media.add(parameters(sets));
                yield media;
            }
            case LiveSource.Format.Jpeg ignored -> media(JPEG_TYPE, "JPEG", facts);
        };
    }

    private static List<String> media(int type, String codec, LiveSource.Facts facts) {
        return List.of(
                "m=video 0 RTP/AVP " + type,
                "b=AS:" + facts.kbits(),
                "a=rtpmap:" + type + " " + codec + "/90000",
                "a=framesize:" + type + " " + facts.width() + "-" + facts.height());
    }

    private static String parameters(LiveSource.Format.H264 sets) {
        var base64 = Base64.getEncoder();
        var sps = NalUnits.bytes(sets.sps());
        return "a=fmtp:" + H264_TYPE + " packetization-mode=1;profile-level-id="
                + HexFormat.of().withUpperCase().formatHex(sps, 1, 4) + ";sprop-parameter-sets="
                + base64.encodeToString(sps) + "," + base64.encodeToString(NalUnits.bytes(sets.pps()));
    }
}
