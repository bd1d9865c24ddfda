package gatehouse.sim.camera.rtsp;

import java.io.IOException;
import java.util.function.Consumer;

/// A live H.264 stream as the server needs it.
public interface LiveSource {

    /// What the SDP says; opens what is needed to know it.
    Facts facts() throws IOException;

    /// Delivers pictures from now on, on the source's thread, beginning soon with a key picture. Must not be blocked.
    void watch(Consumer<AccessUnit> viewer) throws IOException;

    void unwatch(Consumer<AccessUnit> viewer);

    /// Asks for a key picture as the next one.
    void keyPicture();

    /// Size, rate and parameter sets (NAL units without start codes). The arrays are not copied; nobody writes to them.
    record Facts(int width, int height, int fps, int kbits, byte[] sps, byte[] pps) {

        /// @param parameterSets SPS and PPS with start codes, as an encoder gives them
        public static Facts of(int width, int height, int fps, int kbits, byte[] parameterSets) throws IOException {
            byte[] sps = null;
            byte[] pps = null;
            for (var nal : NalUnits.split(parameterSets)) {
                int type = nal.get(nal.position()) & 0x1f;
                if (type == NalUnits.SPS) {
                    sps = NalUnits.bytes(nal);
                } else if (type == NalUnits.PPS) {
                    pps = NalUnits.bytes(nal);
                }
            }
            if (sps == null || pps == null || sps.length < 4) {
                throw new IOException("the encoder gives no parameter sets");
            }
            return new Facts(width, height, fps, kbits, sps, pps);
        }
    }
}
