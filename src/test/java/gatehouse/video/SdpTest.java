package gatehouse.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
            new Case(
                    "m=video 0 RTP/AVP 98\r\na=rtpmap:98 H265/90000\r\na=fmtp:98 sprop-max-don-diff=2\r\n",
                    "H.265 in interleaved packets"),
            new Case("m=video 0 RTP/SAVP 96\r\na=rtpmap:96 H264/90000\r\n", "SRTP"),
            new Case("m=video 0 RTP/AVP 34\r\n", "H263"),
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

    @Test
    void h265BringsItsParameterSets() throws VideoFault {
        var sdp = read(HEAD + "m=video 0 RTP/AVP 98\r\na=rtpmap:98 H265/90000\r\na=framerate:25\r\n"
                + "a=fmtp:98 sprop-vps=QAEMAQ==; sprop-sps=QgEBAQ==;sprop-pps=RAHA; sprop-max-don-diff=0\r\n");
        assertEquals(3, ((Codec.H265) sdp.chosen().codec()).parameterSets().size());
    }

    @Test
    void motionJpegIsTakenWhereThereIsNothingBetter() throws VideoFault {
        String jpeg = "m=video 0 RTP/AVP 26\r\na=control:1\r\na=x-dimensions: 2592,1944\r\n";
        String vp8 = "m=video 0 RTP/AVP 97\r\na=rtpmap:97 VP8/90000\r\na=control:0\r\n";
        var track = read(HEAD + vp8 + jpeg).chosen();
        assertEquals("1", track.control());
        assertEquals(26, track.payloadType());
        assertEquals(new Codec.Jpeg(Optional.of(new View.Size(2592, 1944))), track.codec());
        assertEquals(
                "2",
                read(HEAD + jpeg + "m=video 0 RTP/AVP 98\r\na=rtpmap:98 HEVC/90000\r\na=control:2\r\n")
                        .chosen()
                        .control());
    }

    @Test
    void absurdDimensionsAndRatesAreNothing() throws VideoFault {
        for (String line :
                List.of("a=x-dimensions:99999,1", "a=x-dimensions:", "a=x-dimensions:1,,", "a=framerate:x")) {
            var codec = read(HEAD + "m=video 0 RTP/AVP 26\r\n" + line + "\r\n")
                    .chosen()
                    .codec();
            assertEquals(new Codec.Jpeg(Optional.empty()), codec);
        }
    }

    @Test
    void groupThatViewersAreSentToIsTold() throws VideoFault {
        record Case(String session, String media, String group) {}
        for (var c : new Case[] {
            new Case("", "c=IN IP4 239.1.2.3/32\r\n", "239.1.2.3"),
            new Case("c=IN IP4 224.0.0.9\r\n", "", "224.0.0.9"),
            new Case("c=IN IP4 224.0.0.9\r\n", "c=IN IP4 0.0.0.0\r\n", ""),
            new Case("", "c=IN IP6 FF15::101/3\r\n", "FF15::101"),
            new Case("", "c=IN IP4 192.168.1.9\r\n", ""),
            new Case("c=IN\r\n", "", ""),
            new Case("c=\r\n", "c=IN IP4 \r\n", ""),
            new Case("", "", "")
        }) {
            var track = read(HEAD + c.session() + "m=video 0 RTP/AVP 26\r\n" + c.media())
                    .chosen();
            assertEquals(c.group(), track.multicast().orElse(""));
        }
    }

    @Test
    void endlessDescriptionIsCapped() {
        var sdp = read(HEAD + "m=video 0 RTP/AVP 26\r\n".repeat(100_000));
        assertTrue(sdp.tracks().size() < 50);
    }

    @Test
    void messagesOfOthersAreDescriptionsWithoutAnything() throws IOException {
        var corpora = Path.of(System.getProperty("gatehouse.corpora", "../shared/corpora"))
                .resolve("rtsp");
        assumeTrue(Files.isDirectory(corpora), "no corpora here");
        try (var files = Files.list(corpora)) {
            for (var file : files.toList()) {
                var sdp = Sdp.read(Files.readAllBytes(file));
                var fault = assertThrows(VideoFault.NotSupported.class, sdp::chosen);
                assertEquals("no video", fault.what, file.toString());
            }
        }
    }
}
