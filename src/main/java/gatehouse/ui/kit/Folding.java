package gatehouse.ui.kit;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.HPos;
import javafx.geometry.Orientation;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;

/// A row that folds into several where the window is too narrow for it, so that nothing in it is ever cut off. Who
/// grows ([HBox#setHgrow]) takes what its line leaves, and needs its least width only; all others need what they ask
/// for.
public class Folding extends Pane {
    private final double gap;
    private final VPos across;

    public Folding(double gap, Node... nodes) {
        this(gap, VPos.CENTER, nodes);
    }

    public Folding(double gap, VPos across, Node... nodes) {
        this.gap = gap;
        this.across = across;
        getChildren().addAll(nodes);
    }

    /// How wide it must be to stay in one line.
    public final double lineWidth() {
        return around() + width(getManagedChildren());
    }

    private static boolean grows(Node node) {
        return HBox.getHgrow(node) == Priority.ALWAYS;
    }

    private static double need(Node node) {
        return grows(node) ? node.minWidth(-1) : Math.max(node.minWidth(-1), node.prefWidth(-1));
    }

    private double width(List<Node> line) {
        return line.stream().mapToDouble(Folding::need).sum() + Math.max(0, line.size() - 1) * gap;
    }

    private double around() {
        return snappedLeftInset() + snappedRightInset();
    }

    private List<List<Node>> lines(double room) {
        var all = new ArrayList<List<Node>>();
        var line = new ArrayList<Node>();
        double x = 0;
        for (var node : getManagedChildren()) {
            double need = need(node);
            if (!line.isEmpty() && x + need > room + 0.5) {
                all.add(List.copyOf(line));
                line.clear();
                x = 0;
            }
            line.add(node);
            x += need + gap;
        }
        if (!line.isEmpty()) {
            all.add(line);
        }
        return all;
    }

    /// What each node of a line gets of this room.
    private double[] widths(List<Node> line, double room) {
        long growing = line.stream().filter(Folding::grows).count();
        double share = growing == 0 ? 0 : Math.max(0, room - width(line)) / growing;
        return line.stream()
                .mapToDouble(n -> Math.min(room, grows(n) ? Math.min(n.maxWidth(-1), need(n) + share) : need(n)))
                .toArray();
    }

    private static double height(List<Node> line, double[] widths) {
        double highest = 0;
        for (int i = 0; i < line.size(); i++) {
            var node = line.get(i);
            highest = Math.max(highest, Math.max(node.minHeight(widths[i]), node.prefHeight(widths[i])));
        }
        return highest;
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computeMinWidth(double height) {
        return around()
                + getManagedChildren().stream()
                        .mapToDouble(n -> n.minWidth(-1))
                        .max()
                        .orElse(0);
    }

    @Override
    protected double computePrefWidth(double height) {
        var all = getManagedChildren();
        return around() + all.stream().mapToDouble(n -> n.prefWidth(-1)).sum() + Math.max(0, all.size() - 1) * gap;
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected double computePrefHeight(double width) {
        double room = (width < 0 ? prefWidth(-1) : width) - around();
        double high = snappedTopInset() + snappedBottomInset();
        var all = lines(room);
        for (var line : all) {
            high += height(line, widths(line, room));
        }
        return high + Math.max(0, all.size() - 1) * gap;
    }

    @Override
    protected void layoutChildren() {
        double room = getWidth() - around();
        var all = lines(room);
        double free = getHeight() - prefHeight(getWidth());
        double y = snappedTopInset() + (across == VPos.CENTER ? Math.max(0, free / 2) : 0);
        for (var line : all) {
            var widths = widths(line, room);
            double high = height(line, widths);
            double x = snappedLeftInset();
            for (int i = 0; i < line.size(); i++) {
                layoutInArea(line.get(i), snapPositionX(x), snapPositionY(y), widths[i], high, 0, HPos.LEFT, across);
                x += widths[i] + gap;
            }
            y += high + gap;
        }
    }
}
