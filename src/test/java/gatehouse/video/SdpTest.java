package gatehouse.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Session descriptions in the shapes cameras write them.
class SdpTest {
    private static final String HEAD = "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=Media\r\nt=0 0\r\n";

    private static Sdp read(String text) {
        return Sdp.read(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void videoTrackIsFoundBesideAudioAndMetadata() throws VideoFault {
        var sdp = read(HEAD + "a=control:rtsp://10.0.0.1/media/\r\n"
                + "m=audio 0 RTP/AVP 97\r\na=rtpmap:97 mpeg4-generic/16000/1\r\na=control:trackID=2\r\n"
                + "m=video 0 RTP/AVP 96\r\nb=AS:5000\r\na=control:trackID=1\r\na=rtpmap:96 H264/90000\r\n"
                + "a=fmtp:96 profile-level-id=4D0029; packetization-mode=1;sprop-parameter-sets=Z00AKQ==,aO48gA==\r\n"
                + "m=application 0 RTP/AVP 107\r\na=control:trackID=3\r\na=rtpmap:107 vnd.onvif.metadata/90000\r\n");
        var track = sdp.chosen();
        assertEquals("rtsp://10.0.0.1/media/", sdp.control());
        assertEquals("trackID=1", track.control());
        assertEquals(96, track.payloadType());
        assertEquals(2, ((Codec.H264) track.codec()).parameterSets().size());
    }

    @Test
    void h264IsChosenWhereSeveralVideosAreOffered() throws VideoFault {
        var sdp = read(HEAD
                + "m=video 0 RTP/AVP 26\na=control:1\nm=video 0 RTP/AVP 99\na=rtpmap:99 h264/90000\na=control:2\n");
        assertEquals("2", sdp.chosen().control());
    }

    @Test
    void codecsNotShownAreNamed() {
        record Case(String section, String named) {}
        for (var c : new Case[] {
            new Case("m=video 0 RTP/AVP 98\r\na=rtpmap:98 H265/90000\r\n", "H.265"),
            new Case("m=video 0 RTP/AVP 26\r\n", "Motion JPEG"),
            new Case("m=video 0 RTP/AVP 96\r\na=rtpmap:96 VP8/90000\r\n", "VP8"),
            new Case(
                    "m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=fmtp:96 packetization-mode=2\r\n",
                    "H.264 in interleaved packets"),
            new Case("m=video 0 RTP/AVP 96\r\n", "an unnamed codec"),
            new Case("m=video\r\n", "an unnamed codec"),
            new Case("m=audio 0 RTP/AVP 0\r\n", "no video"),
            new Case("", "no video")
        }) {
            var fault = assertThrows(
                    VideoFault.NotSupported.class,
                    () -> read(HEAD + c.section()).chosen());
            assertEquals(c.named(), fault.what);
        }
    }

    @Test
    void brokenParameterSetsAreLeftToTheStream() throws VideoFault {
        var sdp = read(
                HEAD + "m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=fmtp:96 sprop-parameter-sets=!!!,,Zg\r\n");
        assertNotNull(Depacketizer.of(sdp.chosen().codec()));
    }

    @Test
    void mutatedDescriptionsAreReadOrRefused() {
        var random = new Random(7);
        var seed = (HEAD + "m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=control:x\r\n"
                        + "a=fmtp:96 packetization-mode=1;sprop-parameter-sets=Z00AKQ==,aO48gA==\r\n")
                .getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 20_000; i++) {
            var bytes = seed.clone();
            for (int k = random.nextInt(6); k >= 0; k--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                Depacketizer.of(Sdp.read(bytes).chosen().codec());
            } catch (VideoFault.NotSupported e) {
                assertNotNull(e.what);
            } catch (VideoFault e) {
                throw new AssertionError("a description is shown or not supported, not " + e, e);
            }
        }
    }
}
