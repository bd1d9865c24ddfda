package gatehouse.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.HotSpotDiagnosticMXBean;
import gatehouse.door.Fetch;
import gatehouse.door.Fetch.Transport;
import gatehouse.door.Fetch.Warm;
import gatehouse.door.Login;
import gatehouse.door.Streams;
import gatehouse.trust.Pin;
import gatehouse.trust.SelfSigned;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/// Rule 11 for connections: two hundred opened and closed, on each way, leave no descriptor and no thread.
@Isolated
class RtspLeakTest {
    private static final int ROUNDS = 200;
    private static final Pattern OURS = Pattern.compile("\"name\": \"((?:rtsp|rtcp|video)-[^\"]*)\"");

    @TempDir
    Path folder;

    @Test
    void twoHundredConnectionsInsideTheConnectionLeaveNothing() throws Exception {
        try (var camera = ScriptedCamera.start()) {
            leavesNothing(camera, Transport.TCP, Optional.empty());
        }
    }

    @Test
    void twoHundredConnectionsByUdpLeaveNothing() throws Exception {
        try (var camera = ScriptedCamera.start()) {
            leavesNothing(camera, Transport.UDP, Optional.empty());
        }
    }

    @Test
    void twoHundredEncryptedConnectionsLeaveNothing() throws Exception {
        var key = SelfSigned.in(folder, "door");
        try (var camera = ScriptedCamera.encrypted(key.context())) {
            leavesNothing(camera, Transport.TCP, Optional.of(key.pin()));
        }
    }

    private void leavesNothing(ScriptedCamera camera, Transport transport, Optional<Pin> pin) throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "no /proc here");
        var fetch = new Fetch(transport, 0, Warm.AUTO, 0, pin.map(Pin::toString));
        var streams = new Streams(camera.uri(), camera.uri(), Login.NONE, fetch);
        for (int i = 0; i < 10; i++) {
            useOnce(streams);
        }
        long before = settled(Long.MAX_VALUE);
        for (int i = 0; i < ROUNDS; i++) {
            useOnce(streams);
        }
        assertEquals(List.of(), threads());
        long after = settled(before);
        assertTrue(after <= before, "descriptors before " + before + ", after " + after);
    }

    private static void useOnce(Streams streams) throws InterruptedException {
        var up = new CountDownLatch(1);
        try (var camera = Camera.open("leak", false, streams, Watching.QUICK, event -> {
            if (event instanceof VideoEvent.Up) {
                up.countDown();
            }
        })) {
            assertTrue(camera.info().packetsReceived() >= 0);
            assertTrue(up.await(Watching.PATIENCE_SECONDS, TimeUnit.SECONDS), "no picture came");
        }
    }

    /// The scripted camera's own ends, of this process too, close a moment after ours.
    private static long settled(long wanted) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        long sockets = sockets();
        while (sockets > wanted && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(20_000_000);
            sockets = sockets();
        }
        if (wanted == Long.MAX_VALUE) {
            LockSupport.parkNanos(500_000_000);
            return sockets();
        }
        return sockets;
    }

    private static long sockets() throws IOException {
        try (var all = Files.list(Path.of("/proc/self/fd"))) {
            return all.filter(RtspLeakTest::isSocket).count();
        }
    }

    private static boolean isSocket(Path fd) {
        try {
            return Files.readSymbolicLink(fd).toString().startsWith("socket:");
        } catch (IOException e) {
            return false;
        }
    }

    private List<String> threads() throws IOException {
        var dump = folder.resolve("threads.json");
        Files.deleteIfExists(dump);
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .dumpThreads(dump.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.JSON);
        return OURS.matcher(Files.readString(dump))
                .results()
                .map(found -> found.group(1))
                .toList();
    }
}
