package gatehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.desk.CallId;
import gatehouse.desk.Phase;
import gatehouse.door.DoorId;
import gatehouse.door.Secret;
import gatehouse.history.ClipRef;
import gatehouse.history.Event;
import gatehouse.history.History;
import gatehouse.history.Kind;
import gatehouse.sim.DemoSettings;
import gatehouse.sim.camera.TimeCode;
import gatehouse.video.Reel;
import gatehouse.video.View;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A simulated door rings, is answered and hangs up; the clip of it shows, by the time codes in its pictures, the time
/// before the ring, the call and the seconds after.
@Tag("live")
class ClipLiveTest {
    private static final Duration MOST = Duration.ofSeconds(60);
    private static final DoorId DOOR = new DoorId("main-entrance");

    @TempDir
    Path data;

    private final gatehouse.desk.Lookout lookout = new gatehouse.desk.Lookout();

    @Test
    void theClipBeginsBeforeTheRingAndEndsAfterTheCall() throws Exception {
        Instant rang;
        Instant ended;
        ClipRef clip;
        try (var premises = Premises.demo(
                DemoSettings.of(1).withNetwork(91).withoutDiscovery().withWalk(Duration.ofMillis(1)),
                data,
                Sounds.withoutRinging(new gatehouse.audio.ToneSound(440, Duration.ofSeconds(2))),
                lookout)) {
            var house = premises.house();
            house.watch();
            house.clicks().logIn("Guard", Secret.of("1111"));
            lookout.await(
                    "the door can ring",
                    s -> s.doorsThatCanRing() == 1 && s.seat().isPresent(),
                    MOST);
            long live = System.nanoTime();
            until("some seconds are in memory", () -> System.nanoTime() - live > 4_000_000_000L);
            rang = Instant.now();
            premises.demo().orElseThrow().door(DOOR).ring();
            var call = lookout.await("rings", s -> s.shownCall().isPresent(), MOST)
                    .shown()
                    .orElseThrow();
            house.clicks().answer(call);
            lookout.await(
                    "talking",
                    s -> s.call(call)
                            .filter(c -> c.phase() instanceof Phase.Talking)
                            .isPresent(),
                    MOST);
            house.clicks().end(call);
            lookout.await("over", s -> s.call(call).isEmpty(), MOST);
            ended = Instant.now();
            clip = awaitClip(house.history(), call);
            watch(house, clip, rang, ended);
            until("the main stream's picture at the ring", () -> pictureWidth(house.history(), call) == clip.width());
        }
        assertTrue(Duration.between(clip.begin(), rang).toMillis() > 2_000, clip + " begins before " + rang);
        assertTrue(Duration.between(ended, clip.end()).toMillis() > 4_000, clip + " ends after " + ended);
        var report = History.verify(data);
        assertTrue(report.ok(), () -> report.problems().toString());
        assertEquals(1, report.clips());
    }

    /// The player, by content: each moment shows the picture that was drawn then.
    private static void watch(House house, ClipRef clip, Instant rang, Instant ended) throws Exception {
        try (var reel = house.reel(house.history().clipFile(clip), 640, 360)) {
            assertTrue(Math.abs(reel.length().minus(clip.length()).toMillis()) < 5, reel.length() + " " + clip);
            long first = code(reel, Duration.ZERO);
            assertTrue(before(first, rang) > 2_000, "drawn " + before(first, rang) + " ms before the ring");
            long last = code(reel, reel.length());
            assertTrue(before(last, ended) < -4_000, "drawn " + -before(last, ended) + " ms after the end");
            for (int second = 1; second < reel.length().toSeconds(); second += 2) {
                long there = code(reel, Duration.ofSeconds(second));
                long off = (there - first) - reel.position().toMillis();
                assertTrue(Math.abs(off) < 250, "the picture at " + second + " s is off by " + off + " ms");
            }
            var at = reel.position();
            long here = code(reel, at);
            reel.step(1);
            until("the next picture", () -> reel.position().compareTo(at) > 0);
            long next = read(reel);
            assertTrue(next > here && next - here < 1_000, "one picture on: " + (next - here) + " ms");
            reel.step(-1);
            until("the picture before", () -> reel.position().equals(at));
            assertEquals(here, read(reel), "one picture back is the same again");
            reel.seek(Duration.ZERO);
            reel.play(4);
            until(
                    "it plays to its end and stands",
                    () -> !reel.isPlaying() && reel.position().plusMillis(500).compareTo(reel.length()) > 0);
        }
    }

    private static long before(long code, Instant moment) {
        return TimeCode.ageMillis(code, moment.toEpochMilli());
    }

    private static long code(Reel reel, Duration at) {
        reel.seek(at);
        var from = reel.position();
        until(
                "the picture of " + at,
                () -> reel.newest().isPresent()
                        && (!reel.position().equals(from)
                                || Math.abs(at.minus(from).toMillis()) < 300)
                        && reel.position().minus(at).toMillis() < 1);
        LockSupport.parkNanos(200_000_000); // a picture may be on its way still
        return read(reel);
    }

    private static long read(Reel reel) {
        var size = reel.newest().orElseThrow();
        var pixels = ByteBuffer.allocateDirect(size.width() * size.height() * 4).order(ByteOrder.LITTLE_ENDIAN);
        reel.copyNewest(pixels, size);
        LAST.set(pixels.position() == 0 ? LAST.get() : argb(pixels, size));
        return TimeCode.read(LAST.get(), size.width(), size.height()).orElseThrow();
    }

    private static final java.util.concurrent.atomic.AtomicReference<int[]> LAST =
            new java.util.concurrent.atomic.AtomicReference<>();

    private static int[] argb(ByteBuffer pixels, View.Size size) {
        var argb = new int[size.width() * size.height()];
        pixels.flip().asIntBuffer().get(argb);
        return argb;
    }

    private static ClipRef awaitClip(History history, CallId call) {
        until("the clip is on record", () -> !clips(history, call).isEmpty());
        assertEquals(1, clips(history, call).size());
        return clips(history, call).getFirst();
    }

    private static List<ClipRef> clips(History history, CallId call) {
        return events(history, call).stream()
                .filter(e -> e.kind() == Kind.CLIP)
                .flatMap(e -> e.clips().stream())
                .toList();
    }

    private static int pictureWidth(History history, CallId call) {
        return events(history, call).stream()
                .filter(e -> e.kind() == Kind.RANG)
                .flatMap(e -> e.pictures().stream())
                .mapToInt(p -> p.width())
                .findFirst()
                .orElse(0);
    }

    private static List<Event> events(History history, CallId call) {
        try {
            history.flush(MOST);
            return history.timelineOfCall(call.value());
        } catch (gatehouse.history.HistoryFault | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void until(String what, BooleanSupplier wanted) {
        long end = System.nanoTime() + MOST.toNanos();
        while (!wanted.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "Waited for: " + what);
            LockSupport.parkNanos(20_000_000);
        }
    }
}
