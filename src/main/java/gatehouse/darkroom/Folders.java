package gatehouse.darkroom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Two folders only this user can enter: one for sockets and crash reports, one for the prints, in memory where the
/// system has such a place. What a killed console left behind is cleared away by the next one.
final class Folders implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Folders.class);
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final String PREFIX = "gatehouse-";
    private static final Pattern OURS = Pattern.compile(PREFIX + "(\\d{1,10})-.*");

    final Path work;
    final Path prints;

    private Folders(Path work, Path prints) {
        this.work = work;
        this.prints = prints;
    }

    static Folders open() throws IOException {
        var ordinary = Path.of(System.getProperty("java.io.tmpdir"));
        var work = make(ordinary);
        try {
            return new Folders(work, Files.isWritable(MEMORY) ? make(MEMORY) : work);
        } catch (IOException e) {
            LOG.warn("No shared memory; prints go into {}", work, e);
            return new Folders(work, work);
        }
    }

    private static Path make(Path in) throws IOException {
        clearLeftovers(in);
        boolean posix = in.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] mine = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
        return Files.createTempDirectory(in, PREFIX + ProcessHandle.current().pid() + "-", mine);
    }

    private static void clearLeftovers(Path in) {
        try (var all = Files.newDirectoryStream(in, PREFIX + "*")) {
            for (var folder : all) {
                var name = OURS.matcher(folder.getFileName().toString());
                if (name.matches()
                        && Files.isDirectory(folder, java.nio.file.LinkOption.NOFOLLOW_LINKS)
                        && Files.isWritable(folder)
                        && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()) {
                    delete(folder);
                }
            }
        } catch (IOException e) {
            LOG.debug("What an earlier console left in {} stays there", in, e);
        }
    }

    Path work(String name) throws IOException {
        return Files.createDirectory(work.resolve(name));
    }

    static void delete(Path folder) {
        try (var all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            LOG.debug("{} stays for now", folder, e);
        }
    }

    @Override
    public void close() {
        for (var folder : Set.copyOf(List.of(work, prints))) {
            delete(folder);
        }
    }
}
