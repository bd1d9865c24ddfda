package gatehouse.sim.camera.rtsp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessUnitTest {
    private static final byte[] SPS = {0x67, 0x42, (byte) 0xc0, 0x16, 9, 8};
    private static final byte[] PPS = {0x68, (byte) 0xce, 3};
    private static final LiveSource.Format.H264 SETS =
            new LiveSource.Format.H264(ByteBuffer.wrap(SPS), ByteBuffer.wrap(PPS));

    @Test
    void aKeyPictureBeginsWithTheParameterSetsInOneStapA() {
        var unit = unit(true, annexB(nal(0x65, 50)));
        byte[] expected = {0x78, 0, 6, 0x67, 0x42, (byte) 0xc0, 0x16, 9, 8, 0, 3, 0x68, (byte) 0xce, 3};
        assertEquals(ByteBuffer.wrap(expected), unit.payloads().getFirst());
        assertEquals(2, unit.payloads().size());
    }

    @Test
    void parameterSetsAndDelimitersInTheStreamAreNotSentTwice() {
        var unit = unit(false, annexB(new byte[] {9, 0x10}, SPS, PPS, nal(0x41, 20)));
        assertEquals(List.of(ByteBuffer.wrap(nal(0x41, 20))), unit.payloads());
    }

    @ParameterizedTest
    @ValueSource(ints = {1401, 1402, 2796, 2797, 2798, 100_000})
    void aLargeUnitIsPutTogetherAgainFromItsFragments(int size) {
        var nal = nal(0x41, size);
        var payloads = unit(false, annexB(nal)).payloads();
        assertTrue(payloads.size() > 1);
        var again = new ByteArrayOutputStream();
        again.write((payloads.getFirst().get(0) & 0xe0) | (payloads.getFirst().get(1) & 0x1f));
        for (int i = 0; i < payloads.size(); i++) {
            var payload = payloads.get(i);
            assertTrue(payload.remaining() <= AccessUnit.LARGEST_PAYLOAD && payload.remaining() > 2);
            assertEquals(28, payload.get(0) & 0x1f);
            assertEquals(i == 0, (payload.get(1) & 0x80) != 0);
            assertEquals(i == payloads.size() - 1, (payload.get(1) & 0x40) != 0);
            again.write(payload.array(), payload.arrayOffset() + 2, payload.remaining() - 2);
        }
        assertArrayEquals(nal, again.toByteArray());
    }

    @Test
    void aUnitThatJustFitsIsSentAlone() {
        assertEquals(1, unit(false, annexB(nal(0x41, 1400))).payloads().size());
    }

    @Test
    void parameterSetsAreFoundInWhatTheEncoderSays() throws IOException {
        assertEquals(SETS, LiveSource.Format.H264.of(ByteBuffer.wrap(annexB(SPS, PPS))));
        assertThrows(IOException.class, () -> LiveSource.Format.H264.of(ByteBuffer.wrap(annexB(PPS))));
    }

    private static AccessUnit unit(boolean key, byte[] annexB) {
        return AccessUnit.h264(ByteBuffer.wrap(annexB), key, SETS, 0, Instant.EPOCH);
    }

    private static byte[] nal(int header, int size) {
        var nal = new byte[size];
        new Random(size).nextBytes(nal);
        for (int i = 0; i < size; i++) {
            nal[i] |= 4; // no start codes inside
        }
        nal[0] = (byte) header;
        return nal;
    }

    private static byte[] annexB(byte[]... nals) {
        var out = new ByteArrayOutputStream();
        for (var nal : nals) {
            out.writeBytes(new byte[] {0, 0, 0, 1});
            out.writeBytes(nal);
        }
        return out.toByteArray();
    }
}
