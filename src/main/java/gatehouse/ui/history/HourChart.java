package gatehouse.ui.history;

import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Times;
import gatehouse.ui.kit.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/// Visits per hour as thin bars; dragging over them wants only those hours.
final class HourChart extends Pane {
    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
    private static final double GAP = 4;

    private final BiConsumer<Instant, Instant> choose;
    private Instant from = Instant.EPOCH;
    private List<Integer> hours = List.of();
    private int anchor = -1;

    HourChart(BiConsumer<Instant, Instant> choose) {
        this.choose = choose;
        getStyleClass().add("hours");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText(Words.of("history.chart"));
        addEventHandler(MouseEvent.MOUSE_PRESSED, e -> {
            anchor = at(e.getX());
            mark(anchor, anchor);
        });
        addEventHandler(MouseEvent.MOUSE_DRAGGED, e -> mark(anchor, at(e.getX())));
        addEventHandler(MouseEvent.MOUSE_RELEASED, e -> {
            int end = at(e.getX());
            if (anchor >= 0 && end >= 0) {
                choose.accept(hour(Math.min(anchor, end)), hour(Math.max(anchor, end) + 1));
            }
        });
    }

    void show(Instant since, List<Integer> perHour) {
        from = since;
        hours = List.copyOf(perHour);
        // One bar says nothing and looks like a mistake.
        setVisible(hours.size() > 1);
        setManaged(hours.size() > 1);
        getChildren().clear();
        for (int i = 0; i < hours.size(); i++) {
            var bar = Parts.styled(new Region(), "hour");
            Tooltip.install(bar, new Tooltip(Words.of("history.hour", Times.clock(hour(i)), hours.get(i))));
            getChildren().add(bar);
        }
        requestLayout();
    }

    /// Marks the hours between, or none when the whole span is shown.
    void chosen(Instant begin, Instant end) {
        for (int i = 0; i < getChildren().size(); i++) {
            boolean in = !hour(i).isBefore(begin) && hour(i).isBefore(end);
            getChildren().get(i).pseudoClassStateChanged(CHOSEN, in);
        }
    }

    private void mark(int a, int b) {
        if (a >= 0 && b >= 0) {
            chosen(hour(Math.min(a, b)), hour(Math.max(a, b) + 1));
        }
    }

    private Instant hour(int i) {
        return from.plus(Duration.ofHours(i));
    }

    private int at(double x) {
        return hours.isEmpty() ? -1 : (int) Math.clamp((long) (x / getWidth() * hours.size()), 0, hours.size() - 1);
    }

    @Override
    protected void layoutChildren() {
        int most = hours.stream().mapToInt(Integer::intValue).max().orElse(1);
        double each = getWidth() / Math.max(1, hours.size());
        for (int i = 0; i < hours.size(); i++) {
            double h = Math.max(2, getHeight() * hours.get(i) / Math.max(1, most));
            getChildren()
                    .get(i)
                    .resizeRelocate(i * each, getHeight() - h, Math.max(1, each - Math.min(GAP, each / 3)), h);
        }
    }
}
