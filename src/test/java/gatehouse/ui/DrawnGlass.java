package gatehouse.ui;

import gatehouse.desk.CallId;
import gatehouse.desk.Glass;
import gatehouse.desk.Levels;
import gatehouse.door.DoorId;
import gatehouse.video.VideoDetails;
import gatehouse.video.View;
import java.awt.Color;
import java.awt.Font;
import java.awt.GradientPaint;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Pictures that are drawn, ten a second, for the gallery and the screen tests; a door's can be made to stand still.
public final class DrawnGlass implements Glass, AutoCloseable {
    public final Queue<CallId> popups = new ConcurrentLinkedQueue<>();
    public final Queue<CallId> faces = new ConcurrentLinkedQueue<>();
    public final AtomicInteger open = new AtomicInteger();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Map<DoorId, Long> frozenSince = new ConcurrentHashMap<>();
    private final Set<DoorId> never = ConcurrentHashMap.newKeySet();
    private final Map<DoorId, View.Sight> sights = new ConcurrentHashMap<>();
    private final Set<DoorId> slowed = ConcurrentHashMap.newKeySet();
    private final Map<DoorId, VideoDetails> details = new ConcurrentHashMap<>();
    private final Map<DoorId, Integer> openings = new ConcurrentHashMap<>();
    private final Set<Drawn> views = ConcurrentHashMap.newKeySet();

    public DrawnGlass() {
        timer.scheduleAtFixedRate(() -> views.forEach(Drawn::tick), 50, 100, TimeUnit.MILLISECONDS);
    }

    public void freeze(String door, Duration ago) {
        frozenSince.put(MadeUp.id(door), System.nanoTime() - ago.toNanos());
    }

    public void thaw() {
        frozenSince.clear();
        never.clear();
        sights.clear();
        slowed.clear();
    }

    /// Pictures go on, but this is wrong with them.
    public void sight(String door, View.Sight.Kind kind, Duration since) {
        sights.put(MadeUp.id(door), new View.Sight(kind, since));
    }

    public void slow(String door) {
        slowed.add(MadeUp.id(door));
    }

    public void details(String door, VideoDetails said) {
        details.put(MadeUp.id(door), said);
    }

    /// What is asked of a door's views now: the part, and whether it is of the main stream.
    public Optional<View.Part> part(String door) {
        return view(door).map(v -> v.part);
    }

    public boolean wantsMain(String door) {
        return view(door).map(v -> v.main).orElse(false);
    }

    public boolean watched(String door) {
        return view(door).isPresent();
    }

    /// How often a view of this door was opened.
    public int opened(String door) {
        return openings.getOrDefault(MadeUp.id(door), 0);
    }

    private Optional<Drawn> view(String door) {
        return views.stream().filter(v -> v.door.equals(MadeUp.id(door))).findFirst();
    }

    @Override
    public Optional<VideoDetails> details(DoorId door) {
        return Optional.ofNullable(details.get(door));
    }

    public void never(String door) {
        never.add(MadeUp.id(door));
    }

    @Override
    public Optional<View> watch(DoorId door, int width, int height, boolean main) {
        var view = new Drawn(door, width, height, main);
        views.add(view);
        openings.merge(door, 1, Integer::sum);
        open.incrementAndGet();
        return Optional.of(view);
    }

    @Override
    public Levels levels(CallId call) {
        return new Levels(-18, -30);
    }

    @Override
    public void popupShown(CallId call) {
        popups.add(call);
    }

