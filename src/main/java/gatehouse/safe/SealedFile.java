package gatehouse.safe;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;

/// The sealed file and the key file beside it, as text and bytes. Both are for their owner only.
final class SealedFile {
    private static final int VERSION = 1;
    private static final int LARGEST = 1 << 20;
    private static final int MOST = 1_000;

    /// What stands in it. The data key is wrapped by the key of a pass phrase, made with `salt`; without salt, by the
    /// key
    /// file.
    record Content(Optional<byte[]> salt, byte[] wrapped, SortedMap<String, byte[]> secrets) {}

    private final Path file;
    private final Path keyFile;
    private final ObjectMapper json = new ObjectMapper();

    private SealedFile(Path folder) {
        this.file = folder.resolve("secrets.sealed");
        this.keyFile = folder.resolve("secrets.key");
    }

    static SealedFile in(Path folder) {
        return new SealedFile(folder);
    }

    boolean exists() {
        return Files.exists(file);
    }

    Path path() {
        return file;
    }

    Path keyPath() {
        return keyFile;
    }

    Content read() throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new IOException(file + " is larger than 1 MiB");
        }
        try {
            var root = json.readTree(Files.readString(file));
            if (root.path("version").asInt(0) != VERSION) {
                throw new IOException(file + " is of another version");
            }
            var salt = Optional.of(root.path("salt").asString("")).filter(s -> !s.isEmpty());
            var secrets = new TreeMap<String, byte[]>();
            for (var entry : root.path("secrets").properties()) {
                if (secrets.size() < MOST) {
                    secrets.put(entry.getKey(), bytes(entry.getValue().asString("")));
                }
            }
            return new Content(
                    salt.map(SealedFile::bytes), bytes(root.path("key").asString("")), secrets);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new IOException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    void write(Content content) throws IOException {
        var root = json.createObjectNode();
        root.put("version", VERSION);
        content.salt().ifPresent(salt -> root.put("salt", text(salt)));
        root.put("key", text(content.wrapped()));
        var secrets = root.putObject("secrets");
        for (Map.Entry<String, byte[]> entry : content.secrets().entrySet()) {
            secrets.put(entry.getKey(), text(entry.getValue()));
        }
        put(file, json.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
    }

    byte[] key() throws IOException {
        if (!Files.exists(keyFile)) {
            throw new IOException("The key file " + keyFile + " is not there");
        }
        if (Files.getFileStore(keyFile).supportsFileAttributeView("posix")
                && Files.getPosixFilePermissions(keyFile).size() > 2) {
            throw new IOException("The key file " + keyFile + " may be read by others; allow it for its owner only");
        }
        try {
            return bytes(Files.readString(keyFile).strip());
        } catch (IllegalArgumentException e) {
            throw new IOException("The key file " + keyFile + " is damaged", e);
        }
    }

    void key(byte[] key) throws IOException {
        put(keyFile, text(key) + "\n");
    }

    void forgetKey() throws IOException {
        Files.deleteIfExists(keyFile);
    }

    private static void put(Path target, String text) throws IOException {
        Files.createDirectories(target.toAbsolutePath().getParent());
        var fresh = target.resolveSibling(target.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        if (Files.getFileStore(target.toAbsolutePath().getParent()).supportsFileAttributeView("posix")) {
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(fresh);
        }
        try (var out = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String text(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] bytes(String text) {
        return Base64.getDecoder().decode(text);
    }
}
