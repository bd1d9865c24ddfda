package gatehouse.darkroom.bath;

/// What a print shows and how large: the box it must fit into, the part of the picture in shares of its width and
/// height as it is seen, and by how many degrees clockwise the camera's picture is turned before it is seen.
record Framing(int boxWidth, int boxHeight, double x, double y, double width, double height, int turn) {
    private static final int LEAST_SIDE = 2;

    boolean isWhole() {
        return width > 0.9999 && height > 0.9999;
    }

    boolean isLying() {
        return turn == 90 || turn == 270;
    }

    /// A rectangle of pixels.
    record Area(int x, int y, int width, int height) {}

    /// Where in the camera's own picture the part is, on even pixels.
    Area source(int sourceWidth, int sourceHeight) {
        double left = x;
        double top = y;
        switch (turn) {
            case 90 -> {
                left = y;
                top = 1 - x - width;
            }
            case 180 -> {
                left = 1 - x - width;
                top = 1 - y - height;
            }
            case 270 -> {
                left = 1 - y - height;
                top = x;
            }
            default -> {}
        }
        int w = even((isLying() ? height : width) * sourceWidth, sourceWidth);
        int h = even((isLying() ? width : height) * sourceHeight, sourceHeight);
        int fromX = (int) Math.clamp(Math.round(left * sourceWidth), 0, sourceWidth - w) & ~1;
        int fromY = (int) Math.clamp(Math.round(top * sourceHeight), 0, sourceHeight - h) & ~1;
        return new Area(fromX, fromY, w, h);
    }

    private static int even(double share, int whole) {
        return share > whole - 1 ? whole : (int) Math.clamp(Math.round(share), Math.min(16, whole), whole) & ~1;
    }

    /// The largest size within the box that keeps the part's shape. `shape` is the camera picture's width by height
    /// as it is meant to be seen, pixels that are not square included, before it is turned.
    Area target(double shape) {
        double seen = (isLying() ? 1 / shape : shape) * this.width / this.height;
        int w = boxWidth;
        int h = (int) Math.round(w / seen);
        if (h > boxHeight) {
            h = boxHeight;
            w = (int) Math.round(h * seen);
        }
        // An odd width would end in half a pair of colours.
        return new Area(0, 0, Math.max(LEAST_SIDE, Math.min(w, boxWidth) & ~1), Math.max(LEAST_SIDE, h));
    }
}
