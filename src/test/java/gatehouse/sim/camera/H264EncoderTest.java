package gatehouse.sim.camera;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gatehouse.sim.camera.rtsp.AccessUnit;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Execution(ExecutionMode.CONCURRENT)
class H264EncoderTest {
    private static final int IDR = 5;
    private static final int SLICE = 1;

    static Stream<StreamShape> shapes() {
        return Stream.of(StreamShape.SUB, StreamShape.MAIN, StreamShape.FULL_HD, new StreamShape(320, 180, 5, 100));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void beginsWithAKeyPictureThenKeepsToItsRateAndGivesOneWhenAsked(StreamShape shape) throws IOException {
        var painter = new ScenePainter(SceneKind.PARKING, 0, "Door", shape.width(), shape.height());
        try (var encoder = H264Encoder.open(shape);
                var planes = new YuvPlanes(shape.width(), shape.height(), false)) {
            for (int i = 0; i < shape.fps(); i++) {
                boolean asked = i == shape.fps() / 2;
                painter.paint(i, LocalDateTime.MIN.withYear(2026), Optional.empty())
                        .forEach(area -> planes.take(painter.pixels(), shape.width(), area));
                var unit = encoder.encode(planes.frame(), asked, 0, Instant.EPOCH);
                assertEquals(i == 0 || asked, unit.key(), "picture " + i);
                assertEquals(unit.key() ? IDR : SLICE, type(unit));
            }
        }
    }

    /// The SDP is written from one encoder, the pictures come from the next.
    @Test
    void everyEncoderOfOneShapeHasTheSameParameterSets() throws IOException {
        try (var first = H264Encoder.open(StreamShape.SUB);
                var second = H264Encoder.open(StreamShape.SUB)) {
            assertEquals(first.parameterSets(), second.parameterSets());
        }
    }

    @Test
    void impossibleShapesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new StreamShape(641, 360, 12, 400));
        assertThrows(IllegalArgumentException.class, () -> new StreamShape(640, 360, 0, 400));
    }

    /// What the last payload carries, alone or as a fragment.
    private static int type(AccessUnit unit) {
        var payload = unit.payloads().getLast();
        int first = payload.get(payload.position()) & 0x1f;
        return first == 28 ? payload.get(payload.position() + 1) & 0x1f : first;
    }
}
