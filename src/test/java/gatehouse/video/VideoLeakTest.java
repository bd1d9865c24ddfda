package gatehouse.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.Login;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// Rule 11: after `close()` no thread, socket or native byte is left.
@Isolated
class VideoLeakTest {
    private static final int ROUNDS = 50;
    private static final int WARM_UP = 8;

    @Test
    void fiftyDoorsOpenedAndClosedLeaveNothing() throws InterruptedException, IOException {
        try (var sub = ScriptedCamera.start();
                var main = ScriptedCamera.start()) {
            for (int i = 0; i < WARM_UP; i++) {
                useOnce(main, sub);
            }
            long bytes = Pointer.totalBytes();
            long sockets = sockets();
            long resident = Pointer.physicalBytes();
            for (int i = 0; i < ROUNDS; i++) {
                useOnce(main, sub);
            }
            assertEquals(List.of(), videoThreads());
            assertEquals(bytes, Pointer.totalBytes(), "native bytes");
            assertTrue(sockets() <= sockets, "sockets before " + sockets + ", after " + sockets());
            long grown = (Pointer.physicalBytes() - resident) >> 20;
            assertTrue(grown < 100, "resident memory grew by " + grown + " MB");
        }
    }

    private static void useOnce(ScriptedCamera main, ScriptedCamera sub) throws InterruptedException {
        try (var watching = new Watching(main.uri(), sub.uri(), Login.NONE, Watching.QUICK)) {
            var tile = watching.video.watch(320, 180, false);
            var popup = watching.video.watch(640, 360, true);
            Watching.awaitPicture(tile);
            Watching.awaitPicture(popup, v -> v.source().map(View.Source::main).orElse(false));
            assertTrue(watching.video.still().isPresent());
            tile.close();
        }
        assertEquals(List.of(), videoThreads());
    }

    private static List<String> videoThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("darkroom-"))
                .toList();
    }

    /// The console's own ends: the scripted cameras of this process close theirs when they hear TEARDOWN.
    private static long sockets() throws IOException, InterruptedException {
        var fds = Path.of("/proc/self/fd");
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.isDirectory(fds), "no /proc here");
        try (var all = Files.list(fds)) {
            return all.filter(VideoLeakTest::isSocket).count();
        }
    }

    private static boolean isSocket(Path fd) {
        try {
            return Files.readSymbolicLink(fd).toString().startsWith("socket:");
        } catch (IOException e) {
            return false;
        }
    }
}
