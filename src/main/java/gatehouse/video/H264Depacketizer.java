package gatehouse.video;

import gatehouse.darkroom.AccessUnit;
import gatehouse.darkroom.Coding;
import gatehouse.rtp.RtpPacket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// RFC 6184, non-interleaved: single NAL units, STAP-A and FU-A. A picture ends at the marker bit, so it is decoded one
/// frame period sooner than by waiting for the next one; where markers lie or lack, it ends when the timestamp changes.
///
/// After a loss nothing is passed on until the next key picture, which is flagged `fresh`.
final class H264Depacketizer implements Depacketizer {
    private static final int MOST_PICTURE = 4 << 20;
    private static final int OLD_PACKET = -100;

    private final H264ParameterSets sets = new H264ParameterSets();
    private byte[] data = new byte[64 << 10];
    private int length;
    private boolean hasSlice;
    private boolean key;
    private boolean hasSps;
    private boolean hasPps;
    private boolean broken;
    private boolean fragmentOpen;
    private boolean afterGap;
    private boolean waitingForKey = true;
    private boolean markersLie;
    private boolean started;
    private boolean ended;
    private int nextSequence;
    private int ssrc;
    private long timestamp;
    private final AtomicLong lost = new AtomicLong();

    H264Depacketizer(Codec.H264 codec) {
        for (ByteBuffer set : codec.parameterSets()) {
            var bytes = new byte[set.remaining()];
            set.duplicate().get(bytes);
            sets.keep(bytes, 0, bytes.length);
        }
    }

    @Override
    public long packetsLost() {
        return lost.get();
    }

    @Override
    public Optional<View.Size> size() {
        return sets.size();
    }

    @Override
    public void accept(RtpPacket packet, long nowNanos, Consumer<AccessUnit> pictures) {
        if (!inOrder(packet)) {
            return;
        }
        if (packet.timestamp() != timestamp) {
            finish(nowNanos, pictures);
            timestamp = packet.timestamp();
            ended = false;
        } else if (ended && isSlice(packet.payload())) {
            // Some encoders mark every slice: then only the timestamp tells where a picture ends.
            markersLie = true;
            broken = true;
        }
        payload(packet.payload());
        if (packet.marker() && hasSlice && !markersLie) {
            finish(nowNanos, pictures);
            ended = true;
        }
    }

    private boolean inOrder(RtpPacket packet) {
        if (started && packet.ssrc() == ssrc) {
            int gap = (short) (packet.sequence() - nextSequence);
            if (gap < 0 && gap > OLD_PACKET) {
                return false;
            }
            if (gap != 0) {
                lost.addAndGet(Math.max(gap, 1));
                gap();
            }
        } else if (started) {
            gap();
        } else {
            timestamp = packet.timestamp();
        }
        started = true;
        ssrc = packet.ssrc();
        nextSequence = (packet.sequence() + 1) & 0xffff;
        return true;
    }

    private void gap() {
        broken = true;
        waitingForKey = true;
        afterGap = true;
    }

    private void payload(ByteBuffer payload) {
        if (!payload.hasRemaining()) {
            return;
        }
        int start = payload.position();
        int type = payload.get(start) & 0x1f;
        if (type != 28 && fragmentOpen) {
            broken = true;
            fragmentOpen = false;
        }
        switch (type) {
            case 24 -> aggregate(payload, start + 1);
            case 28 -> fragment(payload, start);
            // STAP-B, MTAP and FU-B belong to the interleaved mode, which the SDP did not announce.
            case 0, 25, 26, 27, 29, 30, 31 -> broken = true;
            default -> {
                begin(type, payload, start + 1);
                int from = length;
                append(payload, start, payload.limit());
                close(type, from);
            }
        }
    }

