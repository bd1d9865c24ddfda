package gatehouse.sim.camera.rtsp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
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

    /// Size, rate and parameter sets (NAL units without start codes, read only through [ByteBuffer#duplicate()]).
    record Facts(int width, int height, int fps, int kbits, ByteBuffer sps, ByteBuffer pps) {

        /// Finds SPS and PPS in what an encoder gives: both with start codes.
        public static Facts of(int width, int height, int fps, int kbits, ByteBuffer parameterSets) throws IOException {
            var units = NalUnits.split(parameterSets);
            return new Facts(width, height, fps, kbits, only(NalUnits.SPS, units), only(NalUnits.PPS, units));
        }

        private static ByteBuffer only(int type, List<ByteBuffer> units) throws IOException {
            return units.stream()
                    .filter(nal -> NalUnits.type(nal) == type && nal.remaining() >= (type == NalUnits.SPS ? 4 : 2))
                    .findFirst()
                    .orElseThrow(() -> new IOException("the encoder gives no parameter set of type " + type));
        }
    }
}
