package gatehouse.video;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;

/// Any description at all is shown or named as not supported.
class SdpFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void description(byte[] body) {
        var sdp = Sdp.read(body);
        assertTrue(sdp.tracks().size() <= 33);
        try {
            var track = sdp.chosen();
            Depacketizer.of(track.codec());
        } catch (VideoFault.NotSupported e) {
            assertFalse(e.what.isEmpty());
        } catch (VideoFault e) {
            throw new AssertionError("shown or not supported, not " + e, e);
        }
    }
}
