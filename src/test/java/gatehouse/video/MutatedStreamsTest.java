package gatehouse.video;

import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.darkroom.AccessUnit;
import gatehouse.darkroom.Coding;
import gatehouse.darkroom.Darkroom;
import gatehouse.rtp.RtpPacket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Good streams, spoilt in every way a bad camera, a bad network or a bad person has, by seeded chance.
@Execution(ExecutionMode.CONCURRENT)
class MutatedStreamsTest {
    private static final int ROUNDS = 60;

    @ParameterizedTest
    @EnumSource(Coding.class)
    void nothingEscapesNothingGrowsAndTheNextGoodKeyPictureIsShown(Coding coding) {
        var random = new Random(20_261_123);
        for (int round = 0; round < ROUNDS; round++) {
            var scrutiny = new Scrutiny(coding, unit -> {});
            var spoilt = spoilt(Scrutiny.good(coding, new Packets()), round % 12, random);
            spoilt.forEach(scrutiny::take);
            scrutiny.assertRecovers();
        }
    }

    @ParameterizedTest
    @EnumSource(Coding.class)
    void decoderTakesWhatIsLeftOfThem(Coding coding) throws InterruptedException {
        var random = new Random(77);
        var units = new ArrayList<AccessUnit>();
        var scrutiny = new Scrutiny(coding, units::add);
        var packets = new Packets();
        for (int round = 0; round < 20; round++) {
            spoilt(Scrutiny.good(coding, packets), 11, random).forEach(scrutiny::take);
        }
        assertTrue(Decoded.of(coding, units).size() > 10);
        units.addAll(scrutiny.assertGoodAgain());
        try (var darkroom = Darkroom.inside()) {
            assertTrue(darkroom.still("test", units, 0).isPresent());
        }
    }

    @ParameterizedTest
    @EnumSource(Coding.class)
    void pictureWithoutEndIsNotKept(Coding coding) {
        var scrutiny = new Scrutiny(coding, unit -> {});
        var packets = new Packets();
        var filler = new byte[60_000];
        for (int i = 0; i < 300; i++) {
            byte[] head = switch (coding) {
                case H264 -> new byte[] {28, (byte) (i == 0 ? 0x85 : 5)};
                case H265 -> new byte[] {49 << 1, 1, (byte) (i == 0 ? 0x93 : 0x13)};
                case JPEG ->
                    ByteBuffer.allocate(8)
                            .putInt(i * (filler.length - 8))
                            .put(new byte[] {1, 50, 40, 22})
                            .array();
            };
            System.arraycopy(head, 0, filler, 0, head.length);
            scrutiny.take(packets.packet(filler.clone(), false));
        }
        scrutiny.assertRecovers();
    }

    @ParameterizedTest
    @EnumSource(
            value = Coding.class,
            names = {"H264", "H265"})
    void floodOfUnitsIsNotKept(Coding coding) {
        var scrutiny = new Scrutiny(coding, unit -> {});
        var packets = new Packets();
        var flood = ByteBuffer.allocate(60_000);
        flood.put(coding == Coding.H264 ? new byte[] {24} : new byte[] {48 << 1, 1});
        while (flood.remaining() > 8) {
            flood.put(coding == Coding.H264 ? new byte[] {0, 1, 9} : new byte[] {0, 2, 35 << 1, 1});
        }
        byte[] payload = Arrays.copyOf(flood.array(), flood.position());
        for (int i = 0; i < 300; i++) {
            scrutiny.take(packets.packet(payload, i % 50 == 0));
        }
        scrutiny.assertRecovers();
    }

    @ParameterizedTest
    @EnumSource(
            value = Coding.class,
            names = {"H264", "H265"})
    void floodOfParameterSetsIsNotKept(Coding coding) {
        var scrutiny = new Scrutiny(coding, unit -> {});
        var packets = new Packets();
        var random = new Random(3);
        for (int i = 0; i < 5_000; i++) {
            var set = new byte[4_000];
            random.nextBytes(set);
            set[0] = (byte) (coding == Coding.H264 ? 0x68 : 34 << 1);
            if (coding == Coding.H265) {
                set[1] = 1;
            }
            scrutiny.take(packets.packet(set, true));
            packets.nextPicture();
        }
        scrutiny.assertRecovers();
    }

    private static List<RtpPacket> spoilt(List<RtpPacket> good, int how, Random random) {
        var out = new ArrayList<RtpPacket>();
        for (var packet : good) {
            if (random.nextInt(6) != 0) {
                out.add(packet);
                continue;
            }
            spoil(packet, how == 11 ? random.nextInt(11) : how, random, out);
        }
        if (how == 6) {
            for (int i = 0; i + 4 < out.size(); i += 1 + random.nextInt(20)) {
                Collections.shuffle(out.subList(i, i + 4), random);
            }
        }
        return out;
    }

    private static void spoil(RtpPacket packet, int how, Random random, List<RtpPacket> out) {
        var bytes = new byte[packet.payload().remaining()];
        packet.payload().duplicate().get(bytes);
        switch (how) {
            case 0 -> out.add(with(packet, Arrays.copyOf(bytes, random.nextInt(bytes.length + 1))));
            case 1 -> {
                for (int i = 0; i < Math.min(4, bytes.length); i++) {
                    bytes[i] = (byte) random.nextInt(256);
                }
                out.add(with(packet, bytes));
            }
            case 2 -> out.add(at(packet, random.nextInt(65_536), packet.timestamp()));
            case 3 ->
                out.add(at(packet, packet.sequence(), packet.timestamp() - random.nextInt(1_000_000) & 0xffff_ffffL));
            case 4 -> out.add(at(packet, packet.sequence(), random.nextInt() & 0xffff_ffffL));
            case 5 -> out.addAll(Collections.nCopies(1 + random.nextInt(5), packet));
            case 6 -> out.add(packet);
            case 7 -> {
                // lost
            }
            case 8 -> {
                random.nextBytes(bytes);
                out.add(with(packet, bytes));
            }
            case 9 -> {
                byte[] sps = random.nextBoolean()
                        ? ParameterSets.h264(16 * (1 + random.nextInt(4096)), 16 * (1 + random.nextInt(4096)))
                        : ParameterSets.h265(1 + random.nextInt(65_535), 1 + random.nextInt(65_535), random.nextInt(8));
                out.add(with(packet, sps));
            }
            default -> {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                out.add(new RtpPacket(
                        96,
                        random.nextBoolean(),
                        packet.sequence(),
                        packet.timestamp(),
                        packet.ssrc(),
                        ByteBuffer.wrap(bytes)));
            }
        }
    }

    private static RtpPacket with(RtpPacket packet, byte[] payload) {
        return new RtpPacket(
                96, packet.marker(), packet.sequence(), packet.timestamp(), packet.ssrc(), ByteBuffer.wrap(payload));
    }

    private static RtpPacket at(RtpPacket packet, int sequence, long timestamp) {
        return new RtpPacket(96, packet.marker(), sequence, timestamp, packet.ssrc(), packet.payload());
    }
}
