package gatehouse.operator;

import gatehouse.door.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/// How one gets in again when nobody knows an installer's PIN any more: by a file that was made at the first start, and
/// that the installer keeps away from this computer. It holds 256 random bits; here lies only their SHA-256. It works
/// once (docs/decisions/0012).
///
/// Safe for any thread.
public final class Recovery {
    private static final String HEAD =
            "Gatehouse recovery file, works once. Keep it away from the computer of the desk.";
    private static final int LARGEST = 4_096;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final People people;

    public Recovery(People people) {
        this.people = people;
    }

    /// Whether there is a recovery file that would be taken.
    public boolean possible() {
        return people.recovery().isPresent();
    }

    /// Writes a new recovery file; one that was made before is worth nothing from then on.
    public void make(Path to) throws IOException {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        var code = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        write(to, HEAD + "\n" + code + "\n");
        people.recovery(Optional.of(PeopleFile.fingerprint(code)));
    }

    /// For its owner only, where the file system knows owners; a stick often does not. On the disk when this returns.
    private static void write(Path to, String text) throws IOException {
        var folder = to.toAbsolutePath().getParent();
        try {
            if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
                Files.createFile(
                        to, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } else {
                Files.createFile(to);
            }
        } catch (FileAlreadyExistsException e) {
            throw new IOException("there is a file " + to + " already", e);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no folder " + folder, e);
        }
        try (var out = FileChannel.open(to, StandardOpenOption.WRITE)) {
            var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
    }

    /// Whether this is the file; then it is used up.
    public boolean use(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            return false;
        }
        var lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        var code = lines.size() < 2 ? Secret.NONE : Secret.of(lines.get(1).strip());
        var wanted = people.recovery();
        if (wanted.isEmpty()
                || !MessageDigest.isEqual(
                        wanted.get().getBytes(StandardCharsets.UTF_8),
                        PeopleFile.fingerprint(code.reveal()).getBytes(StandardCharsets.UTF_8))) {
            return false;
        }
        people.recovery(Optional.empty());
        return true;
    }
}
