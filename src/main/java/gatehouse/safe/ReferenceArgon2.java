package gatehouse.safe;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Argon2id by the C code of its authors, as `de.mkammerer:argon2-jvm` packs it for the three systems. Java calls it
/// itself; the JNA that this package would bring is what two classes of our own stand in for (docs/decisions/0005).
///
/// The library is written to the temporary folder to be loaded. Where that may hold no programs, or the library gives
/// other bytes than it should, there is none. Safe for any thread.
final class ReferenceArgon2 implements Argon2id.Engine {
    private static final Logger LOG = LoggerFactory.getLogger(ReferenceArgon2.class);
    private static final String PREFIX = "gatehouse-argon2-";

    /// Made by the reference program: `echo -n password | argon2 somesalt -id -t 2 -k 256 -p 1 -r`, 32 bytes.
    private static final byte[] KNOWN =
            HexFormat.of().parseHex("9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe");

    private final MethodHandle hash;

    private ReferenceArgon2(MethodHandle hash) {
        this.hash = hash;
    }

    static Optional<ReferenceArgon2> load() {
        return load(
                name(System.getProperty("os.name"), System.getProperty("os.arch")),
                Path.of(System.getProperty("java.io.tmpdir")));
    }

    /// Where the library for a system lies in its jar; none for a system that it was not made for.
    static Optional<String> name(String system, String machine) {
        var os = system.toLowerCase(Locale.ROOT);
        var cpu = switch (machine) {
            case "amd64", "x86_64" -> "x86-64";
            case "aarch64", "arm64" -> "aarch64";
            default -> "";
        };
        if (cpu.isEmpty()) {
            return Optional.empty();
        }
        if (os.startsWith("linux")) {
            return Optional.of("linux-" + cpu + "/libargon2.so");
        }
        if (os.startsWith("mac")) {
            return Optional.of("darwin-" + cpu + "/libargon2.dylib");
        }
        return os.startsWith("windows") ? Optional.of("win32-" + cpu + "/argon2.dll") : Optional.empty();
    }

    static Optional<ReferenceArgon2> load(Optional<String> name, Path folder) {
        if (name.isEmpty()) {
            return Optional.empty();
        }
        try (var packed = ReferenceArgon2.class.getResourceAsStream("/" + name.get())) {
            return packed == null ? Optional.empty() : of(packed.readAllBytes(), folder);
        } catch (IOException e) {
            LOG.warn("The library for Argon2 cannot be read: {}", e.toString());
            return Optional.empty();
        }
    }

    static Optional<ReferenceArgon2> of(byte[] library, Path folder) {
        try {
            clear(folder);
            // Readable and writable by its owner only.
            var file = Files.createTempFile(folder, PREFIX, ".lib");
            try {
                Files.write(file, library);
                var found = SymbolLookup.libraryLookup(file, Arena.global()).findOrThrow("argon2id_hash_raw");
                var engine = new ReferenceArgon2(Linker.nativeLinker()
                        .downcallHandle(
                                found,
                                FunctionDescriptor.of(
                                        JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG,
                                        ADDRESS, JAVA_LONG)));
                return Optional.of(engine).filter(ReferenceArgon2::right);
            } finally {
                delete(file);
            }
        } catch (IOException | IllegalArgumentException | IllegalCallerException | NoSuchElementException e) {
            LOG.warn("The library for Argon2 cannot be used, Java does its work: {}", e.toString());
            return Optional.empty();
        }
    }

    /// Windows does not let a loaded library be deleted, so the next start does it.
    private static void clear(Path folder) throws IOException {
        try (var left = Files.newDirectoryStream(folder, PREFIX + "*.lib")) {
            left.forEach(ReferenceArgon2::delete);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.debug("{} stays until the next start: {}", file, e.getMessage());
        }
    }

    private boolean right() {
        var made = new byte[KNOWN.length];
        boolean done = make(
                "password".getBytes(StandardCharsets.UTF_8),
                "somesalt".getBytes(StandardCharsets.UTF_8),
                256,
                2,
                1,
                made);
        return done && Arrays.equals(KNOWN, made);
    }

    /// `argon2id_hash_raw(t_cost, m_cost, parallelism, pwd, pwdlen, salt, saltlen, hash, hashlen)`, zero when done.
    @Override
    public boolean make(byte[] password, byte[] salt, int memory, int passes, int lanes, byte[] into) {
        try (var arena = Arena.ofConfined()) {
            var typed = copy(arena, password);
            var made = arena.allocate(into.length);
            int code = (int) hash.invokeExact(
                    passes,
                    memory,
                    lanes,
                    typed,
                    (long) password.length,
                    copy(arena, salt),
                    (long) salt.length,
                    made,
                    (long) into.length);
            MemorySegment.copy(made, JAVA_BYTE, 0, into, 0, into.length);
            typed.fill((byte) 0);
            made.fill((byte) 0);
            return code == 0;
        } catch (Throwable e) {
            throw new IllegalStateException("The library for Argon2 cannot be called", e);
        }
    }

    /// The library wants an address also for nothing.
    private static MemorySegment copy(Arena arena, byte[] bytes) {
        var segment = arena.allocate(Math.max(1, bytes.length));
        MemorySegment.copy(bytes, 0, segment, JAVA_BYTE, 0, bytes.length);
        return segment;
    }
}
