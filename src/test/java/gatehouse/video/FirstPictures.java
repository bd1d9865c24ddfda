package gatehouse.video;

import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.darkroom.Darkroom;
import gatehouse.darkroom.DarkroomSettings;
import gatehouse.door.Login;
import gatehouse.door.Streams;
import java.io.IOException;
import java.net.URI;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// From opening a door or a view to its first picture: cold from a server that begins with an IDR, warm from memory at
/// a random moment of the GOP, and until the picture is the present one.
final class FirstPictures {
    private static final int COLD = 15;
    private static final int WARM = 40;

    /// Live means: the picture shown arrived less than two frame periods ago.
    private static final long LIVE_MILLIS = 80;

    private final Darkroom darkroom;

    private FirstPictures(Darkroom darkroom) {
        this.darkroom = darkroom;
    }

    static void measure(BenchPlan plan) throws IOException, InterruptedException {
        try (var darkroom = Darkroom.open(DarkroomSettings.STANDARD)) {
            new FirstPictures(darkroom).all(plan);
        }
    }

    private void all(BenchPlan plan) throws IOException, InterruptedException {
        try (var server = GStreamer.start(true, 0, 1920, 1080, 25, 3000, 25)) {
            cold(server.uri(), plan, "coldFirstPicture");
            plan.put("coldBareClientMs", bareClient(server.port));
        }
        try (var prompt = ScriptedCamera.start()) {
            prompt.film = Film.of(1920, 1080, 25, 50);
            cold(prompt.uri(), plan, "coldPromptServer");
        }
        try (var server = GStreamer.start(0, 1920, 1080, 25, 3000, 25);
                var door = open(server.uri())) {
            try (var view = door.watch(640, 360, false)) {
                firstPicture(view, System.nanoTime());
            }
            warm(door, plan);
        }
    }

    private void cold(URI uri, BenchPlan plan, String name) throws InterruptedException {
        var cold = new double[COLD];
        for (int i = 0; i < COLD; i++) {
            // The server takes the encoder of the viewer before down.
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
            long opened = System.nanoTime();
            try (var door = open(uri);
                    var view = door.watch(640, 360, false)) {
                cold[i] = firstPicture(view, opened);
            }
        }
        plan.put(name + "Ms", plan.median(cold));
        plan.put(name + "P95Ms", BenchPlan.at(cold, 0.95));
    }

    /// What the same server takes with a client that only waits for the end of the first picture and decodes nothing.
    private static double bareClient(int port) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        "/usr/bin/python3",
                        "src/test/resources/peers/first-picture.py",
                        Integer.toString(port),
                        Integer.toString(COLD))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var out = process.inputReader()) {
            return Double.parseDouble(out.readLine());
        } finally {
            process.waitFor();
        }
    }

    private static void warm(DoorVideo door, BenchPlan plan) throws InterruptedException {
        var key = new double[WARM];
        var live = new double[WARM];
        var random = new Random(1);
        for (int i = 0; i < WARM; i++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300 + random.nextInt(1000)));
            long opened = System.nanoTime();
            try (var view = door.watch(640, 360, false)) {
                key[i] = firstPicture(view, opened);
                var more = new Semaphore(0);
                view.onPicture(more::release);
                while (view.age().orElseThrow().toMillis() > LIVE_MILLIS) {
                    assertTrue(more.tryAcquire(20, TimeUnit.SECONDS));
                }
                live[i] = (System.nanoTime() - opened) / 1e6;
            }
        }
        plan.put("warmKeyMs", plan.median(key));
        plan.put("warmKeyP95Ms", BenchPlan.at(key, 0.95));
        plan.put("warmLiveMs", plan.median(live));
        plan.put("warmLiveP95Ms", BenchPlan.at(live, 0.95));
    }

    private static double firstPicture(View view, long since) throws InterruptedException {
        var there = new CountDownLatch(1);
        var when = new AtomicLong();
        view.onPicture(() -> {
            when.compareAndSet(0, System.nanoTime());
            there.countDown();
        });
        assertTrue(view.newest().isPresent() || there.await(20, TimeUnit.SECONDS));
        return ((when.get() == 0 ? System.nanoTime() : when.get()) - since) / 1e6;
    }

    private DoorVideo open(URI uri) {
        var streams = new Streams(uri, uri, Login.NONE);
        return DoorVideo.open("bench", streams, darkroom, VideoSettings.STANDARD, event -> {});
    }
}
