package gatehouse.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gatehouse.rtp.RtpPacket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TonesTest {
    private static final Path CAPTURES = Path.of(System.getProperty("gatehouse.corpora", "../shared/corpora"))
            .resolve("dtmf-pcap");

    @Test
    void aToneGrowsUnderOneTimestampAndEndsThreeTimes() throws Exception {
        var tones = new TonesOut();
        var sent = tones.send("5#", Duration.ofMillis(100), Duration.ofMillis(80));
        var packets = new ArrayList<TonesOut.Packet>();
        var beats = new ArrayList<Integer>();
        for (int beat = 0; beat < 30; beat++) {
            int now = beat;
            tones.next(1000 + beat * 160L, 160).ifPresent(packet -> {
                packets.add(packet);
                beats.add(now);
            });
        }
        sent.get(10, TimeUnit.SECONDS);

        assertEquals(16, packets.size());
        var five = packets.subList(0, 8);
        assertEquals(List.of(160, 320, 480, 640, 800, 800, 800, 800), durations(five));
        assertEquals(1, five.stream().filter(TonesOut.Packet::marker).count());
        assertTrue(five.getFirst().marker());
        assertTrue(
                five.stream().allMatch(p -> p.timestamp() == 1000 && p.event().event() == 5));
        assertEquals(3, five.stream().filter(p -> p.event().end()).count());
        var pound = packets.subList(8, 16);
        assertEquals(9, beats.get(8), "100 ms tone and 80 ms pause lie between the beginnings");
        assertTrue(pound.stream()
                .allMatch(p -> p.timestamp() == 1000 + 9 * 160 && p.event().event() == 11));
    }

    /// RFC 4733 §2.5.1.3: the field of the duration holds 1.36 s at the clock of Opus.
    @Test
    void aLongToneAtTheClockOfOpusGoesOnInSegmentsAndIsHeardOnce() throws Exception {
        var tones = new TonesOut();
        var sent = tones.send("7", Duration.ofSeconds(3), Duration.ofMillis(100));
        var packets = new ArrayList<TonesOut.Packet>();
        for (int beat = 0; beat < 200; beat++) {
            tones.next(5000 + beat * 960L, 960).ifPresent(packets::add);
        }
        sent.get(10, TimeUnit.SECONDS);
        assertEquals(
                List.of(5000L, 5000L + 0xffff, 5000L + 2 * 0xffff),
                packets.stream().map(TonesOut.Packet::timestamp).distinct().toList());
        assertEquals(960, packets.getFirst().event().duration());
        var last = packets.getLast();
        assertEquals(3 * 48_000, last.timestamp() - 5000 + last.event().duration(), "three seconds in all");
        assertEquals(1, packets.stream().filter(TonesOut.Packet::marker).count());
        assertEquals(3, packets.stream().filter(p -> p.event().end()).count());
        var in = new TonesIn();
        var heard = new StringBuilder();
        packets.forEach(p -> in.hear(p.timestamp(), p.event().write()).ifPresent(heard::append));
        assertEquals("7", heard.toString());
    }

    @Test
    void tonesThatNeverWentAreFailed() {
        var tones = new TonesOut();
        var first = tones.send("1", Duration.ofMillis(100), Duration.ofMillis(100));
        var second = tones.send("2", Duration.ofMillis(100), Duration.ofMillis(100));
        tones.next(0, 160);
        tones.close();
        assertTrue(first.isCompletedExceptionally());
        assertTrue(second.isCompletedExceptionally());
        assertTrue(
                tones.send("3", Duration.ofMillis(100), Duration.ofMillis(100)).isCompletedExceptionally());
    }

    @Test
    void anEventIsReadAsItWasWritten() {
        var event = new TelephoneEvent(11, true, 10, 0xfff0);
        assertEquals(event, TelephoneEvent.read(event.write()).orElseThrow());
        assertTrue(TelephoneEvent.read(ByteBuffer.allocate(3)).isEmpty());
        assertTrue(new TelephoneEvent(16, false, 0, 0).digit().isEmpty(), "a flash is no digit");
    }

    @Test
    void captureOfEachKeyIsHeardAsThatKeyOnce() throws IOException {
        assumeTrue(Files.isDirectory(CAPTURES), "no captures at " + CAPTURES);
        var names = Map.of("star", '*', "pound", '#');
        for (String key : "0 1 2 3 4 5 6 7 8 9 star pound".split(" ")) {
            var tones = new TonesIn();
            var heard = new StringBuilder();
            var packets = udpPayloads(CAPTURES.resolve("dtmf_2833_" + key + ".pcap"));
            assertFalse(packets.isEmpty());
            for (var bytes : packets) {
                var packet = RtpPacket.read(bytes).orElseThrow();
                tones.hear(packet.timestamp(), packet.payload()).ifPresent(heard::append);
            }
            assertEquals(String.valueOf(names.getOrDefault(key, key.charAt(0))), heard.toString());
        }
    }

    private static List<Integer> durations(List<TonesOut.Packet> packets) {
        return packets.stream().map(p -> p.event().duration()).toList();
    }

    /// The classic capture file: 24 octets of header, then 16 octets before each Ethernet frame.
    private static List<ByteBuffer> udpPayloads(Path file) throws IOException {
        var in = ByteBuffer.wrap(Files.readAllBytes(file));
        in.order(in.getInt(0) == 0xa1b2c3d4 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        int link = in.getInt(20) == 1 ? 14 : in.getInt(20) == 113 ? 16 : 0;
        var found = new ArrayList<ByteBuffer>();
        for (int at = 24; at + 16 <= in.limit(); ) {
            int length = in.getInt(at + 8);
            int ip = at + 16 + link;
            int udp = ip + 4 * (in.get(ip) & 15);
            int end = at + 16 + length;
            found.add(in.slice(udp + 8, end - udp - 8).order(ByteOrder.BIG_ENDIAN));
            at = end;
        }
        return found;
    }
}
