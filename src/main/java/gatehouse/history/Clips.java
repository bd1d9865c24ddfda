package gatehouse.history;

import gatehouse.history.HistoryFault.Why;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The clips of the history, each under its SHA-256: `clips/ab/ab….mp4`. A path is made from the hash alone. A clip is
/// written in `clips/arriving` beside a note of where it comes from, and renamed into its place when it is whole.
///
/// Safe for any thread.
final class Clips {
    private static final Logger LOG = LoggerFactory.getLogger(Clips.class);
    private static final String MOVIE = ".mp4";
    private static final String ORIGIN = ".origin";
    private static final String ASK = "Keep the data folder as it is and ask who had access to this machine.";

    private final Path data;
    private final Disk disk;

    Clips(Path data, Disk disk) {
        this.data = data;
        this.disk = disk;
    }

    /// A free place to write a clip at.
    Path arriving(ClipOrigin origin) throws HistoryFault {
        try {
            Path folder = Files.createDirectories(arriving());
            String name = UUID.randomUUID().toString();
            origin.write(folder.resolve(name + ORIGIN));
            return folder.resolve(name + MOVIE);
        } catch (IOException e) {
            throw HistoryFault.notWritten(data, e);
        }
    }

    /// Durable when it returns: hashed, synced, renamed, and the folder synced. What is told about the clip is read
    /// from the file itself. The note of its origin stays until `settled`, and says the hash from before the renaming
    /// on: a clip whose event is missing is found again by it.
    ClipRef keep(Path file, Instant begin) throws HistoryFault {
        boolean interrupted = Thread.interrupted(); // it would close the channel under us
        try {
            if (!Files.exists(file)) {
                throw noPicture();
            }
            endWhereItPlays(file);
            var ref = refOf(file, hashOf(file, true), begin);
            Path place = fileOf(ref);
            markKept(file, ref);
            Path folder = place.getParent();
            if (!Files.exists(folder)) {
                Files.createDirectories(folder);
                disk.settle(folder.getParent());
                disk.settle(data);
            }
            Files.move(file, place, StandardCopyOption.ATOMIC_MOVE);
            disk.settle(folder);
            return ref;
        } catch (IOException e) {
            throw HistoryFault.notWritten(data, e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// A head without pictures at the end of a file that was cut makes some players refuse all of it.
    private static void endWhereItPlays(Path file) throws IOException {
        var facts = MovieFacts.of(file);
        if (facts.isPresent() && facts.get().playable() < Files.size(file)) {
            try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(facts.get().playable());
            }
        }
    }

    /// The clip that an earlier run put into its place, but perhaps did not put on record.
    ClipRef inPlace(String hash, Instant begin) throws HistoryFault {
        Path place = data.resolve(ClipRef.fileOf(hash));
        try {
            return refOf(place, hash, begin);
        } catch (IOException e) {
            throw HistoryFault.notWritten(data, e);
        }
    }

    private static ClipRef refOf(Path file, String hash, Instant begin) throws IOException, HistoryFault {
        var facts = MovieFacts.of(file).orElseThrow(Clips::noPicture);
        return ClipRef.of(hash, begin, facts.length(), Files.size(file), facts.codec(), facts.width(), facts.height());
    }

    private static HistoryFault noPicture() {
        return new HistoryFault(
                Why.DAMAGED,
                "The clip holds no picture.",
                "Look at the door's picture on the wall; a clip needs a second of it.");
    }

    private void markKept(Path file, ClipRef ref) throws IOException {
        Path origin = originOf(file);
        if (Files.exists(origin)) {
            Path marked = origin.resolveSibling(nameOf(file) + "." + ref.sha256() + ORIGIN);
            Files.move(origin, marked, StandardCopyOption.ATOMIC_MOVE);
            disk.settle(marked.getParent());
        }
    }

    /// The clip's events are on record, or there was nothing to keep: what is left in the arriving folder goes.
    void settled(Path file) {
        try (var files = Files.newDirectoryStream(arriving(), nameOf(file) + ".*")) {
            for (Path each : files) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            LOG.warn("Left in the folder of arriving clips: {} ({})", file.getFileName(), e.toString());
        }
    }

    /// What an end of the program left here.
    List<Left> leftOver() throws IOException {
        var found = new TreeMap<String, Left>();
        if (Files.isDirectory(arriving())) {
            try (var files = Files.newDirectoryStream(arriving(), "*{" + MOVIE + "," + ORIGIN + "}")) {
                for (Path file : files) {
                    String name = nameOf(file);
                    var left = found.getOrDefault(name, new Left(arriving().resolve(name + MOVIE)));
                    found.put(name, left.with(file));
                }
            }
        }
        return List.copyOf(found.values());
    }

    /// A clip that was not finished: where its file would be, what is noted of its origin, and the hash under which it
    /// may be in its place already.
    record Left(Path movie, Optional<ClipOrigin> origin, Optional<String> hash) {
        private Left(Path movie) {
            this(movie, Optional.empty(), Optional.empty());
        }

        private Left with(Path file) {
            String full = file.getFileName().toString();
            if (!full.endsWith(ORIGIN)) {
                return this;
            }
            var parts = full.split("\\.", -1);
            return new Left(movie, ClipOrigin.read(file), parts.length == 3 ? Optional.of(parts[1]) : Optional.empty());
        }
    }

    /// The best that is known about when a clip without a note began.
    static Instant lastChange(Path file) throws HistoryFault {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            throw HistoryFault.notWritten(file.getParent(), e);
        }
    }

    static Path originOf(Path movie) {
        return movie.resolveSibling(nameOf(movie) + ORIGIN);
    }

    private static String nameOf(Path file) {
        return file.getFileName().toString().split("\\.", 2)[0];
    }

    /// Reads the whole file; throws when it is gone, or not the one that was recorded.
    void prove(ClipRef ref) throws HistoryFault {
        try {
            if (!hashOf(fileOf(ref), false).equals(ref.sha256())) {
                throw new HistoryFault(
                        Why.DAMAGED, "The clip " + ref.file() + " was changed since it was recorded.", ASK);
            }
        } catch (NoSuchFileException e) {
            throw new HistoryFault(Why.DAMAGED, "The clip " + ref.file() + " is gone.", ASK, e);
        } catch (IOException e) {
            throw new HistoryFault(
                    Why.DISK, "The clip " + ref.file() + " cannot be read.", "Check the disk of " + data + ".", e);
        }
    }

    Path fileOf(ClipRef ref) {
        return data.resolve(ClipRef.fileOf(ref.sha256()));
    }

    private Path arriving() {
        return data.resolve("clips").resolve("arriving");
    }

    private static String hashOf(Path file, boolean sync) throws IOException {
        var digest = sha256();
        var option = sync ? StandardOpenOption.WRITE : StandardOpenOption.READ;
        try (var channel = FileChannel.open(file, StandardOpenOption.READ, option)) {
            if (sync) {
                channel.force(true);
            }
            var bytes = ByteBuffer.allocate(1 << 16);
            while (channel.read(bytes) >= 0) {
                digest.update(bytes.flip());
                bytes.clear();
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
