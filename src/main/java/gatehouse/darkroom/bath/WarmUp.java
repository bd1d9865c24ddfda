package gatehouse.darkroom.bath;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR0;

import gatehouse.darkroom.Coding;
import gatehouse.darkroom.wire.Units;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.util.Base64;
import org.bytedeco.javacpp.BytePointer;

/// Loads FFmpeg and decodes, scales and compresses one small picture, so that the first door does not wait for it:
/// unpacking and linking take most of a second.
public final class WarmUp {
    /// One grey H.264 key picture of 64x36 with its parameter sets.
    private static final String GREY =
            "AAAAAWdCwArZBH+fARAAAAMAEAAAAwAo8SJkgAAAAAFoy4PLIAAAAWWIhAS8mKAAIC8nJyddddddddeA";

    private WarmUp() {}

    public static void run() {
        var grey = ByteBuffer.wrap(Base64.getDecoder().decode(GREY));
        try (var decoder = Decoder.of(Coding.H264);
                var enlarger = new Enlarger();
                var arena = Arena.ofConfined()) {
            boolean made = decoder.decode(new Units.Received(Coding.H264, true, true, false, false, 0, 0, grey));
            if (!made) {
                throw new IllegalStateException("FFmpeg does not decode a picture known to be good");
            }
            var frame = decoder.picture();
            var sheet = arena.allocate(4 * 32 * 18 + 64, 64);
            try (var address = new BytePointer(sheet.asByteBuffer())) {
                enlarger.scale(frame, new Framing.Area(0, 0, 64, 36), 32, 18, AV_PIX_FMT_BGR0, address);
            }
            Jpegs.of(frame, 0);
        }
    }
}
