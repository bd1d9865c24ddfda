package gatehouse.video;

import static gatehouse.video.H265Film.FILM;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.darkroom.AccessUnit;
import gatehouse.darkroom.Coding;
import gatehouse.rtp.RtpPacket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// H.265 packets in, pictures out.
class H265DepacketizerTest {
    private final List<AccessUnit> pictures = new ArrayList<>();
    private final Packets packets = new Packets();
    private H265Depacketizer depacketizer = new H265Depacketizer(new Codec.H265(List.of()));

    private void take(List<RtpPacket> some) {
        some.forEach(packet -> depacketizer.accept(packet, 0, pictures::add));
    }

    private void takeUnits(byte[]... units) {
        take(H265Film.packed(packets, List.of(units)));
    }

    private static byte[] unit(int type, int layerAndId, int... content) {
        var unit = new byte[content.length + 2];
        unit[0] = (byte) (type << 1);
        unit[1] = (byte) layerAndId;
        for (int i = 0; i < content.length; i++) {
            unit[i + 2] = (byte) content[i];
        }
        return unit;
    }

    @Test
    void everyPictureComesOutWholeAtItsMarker() {
        for (int i = 0; i < 30; i++) {
            take(FILM.sent(packets, i, i + 1));
            assertEquals(i + 1, pictures.size(), "out with its own last packet, not with the next picture");
            var picture = pictures.getLast();
            assertEquals(Coding.H265, picture.coding());
            assertEquals(i == 0 || i == 9 || i == 19, picture.key());
            assertEquals(i == 0, picture.fresh());
            var units = Film.units(picture.data());
            assertEquals(FILM.pictures().get(i).size(), units.size());
            for (int u = 0; u < units.size(); u++) {
                assertArrayEquals(FILM.pictures().get(i).get(u), units.get(u));
            }
        }
        assertEquals(0, depacketizer.packetsLost());
        assertEquals(
                Optional.of(new View.Size(320, 180)), depacketizer.size(), "the conformance window cuts 184 to 180");
        var decoded = Decoded.of(Coding.H265, pictures);
        assertEquals(30, decoded.size());
        assertTrue(decoded.stream().allMatch(p -> p.height() == 180 && p.isLike(Decoded.RED, Decoded.BLUE)));
    }

    @Test
    void picturesThatNoOtherNeedsAreDisposable() {
        take(FILM.sent(packets, 0, 30));
        for (int i = 0; i < 30; i++) {
            int type = H265Film.type(FILM.pictures().get(i).getLast());
            assertEquals(type == 0 || type == H265Film.RASL_N, pictures.get(i).disposable(), "type " + type);
        }
        var kept = pictures.stream().filter(picture -> !picture.disposable()).toList();
        assertTrue(kept.size() < 20);
        assertTrue(Decoded.of(Coding.H265, kept).stream().allMatch(p -> p.isLike(Decoded.RED, Decoded.BLUE)));
    }

    @Test
    void lowerSubLayersAreNeededByHigherOnes() {
        byte[] twoLayers = ParameterSets.h265(640, 360, 1);
        takeUnits(FILM.parameterSet(32), twoLayers, FILM.parameterSet(34), unit(19, 1, 0x80, 1));
        takeUnits(unit(0, 1, 0x80, 1));
        takeUnits(unit(0, 2, 0x80, 1));
        takeUnits(unit(1, 2, 0x80, 1));
        assertEquals(
                List.of(false, false, true, false),
                pictures.stream().map(AccessUnit::disposable).toList());
        assertEquals(Optional.of(new View.Size(640, 360)), depacketizer.size());
    }

    @Test
    void leadersOfTheKeyPictureWhereDecodingBeginsAreLeftOut() {
        take(FILM.sent(packets, 9, 30));
        assertEquals(
                20, pictures.size(), "the first RASL picture looks back behind the beginning, the second does not");
        assertTrue(pictures.getFirst().fresh() && pictures.getFirst().key());
        assertEquals(20, Decoded.of(Coding.H265, pictures).size());
    }

    @Test
    void lossDropsEverythingToTheNextKeyPictureAndItsLeaders() {
        var sent = FILM.sent(packets, 0, 5);
        var lost = FILM.sent(packets, 5, 6);
        sent.addAll(FILM.sent(packets, 6, 30));
        take(sent);
        assertEquals(lost.size(), depacketizer.packetsLost());
        assertEquals(5 + 9 + 11, pictures.size(), "the CRA at 9 without its RASL picture, and then everything");
        assertTrue(pictures.get(5).fresh() && pictures.get(5).key());
    }

