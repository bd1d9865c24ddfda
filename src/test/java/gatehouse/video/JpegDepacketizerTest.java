package gatehouse.video;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.darkroom.AccessUnit;
import gatehouse.darkroom.Coding;
import gatehouse.rtp.RtpPacket;
import java.awt.Color;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/// RTP/JPEG packets in, complete JPEG files out.
class JpegDepacketizerTest {
    private static final JpegFilm FILM = JpegFilm.of(640, 360);

    private final List<AccessUnit> pictures = new ArrayList<>();
    private final Packets packets = new Packets();
    private JpegDepacketizer depacketizer = new JpegDepacketizer(new Codec.Jpeg(Optional.empty()));

    private void take(List<RtpPacket> some) {
        some.forEach(packet -> depacketizer.accept(packet, 0, pictures::add));
    }

    private static void assertShows(AccessUnit picture, int width, int height) throws IOException {
        var image = ImageIO.read(new ByteArrayInputStream(picture.data()));
        assertEquals(width, image.getWidth());
        assertEquals(height, image.getHeight());
        assertLike(Color.RED, new Color(image.getRGB(width / 4, height / 4)));
        assertLike(Color.BLUE, new Color(image.getRGB(width * 3 / 4, height / 4)));
    }

    private static void assertLike(Color wanted, Color seen) {
        int off = Math.abs(wanted.getRed() - seen.getRed())
                + Math.abs(wanted.getGreen() - seen.getGreen())
                + Math.abs(wanted.getBlue() - seen.getBlue());
        assertTrue(off < 12, seen + " instead of " + wanted);
    }

    @Test
    void everyPictureIsAWholeFileAtItsMarker() throws IOException {
        for (int i = 0; i < 5; i++) {
            take(FILM.sent(packets, 1, 255, true));
            assertEquals(i + 1, pictures.size());
            var picture = pictures.getLast();
            assertEquals(Coding.JPEG, picture.coding());
            assertTrue(picture.key() && picture.disposable());
            assertEquals(i == 0, picture.fresh());
            assertShows(picture, 640, 360);
        }
        assertEquals(Optional.of(new View.Size(640, 360)), depacketizer.size());
        var decoded = Decoded.of(Coding.JPEG, pictures);
        assertEquals(5, decoded.size());
        assertTrue(decoded.stream().allMatch(p -> p.width() == 640 && p.height() == 360));
    }

    @Test
    void tablesByFormulaAreThoseTheJdkWritesAtThatQuality() throws IOException {
        take(FILM.sent(packets, 1, 75, false));
        assertShows(pictures.getFirst(), 640, 360);
        var body = JpegTables.ofQuality(75).segmentBody();
        var entries = new byte[128];
        body.get(1, entries, 0, 64).get(66, entries, 64, 64);
        assertArrayEquals(FILM.tables(), entries);
        for (int q : new int[] {0, 1, 49, 50, 99, 127}) {
            assertEquals(130, JpegTables.ofQuality(q).segmentBody().remaining());
        }
    }

    @Test
    void tablesSentOnceServeThePicturesAfter() throws IOException {
        take(FILM.sent(packets, 1, 200, false));
        assertTrue(pictures.isEmpty(), "tables that never came are no picture");
        take(FILM.sent(packets, 1, 200, true));
        take(FILM.sent(packets, 1, 200, false));
        assertEquals(2, pictures.size());
        assertShows(pictures.getLast(), 640, 360);
        take(FILM.sent(packets, 1, 255, false));
        assertEquals(2, pictures.size(), "quality 255 promises new ones with every picture");
    }

    @Test
    void wideAndLonelyTablesAreRead() throws IOException {
        var wide = ByteBuffer.allocate(2 * 128);
        for (byte entry : FILM.tables()) {
            wide.putShort((short) (entry & 0xff));
        }
        take(new JpegFilm(640, 360, wide.array(), FILM.coded())
                .payloads(1, 255, true, 80, 45).stream()
                        .map(payload -> withPrecision(payload, 3))
                        .map(payload -> packets.packet(payload, false))
                        .toList());
        packets.nextPicture();
        var lonely = Arrays.copyOf(FILM.tables(), 64);
        take(new JpegFilm(640, 360, lonely, FILM.coded()).sent(packets, 1, 255, true));
        assertEquals(2, pictures.size());
        assertShows(pictures.getFirst(), 640, 360);
        assertEquals(
                640,
                ImageIO.read(new ByteArrayInputStream(pictures.getLast().data()))
                        .getWidth());
    }

    private static byte[] withPrecision(byte[] payload, int precision) {
        if (payload[1] == 0 && payload[2] == 0 && payload[3] == 0) {
            payload[9] = (byte) precision;
        }
        return payload;
    }

    @Test
    void restartIntervalIsWritten() {
        take(FILM.sent(packets, 65, 255, true));
        byte[] file = pictures.getFirst().data();
        int dri = indexOf(file, 0xdd);
        assertArrayEquals(new byte[] {0, 4, 0, 4}, Arrays.copyOfRange(file, dri + 2, dri + 6));
    }

