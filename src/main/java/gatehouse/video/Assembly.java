package gatehouse.video;

import gatehouse.darkroom.AccessUnit;
import gatehouse.darkroom.Coding;
import gatehouse.rtp.RtpPacket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/// The picture in progress, whatever its coding. Late and doubled packets are left out. A picture ends at the marker
/// bit, so it is decoded one frame period sooner than by waiting for the next one; where markers lie or lack, it ends
/// when the timestamp changes. After a loss nothing is passed on until the next key picture, which is flagged `fresh`.
///
/// One picture takes no more than `MOST_PICTURE`; a larger one counts as broken. Confined to the connection's thread.
final class Assembly {
    static final int MOST_PICTURE = 4 << 20;
    private static final int USUAL_PICTURE = 64 << 10;

    /// What differs from coding to coding.
    interface Format {
        Coding coding();

        /// Adds what the packet carries to the picture in progress.
        void add(RtpPacket packet);

        /// Whether the packet carries on a picture that has begun before.
        boolean continues(RtpPacket packet);

        /// The picture is over and its packets are all there: what has to stand before it so that it can be decoded.
        /// Empty when it cannot.
        Optional<byte[]> prefix(boolean key);

        /// The next picture begins.
        void clear();
    }

    private final Format format;
    private final PacketOrder order = new PacketOrder();
    private final MediaClock clock = new MediaClock();
    private byte[] data = new byte[USUAL_PICTURE];
    private int length;
    private boolean content;
    private boolean key;
    private boolean needed;
    private boolean unwanted;
    private boolean broken;
    private boolean tooLarge;
    private boolean afterGap;
    private boolean waitingForKey = true;
    private boolean markersLie;
    private boolean ended = true;
    private long timestamp = -1;

    Assembly(Format format) {
        this.format = format;
    }

    long packetsLost() {
        return order.lost();
    }

    void accept(RtpPacket packet, long nowNanos, Consumer<AccessUnit> pictures) {
        var place = order.of(packet);
        if (place == PacketOrder.Place.LATE) {
            return;
        }
        if (place != PacketOrder.Place.NEXT) {
            broken = true;
            waitingForKey = true;
            afterGap = true;
        }
        if (packet.timestamp() != timestamp || place == PacketOrder.Place.OTHER_SENDER) {
            finish(nowNanos, pictures);
            timestamp = packet.timestamp();
            ended = false;
        } else if (ended && format.continues(packet)) {
            // Some encoders mark every slice: then only the timestamp tells where a picture ends.
            markersLie = true;
            broken = true;
        }
        format.add(packet);
        ended &= !content;
        if (packet.marker() && content && !markersLie) {
            finish(nowNanos, pictures);
            ended = true;
        }
    }

    /// What was added so far, in bytes.
    int length() {
        return length;
    }

    byte[] data() {
        return data;
    }

    /// What it takes of memory, in bytes.
    int capacity() {
        return data.length;
    }

    /// Whether the next key picture is where decoding begins.
    boolean isWaitingForKey() {
        return waitingForKey;
    }

    /// A part begins, from which one sees whether a picture can begin with it. After a gap it tells whether the lost
    /// packets belonged to this picture.
    void part(boolean mayOpenPicture) {
        if (afterGap && length == 0) {
            broken = !mayOpenPicture;
            afterGap = false;
        }
    }

    /// The part is one of the picture itself, which no other picture needs if so are all its parts.
    void content(boolean disposable) {
        content = true;
        needed |= !disposable;
    }

    /// Decoding can begin at this picture.
    void key() {
        key = true;
    }

    /// This picture cannot be decoded, and no loss is the reason.
    void unwanted() {
        unwanted = true;
    }

    /// Something about this picture is wrong.
    void breaks() {
        broken = true;
    }

    void append(ByteBuffer from, int start, int end) {
        int count = end - start;
        if (room(count)) {
            from.get(start, data, length, count);
            length += count;
        }
    }

    void append(int value) {
        if (room(1)) {
            data[length++] = (byte) value;
        }
    }

    private boolean room(int count) {
        if (length + count > MOST_PICTURE) {
            broken = true;
            tooLarge = true;
            return false;
        }
        if (length + count > data.length) {
            data = Arrays.copyOf(data, Math.min(MOST_PICTURE, Math.max(data.length * 2, length + count)));
        }
        return true;
    }

    private void finish(long nowNanos, Consumer<AccessUnit> pictures) {
        if (content && !broken && !unwanted && (key || !waitingForKey)) {
            var prefix = format.prefix(key);
            if (prefix.isPresent()) {
                pictures.accept(picture(prefix.get(), nowNanos));
            }
            waitingForKey = prefix.isEmpty();
        } else if (length > 0 && broken) {
            waitingForKey = true;
        }
        format.clear();
        length = 0;
        content = false;
        key = false;
        needed = false;
        unwanted = false;
        broken = false;
        if (tooLarge) {
            data = new byte[USUAL_PICTURE];
            tooLarge = false;
        }
    }

    private AccessUnit picture(byte[] prefix, long nowNanos) {
        var unit = Arrays.copyOf(prefix, prefix.length + length);
        System.arraycopy(data, 0, unit, prefix.length, length);
        long time = clock.time(timestamp, nowNanos);
        return new AccessUnit(format.coding(), unit, key, waitingForKey, !needed, time, nowNanos);
    }
}