    private void aggregate(ByteBuffer payload, int from) {
        int at = from;
        while (at + 2 < payload.limit()) {
            int size = payload.getShort(at) & 0xffff;
            at += 2;
            if (size == 0 || size > payload.limit() - at) {
                broken = true;
                return;
            }
            int type = payload.get(at) & 0x1f;
            begin(type, payload, at + 1);
            int start = length;
            append(payload, at, at + size);
            close(type, start);
            at += size;
        }
    }

    private void fragment(ByteBuffer payload, int start) {
        if (payload.remaining() < 3) {
            broken = true;
            return;
        }
        int header = payload.get(start + 1);
        int type = header & 0x1f;
        boolean first = (header & 0x80) != 0;
        boolean last = (header & 0x40) != 0;
        if (first == fragmentOpen) {
            broken = true;
        }
        if (first) {
            begin(type, payload, start + 2);
            append((byte) ((payload.get(start) & 0xe0) | type));
        }
        append(payload, start + 2, payload.limit());
        fragmentOpen = !last;
    }

    /// A NAL unit begins; `body` is where its content starts, behind the NAL header.
    private void begin(int type, ByteBuffer payload, int body) {
        boolean slice = type >= 1 && type <= 5;
        // ue(v) first_mb_in_slice: a one in the first bit is macroblock zero. After a gap, anything else means that
        // the beginning of this picture is what was lost.
        boolean opensPicture = !slice || (body < payload.limit() && (payload.get(body) & 0x80) != 0);
        if (afterGap && length == 0) {
            broken = !opensPicture;
            afterGap = false;
        }
        hasSlice |= slice;
        // Recovery point SEI (payload type 6): cameras with gradual refresh send no IDR.
        boolean recovery = type == 6 && body < payload.limit() && payload.get(body) == 6;
        key |= type == 5 || recovery;
        append((byte) 0);
        append((byte) 0);
        append((byte) 0);
        append((byte) 1);
    }

    private void close(int type, int from) {
        if (type == 7 || type == 8) {
            hasSps |= type == 7;
            hasPps |= type == 8;
            sets.keep(data, from, length);
        }
    }

    private void append(ByteBuffer from, int start, int end) {
        int count = end - start;
        if (!room(count)) {
            return;
        }
        from.get(start, data, length, count);
        length += count;
    }

    private void append(byte b) {
        if (room(1)) {
            data[length++] = b;
        }
    }

    private boolean room(int count) {
        if (length + count > MOST_PICTURE) {
            broken = true;
            return false;
        }
        if (length + count > data.length) {
            data = Arrays.copyOf(data, Math.min(MOST_PICTURE, Math.max(data.length * 2, length + count)));
        }
        return true;
    }

    private void finish(long nowNanos, Consumer<AccessUnit> pictures) {
        boolean whole = hasSlice && !broken && !fragmentOpen;
        if (whole && (key || !waitingForKey)) {
            byte[] prefix = key && !(hasSps && hasPps) ? sets.annexB() : new byte[0];
            if (!key || (hasSps && hasPps) || prefix.length > 0) {
                var unit = Arrays.copyOf(prefix, prefix.length + length);
                System.arraycopy(data, 0, unit, prefix.length, length);
                boolean fresh = waitingForKey;
                waitingForKey = false;
                pictures.accept(new AccessUnit(Coding.H264, unit, key, fresh, false, timestamp, nowNanos));
            }
        } else if (length > 0 && !whole && (hasSlice || broken)) {
            waitingForKey = true;
        }
        length = 0;
        hasSlice = false;
        key = false;
        hasSps = false;
        hasPps = false;
        broken = false;
        fragmentOpen = false;
    }

    private static boolean isSlice(ByteBuffer payload) {
        if (!payload.hasRemaining()) {
            return false;
        }
        int type = payload.get(payload.position()) & 0x1f;
        if (type == 28 && payload.remaining() > 1) {
            type = payload.get(payload.position() + 1) & 0x1f;
        }
        return type >= 1 && type <= 5;
    }
}
