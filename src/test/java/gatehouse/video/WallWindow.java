package gatehouse.video;

import gatehouse.darkroom.Darkroom;
import gatehouse.darkroom.DarkroomSettings;
import gatehouse.desk.CallId;
import gatehouse.desk.Glass;
import gatehouse.desk.Levels;
import gatehouse.door.DoorId;
import gatehouse.door.Login;
import gatehouse.door.Streams;
import gatehouse.ui.kit.LivePicture;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.layout.Pane;
import javafx.stage.Stage;
import javafx.stage.StageStyle;

/// A program for the benchmarks: the wall's own pictures of the wall's own doors in one window, and nothing else.
///
/// Arguments: doors shown, columns, width and height of a tile, doors opened in all, address. Says `live` when every
/// door is up and every tile has a picture. Then answers each line: `figures` with ages of the shown pictures since the
/// last question, pictures shown, packets lost; `memory` after a collection; it ends with its input.
public final class WallWindow {
    private static final long SAMPLE_NANOS = 20_000_000;

    private final int shown;
    private final int columns;
    private final int width;
    private final int height;
    private final Darkroom darkroom = Darkroom.open(DarkroomSettings.STANDARD);
    private final List<DoorVideo> doors = new ArrayList<>();
    private final List<View> views = new ArrayList<>(); // guarded by itself
    private final AtomicLong pictures = new AtomicLong();
    private final ConcurrentLinkedQueue<Double> ages = new ConcurrentLinkedQueue<>();
    private final CountDownLatch up;

    private WallWindow(List<String> args) {
        shown = Integer.parseInt(args.get(0));
        columns = Integer.parseInt(args.get(1));
        width = Integer.parseInt(args.get(2));
        height = Integer.parseInt(args.get(3));
        int opened = Integer.parseInt(args.get(4));
        up = new CountDownLatch(opened);
        var streams = new Streams(URI.create(args.get(5)), URI.create(args.get(5)), Login.NONE);
        for (int i = 0; i < opened; i++) {
            doors.add(DoorVideo.open("bench " + i, streams, darkroom, VideoSettings.STANDARD, event -> {
                if (event instanceof VideoEvent.Up) {
                    up.countDown();
                }
            }));
        }
    }

    public static void main(String[] args) {
        Application.launch(Screen.class, args);
    }

    /// The window.
    public static final class Screen extends Application {
        @Override
        public void start(Stage stage) {
            var wall = new WallWindow(getParameters().getRaw());
            var pane = new Pane();
            pane.setStyle("-fx-background-color: black");
            for (int i = 0; i < wall.shown; i++) {
                var picture = new LivePicture(wall.glass(), 0.1);
                picture.watch(Optional.of(new DoorId("door-" + i)));
                picture.resizeRelocate(
                        i % wall.columns * wall.width, i / wall.columns * wall.height, wall.width, wall.height);
                picture.setManaged(false);
                pane.getChildren().add(picture);
            }
            int rows = Math.max(1, (wall.shown + wall.columns - 1) / wall.columns);
            stage.initStyle(StageStyle.UNDECORATED);
            stage.setScene(new Scene(pane, wall.columns * wall.width, rows * wall.height));
            stage.setX(0);
            stage.setY(0);
            stage.show();
            Thread.ofPlatform().daemon(true).name("bench-orders").start(wall::serve);
        }
    }

    private Glass glass() {
        return new Glass() {
            @Override
            public Optional<View> watch(DoorId door, int boxWidth, int boxHeight, boolean main) {
                int index = Integer.parseInt(door.value().substring(5));
                var view = counted(doors.get(index).watch(boxWidth, boxHeight, main));
                synchronized (views) {
                    views.add(view);
                }
                return Optional.of(view);
            }

            @Override
            public Levels levels(CallId call) {
                throw new UnsupportedOperationException("nobody calls here");
            }

            @Override
            public void popupShown(CallId call) {}

            @Override
            public void faceShown(CallId call) {}
        };
    }

