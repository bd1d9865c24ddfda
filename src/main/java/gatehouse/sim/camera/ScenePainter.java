package gatehouse.sim.camera;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Keeps one picture of a scene up to date, at one size. What stands still is painted once; each [#paint] touches only
/// what changed since the last one and says where that was, so that only there colours need converting.
/// Confined to one thread at a time.
final class ScenePainter {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final double TEXT = 38;
    private static final double MARGIN = 26;

    private final int width;
    private final int height;
    private final String name;
    private final Font nameFont;
    private final BufferedImage still;
    private final BufferedImage picture;
    private final Font clockFont;
    private String clock = "";
    private Optional<Pose> pose = Optional.empty();
    private Lens lens = Lens.CLEAR;
    private BufferedImage ground; // what lies behind everything that moves
    private boolean fresh = true;

    static {
        // Drawing needs no display; without this the first Graphics2D would look for one.
        System.setProperty("java.awt.headless", "true");
    }

    ScenePainter(SceneKind scene, int variation, String name, int width, int height) {
        this.width = width;
        this.height = height;
        this.still = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        this.picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int size = Math.max(9, (int) Math.round(TEXT * height / Backdrop.HEIGHT));
        this.clockFont = new Font(Font.MONOSPACED, Font.BOLD, size);
        this.nameFont = new Font(Font.SANS_SERIF, Font.BOLD, size);
        this.name = name;
        paintStill(scene, new Tint(variation));
        this.ground = still;
    }

    /// What the next pictures are seen through. Through anything but a clear lens the scene is gone and the time code
    /// with it; the clock and the name stay, as a camera writes them by itself.
    void through(Lens next) {
        if (lens != next) {
            lens = next;
            fresh = true;
            ground = lens == Lens.CLEAR ? still : veil();
        }
    }

    BufferedImage picture() {
        return picture;
    }

    /// The pixels behind [#picture()], row by row, 0x00RRGGBB.
    int[] pixels() {
        return ((DataBufferInt) picture.getRaster().getDataBuffer()).getData();
    }

    /// Brings the picture to this moment.
    ///
    /// @param epochMillis goes into the time code
    /// @param doorClock what the door believes the time to be, goes into the text
    /// @return where the picture changed; corners on even pixels, inside the picture
    List<Rectangle> paint(long epochMillis, LocalDateTime doorClock, Optional<Pose> visitor) {
        var now = lens == Lens.CLEAR ? visitor : Optional.<Pose>empty();
        var changed = new ArrayList<Rectangle>(4);
        var g = picture.createGraphics();
        try {
            if (fresh) {
                g.drawImage(ground, 0, 0, null);
                changed.add(new Rectangle(0, 0, width, height));
            }
            if (fresh || !now.equals(pose)) {
                movePerson(g, now).ifPresent(changed::add);
            }
            var text = CLOCK.format(doorClock);
            if (fresh || !text.equals(clock)) {
                changed.add(writeClock(g, text));
            }
            if (lens == Lens.CLEAR) {
                TimeCode.draw(g, width, height, epochMillis);
                changed.add(even(0, 0, width, TimeCode.rows(height)));
            }
        } finally {
            g.dispose();
        }
        fresh = false;
        return changed;
    }

    private void paintStill(SceneKind scene, Tint tint) {
        var g = still.createGraphics();
        try {
            var scaled = (Graphics2D) g.create();
            scaled.scale(width / Backdrop.WIDTH, height / Backdrop.HEIGHT);
            if (tint.mirrored()) {
                scaled.translate(Backdrop.WIDTH, 0);
                scaled.scale(-1, 1);
            }
            Backdrop.of(scene).paint(new Brush(scaled), tint);
            scaled.dispose();
            writeName(g);
        } finally {
            g.dispose();
        }
    }

    private BufferedImage veil() {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var g = image.createGraphics();
        try {
            int edge = lens == Lens.BLACK ? 0 : 0x545250;
            int middle = lens == Lens.BLACK ? 0 : 0x625f5c;
            var brush = new Brush(g);
            brush.fade(edge, middle, 0, 0, width, height / 2.0);
            brush.fade(middle, edge, 0, height / 2.0, width, height / 2.0);
            writeName(g);
        } finally {
            g.dispose();
        }
        return image;
    }

    private void writeName(Graphics2D g) {
        g.setFont(nameFont);
        int x = width - px(MARGIN) - g.getFontMetrics().stringWidth(name);
        write(g, name, x, baseline(g));
    }

    private Optional<Rectangle> movePerson(Graphics2D g, Optional<Pose> now) {
        var bounds = new Rectangle2D.Double();
        pose.ifPresent(p -> bounds.setRect(p.bounds()));
        now.ifPresent(p -> bounds.setRect(bounds.isEmpty() ? p.bounds() : bounds.createUnion(p.bounds())));
        pose = now;
        // Nobody's hat reaches into the line of text.
        double top = Math.max(bounds.getMinY(), MARGIN + 2 * TEXT);
        var area = even(
                px(bounds.getMinX()),
                px(top),
                px(bounds.getMaxX()) + 1,
                (int) (bounds.getMaxY() * height / Backdrop.HEIGHT) + 1);
        if (area.isEmpty()) {
            return Optional.empty();
        }
        var clipped = (Graphics2D) g.create();
        clipped.clip(area);
        clipped.drawImage(still, 0, 0, null);
        now.ifPresent(p -> {
            clipped.scale(width / Backdrop.WIDTH, height / Backdrop.HEIGHT);
            clipped.translate(p.x(), p.top());
            clipped.scale(p.scale(), p.scale());
            Figure.draw(new Brush(clipped), p);
        });
        clipped.dispose();
        return Optional.of(area);
    }

    private Rectangle writeClock(Graphics2D g, String text) {
        clock = text;
        g.setFont(clockFont);
        var metrics = g.getFontMetrics();
        int x = px(MARGIN);
        int y = baseline(g);
        var area = even(
                x - 2, y - metrics.getAscent() - 2, x + metrics.stringWidth(text) + 4, y + metrics.getDescent() + 4);
        var clipped = (Graphics2D) g.create();
        clipped.clip(area);
        clipped.drawImage(ground, 0, 0, null);
        write(clipped, text, x, y);
        clipped.dispose();
        return area;
    }

    private int baseline(Graphics2D g) {
        return TimeCode.rows(height) + px(10) + g.getFontMetrics().getAscent();
    }

    /// White with a dark edge: readable on a bright wall and on a night sky.
    private static void write(Graphics2D g, String text, int x, int y) {
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setColor(new Color(0, 0, 0, 110));
        int edge = Math.max(1, g.getFont().getSize() / 16);
        for (int dx = -edge; dx <= edge; dx += edge) {
            for (int dy = -edge; dy <= edge; dy += edge) {
                g.drawString(text, x + dx, y + dy);
            }
        }
        g.setColor(new Color(0xf4f5f6));
        g.drawString(text, x, y);
    }

    private int px(double units) {
        return (int) (units * width / Backdrop.WIDTH);
    }

    /// The smallest area inside the picture that holds these corners and falls on whole chroma samples.
    private Rectangle even(int left, int top, int right, int bottom) {
        int x0 = Math.clamp(left, 0, width) & ~1;
        int y0 = Math.clamp(top, 0, height) & ~1;
        int x1 = Math.clamp(right, 0, width) + 1 & ~1;
        int y1 = Math.clamp(bottom, 0, height) + 1 & ~1;
        return new Rectangle(x0, y0, Math.max(0, x1 - x0), Math.max(0, y1 - y0));
    }
}
