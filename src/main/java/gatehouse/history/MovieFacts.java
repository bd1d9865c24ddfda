package gatehouse.history;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;

/// What a fragmented MP4 file (ISO/IEC 14496-12) holds, read from its boxes alone: the file may be cut at any byte,
/// what
/// counts are the fragments that are whole. `playable` is where it may end for every player: some refuse a file whose
/// last fragment is cut within its head. No picture is decoded.
record MovieFacts(String codec, int width, int height, Duration length, int fragments, long playable) {
    private static final int LARGEST_BOX = 16 << 20;
    private static final int DURATION_IN_TFHD = 0x8;

    /// Empty when the file has no whole fragment, or is no such file.
    static Optional<MovieFacts> of(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var reading = new Reading();
            reading.boxes(channel);
            return reading.facts();
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static final class Reading {
        private String codec = "";
        private int width;
        private int height;
        private long timescale = 1;
        private long defaultDuration;
        private long pending = -1; // the end of a fragment whose pictures are not seen whole yet
        private long end;
        private int fragments;
        private long playable;

        void boxes(FileChannel channel) throws IOException {
            long size = channel.size();
            long at = 0;
            while (at + 8 <= size) {
                var head = read(channel, at, (int) Math.min(16, size - at));
                long length = Integer.toUnsignedLong(head.getInt());
                String type = type(head);
                if (length == 1 && head.remaining() >= 8) {
                    length = head.getLong();
                }
                if (length < 8 || at + length > size || length > size) {
                    playable = type.equals("mdat") ? size : at; // cut here, or not a box
                    return;
                }
                box(channel, at, length, type);
                at += length;
            }
            playable = at;
        }

        private void box(FileChannel channel, long at, long length, String type) throws IOException {
            switch (type) {
                case "moov" -> movie(read(channel, at, capped(length)).position(8));
                case "moof" ->
                    pending = fragment(read(channel, at, capped(length)).position(8));
                case "mdat" -> {
                    if (pending >= 0) {
                        end = Math.max(end, pending);
                        fragments++;
                        pending = -1;
                    }
                }
                default -> {
                    // Free space, the index at the end: nothing to learn.
                }
            }
        }

        Optional<MovieFacts> facts() {
            return fragments == 0 || width <= 0
                    ? Optional.empty()
                    : Optional.of(new MovieFacts(
                            codec, width, height, Duration.ofMillis(end * 1000 / timescale), fragments, playable));
        }

        private void movie(ByteBuffer in) {
            while (in.remaining() >= 8) {
                var box = next(in);
                switch (box.type()) {
                    case "trak", "mdia", "minf", "stbl", "mvex" -> movie(box.content());
                    case "mdhd" -> timescale = mediaTimescale(box.content());
                    case "stsd" -> sample(box.content());
                    case "trex" ->
                        defaultDuration = Integer.toUnsignedLong(box.content().getInt(12));
                    default -> {
                        // Not asked for.
                    }
                }
            }
        }

        private static long mediaTimescale(ByteBuffer in) {
            int version = in.get(0);
            return Math.max(1, Integer.toUnsignedLong(in.getInt(version == 1 ? 20 : 12)));
        }

        /// The first visual sample entry: its format, and width and height at their fixed places.
        private void sample(ByteBuffer in) {
            in.position(8);
            in.getInt();
            String format = type(in);
            codec = switch (format) {
                case "avc1", "avc3" -> "H.264";
                case "hvc1", "hev1" -> "H.265";
                case "jpeg", "mjpa", "mp4v" -> "Motion JPEG";
                default -> format;
            };
            width = Short.toUnsignedInt(in.getShort(in.position() + 24));
            height = Short.toUnsignedInt(in.getShort(in.position() + 26));
        }

        /// When the fragment ends, in the track's time.
        private long fragment(ByteBuffer in) {
            while (in.remaining() >= 8) {
                var box = next(in);
                if (box.type().equals("traf")) {
                    return track(box.content());
                }
            }
            return -1;
        }

        private long track(ByteBuffer in) {
            long time = 0;
            long each = defaultDuration;
            while (in.remaining() >= 8) {
                var box = next(in);
                var content = box.content();
                switch (box.type()) {
                    case "tfhd" -> each = eachIn(content, each);
                    case "tfdt" ->
                        time = content.get(0) == 1 ? content.getLong(4) : Integer.toUnsignedLong(content.getInt(4));
                    case "trun" -> time += run(content, each);
                    default -> {
                        // Not asked for.
                    }
                }
            }
            return time;
        }

        private static long eachIn(ByteBuffer in, long otherwise) {
            int flags = in.getInt(0) & 0xFFFFFF;
            int at = 8 + ((flags & 0x1) != 0 ? 8 : 0) + ((flags & 0x2) != 0 ? 4 : 0);
            return (flags & DURATION_IN_TFHD) != 0 ? Integer.toUnsignedLong(in.getInt(at)) : otherwise;
        }

        private static long run(ByteBuffer in, long each) {
            int flags = in.getInt() & 0xFFFFFF;
            int samples = in.getInt();
            in.position(in.position() + ((flags & 0x1) != 0 ? 4 : 0) + ((flags & 0x4) != 0 ? 4 : 0));
            boolean told = (flags & 0x100) != 0;
            int rest = 4 * Integer.bitCount(flags & 0xE00);
            long time = 0;
            for (int i = 0; i < samples && (told || rest > 0); i++) {
                time += told ? Integer.toUnsignedLong(in.getInt()) : each;
                in.position(in.position() + rest);
            }
            return told || rest > 0 ? time : each * samples;
        }

        private record Box(String type, ByteBuffer content) {}

        private static Box next(ByteBuffer in) {
            int length = in.getInt();
            String type = type(in);
            if (length < 8 || length - 8 > in.remaining()) {
                throw new IllegalArgumentException("A box of " + length + " bytes");
            }
            var content = in.slice(in.position(), length - 8);
            in.position(in.position() + length - 8);
            return new Box(type, content);
        }

        private static String type(ByteBuffer in) {
            var four = new byte[4];
            in.get(four);
            return new String(four, StandardCharsets.ISO_8859_1);
        }

        private static int capped(long length) {
            if (length > LARGEST_BOX) {
                throw new IllegalArgumentException("A box of " + length + " bytes");
            }
            return (int) length;
        }

        private static ByteBuffer read(FileChannel channel, long at, int length) throws IOException {
            var bytes = ByteBuffer.allocate(length);
            int got = 0;
            while (got >= 0 && bytes.hasRemaining()) {
                got = channel.read(bytes, at + bytes.position());
            }
            return bytes.flip();
        }
    }
}
