package gatehouse.ui.history;

import gatehouse.ui.kit.Shown;
import gatehouse.video.Reel;
import gatehouse.video.View;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.geometry.Rectangle2D;
import javafx.scene.AccessibleRole;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Region;

/// The picture of a clip, whole and as large as fits. Nothing about it says that it is live.
///
/// Confined to the screen's thread; the player only notes that there is something new. The reel is its owner's.
final class ClipPicture extends Region {
    private final ImageView image = new ImageView();
    private final AtomicBoolean queued = new AtomicBoolean();
    private final Runnable changed;
    private Optional<Reel> reel = Optional.empty();
    private PixelBuffer<ByteBuffer> pixels = buffer(new View.Size(1, 1));
    private View.Size size = new View.Size(1, 1);
    private View.Size asked = new View.Size(0, 0);

    /// `changed` is called on the screen's thread after each picture.
    ClipPicture(Runnable changed) {
        this.changed = changed;
        getStyleClass().add("clip-picture");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        image.setManaged(false);
        image.setPreserveRatio(false);
        getChildren().add(image);
        setMinSize(0, 0);
    }

    void show(Optional<Reel> next) {
        reel = next;
        asked = new View.Size(0, 0);
        image.setImage(null);
        reel.ifPresent(r -> {
            r.onChange(this::noted);
            requestLayout();
            noted();
        });
    }

    /// On the player's thread.
    private void noted() {
        if (queued.compareAndSet(false, true)) {
            Shown.screen().execute(this::take);
        }
    }

    private void take() {
        queued.set(false);
        reel.ifPresent(from -> {
            from.newest().ifPresent(newest -> take(from, newest));
            changed.run();
        });
    }

    private void take(Reel from, View.Size newest) {
        if (!newest.equals(size) || image.getImage() == null) {
            size = newest;
            pixels = buffer(newest);
            image.setImage(new WritableImage(pixels));
            requestLayout();
        }
        pixels.updateBuffer(b -> from.copyNewest(b.getBuffer().clear(), newest) ? null : Rectangle2D.EMPTY);
    }

    private static PixelBuffer<ByteBuffer> buffer(View.Size size) {
        return new PixelBuffer<>(
                size.width(),
                size.height(),
                ByteBuffer.allocateDirect(size.width() * size.height() * 4),
                PixelFormat.getByteBgraPreInstance());
    }

    @Override
    protected void layoutChildren() {
        double w = getWidth();
        double h = getHeight();
        if (w <= 0 || h <= 0) {
            return;
        }
        double dense = getScene() == null || getScene().getWindow() == null
                ? 1
                : getScene().getWindow().getRenderScaleX();
        var box = new View.Size((int) Math.round(w * dense), (int) Math.round(h * dense));
        if (!box.equals(asked)) {
            asked = box;
            reel.ifPresent(r -> r.fit(box.width(), box.height()));
        }
        double scale = Math.min(w / size.width(), h / size.height());
        image.setFitWidth(size.width() * scale);
        image.setFitHeight(size.height() * scale);
        image.relocate((w - size.width() * scale) / 2, (h - size.height() * scale) / 2);
    }
}
