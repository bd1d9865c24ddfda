package gatehouse.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.darkroom.Darkroom;
import gatehouse.door.Fetch;
import gatehouse.door.Login;
import gatehouse.door.Streams;
import gatehouse.door.Trouble;
import gatehouse.sim.Fault;
import gatehouse.sim.Faults;
import gatehouse.sim.camera.CameraSettings;
import gatehouse.sim.camera.SceneKind;
import gatehouse.sim.camera.SimCamera;
import gatehouse.sim.camera.StreamShape;
import gatehouse.sim.camera.TimeCode;
import gatehouse.sim.camera.rtsp.Offer;
import gatehouse.video.View.Sight;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The video room and the simulated camera, which share no line of protocol code, through everything the camera can do
/// wrong.
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class SimulatedCameraTest {
    private static final Duration KEY_PICTURE = Duration.ofSeconds(8);
    private static final View.Size SIZE = new View.Size(320, 180);

    private final Faults faults = new Faults();
    private SimCamera camera;
    private Watching watching;

    @AfterEach
    void close() {
        watching.close();
        camera.close();
    }

    @Test
    void whereOnlyUdpIsOfferedItFallsBackAndReports() throws IOException, InterruptedException {
        watch(s -> s.withOffer(Offer.UDP_ONLY));
        try (var view = watching.video.watch(320, 180, false)) {
            Watching.awaitPicture(view);
            assertEquals("UDP", watching.video.info().transport());
            Watching.awaitPicture(view, v -> camera.receiverReports() > 0);
            assertEquals(0, camera.newestReport().map(r -> r.lost()).orElse(0));
        }
    }

    @Test
    void motionJpegIsShown() throws IOException, InterruptedException {
        watch(s -> s.withShapes(s.main(), StreamShape.SUB.asMjpeg()));
        try (var view = watching.video.watch(640, 360, false)) {
            Watching.awaitPicture(view);
            assertEquals("Motion JPEG", view.source().orElseThrow().codec());
            assertTrue(age(view) < 20_000);
        }
    }

    @Test
    void aStationForOneViewerIsTriedAgainUntilTheOtherIsGone() throws IOException, InterruptedException {
        watch(s -> s.withMostViewers(1));
        watching.up();
        var streams = new Streams(camera.mainUri(), camera.subUri(), Login.NONE, Fetch.STANDARD);
        try (var darkroom = Darkroom.inside();
                var second = new Watching(streams, Watching.QUICK)) {
            assertEquals(Trouble.Kind.BUSY, second.trouble().kind());
            watching.video.close();
            second.up();
            assertTrue(darkroom.processes().isEmpty());
        }
    }

    @Test
    void aCodecNobodyKnowsIsNamed() throws IOException, InterruptedException {
        faults.add(new Fault.UnknownCodec());
        watch(s -> s);
        var trouble = watching.trouble();
        assertEquals(Trouble.Kind.NOT_SUPPORTED, trouble.kind());
        assertTrue(trouble.sentence().contains("H266"), trouble.sentence());
    }

    @Test
    void packetsWithoutAKeyPictureAreNoPicture() throws IOException, InterruptedException {
        faults.add(new Fault.NoKeyPicture());
        watch(s -> s);
        assertEquals(Trouble.Kind.NO_PICTURE, watching.trouble().kind());
        faults.clear();
        watching.up();
    }

    @Test
    void brokenPicturesAreNoLivePicture() throws IOException, InterruptedException {
        watch(s -> s);
        try (var view = watching.video.watch(320, 180, false)) {
            Watching.awaitPicture(view);
            faults.add(new Fault.BrokenPictures());
            long before = watching.video.info().packetsReceived();
            long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (view.age().orElseThrow().compareTo(Duration.ofSeconds(2)) < 0) {
                assertTrue(System.nanoTime() < end, "broken pictures count as pictures");
                Thread.onSpinWait();
            }
            assertTrue(watching.video.info().packetsReceived() > before);
            faults.clear();
            Watching.awaitPicture(view, v -> v.age().orElseThrow().compareTo(Duration.ofSeconds(1)) < 0);
        }
    }

    @Test
    void halfTheSizeInTheMiddleIsShownWithoutReconnecting() throws IOException, InterruptedException {
        watch(s -> s);
        try (var view = watching.video.watch(640, 360, false)) {
            awaitSource(view, new View.Size(640, 360));
            faults.add(new Fault.HalfSize());
            awaitSource(view, new View.Size(320, 176));
            faults.clear();
            awaitSource(view, new View.Size(640, 360));
            assertEquals(0, watching.video.info().reconnects());
        }
    }

    @Test
    void leapsOfTheNumbersAreCountedAsLossAndPicturesGoOn() throws IOException, InterruptedException {
        faults.add(new Fault.SequenceJumps(Duration.ofMillis(300)));
        watch(s -> s);
        try (var view = watching.video.watch(320, 180, false)) {
            Watching.awaitPicture(view, v -> watching.video.info().packetsLost() > 1000);
            faults.clear();
            Watching.awaitPicture(view, v -> v.age().orElseThrow().compareTo(Duration.ofMillis(500)) < 0);
            assertEquals(0, watching.video.info().reconnects());
        }
    }

    @Test
    void aClockThatRunsBackwardsStopsNothing() throws IOException, InterruptedException {
        watch(s -> s);
        try (var view = watching.video.watch(640, 360, false)) {
            Watching.awaitPicture(view);
            faults.add(new Fault.ClockBackwards());
            for (int i = 0; i < 20; i++) {
                assertTrue(age(view) < 20_000);
            }
            assertEquals(0, watching.video.info().reconnects());
        }
    }

    @Test
    void blackCoveredAndRepeatedPicturesAreNamedWhilePacketsGoOn() throws IOException, InterruptedException {
        watch(s -> s);
        try (var view = watching.video.watch(320, 180, false)) {
            awaitSight(view, Sight.Kind.CLEAR);
            faults.add(new Fault.Black());
            awaitSight(view, Sight.Kind.BLACK);
            faults.clear();
            awaitSight(view, Sight.Kind.CLEAR);
            faults.add(new Fault.Covered());
            awaitSight(view, Sight.Kind.COVERED);
            faults.clear();
            awaitSight(view, Sight.Kind.CLEAR);
            faults.add(new Fault.Repeats());
            awaitSight(view, Sight.Kind.REPEATED);
            faults.clear();
            awaitSight(view, Sight.Kind.CLEAR);
            assertEquals(0, watching.video.info().reconnects());
        }
    }

    private void watch(UnaryOperator<CameraSettings> how) throws IOException {
        var usual =
                new CameraSettings(InetAddress.getLoopbackAddress(), 0, "North gate", SceneKind.GATE, 0, Login.NONE);
        camera = SimCamera.open(how.apply(usual), faults);
        var streams = new Streams(camera.mainUri(), camera.subUri(), Login.NONE);
        watching = new Watching(streams, VideoPeerTest.patient(KEY_PICTURE));
    }

    private static void awaitSource(View view, View.Size size) throws InterruptedException {
        Watching.awaitPicture(
                view, v -> v.source().map(s -> s.size().equals(size)).orElse(false));
    }

    private static void awaitSight(View view, Sight.Kind kind) throws InterruptedException {
        Watching.awaitPicture(view, v -> v.sight().kind() == kind);
    }

    /// How old the next picture is by its own code, in milliseconds.
    private static long age(View view) throws InterruptedException {
        var size = view.newest().orElse(SIZE);
        var argb = new int[size.width() * size.height()];
        Watching.copyNext(view, size).get(argb);
        long code = TimeCode.read(argb, size.width(), size.height()).orElseThrow();
        return TimeCode.ageMillis(code, System.currentTimeMillis());
    }
}
