package gatehouse.ui.kit;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javafx.scene.Node;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javafx.scene.paint.Color;
import javax.imageio.ImageIO;

/// A picture of what is on the screen, as PNG, without javafx-swing: for the tour, the gallery and reports.
public final class Shot {
    private Shot() {}

    /// What this node looks like now, whether or not its window is large enough. On the screen's thread.
    public static Image of(Node node) {
        var how = new SnapshotParameters();
        how.setFill(Color.TRANSPARENT);
        node.applyCss();
        return node.snapshot(how, null);
    }

    /// One picture laid over another.
    public static BufferedImage over(BufferedImage below, BufferedImage above, int x, int y) {
        var pen = below.createGraphics();
        try {
            pen.drawImage(above, x, y, null);
        } finally {
            pen.dispose();
        }
        return below;
    }

    public static BufferedImage pixels(Image image) {
        int w = (int) image.getWidth();
        int h = (int) image.getHeight();
        var argb = new int[w * h];
        image.getPixelReader().getPixels(0, 0, w, h, PixelFormat.getIntArgbInstance(), argb, 0, w);
        var copy = new BufferedImage(w, h, BufferedImage.TYPE_INT_ARGB);
        copy.setRGB(0, 0, w, h, argb, 0, w);
        return copy;
    }

    public static byte[] png(BufferedImage image) {
        var bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, "png", bytes)) {
                throw new IllegalStateException("This Java cannot write PNG.");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
