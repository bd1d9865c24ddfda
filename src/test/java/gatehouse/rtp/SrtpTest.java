package gatehouse.rtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import gatehouse.rtp.Srtp.Opened;
import gatehouse.rtp.Srtp.Why;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SrtpTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] MASTER = HEX.parseHex("e1f97a0d3e018be0d64fa32c06de41390ec675ad498afeebb6960b3aabe6");
    private static final int SSRC = 0xcafebabe;

    /// RFC 3711 B.3: what this master key and salt become.
    private static final byte[] SESSION_KEY = HEX.parseHex("c61e7a93744f39ee10734afe3ff7a087");

    private static final byte[] SESSION_SALT = HEX.parseHex("30cbbc08863d8c85d49db34a9ae1");
    private static final byte[] SESSION_MAC = HEX.parseHex("cebe321f6ff7716b6fd4ab49af256a156d38baa4");

    @Test
    void voiceIsSealedWithTheSessionKeysOfRfc3711() throws Exception {
        var key = SrtpKey.of(SrtpSuite.AES_CM_128_HMAC_SHA1_80, MASTER);
        try (var srtp = Srtp.with(key, key)) {
            byte[] clear = bytes(packet(0x1234, 160));
            var iv = new byte[16];
            System.arraycopy(SESSION_SALT, 0, iv, 0, 14);
            xor(iv, 4, ByteBuffer.allocate(4).putInt(SSRC).array());
            xor(iv, 12, new byte[] {0x12, 0x34});
            var aes = Cipher.getInstance("AES/CTR/NoPadding");
            aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(SESSION_KEY, "AES"), new IvParameterSpec(iv));
            byte[] expected = Arrays.copyOf(clear, clear.length + 10);
            aes.doFinal(clear, 12, clear.length - 12, expected, 12);
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(SESSION_MAC, "HmacSHA1"));
            mac.update(expected, 0, clear.length);
            System.arraycopy(mac.doFinal(new byte[4]), 0, expected, clear.length, 10);
            assertArrayEquals(expected, bytes(srtp.seal(ByteBuffer.wrap(clear))));
        }
    }

    @Test
    void gcmIsSealedAsRfc7714Says() throws Exception {
        byte[] master = Arrays.copyOf(MASTER, 28);
        var key = SrtpKey.of(SrtpSuite.AEAD_AES_128_GCM, master);
        try (var srtp = Srtp.with(key, key)) {
            byte[] clear = bytes(packet(0x1234, 160));
            byte[] sessionKey = derived(master, 0, 16);
            byte[] iv = derived(master, 2, 12);
            xor(iv, 2, ByteBuffer.allocate(4).putInt(SSRC).array());
            xor(iv, 10, new byte[] {0x12, 0x34});
            var aes = Cipher.getInstance("AES/GCM/NoPadding");
            aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(sessionKey, "AES"), new GCMParameterSpec(128, iv));
            aes.updateAAD(clear, 0, 12);
            byte[] expected = Arrays.copyOf(clear, clear.length + 16);
            aes.doFinal(clear, 12, clear.length - 12, expected, 12);
            assertArrayEquals(expected, bytes(srtp.seal(ByteBuffer.wrap(clear))));
        }
    }

    @Test
    void theDerivationUsedHereIsThatOfRfc3711() throws Exception {
        assertArrayEquals(SESSION_KEY, derived(MASTER, 0, 16));
        assertArrayEquals(SESSION_SALT, derived(MASTER, 2, 14));
    }

    @ParameterizedTest
    @EnumSource
    void whatOneSideSealsTheOtherOpensOverTheTurnOfTheSequence(SrtpSuite suite) {
        var ours = SrtpKey.fresh(suite);
        var theirs = SrtpKey.fresh(suite);
        try (var here = Srtp.with(ours, theirs);
                var there = Srtp.with(theirs, ours)) {
            for (int sequence = 65_000; sequence < 66_200; sequence++) {
                var clear = packet(sequence & 0xffff, 160);
                var opened = there.open(here.seal(clear));
                assertArrayEquals(
                        bytes(clear),
                        bytes(assertInstanceOf(Opened.Clear.class, opened).packet()));
            }
            var report = Rtcp.write(new Rtcp.ReceiverReport(SSRC, List.of()), "desk");
            var sealed = here.sealReport(report);
            var opened = assertInstanceOf(Opened.Clear.class, there.openReport(sealed));
            assertArrayEquals(bytes(report), bytes(opened.packet()));
            assertEquals(new Opened.Refused(Why.REPLAYED), there.openReport(sealed));
        }
    }

    @ParameterizedTest
    @EnumSource
    void anotherKeyAndAnAlteredPacketAreRefusedAndCounted(SrtpSuite suite) {
        var ours = SrtpKey.fresh(suite);
        try (var here = Srtp.with(ours, ours);
                var there = Srtp.with(ours, SrtpKey.fresh(suite))) {
            assertEquals(new Opened.Refused(Why.WRONG_KEY), there.open(here.seal(packet(1, 160))));
            var altered = here.seal(packet(2, 160));
            altered.put(50, (byte) (altered.get(50) ^ 1));
            assertEquals(new Opened.Refused(Why.WRONG_KEY), here.open(altered));
            assertEquals(1, there.refused(Why.WRONG_KEY));
            assertEquals(1, here.refused(Why.WRONG_KEY));
            assertEquals(0, here.refused(Why.REPLAYED));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReplayIsRefusedAndCounted(SrtpSuite suite) {
        var key = SrtpKey.fresh(suite);
        try (var srtp = Srtp.with(key, key)) {
            var first = srtp.seal(packet(1, 160));
            for (int sequence = 2; sequence < 100; sequence++) {
                var sealed = srtp.seal(packet(sequence, 160));
                assertInstanceOf(Opened.Clear.class, srtp.open(sealed));
                assertEquals(new Opened.Refused(Why.REPLAYED), srtp.open(sealed));
            }
            assertEquals(new Opened.Refused(Why.REPLAYED), srtp.open(first), "older than the window");
            assertEquals(99, srtp.refused(Why.REPLAYED));
        }
    }

    @Test
    void aForgedFirstPacketDoesNotSetTheCountersOfTheSource() {
        var key = SrtpKey.fresh(SrtpSuite.AES_CM_128_HMAC_SHA1_80);
        try (var srtp = Srtp.with(key, key)) {
            for (int i = 0; i < 50; i++) {
                var forged = packet(40_000 + i, 170);
                assertEquals(new Opened.Refused(Why.WRONG_KEY), srtp.open(forged));
            }
            assertInstanceOf(Opened.Clear.class, srtp.open(srtp.seal(packet(7, 160))));
        }
    }

    @Test
    void whatIsTooShortOrNoRtpIsMalformedOrRefused() {
        var key = SrtpKey.fresh(SrtpSuite.AES_CM_128_HMAC_SHA1_80);
        try (var srtp = Srtp.with(key, key)) {
            for (int length = 0; length < 60; length++) {
                var shortOne = new byte[length];
                Arrays.fill(shortOne, (byte) 0x9f);
                assertInstanceOf(Opened.Refused.class, srtp.open(ByteBuffer.wrap(shortOne)));
                assertInstanceOf(Opened.Refused.class, srtp.openReport(ByteBuffer.wrap(shortOne)));
            }
        }
    }

    @Test
    void noNativeLibraryComesIntoTheProcess() throws IOException {
        var key = SrtpKey.fresh(SrtpSuite.AEAD_AES_128_GCM);
        try (var srtp = Srtp.with(key, key)) {
            srtp.seal(packet(1, 160));
        }
        assertFalse(org.jitsi.srtp.crypto.JitsiOpenSslProvider.isLoaded());
        var maps = Path.of("/proc/self/maps");
        if (Files.exists(maps)) {
            var loaded = Files.readString(maps);
            assertFalse(loaded.contains("jitsisrtp") || loaded.contains("jnidispatch"), "natives are loaded");
        }
    }

    private static ByteBuffer packet(int sequence, int octets) {
        var payload = new byte[octets];
        Arrays.fill(payload, (byte) 0xab);
        return new RtpPacket(8, false, sequence, 160L * sequence, SSRC, ByteBuffer.wrap(payload)).write();
    }

    private static byte[] bytes(ByteBuffer buffer) {
        var bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    /// RFC 3711 §4.3.3; a salt of 12 octets is filled up with zeros, RFC 7714 §11.
    private static byte[] derived(byte[] master, int label, int octets) throws Exception {
        var iv = new byte[16];
        System.arraycopy(master, 16, iv, 0, master.length - 16);
        iv[7] ^= (byte) label;
        var aes = Cipher.getInstance("AES/CTR/NoPadding");
        aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(master, 0, 16, "AES"), new IvParameterSpec(iv));
        return aes.doFinal(new byte[octets]);
    }

    private static void xor(byte[] into, int at, byte[] with) {
        for (int i = 0; i < with.length; i++) {
            into[at + i] ^= with[i];
        }
    }
}
