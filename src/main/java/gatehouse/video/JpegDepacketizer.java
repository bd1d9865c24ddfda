package gatehouse.video;

import gatehouse.darkroom.AccessUnit;
import gatehouse.darkroom.Coding;
import gatehouse.rtp.RtpPacket;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// RFC 2435: JPEG pictures without their headers, which are written anew here; types 0 and 1, with and without restart
/// markers. Every picture is a key picture, and no other needs it. Pictures wider or higher than 2040 tell their size
/// in
/// the header extension of ONVIF's streaming specification, or in the SDP.
final class JpegDepacketizer implements Depacketizer, Assembly.Format {
    private static final int FIXED_HEADER = 8;
    private static final int WITH_RESTARTS = 64;
    private static final int TABLES_IN_BAND = 128;
    private static final int TABLES_EACH_TIME = 255;
    private static final int MOST_TABLES = 4 * 128;
    private static final int END_OF_IMAGE = 0xd9;

    final Assembly picture = new Assembly(this);
    private final Optional<View.Size> announced;
    private final Map<Integer, JpegTables> tables = new HashMap<>();
    private volatile Optional<View.Size> size;
    private Optional<JpegHeader> header = Optional.empty();
    private Optional<JpegHeader> written = Optional.empty();
    private byte[] prefix = new byte[0]; // as written

    JpegDepacketizer(Codec.Jpeg codec) {
        this.announced = codec.announced();
        this.size = announced;
    }

    @Override
    public void accept(RtpPacket packet, long nowNanos, Consumer<AccessUnit> pictures) {
        picture.accept(packet, nowNanos, pictures);
    }

    @Override
    public long packetsLost() {
        return picture.packetsLost();
    }

    @Override
    public Optional<View.Size> size() {
        return size;
    }

    @Override
    public Coding coding() {
        return Coding.JPEG;
    }

    @Override
    public void add(RtpPacket packet) {
        var in = packet.payload().duplicate();
        if (in.remaining() < FIXED_HEADER) {
            picture.breaks();
            return;
        }
        int offset = offset(in);
        picture.part(offset == 0);
        if (offset != picture.length()) {
            picture.breaks();
            return;
        }
        in.position(in.position() + 4);
        int type = in.get() & 0xff;
        int q = in.get() & 0xff;
        int width = (in.get() & 0xff) * 8;
        int height = (in.get() & 0xff) * 8;
        int restart = 0;
        if ((type & WITH_RESTARTS) != 0) {
            if (in.remaining() < 4) {
                picture.breaks();
                return;
            }
            restart = in.getShort() & 0xffff;
            in.getShort();
        }
        if (offset == 0) {
            var known = tables(q, in);
            if (known.isPresent()) {
                int sampling = type & ~WITH_RESTARTS;
                header = JpegHeader.of(sampling, restart, width, height, announced, known.get(), packet.extension());
            }
            if (header.isEmpty()) {
                picture.breaks();
            }
        }
        picture.append(in, in.position(), in.limit());
        picture.content(true);
        picture.key();
    }

    /// The quantization tables of this picture, by formula, out of the packet, or as they came with an earlier one.
    private Optional<JpegTables> tables(int q, ByteBuffer in) {
        if (q < TABLES_IN_BAND) {
            return Optional.of(tables.computeIfAbsent(q, JpegTables::ofQuality));
        }
        if (in.remaining() < 4) {
            return Optional.empty();
        }
        in.get();
        int precision = in.get() & 0xff;
        int length = in.getShort() & 0xffff;
        if (length > in.remaining() || length > MOST_TABLES) {
            return Optional.empty();
        }
        if (length == 0) {
            return q == TABLES_EACH_TIME ? Optional.empty() : Optional.ofNullable(tables.get(q));
        }
        var bytes = new byte[length];
        in.get(bytes);
        var read = JpegTables.read(precision, bytes);
        read.ifPresent(some -> tables.put(q, some));
        return read;
    }

    private static int offset(ByteBuffer payload) {
        return payload.getInt(payload.position()) & 0xff_ffff;
    }

    @Override
    public boolean continues(RtpPacket packet) {
        return packet.payload().remaining() >= FIXED_HEADER && offset(packet.payload()) != 0;
    }

    @Override
    public Optional<byte[]> prefix(boolean key) {
        if (header.isEmpty()) {
            return Optional.empty();
        }
        var now = header.get();
        if (!header.equals(written)) {
            prefix = now.write();
            written = header;
            size = Optional.of(now.size());
        }
        int length = picture.length();
        byte[] data = picture.data();
        if (length < 2 || data[length - 2] != (byte) 0xff || data[length - 1] != (byte) END_OF_IMAGE) {
            picture.append(0xff);
            picture.append(END_OF_IMAGE);
        }
        return Optional.of(prefix);
    }

    @Override
    public void clear() {
        header = Optional.empty();
    }
}
