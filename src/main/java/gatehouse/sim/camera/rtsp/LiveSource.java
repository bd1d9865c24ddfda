package gatehouse.sim.camera.rtsp;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/// A live stream as the server needs it.
public interface LiveSource {

    /// What the SDP says; opens what is needed to know it.
    Facts facts() throws IOException;

    /// Delivers pictures from now on, on the source's thread, beginning soon with a key picture. Must not be blocked.
    void watch(Consumer<AccessUnit> viewer) throws IOException;

    void unwatch(Consumer<AccessUnit> viewer);

    /// Asks for a key picture as the next one.
    void keyPicture();

    /// Size, rate and coding.
    record Facts(int width, int height, int fps, int kbits, Format format) {
        public Facts {
            requireNonNull(format);
        }
    }

    /// How the pictures are coded.
    sealed interface Format {
        /// Parameter sets: NAL units without start codes, read only through [ByteBuffer#duplicate()].
        record H264(ByteBuffer sps, ByteBuffer pps) implements Format {

            /// Finds SPS and PPS in what an encoder gives: both with start codes.
            public static H264 of(ByteBuffer parameterSets) throws IOException {
                var units = NalUnits.split(parameterSets);
                return new H264(only(NalUnits.SPS, units), only(NalUnits.PPS, units));
            }

            private static ByteBuffer only(int type, List<ByteBuffer> units) throws IOException {
                return units.stream()
                        .filter(nal -> NalUnits.type(nal) == type && nal.remaining() >= (type == NalUnits.SPS ? 4 : 2))
                        .findFirst()
                        .orElseThrow(() -> new IOException("the encoder gives no parameter set of type " + type));
            }
        }

        /// Motion JPEG says everything in each packet.
        record Jpeg() implements Format {}
    }
}
