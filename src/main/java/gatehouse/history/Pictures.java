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

/// The pictures of the history, each under its SHA-256: `pictures/ab/ab….jpg`. A path is made from the hash alone.
/// They are written in `pictures/arriving` and renamed into their place.
///
/// Safe for any thread.
final class Pictures {
    private static final int LARGEST = 16 << 20;

    private final Path data;
    private final Disk disk;

    Pictures(Path data, Disk disk) {
        this.data = data;
        this.disk = disk;
    }

    /// Durable when it returns: written aside, synced, renamed, and the folder synced.
    PictureRef keep(byte[] jpeg, PictureRef.Reason reason, int width, int height) throws HistoryFault {
        if (jpeg.length == 0 || jpeg.length > LARGEST) {
            throw new HistoryFault(
                    Why.TOO_LARGE,
                    "A picture of " + jpeg.length + " bytes is not kept.",
                    "Choose a smaller snapshot size for this door.");
        }
        var ref = PictureRef.of(Frame.hashOf(jpeg), reason, width, height);
        Path file = fileOf(ref);
        if (Files.exists(file)) {
            return ref;
        }
        boolean interrupted = Thread.interrupted(); // it would close the channel under us
        try {
            Path folder = file.getParent();
            if (!Files.exists(folder)) {
                Files.createDirectories(folder);
                disk.settle(folder.getParent());
                disk.settle(data);
            }
            Path aside = Files.createTempFile(Files.createDirectories(arriving()), "picture-", ".part");
            try {
                write(aside, jpeg);
                Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(aside);
            }
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

    /// The bytes, proven by their hash.
    byte[] read(PictureRef ref) throws HistoryFault {
        try {
            byte[] jpeg = Files.readAllBytes(fileOf(ref));
            if (Frame.hashOf(jpeg).equals(ref.sha256())) {
                return jpeg;
            }
            throw new HistoryFault(
                    Why.DAMAGED,
                    "The picture " + ref.file() + " is not the one that was taken.",
                    "Keep the data folder as it is and ask who had access to this machine.");
        } catch (NoSuchFileException e) {
            throw new HistoryFault(
                    Why.DAMAGED,
                    "The picture " + ref.file() + " is gone.",
                    "Keep the data folder as it is and ask who had access to this machine.",
                    e);
        } catch (IOException e) {
            throw new HistoryFault(
                    Why.DISK, "The picture " + ref.file() + " cannot be read.", "Check the disk of " + data + ".", e);
        }
    }

    Path fileOf(PictureRef ref) {
        return data.resolve(PictureRef.fileOf(ref.sha256()));
    }

    /// Takes away what a stop of the console left half written.
    void sweep() throws IOException {
        if (!Files.isDirectory(arriving())) {
            return;
        }
        try (var parts = Files.newDirectoryStream(arriving(), "*.part")) {
            for (Path part : parts) {
                Files.deleteIfExists(part);
            }
        }
    }

    private Path arriving() {
        return data.resolve("pictures").resolve("arriving");
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            var rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }
}
