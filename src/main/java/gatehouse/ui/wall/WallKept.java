package gatehouse.ui.wall;

import gatehouse.ui.kit.Kept;
import java.time.Duration;
import java.util.Optional;

/// How somebody wants the wall of one window: remembered for each operator.
final class WallKept {
    private final Kept kept;
    private final String before;

    /// The main window has the number 0.
    WallKept(Kept kept, int window, String operator) {
        this.kept = kept;
        this.before = "wall." + window + "." + operator + ".";
    }

    WallLayout layout() {
        return kept.get(before + "layout").flatMap(WallLayout::of).orElse(WallLayout.AUTO);
    }

    void layout(WallLayout layout) {
        kept.put(before + "layout", layout.name());
    }

    Arrangement order() {
        return kept.get(before + "order").map(Arrangement::kept).orElse(Arrangement.OF_THE_SITE);
    }

    void order(Arrangement order) {
        kept.put(before + "order", order.kept());
    }

    Optional<Duration> tour() {
        return kept.get(before + "tour")
                .flatMap(text -> Carousel.CHOICES.stream()
                        .filter(c -> Long.toString(c.toSeconds()).equals(text))
                        .findFirst());
    }

    void tour(Optional<Duration> every) {
        kept.put(before + "tour", every.map(e -> Long.toString(e.toSeconds())).orElse(""));
    }

    int page() {
        return kept.get(before + "page")
                .filter(t -> t.matches("\\d{1,4}"))
                .map(Integer::valueOf)
                .orElse(0);
    }

    void page(int page) {
        kept.put(before + "page", Integer.toString(page));
    }
}
