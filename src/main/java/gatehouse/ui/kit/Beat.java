package gatehouse.ui.kit;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.util.Duration;

/// The one timer of the screens, four times a second: ages and waiting times are asked then. It stands still while
/// nobody listens.
///
/// Confined to the screen's thread.
public final class Beat {
    private static final Set<Runnable> LISTENERS = new LinkedHashSet<>();
    private static final Timeline TIMER = new Timeline(new KeyFrame(Duration.millis(250), e -> beat()));
    private static long count;

    static {
        TIMER.setCycleCount(Animation.INDEFINITE);
    }

    private Beat() {}

    public static void add(Runnable listener) {
        LISTENERS.add(listener);
        TIMER.play();
    }

    public static void remove(Runnable listener) {
        LISTENERS.remove(listener);
        if (LISTENERS.isEmpty()) {
            TIMER.stop();
        }
    }

    /// True for half a second, then false for half a second: what pulses, pulses by this, once a second.
    public static boolean bright() {
        return count % 4 < 2;
    }

    /// True at one beat of each second: what need not change more often asks this.
    public static boolean wholeSecond() {
        return count % 4 == 0;
    }

    private static void beat() {
        count++;
        new ArrayList<>(LISTENERS).forEach(Runnable::run);
    }
}
