package gatehouse.safe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class SealedSafeTest {
    private static final Secret GEHEIM = Secret.of("gehéim #1");
    private static final Optional<Secret> PHRASE = Optional.of(Secret.of("three words here"));

    @TempDir
    private Path folder;

    @Test
    void whatWasPutIsThereAfterARestartAndNowhereInClear() throws Exception {
        var safe = Safe.of(folder, Optional.empty());
        assertEquals(Optional.empty(), safe.get("pbx"));
        safe.put("pbx", GEHEIM);
        safe.put("door", Secret.of("two"));
        var again = Safe.of(folder, Optional.empty());
        assertEquals(Optional.of(GEHEIM), again.get("pbx"));
        assertEquals(Set.of("door", "pbx"), again.names());
        assertTrue(again.remove("door"));
        assertFalse(again.remove("door"));
        var text = Files.readString(folder.resolve("secrets.sealed"));
        assertFalse(text.contains("gehéim"), text);
        assertTrue(again.where().contains("weaker"), again.where());
    }

    @Test
    void aPassPhraseOpensItAndAnotherDoesNot() throws Exception {
        Safe.of(folder, PHRASE).put("pbx", GEHEIM);
        assertFalse(Files.exists(folder.resolve("secrets.key")));
        assertEquals(Optional.of(GEHEIM), Safe.of(folder, PHRASE).get("pbx"));
        var wrong = Safe.of(folder, Optional.of(Secret.of("other")));
        assertThrows(IOException.class, () -> wrong.get("pbx"));
        assertThrows(IOException.class, () -> Safe.of(folder, Optional.empty()).get("pbx"));
    }

    @Test
    void aSecretThatWasChangedOrMovedIsRefused() throws Exception {
        var safe = Safe.of(folder, Optional.empty());
        safe.put("a", Secret.of("one"));
        safe.put("b", Secret.of("two"));
        var file = SealedFile.in(folder);
        var content = file.read();
        var secrets = content.secrets();
        var a = secrets.get("a");
        secrets.put("a", secrets.get("b"));
        file.write(content);
        assertThrows(IOException.class, () -> safe.get("a"), "the other's secret under this name");
        a[a.length - 1] ^= 1;
        secrets.put("a", a);
        file.write(content);
        assertThrows(IOException.class, () -> safe.get("a"), "one bit");
        assertEquals(Optional.of(Secret.of("two")), safe.get("b"));
    }

    @Test
    void aKeyFileThatOthersMayReadIsNotUsed() throws Exception {
        var safe = Safe.of(folder, Optional.empty());
        safe.put("a", GEHEIM);
        var key = folder.resolve("secrets.key");
        if (Files.getFileStore(key).supportsFileAttributeView("posix")) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
            assertThrows(IOException.class, () -> safe.get("a"));
        }
    }
}
