package gatehouse.video;

import gatehouse.darkroom.AccessUnit;
import gatehouse.rtp.RtpPacket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// NAL units out of RTP packets, as RFC 6184 and RFC 7798 have it alike: one in a packet, several in a packet, one in
/// many packets. What differs is said by the two that are permitted.
abstract sealed class NalDepacketizer implements Depacketizer, Assembly.Format
        permits H264Depacketizer, H265Depacketizer {
    private static final byte[] NOTHING = new byte[0];

    /// How a coding writes its NAL units into packets: the length of a NAL header, the largest type that stands for
    /// itself, the types of a packet with several units and of a part of one.
    record Shape(int header, int mostSingle, int several, int part) {}

    final Assembly picture = new Assembly(this);
    final NalSets sets;
    private final Shape shape;
    private boolean partOpen;
    private int partFrom;
    private int setsSeen;

    NalDepacketizer(Shape shape, NalSets sets, List<ByteBuffer> parameterSets) {
        this.shape = shape;
        this.sets = sets;
        for (ByteBuffer set : parameterSets) {
            var bytes = new byte[set.remaining()];
            set.duplicate().get(bytes);
            int kind = bytes.length == 0 ? -1 : sets.kind(type(bytes[0]));
            if (kind >= 0) {
                sets.keep(kind, bytes, 0, bytes.length);
            }
        }
    }

    abstract int type(byte first);

    abstract boolean isSlice(int type);

    /// Whether the unit with this header belongs to the picture shown, and not to another view or quality of it.
    abstract boolean isShown(ByteBuffer payload, int header);

    /// A NAL unit begins; says what it means for the picture. `body` is where its content starts; it may be the end.
    abstract void describe(int type, ByteBuffer payload, int header, int body);

    /// The NAL header of a unit that comes in parts, from the header of the part.
    abstract void appendHeader(int type, ByteBuffer payload, int header);

    @Override
    public final void accept(RtpPacket packet, long nowNanos, Consumer<AccessUnit> pictures) {
        picture.accept(packet, nowNanos, pictures);
    }

    @Override
    public final long packetsLost() {
        return picture.packetsLost();
    }

    @Override
    public final Optional<View.Size> size() {
        return sets.size();
    }

    @Override
    public final void add(RtpPacket packet) {
        var payload = packet.payload();
        if (!payload.hasRemaining()) {
            return;
        }
        int start = payload.position();
        int type = type(payload.get(start));
        if (type != shape.part && partOpen) {
            picture.breaks();
            partOpen = false;
        }
        if (type == shape.several) {
            several(payload, start + shape.header);
        } else if (type == shape.part) {
            part(payload, start);
        } else if (type <= shape.mostSingle) {
            unit(payload, start, payload.limit());
        } else {
            // Those of the interleaved modes, which the SDP did not announce.
            picture.breaks();
        }
    }

    private void several(ByteBuffer payload, int from) {
        int at = from;
        while (at + 2 < payload.limit()) {
            int size = payload.getShort(at) & 0xffff;
            at += 2;
            if (size == 0 || size > payload.limit() - at) {
                picture.breaks();
                return;
            }
            unit(payload, at, at + size);
            at += size;
        }
    }

    private void unit(ByteBuffer payload, int from, int to) {
        if (to - from < shape.header) {
            picture.breaks();
            return;
        }
        if (isShown(payload, from)) {
            int type = type(payload.get(from));
            begin(type, payload, from, from + shape.header, to);
            int start = picture.length();
            picture.append(payload, from, to);
            end(type, start);
        }
    }

    private void part(ByteBuffer payload, int start) {
        int body = start + shape.header + 1;
        if (payload.limit() <= body) {
            picture.breaks();
            return;
        }
        if (!isShown(payload, start)) {
            return;
        }
        int header = payload.get(body - 1);
        int type = header & partType();
        boolean first = (header & 0x80) != 0;
        boolean last = (header & 0x40) != 0;
        if (first == partOpen) {
            picture.breaks();
        }
        if (first) {
            begin(type, payload, start, body, payload.limit());
            partFrom = picture.length();
            appendHeader(type, payload, start);
        }
        picture.append(payload, body, payload.limit());
        if (last && partOpen) {
            end(type, partFrom);
        }
        partOpen = !last;
    }

    /// The bits of a type in the second header of a part: 5 with one byte of NAL header, 6 with two.
    private int partType() {
        return shape.header == 1 ? 0x1f : 0x3f;
    }

    private void begin(int type, ByteBuffer payload, int header, int body, int to) {
        // The first bit of a slice is one where it is the first of its picture: H.264 first_mb_in_slice as ue(v), H.265
        // first_slice_segment_in_pic_flag. After a gap, anything else means that the beginning is what was lost.
        picture.part(!isSlice(type) || (body < to && payload.get(body) < 0));
        describe(type, payload, header, body);
        picture.append(0);
        picture.append(0);
        picture.append(0);
        picture.append(1);
    }

    private void end(int type, int from) {
        int kind = sets.kind(type);
        if (kind < 0) {
            return;
        }
        setsSeen |= 1 << kind;
        if (!sets.keep(kind, picture.data(), Math.min(from, picture.length()), picture.length())) {
            picture.breaks();
        }
    }

    @Override
    public final boolean continues(RtpPacket packet) {
        var payload = packet.payload();
        int body = payload.position() + shape.header;
        if (body >= payload.limit()) {
            return false;
        }
        int type = type(payload.get(payload.position()));
        if (type == shape.part) {
            int header = payload.get(body);
            boolean first = (header & 0x80) != 0;
            return isSlice(header & partType())
                    && (!first || (body + 1 < payload.limit() && payload.get(body + 1) >= 0));
        }
        return isSlice(type) && payload.get(body) >= 0;
    }

    @Override
    public final Optional<byte[]> prefix(boolean key) {
        if (partOpen) {
            return Optional.empty();
        }
        boolean complete = setsSeen == (1 << sets.count()) - 1;
        return key && !complete ? sets.annexB() : Optional.of(NOTHING);
    }

    @Override
    public final void clear() {
        partOpen = false;
        setsSeen = 0;
    }
}
