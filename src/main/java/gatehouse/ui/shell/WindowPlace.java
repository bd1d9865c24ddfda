package gatehouse.ui.shell;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javafx.geometry.Rectangle2D;

/// Where another window of the wall stands: its number, its bounds, the screen it is on, and whether it fills that.
record WindowPlace(int number, Rectangle2D bounds, Rectangle2D screen, boolean maximized, boolean full) {
    static final double LEAST_WIDTH = 800;
    static final double LEAST_HEIGHT = 560;
    private static final double WIDTH = 1280;
    private static final double HEIGHT = 800;
    /// More windows than anybody has monitors; what is kept may have been written by anybody.
    static final int MOST = 8;

    private static final Pattern SHAPE = Pattern.compile("[1-9]( -?\\d{1,5}){8} [01] [01]");

    /// A place for a new window: a screen of its own when there is one, else a part of the first.
    static WindowPlace fresh(int number, List<Rectangle2D> screens, List<Rectangle2D> taken) {
        var own = screens.stream().filter(s -> !taken.contains(s)).findFirst();
        var screen = own.orElse(screens.getFirst());
        return new WindowPlace(number, within(screen, number), screen, own.isPresent(), false);
    }

    /// This place when its screen is still there, else one on the first screen.
    WindowPlace on(List<Rectangle2D> screens) {
        if (screens.contains(screen) && screen.intersects(bounds)) {
            return this;
        }
        var main = screens.getFirst();
        return new WindowPlace(number, within(main, number), main, false, false);
    }

    private static Rectangle2D within(Rectangle2D screen, int number) {
        double w = Math.min(WIDTH, screen.getWidth() - 80);
        double h = Math.min(HEIGHT, screen.getHeight() - 80);
        double shift = 40.0 * Math.min(number, 2);
        return new Rectangle2D(
                screen.getMinX() + Math.min(shift, screen.getWidth() - w),
                screen.getMinY() + Math.min(shift, screen.getHeight() - h),
                w,
                h);
    }

    static String kept(List<WindowPlace> places) {
        return places.stream().map(WindowPlace::kept).collect(Collectors.joining(";"));
    }

    private String kept() {
        return number + numbers(bounds) + numbers(screen) + (maximized ? " 1" : " 0") + (full ? " 1" : " 0");
    }

    private static String numbers(Rectangle2D r) {
        return " " + Math.round(r.getMinX()) + " " + Math.round(r.getMinY()) + " " + Math.round(r.getWidth()) + " "
                + Math.round(r.getHeight());
    }

    /// What [#kept] wrote; of anything else, nothing.
    static List<WindowPlace> kept(String text) {
        return Arrays.stream(text.split(";", MOST + 1))
                .limit(MOST)
                .map(WindowPlace::read)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<WindowPlace> read(String text) {
        if (!SHAPE.matcher(text).matches()) {
            return Optional.empty();
        }
        int[] n = Arrays.stream(text.split(" ", -1)).mapToInt(Integer::parseInt).toArray();
        if (n[3] < 1 || n[4] < 1 || n[7] < 1 || n[8] < 1) {
            return Optional.empty();
        }
        return Optional.of(new WindowPlace(
                n[0],
                new Rectangle2D(n[1], n[2], n[3], n[4]),
                new Rectangle2D(n[5], n[6], n[7], n[8]),
                n[9] == 1,
                n[10] == 1));
    }
}
