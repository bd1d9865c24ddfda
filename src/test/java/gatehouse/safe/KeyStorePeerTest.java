package gatehouse.safe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import gatehouse.peers.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The key store of a GNOME session, each time in a session of its own that has no display.
@Tag("peer")
@Execution(ExecutionMode.CONCURRENT)
class KeyStorePeerTest {
    private static final Path LIBRARIES = Path.of("target", "app", "keyring").toAbsolutePath();
    private static final String SECRET = "camera-7-password";

    /// The log-in of the session opens the key store.
    private static final String SESSION = "printf %s 'log-in of the session' | gnome-keyring-daemon --unlock"
            + " --components=secrets >/dev/null 2>&1; exec \"$@\"";

    @TempDir
    private Path home;

    @Test
    void aSecretIsKeptByTheSystemAndFoundAgainInTheNextSession() throws Exception {
        Program.need("dbus-run-session", "gnome-keyring-daemon");
        if (!Files.isDirectory(LIBRARIES)) {
            if ("required".equals(System.getenv("GATEHOUSE_PEERS"))) {
                fail("The key store's library is not at " + LIBRARIES);
            }
            abort("The key store's library is not at " + LIBRARIES);
        }
        assertTrue(visit("put", "gate", SECRET).contains("in the key store of the system"));
        assertTrue(visit("get", "gate").contains("found " + SECRET), "another process in another session");
        assertTrue(visit("get", "other").contains("found nothing"));
        var data = home.resolve("data");
        assertEquals("gate\n", Files.readString(data.resolve("secrets.names")), "the name and no value");
        assertFalse(Files.exists(data.resolve("secrets.sealed")) || Files.exists(data.resolve("secrets.key")));
        assertTrue(nowhereInClear());
        assertTrue(visit("remove", "gate").contains("removed true"));
        assertTrue(visit("get", "gate").contains("found nothing"));
    }

    private String visit(String... order) throws IOException, InterruptedException {
        var command = new java.util.ArrayList<>(List.of(
                "dbus-run-session",
                "--",
                "sh",
                "-c",
                SESSION,
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Dgatehouse.keyring=" + LIBRARIES,
                "-cp",
                System.getProperty("java.class.path"),
                KeyStoreUser.class.getName(),
                home.resolve("data").toString()));
        command.addAll(List.of(order));
        var run = Files.createDirectories(home.resolve("run"));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("HOME", home.toString());
        builder.environment().put("XDG_RUNTIME_DIR", run.toString());
        builder.environment().remove("DISPLAY");
        builder.environment().remove("XDG_DATA_HOME");
        var session = builder.start();
        try {
            session.getOutputStream().close();
            var said = new String(session.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(session.waitFor(60, TimeUnit.SECONDS), said);
            assertEquals(0, session.exitValue(), said);
            return said;
        } finally {
            session.destroyForcibly();
        }
    }

    private boolean nowhereInClear() throws IOException {
        try (var files = Files.walk(home)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(SECRET)) {
                    return false;
                }
            }
        }
        return true;
    }
}
