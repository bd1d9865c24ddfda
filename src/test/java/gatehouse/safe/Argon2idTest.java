package gatehouse.safe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gatehouse.door.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One Argon2id, two ways to make it: both give the bytes that others give.
@Execution(ExecutionMode.CONCURRENT)
class Argon2idTest {
    private static final List<Argon2id.Engine> ENGINES =
            List.of(new JavaArgon2(), ReferenceArgon2.load().orElseThrow());

    @TempDir
    private Path folder;

    @Test
    void theFastWayIsTakenHere() {
        assertTrue(Argon2id.byReference(), "the library for this system lies in the program and can be loaded");
    }

    /// From the test program of the reference code, version 1.3.
    @ParameterizedTest
    @CsvSource({
        "65536, 2, 1, password, somesalt, 09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7",
        "256, 2, 1, password, somesalt, 9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe",
        "256, 2, 2, password, somesalt, 6d093c501fd5999645e0ea3bf620d7b8be7fd2db59c20d9fff9539da2bf57037",
        "65536, 1, 1, password, somesalt, f6a5adc1ba723dddef9b5ac1d464e180fcd9dffc9d1cbf76cca2fed795d9ca98",
        "65536, 4, 1, password, somesalt, 9025d48e68ef7395cca9079da4c4ec3affb3c8911fe4f86d1a2520856f63172c",
        "65536, 2, 1, differentpassword, somesalt, 0b84d652cf6b0c4beaef0dfe278ba6a80df6696281d7e0d2891b817d8c458fde",
        "65536, 2, 1, password, diffsalt, bdf32b05ccc42eb15d58fd19b1f856b113da1e9a5874fdcc544308565aa8141c"
    })
    void bothWaysGiveTheBytesOfTheReferenceProgram(
            int memory, int passes, int lanes, String password, String salt, String expected) {
        for (var engine : ENGINES) {
            var made = new byte[32];
            assertTrue(engine.make(password.getBytes(UTF_8), salt.getBytes(UTF_8), memory, passes, lanes, made));
            assertEquals(
                    expected, HexFormat.of().formatHex(made), engine.getClass().getSimpleName());
        }
    }

    /// RFC 9106 §5.3. It has a key and further data, which neither PINs nor pass phrases use: the function below both.
    @Test
    void theVectorOfTheStandardHolds() {
        var generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(32)
                .withIterations(3)
                .withParallelism(4)
                .withSalt(of(16, 2))
                .withSecret(of(8, 3))
                .withAdditional(of(12, 4))
                .build());
        var tag = new byte[32];
        generator.generateBytes(of(32, 1), tag);
        assertEquals(
                "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659",
                HexFormat.of().formatHex(tag));
    }

    @Test
    void bothWaysAgreeForWhateverIsTyped() {
        var random = new Random(4711);
        for (int round = 0; round < 60; round++) {
            var password = bytes(random, random.nextInt(130));
            var salt = bytes(random, 8 + random.nextInt(40));
            int lanes = 1 + random.nextInt(4);
            int memory = 8 * lanes + random.nextInt(500);
            int passes = 1 + random.nextInt(3);
            int length = 16 + random.nextInt(49);
            var slow = new byte[length];
            var fast = new byte[length];
            assertTrue(ENGINES.get(0).make(password, salt, memory, passes, lanes, slow));
            assertTrue(ENGINES.get(1).make(password, salt, memory, passes, lanes, fast));
            assertArrayEquals(slow, fast, memory + " KiB, " + passes + " passes, " + lanes + " lanes");
        }
    }

    @Test
    void aLibraryThatIsNoneIsNotUsedAndLeavesNothingBehind() throws IOException {
        assertEquals(Optional.empty(), ReferenceArgon2.of("no library".getBytes(UTF_8), folder));
        assertEquals(Optional.empty(), ReferenceArgon2.load(Optional.of("vax/argon2.lib"), folder));
        assertEquals(Optional.empty(), ReferenceArgon2.load(name(), folder.resolve("missing")));
        assertTrue(ReferenceArgon2.load(name(), folder).isPresent());
        try (var left = Files.list(folder)) {
            assertEquals(0, left.count(), "the library is not left in the temporary folder");
        }
    }

    @Test
    void whereNoProgramsMayLieJavaDoesTheWork() throws IOException {
        var barred = Files.readAllLines(Path.of("/proc/self/mounts")).stream()
                .map(line -> line.split(" "))
                .filter(mount -> Arrays.asList(mount[3].split(",")).contains("noexec"))
                .map(mount -> Path.of(mount[1]))
                .filter(path -> Files.isDirectory(path) && Files.isWritable(path) && path.startsWith("/dev/shm"))
                .findFirst();
        assumeTrue(barred.isPresent(), "no folder here forbids programs");
        assertEquals(Optional.empty(), ReferenceArgon2.load(name(), barred.get()));
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux-x86-64/libargon2.so",
        "Linux, aarch64, linux-aarch64/libargon2.so",
        "Mac OS X, aarch64, darwin-aarch64/libargon2.dylib",
        "Mac OS X, x86_64, darwin-x86-64/libargon2.dylib",
        "Windows 11, amd64, win32-x86-64/argon2.dll"
    })
    void theLibraryOfEachSystemIsInTheProgram(String system, String machine, String expected) throws IOException {
        assertEquals(Optional.of(expected), ReferenceArgon2.name(system, machine));
        try (InputStream packed = Argon2idTest.class.getResourceAsStream("/" + expected)) {
            assertTrue(packed.readAllBytes().length > 30_000);
        }
    }

    @Test
    void nothingTypedIsAHashToo() {
        assertEquals(32, Argon2id.make(Secret.NONE, new byte[16], 64, 1, 1, 32).length);
    }

    private static Optional<String> name() {
        return ReferenceArgon2.name(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    private static byte[] bytes(Random random, int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] of(int length, int value) {
        var bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