    @Test
    void everyKindOfRandomAccessPictureIsABeginning() {
        for (int type : new int[] {16, 17, 18, 19, 20, 21}) {
            depacketizer = new H265Depacketizer(new Codec.H265(FILM.parameterSets()));
            pictures.clear();
            takeUnits(unit(1, 1, 0x80, 1));
            assertTrue(pictures.isEmpty());
            takeUnits(unit(type, 1, 0x80, 1));
            assertEquals(1, pictures.size(), "type " + type);
            assertTrue(pictures.getFirst().key());
            var units = Film.units(pictures.getFirst().data());
            assertEquals(
                    List.of(32, 33, 34, type),
                    units.stream().map(H265Film::type).toList(),
                    "with the SDP's sets");
        }
    }

    @Test
    void lostBeginningOfAPictureIsSeenInItsFirstSlice() {
        depacketizer = new H265Depacketizer(new Codec.H265(FILM.parameterSets()));
        takeUnits(unit(19, 1, 0x80, 1));
        packets.packet(new byte[] {1}, false);
        takeUnits(unit(19, 1, 0x00, 1));
        assertEquals(1, pictures.size(), "its first slice was in the lost packet");
        packets.packet(new byte[] {1}, true);
        takeUnits(unit(19, 1, 0x80, 1));
        assertEquals(2, pictures.size());
    }

    @Test
    void unitsOfOtherLayersAreLeftOut() {
        depacketizer = new H265Depacketizer(new Codec.H265(FILM.parameterSets()));
        takeUnits(unit(19, 1, 0x80, 1), unit(19, 1 << 3 | 1, 0x80, 2));
        assertEquals(4, Film.units(pictures.getFirst().data()).size());
    }

    @Test
    void changedSequenceSetIsANewSize() {
        take(FILM.sent(packets, 0, 10));
        takeUnits(
                FILM.parameterSet(32), ParameterSets.h265(1920, 1080, 0), FILM.parameterSet(34), unit(19, 1, 0x80, 1));
        assertEquals(Optional.of(new View.Size(1920, 1080)), depacketizer.size());
        assertFalse(pictures.getLast().fresh(), "nothing was lost");
    }

    @Test
    void absurdSizeIsNeverPassedOn() {
        takeUnits(
                FILM.parameterSet(32), ParameterSets.h265(65_535, 65_535, 0), FILM.parameterSet(34), unit(19, 1, 0x80));
        assertTrue(pictures.isEmpty());
        assertEquals(Optional.empty(), depacketizer.size());
        take(FILM.sent(packets, 0, 1));
        assertEquals(1, pictures.size());
    }

    @Test
    void fragmentedParameterSetsAreKept() {
        byte[] sps = FILM.parameterSet(33);
        var payloads = new ArrayList<byte[]>();
        payloads.add(FILM.parameterSet(32));
        payloads.add(new byte[] {49 << 1, 1, (byte) (0x80 | 33), sps[2], sps[3]});
        var rest = new byte[sps.length - 1];
        rest[0] = 49 << 1;
        rest[1] = 1;
        rest[2] = 0x40 | 33;
        System.arraycopy(sps, 4, rest, 3, sps.length - 4);
        payloads.add(rest);
        payloads.add(FILM.parameterSet(34));
        take(packets.pictureOf(payloads));
        takeUnits(unit(19, 1, 0x80, 1));
        assertEquals(Optional.of(new View.Size(320, 180)), depacketizer.size());
        assertEquals(1, pictures.size());
    }

    @Test
    void wrongLengthsAndCutPartsCostOnlyTheirPicture() {
        var wrong = List.of(
                new byte[] {0x60, 1, 0, 9, 0x42},
                new byte[] {0x60, 1, 0, 0, 0x42, 1},
                new byte[] {0x60, 1, 0, 1, 0x42},
                new byte[] {0x60, 1},
                new byte[] {0x60},
                new byte[] {0x62},
                new byte[] {0x62, 1},
                new byte[] {0x62, 1, (byte) 0x93},
                new byte[] {0x62, 1, 0x13, 1, 2},
                new byte[] {0x62, 1, (byte) 0x93, 1, 2},
                new byte[] {0x64, 1, 2, 3, 4},
                new byte[] {0x7e, 1, 2, 3, 4},
                new byte[0]);
        for (byte[] payload : wrong) {
            take(List.of(packets.packet(payload, true)));
            packets.nextPicture();
            int before = pictures.size();
            take(FILM.sent(packets, 0, 1));
            assertEquals(before + 1, pictures.size(), "the next key picture comes through");
        }
    }
}
