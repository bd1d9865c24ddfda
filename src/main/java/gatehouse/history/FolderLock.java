package gatehouse.history;

import gatehouse.history.HistoryFault.Why;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// One console at a time owns a data folder. The system gives the lock back when the process dies.
///
/// POSIX gives up a process's locks on a file when the process closes any descriptor of it; so what this process owns
/// is
/// looked up before the file is opened a second time.
final class FolderLock implements AutoCloseable {
    private static final String NAME = "console.lock";
    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    private final FileChannel channel;
    private final Path folder;

    private FolderLock(FileChannel channel, Path folder) {
        this.channel = channel;
        this.folder = folder;
    }

    static FolderLock take(Path data) throws HistoryFault, IOException {
        Path folder = data.toRealPath();
        if (!OURS.add(folder)) {
            throw owned(data);
        }
        boolean kept = false;
        try {
            var lock = new FolderLock(locked(data), folder);
            kept = true;
            return lock;
        } finally {
            if (!kept) {
                OURS.remove(folder);
            }
        }
    }

    /// Whether some console owns the folder now. Takes nothing and changes nothing.
    static boolean isOwned(Path data) throws IOException {
        if (!Files.exists(data.resolve(NAME))) {
            return false;
        }
        Path folder = data.toRealPath();
        if (!OURS.add(folder)) {
            return true;
        }
        try (var channel = FileChannel.open(data.resolve(NAME), StandardOpenOption.WRITE)) {
            return isTaken(channel);
        } finally {
            OURS.remove(folder);
        }
    }

    private static FileChannel locked(Path data) throws HistoryFault, IOException {
        var channel = FileChannel.open(
                data.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        boolean kept = false;
        try {
            if (isTaken(channel)) {
                throw owned(data);
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            kept = true;
            return channel;
        } finally {
            if (!kept) {
                channel.close();
            }
        }
    }

    private static boolean isTaken(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock(1024, 1, false); // beside the pid, so that it stays readable everywhere
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

    private static HistoryFault owned(Path data) {
        return new HistoryFault(
                Why.OWNED,
                "Another console is using the data folder " + data + ".",
                "Use the console that is open already, or start this one with another --data folder.");
    }

    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            channel.close();
            OURS.remove(folder);
        }
    }
}
