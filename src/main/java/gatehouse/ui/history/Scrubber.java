package gatehouse.ui.history;

import gatehouse.ui.kit.Badge;
import gatehouse.ui.kit.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;

/// Where one is in a clip, and the moments something happened: a line to press or drag on, with a mark for each event.
///
/// Confined to the screen's thread.
final class Scrubber extends Region {
    private static final double HEIGHT = 40;
    private static final double KNOB = 16;
    private static final double LINE = 6;

    /// Something that happened during the clip.
    record Mark(Duration at, String words, Badge.Tone tone) {}

    private record Placed(Mark mark, Region node) {}

    private final Region track = part("scrub-track");
    private final Region done = part("scrub-done");
    private final Region knob = part("scrub-knob");
    private final List<Placed> marks = new ArrayList<>();
    private Duration length = Duration.ofSeconds(1);
    private Duration position = Duration.ZERO;

    Scrubber(Consumer<Duration> seek) {
        getStyleClass().add("scrubber");
        setAccessibleRole(AccessibleRole.SLIDER);
        setMinHeight(HEIGHT);
        setPrefHeight(HEIGHT);
        setMinWidth(120);
        getChildren().addAll(track, done, knob);
        setOnMousePressed(e -> seek.accept(momentAt(e.getX())));
        setOnMouseDragged(e -> seek.accept(momentAt(e.getX())));
    }

    private static Region part(String style) {
        var part = new Region();
        part.getStyleClass().add(style);
        part.setMouseTransparent(true);
        part.setManaged(false);
        return part;
    }

    void show(Duration whole, List<Mark> events) {
        length = whole.isPositive() ? whole : Duration.ofSeconds(1);
        marks.forEach(m -> getChildren().remove(m.node()));
        marks.clear();
        for (var event : events) {
            var node = part("scrub-mark");
            node.getStyleClass().add("mark-" + event.tone().name().toLowerCase(Locale.ROOT));
            node.setMouseTransparent(false);
            Tooltip.install(node, new Tooltip(Times.lasting(event.at()) + "  " + event.words()));
            marks.add(new Placed(event, node));
            getChildren().add(2, node);
        }
        at(Duration.ZERO);
    }

    void at(Duration moment) {
        position = moment;
        setAccessibleText(Times.lasting(moment) + " / " + Times.lasting(length));
        notifyAccessibleAttributeChanged(AccessibleAttribute.VALUE);
        requestLayout();
    }

    @Override
    public Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
        return switch (attribute) {
            case VALUE -> position.toMillis() / 1000.0;
            case MIN_VALUE -> 0.0;
            case MAX_VALUE -> length.toMillis() / 1000.0;
            default -> super.queryAccessibleAttribute(attribute, parameters);
        };
    }

    private Duration momentAt(double x) {
        double share = Math.clamp((x - KNOB / 2) / Math.max(1, getWidth() - KNOB), 0, 1);
        return Duration.ofNanos((long) (length.toNanos() * share));
    }

    private double placeOf(Duration moment) {
        double share = Math.clamp((double) moment.toNanos() / length.toNanos(), 0, 1);
        return KNOB / 2 + share * (getWidth() - KNOB);
    }

    @Override
    protected void layoutChildren() {
        double middle = getHeight() / 2;
        double x = placeOf(position);
        track.resizeRelocate(KNOB / 2, middle - LINE / 2, getWidth() - KNOB, LINE);
        done.resizeRelocate(KNOB / 2, middle - LINE / 2, x - KNOB / 2, LINE);
        knob.resizeRelocate(x - KNOB / 2, middle - KNOB / 2, KNOB, KNOB);
        for (var each : marks) {
            each.node().resizeRelocate(placeOf(each.mark().at()) - 2, middle - 14, 4, 28);
        }
    }
}
