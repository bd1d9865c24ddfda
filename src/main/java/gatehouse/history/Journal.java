package gatehouse.history;

import gatehouse.history.HistoryFault.Why;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The record of truth: what `append` returned from is on the disk. Each record carries the hash of the one before.
///
/// After a write or fsync failed the same descriptor is never used again, because the system may have dropped the dirty
/// pages and would then report success: the record goes to a new segment, and if that fails too it is refused.
///
/// Every start begins a new segment. Not for several threads: the history holds its lock around it.
final class Journal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private final Path data;
    private final Disk disk;
    private final long segmentSize;
    private final UUID boot;
    private final List<String> said;

    private int number;
    private long seq;
    private String last;
    private Optional<Disk.Sink> sink = Optional.empty();
    private long written;
    private boolean closed;

    private Journal(Path data, Disk disk, long segmentSize, int number, long seq, String last, List<String> said) {
        this.data = data;
        this.disk = disk;
        this.segmentSize = segmentSize;
        this.boot = bootId();
        this.number = number;
        this.seq = seq;
        this.last = last;
        this.said = List.copyOf(said);
    }

    /// Finds the end of what is there and puts a torn end aside. The whole chain is verified later, by the projector.
    static Journal open(Path data, Disk disk, long segmentSize) throws IOException {
        var said = new ArrayList<String>();
        List<Segment> segments = new ArrayList<>(Segment.in(data));
        int number = segments.isEmpty() ? 0 : segments.getLast().number();
        Collections.reverse(segments);
        for (Segment segment : segments) {
            byte[] bytes = segment.read();
            Optional<Entry> end = Optional.empty();
            int sound = 0;
            for (int at = Frame.next(bytes, 0); at >= 0; at = Frame.next(bytes, sound)) {
                end = Frame.decode(bytes, at);
                sound = at + end.orElseThrow().size();
            }
            if (sound < bytes.length) {
                said.add(putAside(segment, bytes, sound, disk));
            }
            if (end.isPresent()) {
                return new Journal(
                        data,
                        disk,
                        segmentSize,
                        number,
                        end.get().seq(),
                        end.get().hash(),
                        said);
            }
        }
        return new Journal(data, disk, segmentSize, number, 0, Frame.NO_HASH, said);
    }

    /// What had to be put aside at the start, as sentences for the history.
    List<String> said() {
        return said;
    }

    /// The sequence number of the last record that is on the disk; 0 before the first.
    long seq() {
        return seq;
    }

    /// Durable when it returns.
    Entry append(byte[] payload, Instant wall, long monotonic) throws HistoryFault {
        if (closed) {
            throw new HistoryFault(Why.CLOSED, "The history is closed.", "Start the console again.");
        }
        if (payload.length > Frame.MOST_PAYLOAD) {
            throw new HistoryFault(
                    Why.TOO_LARGE,
                    "An event of " + payload.length + " bytes is more than the history takes.",
                    "Report this: no event should be so long.");
        }
        // An interrupt closes the channel under us; it is remembered and given back afterwards.
        boolean interrupted = Thread.interrupted();
        byte[] frame = Frame.encode(seq + 1, last, wall, monotonic, boot, payload);
        try {
            try {
                write(frame);
            } catch (IOException first) {
                LOG.warn("Segment {} failed, going on in a new one: {}", number, first.toString());
                interrupted |= Thread.interrupted();
                abandon();
                write(frame);
            }
        } catch (IOException again) {
            abandon();
            throw HistoryFault.notWritten(data, again);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        written += frame.length;
        Entry entry = Frame.decode(frame, 0).orElseThrow();
        seq = entry.seq();
        last = entry.hash();
        return entry;
    }

    @Override
    public void close() {
        closed = true;
        sink.ifPresent(this::closeQuietly);
        sink = Optional.empty();
    }

    private void write(byte[] frame) throws IOException {
        if (sink.isPresent() && written > 0 && written + frame.length > segmentSize) {
            sink.get().close();
            sink = Optional.empty();
        }
        if (sink.isEmpty()) {
            number = number + 1;
            written = 0;
            sink = Optional.of(disk.create(Segment.of(data, number).file()));
            disk.settle(data);
        }
        var rest = ByteBuffer.wrap(frame);
        int stuck = 0;
        while (rest.hasRemaining()) {
            stuck = sink.get().write(rest) == 0 ? stuck + 1 : 0;
            if (stuck > 8) {
                throw new IOException("The disk takes no more bytes");
            }
        }
        sink.get().force();
    }

    /// Leaves the segment for good. One in which nothing was confirmed is taken away, so that a full disk does not
    /// collect them.
    private void abandon() {
        sink.ifPresent(this::closeQuietly);
        if (sink.isPresent() && written == 0) {
            try {
                Files.deleteIfExists(Segment.of(data, number).file());
            } catch (IOException e) {
                LOG.warn("An unused segment stays behind: {}", e.toString());
            }
        }
        sink = Optional.empty();
    }

    private void closeQuietly(Disk.Sink open) {
        try {
            open.close();
        } catch (IOException e) {
            LOG.warn("Segment {} did not close: {}", number, e.toString());
        }
    }

    private static String putAside(Segment segment, byte[] bytes, int sound, Disk disk) throws IOException {
        Path folder = segment.file().toAbsolutePath().getParent();
        Path aside = folder.resolve(
                segment.name() + ".torn-" + sound + "-" + Instant.now().toEpochMilli());
        try (var channel = FileChannel.open(aside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var tail = ByteBuffer.wrap(bytes, sound, bytes.length - sound);
            while (tail.hasRemaining()) {
                channel.write(tail);
            }
            channel.force(true);
        }
        disk.settle(folder);
        try (var channel = FileChannel.open(segment.file(), StandardOpenOption.WRITE)) {
            channel.truncate(sound);
            channel.force(true);
        }
        return "The last " + (bytes.length - sound) + " bytes of " + segment.name()
                + " were no whole entry, as when the console is stopped by force; they are kept in "
                + aside.getFileName() + ".";
    }

    /// Which run of the machine it is: monotonic times compare only within one.
    private static UUID bootId() {
        try {
            return UUID.fromString(
                    Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip());
        } catch (IOException | IllegalArgumentException e) {
            return UUID.randomUUID();
        }
    }
}
