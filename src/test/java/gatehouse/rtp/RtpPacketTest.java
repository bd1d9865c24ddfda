package gatehouse.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// Datagrams read as packets, or not at all.
class RtpPacketTest {
    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    @Test
    void headerExtensionIsToldApartFromThePayload() {
        var packet = RtpPacket.read(bytes("90 9a 0007 fffffff0 01020304 ffd80001 ffc0000b aabb"))
                .orElseThrow();
        assertEquals(26, packet.payloadType());
        assertTrue(packet.marker());
        assertEquals(7, packet.sequence());
        assertEquals(0xffff_fff0L, packet.timestamp());
        assertEquals(bytes("ffd80001 ffc0000b"), packet.extension());
        assertEquals(bytes("aabb"), packet.payload());
    }

    @Test
    void packetWithoutExtensionHasAnEmptyOne() {
        var packet = RtpPacket.read(bytes("80 60 0007 00000000 01020304 aabb")).orElseThrow();
        assertEquals(0, packet.extension().remaining());
        assertEquals(packet, RtpPacket.read(packet.write()).orElseThrow());
    }

    @Test
    void lengthsThatLieAreNoPacket() {
        for (String hex : new String[] {
            "",
            "80 60 0007 00000000 010203",
            "40 60 0007 00000000 01020304 aa",
            "8f 60 0007 00000000 01020304 aa",
            "90 60 0007 00000000 01020304 ffd8",
            "90 60 0007 00000000 01020304 ffd80002 00000000",
            "a0 60 0007 00000000 01020304 aa00",
            "a0 60 0007 00000000 01020304 aa09"
        }) {
            assertTrue(RtpPacket.read(bytes(hex)).isEmpty(), hex);
        }
    }
}
