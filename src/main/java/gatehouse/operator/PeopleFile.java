package gatehouse.operator;

import gatehouse.site.Person;
import gatehouse.site.Role;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collection;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// The file of [People]: hashes and roles, readable by its owner only, written whole and put in place of the old one.
///
/// One that cannot be read is put aside, never written over: then the PINs of the site file count, and nobody who was
/// added here can log in.
final class PeopleFile {
    private static final Logger LOG = LoggerFactory.getLogger(PeopleFile.class);
    private static final int VERSION = 1;
    private static final int LARGEST = 1 << 20;
    private static final int MOST = 1_000;

    private final Path file;
    private final ObjectMapper json = new ObjectMapper();

    PeopleFile(Path file) {
        this.file = file;
    }

    void read(BiConsumer<String, People.Kept> person, Consumer<String> recovery) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        if (Files.size(file) > LARGEST) {
            putAside("it is larger than 1 MiB");
            return;
        }
        try {
            var root = json.readTree(Files.readString(file));
            if (root.path("version").asInt(0) != VERSION) {
                putAside("its version is not " + VERSION);
                return;
            }
            int count = 0;
            for (var node : root.path("people")) {
                if (count++ < MOST) {
                    read(node, person);
                }
            }
            var hash = root.path("recovery").asString("");
            if (!hash.isEmpty()) {
                recovery.accept(hash);
            }
        } catch (JacksonException | IllegalArgumentException e) {
            putAside(e.getMessage());
        }
    }

    private static void read(JsonNode node, BiConsumer<String, People.Kept> person) {
        var name = node.path("name").asString("");
        var pin = node.path("pin").asString("");
        if (name.isBlank() || !Pins.isHash(pin)) {
            return;
        }
        var duress = Optional.of(node.path("duress").asString("")).filter(hash -> Pins.madeTogether(pin, hash));
        var instead = Optional.of(node.path("instead").asString("")).filter(hash -> !hash.isEmpty());
        var role = Role.valueOf(node.path("role").asString("GUARD"));
        person.accept(
                People.key(name),
                new People.Kept(new Person(name, role, Optional.empty(), pin, duress, Optional.empty()), instead));
    }

    private void putAside(String why) throws IOException {
        var aside = file.resolveSibling(file.getFileName() + ".damaged");
        Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        LOG.error("{} cannot be read ({}) and was put aside as {}", file, why, aside);
    }

    void write(Collection<People.Kept> people, Optional<String> recovery) throws IOException {
        var root = json.createObjectNode();
        root.put("version", VERSION);
        recovery.ifPresent(hash -> root.put("recovery", hash));
        var list = root.putArray("people");
        for (var kept : people) {
            var node = list.addObject();
            node.put("name", kept.person().name());
            node.put("role", kept.person().role().name());
            node.put("pin", kept.person().pinHash());
            kept.person().duressHash().ifPresent(hash -> node.put("duress", hash));
            kept.instead().ifPresent(hash -> node.put("instead", hash));
        }
        var text = json.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
        Files.createDirectories(file.toAbsolutePath().getParent());
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        ownersOnly(fresh);
        try (var out = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void ownersOnly(Path fresh) throws IOException {
        var parent = fresh.toAbsolutePath().getParent();
        if (Files.getFileStore(parent).supportsFileAttributeView("posix")) {
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(fresh);
        }
    }

    static String fingerprint(String text) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
