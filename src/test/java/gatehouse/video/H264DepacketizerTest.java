package gatehouse.video;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.darkroom.AccessUnit;
import gatehouse.rtp.RtpPacket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Packets in, pictures out; whatever is lost or wrong costs pictures and nothing else.
class H264DepacketizerTest {
    private static final Film FILM = Film.of(640, 360, 10, 30);

    private final List<AccessUnit> pictures = new ArrayList<>();
    private final Packets packets = new Packets();
    private H264Depacketizer depacketizer = new H264Depacketizer(new Codec.H264(List.of()));

    private void take(List<RtpPacket> some) {
        some.forEach(packet -> depacketizer.accept(packet, 0, pictures::add));
    }

    private List<RtpPacket> sent(int from, int to) {
        var all = new ArrayList<RtpPacket>();
        for (int i = from; i < to; i++) {
            all.addAll(packets.picture(FILM.pictures().get(i)));
        }
        return all;
    }

    @Test
    void everyPictureComesOutWholeAtItsMarker() {
        for (int i = 0; i < 30; i++) {
            take(sent(i, i + 1));
            assertEquals(i + 1, pictures.size(), "out with its own last packet, not with the next picture");
            assertEquals(i % 10 == 0, pictures.get(i).key());
            assertEquals(i == 0, pictures.get(i).fresh());
            var units = Film.units(pictures.get(i).data());
            assertEquals(FILM.pictures().get(i).size(), units.size());
            for (int u = 0; u < units.size(); u++) {
                assertArrayEquals(FILM.pictures().get(i).get(u), units.get(u));
            }
        }
        assertEquals(0, depacketizer.packetsLost());
        assertEquals(Optional.of(new View.Size(640, 360)), depacketizer.size());
    }

    @Test
    void withoutMarkersThePictureEndsWhereTheTimeChanges() {
        var unmarked = sent(0, 5).stream()
                .map(p -> new RtpPacket(96, false, p.sequence(), p.timestamp(), p.ssrc(), p.payload()))
                .toList();
        take(unmarked);
        assertEquals(4, pictures.size());
    }

    @Test
    void encoderThatMarksEverySliceIsSeenThrough() {
        var slice = new byte[] {0x65, (byte) 0x88, 1, 2};
        var second = new byte[] {0x65, 0x40, 3, 4};
        for (int i = 0; i < 4; i++) {
            var parts = packets.picture(List.of(FILM.parameterSet(7), FILM.parameterSet(8), slice, second));
            take(parts.stream()
                    .map(p -> new RtpPacket(96, true, p.sequence(), p.timestamp(), p.ssrc(), p.payload()))
                    .toList());
        }
        assertEquals(4, Film.units(pictures.getLast().data()).size(), "both slices in one picture");
    }

    @Test
    void lossDropsEverythingToTheNextKeyPictureAndFlagsThat() {
        var sent = sent(0, 30);
        var other = new Packets();
        int until = FILM.pictures().subList(0, 13).stream()
                .mapToInt(units -> other.picture(units).size())
                .sum();
        sent.remove(until);
        take(sent);
        assertEquals(23, pictures.size(), "13 before the loss, none of the 7 after, 10 from the next key picture");
        assertTrue(pictures.get(13).key() && pictures.get(13).fresh());
        assertEquals(1, depacketizer.packetsLost());
    }

    @Test
    void lateAndDoubledPacketsAreIgnored() {
        var sent = sent(0, 10);
        sent.add(5, sent.get(2));
        sent.add(sent.get(1));
        take(sent);
        assertEquals(10, pictures.size());
    }

    @Test
    void parameterSetsOfTheSdpAreGivenToKeyPicturesThatHaveNone() {
        depacketizer = new H264Depacketizer(
                new Codec.H264(List.of(ByteBuffer.wrap(FILM.parameterSet(7)), ByteBuffer.wrap(FILM.parameterSet(8)))));
        var bare = FILM.pictures().getFirst().stream()
                .filter(nal -> (nal[0] & 0x1f) == 5)
                .toList();
        take(packets.picture(bare));
        assertEquals(7, Film.units(pictures.getFirst().data()).getFirst()[0] & 0x1f);
    }

