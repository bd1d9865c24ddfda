package gatehouse.video;

import gatehouse.darkroom.Coding;
import gatehouse.rtp.RtpPacket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// Writes what the fuzz targets begin with: short good streams, and one of each kind of bad ones. To be run again when
/// a target reads its bytes in another way: the argument is `src/test/resources`.
final class FuzzSeeds {
    private static final String OK = "RTSP/1.0 200 OK\r\n";
    private static final String HEAD = "v=0\r\no=- 1 1 IN IP4 192.0.2.7\r\ns=Door\r\nt=0 0\r\n";

    private final Path root;

    private FuzzSeeds(Path root) {
        this.root = root;
    }

    public static void main(String[] arguments) throws IOException {
        var seeds = new FuzzSeeds(Path.of(arguments[0]).resolve("gatehouse/video"));
        seeds.streams();
        seeds.descriptions();
        seeds.connections();
    }

    private void streams() throws IOException {
        stream("h264", "good", Scrutiny.good(Coding.H264, new Packets()).subList(0, 12));
        stream("h265", "good", H265Film.FILM.sent(new Packets(), 0, 3));
        stream("h265", "open-gop", H265Film.FILM.sent(new Packets(), 9, 12));
        var jpeg = JpegFilm.of(64, 48);
        stream("jpeg", "tables-in-band", jpeg.sent(new Packets(), 1, 255, true));
        stream("jpeg", "tables-by-formula", jpeg.sent(new Packets(), 0, 50, false));
        stream("jpeg", "restarts", jpeg.sent(new Packets(), 65, 130, true));
        stream("jpeg", "offset-beyond", one(new byte[] {0, (byte) 0xff, (byte) 0xff, (byte) 0xff, 1, 50, 8, 6, 1}));
        stream("h264", "wrong-length", one(new byte[] {24, 0, 9, 0x67}));
        stream("h264", "cut-part", one(new byte[] {28, (byte) 0x85}));
        stream("h264", "absurd-size", one(ParameterSets.h264(65_520, 65_520)));
        stream("h265", "wrong-length", one(new byte[] {0x60, 1, 0, 9, 0x42}));
        stream("h265", "cut-part", one(new byte[] {0x62, 1, (byte) 0x93}));
        stream("h265", "absurd-size", one(ParameterSets.h265(65_535, 65_535, 6)));
    }

    private static List<RtpPacket> one(byte[] payload) {
        return List.of(new RtpPacket(96, true, 1, 0, 0, ByteBuffer.wrap(payload)));
    }

    private void stream(String method, String name, List<RtpPacket> packets) throws IOException {
        write("DepacketizerFuzzTest", method, name, Wire.write(packets));
    }

    private void descriptions() throws IOException {
        sdp(
                "h264",
                HEAD + "m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=control:trackID=1\r\n"
                        + "a=fmtp:96 packetization-mode=1;sprop-parameter-sets=Z00AKQ==,aO48gA==\r\n");
        sdp(
                "h265",
                HEAD + "m=video 0 RTP/AVP 98\r\nc=IN IP4 239.1.2.3/32\r\na=rtpmap:98 H265/90000\r\n"
                        + "a=fmtp:98 sprop-vps=QAEMAQ==;sprop-sps=QgEBAQ==;sprop-pps=RAHA;sprop-max-don-diff=0\r\n");
        sdp("jpeg", HEAD + "m=video 0 RTP/AVP 26\r\na=x-dimensions:2592,1944\r\na=framerate:12.5\r\n");
        sdp(
                "several",
                HEAD + "m=audio 0 RTP/AVP 0\r\na=control:a\r\nm=video 0 RTP/SAVP 97\r\na=rtpmap:97 VP8/90000\r\n"
                        + "m=video 0 RTP/AVP 26\r\nm=application 0 RTP/AVP 107\r\na=rtpmap:107 vnd.onvif.metadata/90000\r\n");
    }

    private void sdp(String name, String description) throws IOException {
        write("SdpFuzzTest", "description", name, bytes(description));
    }

    private void connections() throws IOException {
        var body = bytes(HEAD + "m=video 0 RTP/AVP 26\r\n");
        rtsp(
                "describe",
                bytes("RTSP/1.0 200 OK\r\nCSeq: 2\r\nContent-Base: rtsp://192.0.2.7/\r\n"
                        + "Content-Type: application/sdp\r\nContent-Length: " + body.length + "\r\n\r\n"),
                body);
        rtsp(
                "setup-and-frames",
                bytes(OK + "CSeq: 3\r\nSession: 12;timeout=60\r\n"
                        + "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n\r\n"),
                new byte[] {'$', 0, 0, 4, 1, 2, 3, 4, '$', 1, 0, 0, '\r', '\n'});
        rtsp(
                "challenge",
                bytes("RTSP/1.0 401 Unauthorized\nCSeq: 1\nWWW-Authenticate: Digest realm=\"a\", nonce=\"b\"\n\n"));
        rtsp("wish-of-the-camera", bytes("OPTIONS rtsp://192.0.2.9/ RTSP/1.0\r\nCSeq: 77\r\n\r\n"));
        rtsp("endless-body", bytes("RTSP/1.0 200 OK\r\nContent-Length: 1073741824\r\n\r\n"));
        rtsp("endless-header", bytes("RTSP/1.0 200 OK\r\nX: " + "y".repeat(5000) + "\r\n\r\n"));
        rtsp("garbage", new byte[] {0, 1, 2, (byte) 0xff});
    }

    private void rtsp(String name, byte[]... parts) throws IOException {
        var all = ByteBuffer.allocate(
                Arrays.stream(parts).mapToInt(part -> part.length).sum());
        Arrays.stream(parts).forEach(all::put);
        write("RtspFuzzTest", "connection", name, all.array());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void write(String test, String method, String name, byte[] bytes) throws IOException {
        var folder = Files.createDirectories(root.resolve(test + "Inputs").resolve(method));
        Files.write(folder.resolve(name), bytes);
    }
}
