package gatehouse.sim.camera.rtsp;

import java.util.Base64;
import java.util.HexFormat;

/// The session description of one stream, RFC 4566 with the H.264 parameters of RFC 6184 §8.2.1.
final class Sdp {
    static final String TRACK = "trackID=0";
    static final int PAYLOAD_TYPE = 96;

    private Sdp() {}

    static String of(LiveSource.Facts facts, String name, String address) {
        var base64 = Base64.getEncoder();
        var sps = NalUnits.bytes(facts.sps());
        var level = HexFormat.of().withUpperCase().formatHex(sps, 1, 4);
        boolean v6 = address.contains(":");
        return String.join(
                "\r\n",
                "v=0",
                "o=- 1 1 IN " + (v6 ? "IP6 " : "IP4 ") + address,
                "s=" + name.replaceAll("[\\r\\n]", " "),
                "c=IN " + (v6 ? "IP6 ::" : "IP4 0.0.0.0"),
                "t=0 0",
                "a=control:*",
                "a=range:npt=now-",
                "m=video 0 RTP/AVP " + PAYLOAD_TYPE,
                "b=AS:" + facts.kbits(),
                "a=rtpmap:" + PAYLOAD_TYPE + " H264/90000",
                "a=fmtp:" + PAYLOAD_TYPE + " packetization-mode=1;profile-level-id=" + level + ";sprop-parameter-sets="
                        + base64.encodeToString(sps) + "," + base64.encodeToString(NalUnits.bytes(facts.pps())),
                "a=framesize:" + PAYLOAD_TYPE + " " + facts.width() + "-" + facts.height(),
                "a=framerate:" + facts.fps(),
                "a=control:" + TRACK,
                "");
    }
}
