package gatehouse.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.darkroom.AccessUnit;
import gatehouse.darkroom.Coding;
import gatehouse.rtp.RtpPacket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A depacketizer under hostile packets: whatever comes in, what comes out keeps the rules, memory stays within its
/// caps, and afterwards a good stream is shown again from its first key picture.
final class Scrutiny {
    private static final int MOST_SETS = 3 * 32 * (4096 + 4);
    private static final int GOOD_SENDER = 0x600d;
    private static final JpegFilm JPEG = JpegFilm.of(320, 180);

    private final Coding coding;
    private final Depacketizer depacketizer;
    private final Consumer<AccessUnit> sink;
    private boolean any;
    private long lastTime;
    private long now;
    private long pictures;

    Scrutiny(Coding coding, Consumer<AccessUnit> sink) {
        this.coding = coding;
        this.sink = sink;
        try {
            this.depacketizer = Depacketizer.of(
                    switch (coding) {
                        case H264 -> new Codec.H264(List.of());
                        case H265 -> new Codec.H265(List.of());
                        case JPEG -> new Codec.Jpeg(Optional.empty());
                    });
        } catch (VideoFault e) {
            throw new AssertionError(e);
        }
    }

    /// A second of a good stream.
    static List<RtpPacket> good(Coding coding, Packets packets) {
        var all = new ArrayList<RtpPacket>();
        switch (coding) {
            case H264 -> Film.small().pictures().forEach(units -> all.addAll(packets.picture(units)));
            case H265 -> all.addAll(H265Film.FILM.sent(packets, 0, 30));
            case JPEG -> {
                for (int i = 0; i < 20; i++) {
                    all.addAll(JPEG.sent(packets, i % 2 == 0 ? 1 : 65, i % 3 == 0 ? 255 : 75, true));
                }
            }
        }
        return all;
    }

    void take(RtpPacket packet) {
        now += 3_000_000;
        depacketizer.accept(packet, now, this::check);
        assertTrue(capacity() <= Assembly.MOST_PICTURE);
    }

    long pictures() {
        return pictures;
    }

    private int capacity() {
        return switch (depacketizer) {
            case NalDepacketizer nal -> nal.picture.capacity();
            case JpegDepacketizer jpeg -> jpeg.picture.capacity();
        };
    }

    private void check(AccessUnit unit) {
        assertEquals(coding, unit.coding());
        assertTrue(unit.data().length <= Assembly.MOST_PICTURE + MOST_SETS);
        assertFalse(unit.fresh() && !unit.key(), "decoding begins only at key pictures");
        assertTrue(!any || unit.mediaTime() > lastTime, "time never goes back");
        assertTrue(any || unit.key(), "the first of all is one");
        any = true;
        lastTime = unit.mediaTime();
        pictures++;
        sink.accept(unit);
    }

    /// A sender that nobody has meddled with; all its pictures come, but for one where the hostile one has taught us
    /// not to trust markers.
    void assertRecovers() {
        var packets = new Packets();
        var seen = new ArrayList<AccessUnit>();
        int sent = 0;
        for (var packet : good(coding, packets)) {
            sent += packet.marker() ? 1 : 0;
            var other = new RtpPacket(
                    96, packet.marker(), packet.sequence(), packet.timestamp(), GOOD_SENDER, packet.payload());
            depacketizer.accept(other, now += 1_000_000, seen::add);
        }
        assertTrue(seen.size() >= sent - 1, seen.size() + " pictures of " + sent);
        int whole = Decoded.of(coding, seen.subList(seen.size() - sent + 1, seen.size()))
                .size();
        assertTrue(whole >= sent - 12, "from the second key picture at the latest they decode: " + whole);
    }
}