    @Test
    void typeTellsTheSampling() {
        take(FILM.sent(packets, 0, 255, true));
        take(FILM.sent(packets, 1, 255, true));
        take(FILM.sent(packets, 2, 255, true));
        assertEquals(2, pictures.size(), "type 2 is not of this standard");
        assertEquals(0x21, pictures.get(0).data()[indexOf(pictures.get(0).data(), 0xc0) + 11]);
        assertEquals(0x22, pictures.get(1).data()[indexOf(pictures.get(1).data(), 0xc0) + 11]);
    }

    private static int indexOf(byte[] file, int marker) {
        for (int at = 2; at < file.length; at += 2 + ((file[at + 2] & 0xff) << 8 | (file[at + 3] & 0xff))) {
            if ((file[at + 1] & 0xff) == marker) {
                return at;
            }
        }
        throw new AssertionError("no such segment");
    }

    @Test
    void pictureTooLargeForItsFieldsTellsItsSizeElsewhere() throws IOException {
        var large = JpegFilm.of(2592, 1944);
        var payloads = large.payloads(1, 255, true, 0, 0);
        take(packets.pictureOf(payloads));
        assertTrue(pictures.isEmpty(), "a picture without a size is none");

        depacketizer = new JpegDepacketizer(new Codec.Jpeg(Optional.of(new View.Size(2592, 1944))));
        take(packets.pictureOf(payloads));
        assertShows(pictures.getLast(), 2592, 1944);

        depacketizer = new JpegDepacketizer(new Codec.Jpeg(Optional.empty()));
        var onvif = ByteBuffer.wrap(new byte[] {
            (byte) 0xff,
            (byte) 0xd8,
            0,
            5,
            (byte) 0xff,
            (byte) 0xff,
            (byte) 0xc0,
            0,
            11,
            8,
            1944 >> 8,
            (byte) (1944 & 0xff),
            2592 >> 8,
            (byte) (2592 & 0xff),
            1,
            1,
            0x22,
            0,
            (byte) 0xff,
            (byte) 0xff,
            (byte) 0xff,
            (byte) 0xff,
            (byte) 0xff,
            (byte) 0xff
        });
        take(packets.pictureOf(payloads).stream()
                .map(p -> new RtpPacket(26, p.marker(), p.sequence(), p.timestamp(), p.ssrc(), onvif, p.payload()))
                .toList());
        assertEquals(2, pictures.size());
        assertShows(pictures.getLast(), 2592, 1944);
        assertEquals(Optional.of(new View.Size(2592, 1944)), depacketizer.size());
    }

    @Test
    void lossCostsOnlyItsPicture() {
        for (int i = 0; i < 6; i++) {
            var sent = FILM.sent(packets, 1, 255, true);
            if (i == 2) {
                sent.remove(3);
            }
            if (i == 4) {
                sent.removeLast();
            }
            take(sent);
        }
        assertEquals(4, pictures.size());
        assertTrue(pictures.get(2).fresh() && pictures.get(3).fresh());
        assertEquals(2, depacketizer.packetsLost());
    }

    @Test
    void wrongHeadersCostOnlyTheirPicture() {
        var wrong = List.of(
                new byte[0],
                new byte[7],
                new byte[] {0, 0, 0, 0, 1, 50, 0, 45},
                new byte[] {0, 0, 0, 0, (byte) 200, 50, 80, 45},
                new byte[] {0, 0, 0, 0, 65, 50, 80, 45, 0},
                new byte[] {0, 0, 0, 0, 1, (byte) 255, 80, 45},
                new byte[] {0, 0, 0, 0, 1, (byte) 255, 80, 45, 0, 0, 9, 9, 1},
                new byte[] {0, 0, 0, 0, 1, (byte) 255, 80, 45, 0, 0, 0, 3, 1, 2, 3},
                new byte[] {0, 0, 0, 9, 1, 50, 80, 45, 1},
                new byte[] {0, (byte) 0xff, (byte) 0xff, (byte) 0xff, 1, 50, 80, 45, 1});
        for (byte[] payload : wrong) {
            take(List.of(packets.packet(payload, true)));
            packets.nextPicture();
            assertTrue(pictures.isEmpty());
            take(FILM.sent(packets, 1, 255, true));
            assertEquals(1, pictures.size(), "the next picture comes through");
            pictures.clear();
        }
    }

    @Test
    void cameraWhoseClockStandsIsStillSeen() {
        for (int i = 0; i < 5; i++) {
            take(FILM.sent(packets, 1, 255, true).stream()
                    .map(p -> new RtpPacket(26, p.marker(), p.sequence(), 77, p.ssrc(), p.payload()))
                    .toList());
        }
        assertEquals(5, pictures.size());
        assertFalse(pictures.get(4).fresh());
        assertTrue(pictures.get(4).mediaTime() > pictures.get(3).mediaTime());
    }
}
