package gatehouse.darkroom;

/// What a print is to show and how large: the box in pixels that it must fit into, and the part of the picture, in
/// shares of the width and height of the picture as it is seen.
public record Order(int boxWidth, int boxHeight, double x, double y, double width, double height) {
    public Order(int boxWidth, int boxHeight) {
        this(boxWidth, boxHeight, 0, 0, 1, 1);
    }
}
