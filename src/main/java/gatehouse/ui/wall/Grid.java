package gatehouse.ui.wall;

import javafx.geometry.Rectangle2D;

/// The squarest grid of so many places in a box; lying, unless standing makes the pictures clearly larger, as on a
/// monitor
/// that stands.
record Grid(int columns, int rows, double width, double height) {
    static final double GAP = 12;
    /// Cameras send 16:9. A tile stays near that, so that hardly anything at the sides of a picture is cut away: there
    /// may stand the second person.
    private static final double NARROWEST = 1.62;

    private static final double WIDEST = 1.95;

    static Grid of(int places, double width, double height) {
        int more = (int) Math.max(1, Math.ceil(Math.sqrt(places)));
        int less = Math.max(1, (places + more - 1) / more);
        var lying = new Grid(more, less, width, height);
        var standing = new Grid(less, more, width, height);
        return standing.area() > lying.area() * 1.25 ? standing : lying;
    }

    private double area() {
        return tileWidth() * tileHeight();
    }

    private double tileHeight() {
        return Math.min((height - GAP * (rows - 1)) / rows, widestTile() / NARROWEST);
    }

    private double tileWidth() {
        return Math.min(widestTile(), tileHeight() * WIDEST);
    }

    private double widestTile() {
        return (width - GAP * (columns - 1)) / columns;
    }

    /// Where the tile of this place stands.
    Rectangle2D at(int place) {
        double w = Math.max(0, tileWidth());
        double h = Math.max(0, tileHeight());
        double left = (width - columns * w - GAP * (columns - 1)) / 2;
        int row = place / columns;
        return whole(left + place % columns * (w + GAP), row * (h + GAP), w, h);
    }

    /// On whole pixels, so that pictures are not blurred.
    static Rectangle2D whole(double x, double y, double w, double h) {
        double left = Math.round(x);
        double top = Math.round(y);
        return new Rectangle2D(left, top, Math.max(0, Math.round(x + w) - left), Math.max(0, Math.round(y + h) - top));
    }

    /// The place beside this one; the same where there is none.
    int beside(int place, Step step, int places) {
        int to = switch (step) {
            case LEFT -> place % columns == 0 ? place : place - 1;
            case RIGHT -> place % columns == columns - 1 ? place : place + 1;
            case UP -> place - columns;
            case DOWN -> place + columns;
        };
        return to < 0 || to >= places ? place : to;
    }

    enum Step {
        LEFT,
        RIGHT,
        UP,
        DOWN
    }
}