    @Test
    void keyPictureWithoutAnyParameterSetsIsNoBeginning() {
        var bare = FILM.pictures().getFirst().stream()
                .filter(nal -> (nal[0] & 0x1f) == 5)
                .toList();
        take(packets.picture(bare));
        assertTrue(pictures.isEmpty());
    }

    @Test
    void wrongLengthsAndCutFragmentsCostOnlyTheirPicture() {
        var wrong = List.of(
                new byte[] {24, 0, 9, 0x67},
                new byte[] {24, 0, 0, 0x67, 1},
                new byte[] {24},
                new byte[] {28},
                new byte[] {28, (byte) 0x85},
                new byte[] {28, 0x05, 1, 2},
                new byte[] {28, (byte) 0x85, 1, 2},
                new byte[] {29, 1, 2, 3, 4},
                new byte[0]);
        for (byte[] payload : wrong) {
            take(List.of(packets.packet(payload, true)));
            packets.nextPicture();
            int before = pictures.size();
            take(sent(0, 1));
            assertEquals(before + 1, pictures.size(), "the next key picture comes through");
        }
    }

    @Test
    void pictureWithoutEndIsNotKeptInMemory() {
        take(List.of(packets.packet(new byte[] {28, (byte) 0x85, 1, 2}, false)));
        var filler = new byte[1400];
        filler[0] = 28;
        filler[1] = 5;
        for (int i = 0; i < 20_000; i++) {
            take(List.of(packets.packet(filler, false)));
        }
        packets.nextPicture();
        take(sent(0, 1));
        assertFalse(pictures.isEmpty());
        assertTrue(pictures.stream().allMatch(unit -> unit.data().length <= 4 << 20));
    }

    @Test
    void changedParameterSetsOfTheNextKeyPictureAreTheNewSize() {
        take(sent(0, 3));
        take(packets.picture(
                List.of(ParameterSets.h264(1280, 720), FILM.parameterSet(8), new byte[] {0x65, (byte) 0x88, 1, 2})));
        assertEquals(Optional.of(new View.Size(1280, 720)), depacketizer.size());
        assertTrue(pictures.getLast().key());
        assertFalse(pictures.getLast().fresh(), "nothing was lost");
        take(sent(10, 12));
        assertEquals(Optional.of(new View.Size(640, 360)), depacketizer.size());
        assertEquals(6, pictures.size());
    }

    @Test
    void parameterSetsAloneAreKeptForTheNextKeyPicture() {
        take(packets.picture(List.of(FILM.parameterSet(7))));
        take(packets.picture(List.of(FILM.parameterSet(8))));
        take(packets.picture(List.of(new byte[] {0x65, (byte) 0x88, 1, 2})));
        assertEquals(3, Film.units(pictures.getFirst().data()).size());
    }

    @Test
    void absurdSizeIsNeverPassedOn() {
        take(packets.picture(List.of(
                ParameterSets.h264(65_520, 65_520), FILM.parameterSet(8), new byte[] {0x65, (byte) 0x88, 1, 2})));
        assertTrue(pictures.isEmpty());
        assertEquals(Optional.empty(), depacketizer.size());
        take(sent(0, 1));
        assertEquals(1, pictures.size());
    }

    @Test
    void pictureOfWhichNoSliceIsAReferenceIsDisposable() {
        take(sent(0, 1));
        take(packets.picture(List.of(new byte[] {0x01, (byte) 0x88, 1}, new byte[] {0x01, 0x40, 1})));
        take(packets.picture(List.of(new byte[] {0x01, (byte) 0x88, 1}, new byte[] {0x41, 0x40, 1})));
        assertEquals(
                List.of(false, true, false),
                pictures.stream().map(AccessUnit::disposable).toList());
    }

    @Test
    void fieldsOfOneMomentAreTwoPictures() {
        take(sent(0, 1));
        for (int i = 0; i < 3; i++) {
            take(List.of(packets.packet(new byte[] {0x41, (byte) 0x88, 1}, true)));
            take(List.of(packets.packet(new byte[] {0x41, (byte) 0x88, 2}, true)));
            packets.nextPicture();
        }
        assertEquals(7, pictures.size(), "a slice that opens a picture is no sign of lying markers");
    }
}