    /// The same view, whose copied pictures are counted.
    private View counted(View view) {
        return (View) Proxy.newProxyInstance(View.class.getClassLoader(), new Class<?>[] {View.class}, (p, m, args) -> {
            try {
                var answer = m.invoke(view, args);
                if (m.getName().equals("copyNewest") && Boolean.TRUE.equals(answer)) {
                    pictures.incrementAndGet();
                }
                return answer;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    private void serve() {
        try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            up.await();
            while (open().size() < shown
                    || !open().stream().allMatch(v -> v.newest().isPresent())) {
                LockSupport.parkNanos(SAMPLE_NANOS);
            }
            Thread.ofPlatform().daemon(true).name("bench-ages").start(this::sample);
            say("live");
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                say(line.equals("memory") ? memory() : figures());
            }
        } catch (IOException e) {
            say("error " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            doors.forEach(DoorVideo::close);
            darkroom.close();
            Platform.exit();
        }
    }

    private List<View> open() {
        synchronized (views) {
            return List.copyOf(views);
        }
    }

    private void sample() {
        while (true) {
            open().forEach(v -> v.age().ifPresent(age -> ages.add(age.toNanos() / 1e6)));
            LockSupport.parkNanos(SAMPLE_NANOS);
        }
    }

    private String figures() {
        var sorted = new ArrayList<Double>();
        for (var age = ages.poll(); age != null; age = ages.poll()) {
            sorted.add(age);
        }
        var values = sorted.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        long lost = doors.stream().mapToLong(d -> d.info().packetsLost()).sum();
        long reconnects = doors.stream().mapToLong(d -> d.info().reconnects()).sum();
        long slowed = open().stream().filter(View::slowed).count();
        double slowest = doors.stream()
                .mapToDouble(d -> d.info().framesPerSecond())
                .min()
                .orElse(0);
        return String.format(
                Locale.ROOT,
                "{\"ageMedianMs\":%.1f,\"ageP95Ms\":%.1f,\"ageMaxMs\":%.1f,\"pictures\":%d,\"lost\":%d,\"reconnects\":%d,\"leastFps\":%.2f,\"slowed\":%d}",
                at(values, 0.5),
                at(values, 0.95),
                at(values, 1),
                pictures.get(),
                lost,
                reconnects,
                slowest,
                slowed);
    }

    private String memory() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        var bean = ManagementFactory.getMemoryMXBean();
        long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        long buffered = doors.stream().mapToLong(d -> d.info().warmth().bytes()).sum();
        return String.format(
                Locale.ROOT,
                "{\"heapBytes\":%d,\"otherBytes\":%d,\"bufferedBytes\":%d}",
                bean.getHeapMemoryUsage().getUsed(),
                bean.getNonHeapMemoryUsage().getUsed() + direct,
                buffered);
    }

    private static double at(double[] sorted, double part) {
        return sorted.length == 0 ? -1 : sorted[(int) Math.round(part * (sorted.length - 1))];
    }

    private static synchronized void say(String line) {
        System.out.println("bench " + line);
    }

    /// The program as a child of a benchmark, on a display, with the flags of `bin/gatehouse`.
    static final class Running implements AutoCloseable {
        private static final long PATIENCE_SECONDS = 120;

        final Process process;
        private final BufferedReader out;

        private Running(Process process) {
            this.process = process;
            this.out = process.inputReader(StandardCharsets.UTF_8);
        }

        static Running start(XDisplay display, int shown, int columns, int width, int height, int opened, URI uri)
                throws IOException {
            var command = new ArrayList<>(List.of(
                    "setsid",
                    System.getProperty("java.home") + "/bin/java",
                    "--module-path=" + System.getProperty("jdk.module.path"),
                    "--add-modules=javafx.controls",
                    "--enable-native-access=javafx.graphics,ALL-UNNAMED",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xmx768m"));
            command.addAll(Arrays.stream(System.getProperty("bench.java", "").split(" "))
                    .filter(s -> !s.isEmpty())
                    .toList());
            command.add("-cp");
            command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
            command.add(WallWindow.class.getName());
            for (int number : new int[] {shown, columns, width, height, opened}) {
                command.add(Integer.toString(number));
            }
            command.add(uri.toString());
            var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().put("DISPLAY", display.name());
            var running = new Running(builder.start());
            running.await("live");
            return running;
        }

        List<ProcessHandle> processes() {
            return List.of(process.toHandle());
        }

        String ask(String order) throws IOException {
            process.getOutputStream().write((order + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
            return await("{");
        }

        private String await(String beginning) throws IOException {
            var patience = CompletableFuture.runAsync(
                    process::destroyForcibly, CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS));
            try {
                return read(beginning);
            } finally {
                patience.cancel(false);
            }
        }

        private String read(String beginning) throws IOException {
            for (var line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith("bench " + beginning)) {
                    return line.substring(6);
                }
            }
            throw new IOException("the window ended before it said " + beginning);
        }

        @Override
        public void close() throws IOException {
            process.getOutputStream().close();
            try {
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