    @Override
    public void faceShown(CallId call) {
        faces.add(call);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private final class Drawn implements View {
        private final DoorId door;
        private volatile Size box;
        private volatile Optional<byte[]> pixels = Optional.empty();
        private volatile Size size = new Size(1, 1);
        private volatile Runnable noted = () -> {};
        private volatile boolean main;
        private volatile Part part = Part.WHOLE;
        private volatile Part drawn = Part.WHOLE;
        private volatile boolean taken;
        private volatile boolean closed;

        Drawn(DoorId door, int width, int height, boolean main) {
            this.door = door;
            this.main = main;
            box = new Size(width, height);
        }

        void tick() {
            if (never.contains(door)) {
                return;
            }
            var asked = part;
            if (pixels.isEmpty() || !fits(box).equals(size) || !asked.equals(drawn)) {
                size = fits(box);
                pixels = Optional.of(draw(size, asked));
                drawn = asked;
            } else if (frozenSince.containsKey(door)) {
                return;
            }
            taken = false;
            noted.run();
        }

        private Size fits(Size in) {
            int w = Math.min(in.width(), in.height() * 16 / 9);
            return new Size(Math.max(16, w), Math.max(9, w * 9 / 16));
        }

        private byte[] draw(Size at, Part of) {
            var image = new BufferedImage(at.width(), at.height(), BufferedImage.TYPE_INT_ARGB);
            switch (sight().kind()) {
                case BLACK -> fill(image, new Color(4, 4, 6));
                case COVERED -> fill(image, new Color(0x6b, 0x4a, 0x3a));
                case CLEAR, REPEATED -> Scene.draw(image, door.value(), of);
            }
            var bytes = new byte[at.width() * at.height() * 4];
            int[] argb = image.getRGB(0, 0, at.width(), at.height(), null, 0, at.width());
            for (int i = 0; i < argb.length; i++) {
                bytes[4 * i] = (byte) argb[i];
                bytes[4 * i + 1] = (byte) (argb[i] >> 8);
                bytes[4 * i + 2] = (byte) (argb[i] >> 16);
                bytes[4 * i + 3] = (byte) 255;
            }
            return bytes;
        }

        private static void fill(BufferedImage image, Color colour) {
            var pen = image.createGraphics();
            pen.setColor(colour);
            pen.fillRect(0, 0, image.getWidth(), image.getHeight());
            pen.dispose();
        }

        @Override
        public void show(Part next) {
            part = next;
        }

        @Override
        public Sight sight() {
            return sights.getOrDefault(door, Sight.CLEAR);
        }

        @Override
        public boolean slowed() {
            return slowed.contains(door);
        }

        @Override
        public void fit(int width, int height) {
            box = new Size(width, height);
        }

        @Override
        public void wantMain(boolean wanted) {
            main = wanted;
        }

        @Override
        public Optional<Size> newest() {
            return pixels.map(p -> size);
        }

        @Override
        public synchronized boolean copyNewest(ByteBuffer bgra, Size expected) {
            var now = pixels;
            if (now.isEmpty() || taken || !expected.equals(size) || now.get().length > bgra.remaining()) {
                return false;
            }
            bgra.put(now.get());
            taken = true;
            return true;
        }

        @Override
        public Optional<Duration> age() {
            var frozen = frozenSince.get(door);
            return pixels.map(
                    p -> frozen == null ? Duration.ofMillis(80) : Duration.ofNanos(System.nanoTime() - frozen));
        }

        @Override
        public Optional<Source> source() {
            return pixels.map(
                    p -> new Source("H.264", main ? new Size(1920, 1080) : new Size(640, 360), 25, 4_000_000, main));
        }

        @Override
        public void onPicture(Runnable next) {
            noted = next;
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                views.remove(this);
                open.decrementAndGet();
            }
        }
    }

    /// A wall, a fence or a door, and for some of them somebody who stands there.
    static final class Scene {
        private Scene() {}

        static void draw(BufferedImage image, String door) {
            draw(image, door, View.Part.WHOLE);
        }

        /// Drawn as large as the whole would have to be, so that a part is as sharp as a camera gives it.
        static void draw(BufferedImage image, String door, View.Part part) {
            int w = (int) Math.round(image.getWidth() / part.width());
            int h = (int) Math.round(image.getHeight() / part.height());
            var pen = image.createGraphics();
            pen.translate(-part.x() * w, -part.y() * h);
            pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            boolean gate = door.contains("gate");
            float hue = Math.floorMod(door.hashCode(), 100) / 100f;
            pen.setPaint(new GradientPaint(
                    0,
                    0,
                    gate ? new Color(0x22, 0x2a, 0x38) : Color.getHSBColor(hue, 0.18f, 0.6f),
                    0,
                    h,
                    gate ? new Color(0x77, 0x70, 0x5e) : Color.getHSBColor(hue, 0.25f, 0.4f)));
            pen.fillRect(0, 0, w, h);
            pen.setColor(new Color(0x30, 0x33, 0x3a));
            pen.fillRect(0, h * 78 / 100, w, h);
            if (gate) {
                pen.setColor(new Color(0x9a, 0x9c, 0x9e));
                for (int x = 0; x < w; x += w / 18 + 1) {
                    pen.fillRect(x, h * 30 / 100, Math.max(2, w / 110), h * 52 / 100);
                }
                pen.fillRect(0, h * 34 / 100, w, Math.max(2, h / 70));
                pen.fillRect(0, h * 70 / 100, w, Math.max(2, h / 70));
            } else {
                pen.setColor(new Color(0x3d, 0x5a, 0x70));
                pen.fillRect(w * 34 / 100, h * 14 / 100, w * 22 / 100, h * 64 / 100);
            }
            if (gate || door.contains("staff")) {
                int cx = w / 2;
                pen.setColor(new Color(0x2c, 0x49, 0x61));
                pen.fillRoundRect(cx - h * 17 / 100, h * 60 / 100, h * 34 / 100, h * 60 / 100, h / 5, h / 5);
                pen.setColor(new Color(0xcb, 0x9f, 0x7c));
                pen.fillOval(cx - h * 10 / 100, h * 32 / 100, h * 20 / 100, h * 28 / 100);
                pen.setColor(new Color(0x88, 0x2d, 0x24));
                pen.fillArc(cx - h * 11 / 100, h * 29 / 100, h * 22 / 100, h * 18 / 100, 0, 180);
                pen.setColor(new Color(0x1b, 0x14, 0x12));
                pen.fillOval(cx - h * 5 / 100, h * 44 / 100, h / 50 + 1, h / 50 + 1);
                pen.fillOval(cx + h * 3 / 100, h * 44 / 100, h / 50 + 1, h / 50 + 1);
            }
            pen.setColor(Color.WHITE);
            pen.setFont(new Font(Font.MONOSPACED, Font.PLAIN, Math.max(9, h / 22)));
            pen.drawString("2026-11-23 06:12:08", w * 14 / 100, h * 8 / 100);
            pen.dispose();
        }
    }
}
