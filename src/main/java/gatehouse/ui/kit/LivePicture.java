package gatehouse.ui.kit;

import static java.util.Objects.requireNonNull;

import gatehouse.desk.Glass;
import gatehouse.door.DoorId;
import gatehouse.video.View;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;
import javafx.scene.AccessibleRole;
import javafx.scene.Scene;
import javafx.scene.effect.ColorAdjust;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Region;
import javafx.stage.Window;
import javafx.util.Callback;

/// A door's picture. Holds a view only while it is in a window that shows, so a hidden tile costs no decoding. Fills
/// its box edge to edge when that cuts away no more than `crop` of the picture, else shows the whole picture.
///
/// Owns its view. Confined to the screen's thread; decoders only note that there is something new.
public final class LivePicture extends Region {
    private static final ColorAdjust DIMMED = new ColorAdjust(0, -1, -0.55, 0);

    private final Glass glass;
    private final double crop;
    private final ImageView image = new ImageView();
    private final ReadOnlyObjectWrapper<Freshness> freshness = new ReadOnlyObjectWrapper<>(Freshness.CONNECTING);
    private final AtomicBoolean dirty = new AtomicBoolean();
    private final Runnable beat = this::lookAtAge;
    private Optional<DoorId> door = Optional.empty();
    private Optional<View> view = Optional.empty();
    private ByteBuffer bytes = bytes(new View.Size(1, 1));
    private PixelBuffer<IntBuffer> pixels = buffer(new View.Size(1, 1), bytes);
    private View.Size size = new View.Size(1, 1);
    private View.Size asked = new View.Size(0, 0);
    private Runnable onFresh = () -> {};
    private View.Part part = View.Part.WHOLE;
    private boolean main;
    private boolean troubled;
    private boolean inWindow;
    private boolean slowed;
    private boolean firstFresh = true;
    // One for all pictures that come: nothing is made for each of them.
    private final Callback<PixelBuffer<IntBuffer>, Rectangle2D> copy = this::copy;

    public LivePicture(Glass glass, double crop) {
        this.glass = requireNonNull(glass);
        this.crop = crop;
        getStyleClass().add("live-picture");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        image.setPreserveRatio(false);
        image.setManaged(false);
        getChildren().add(image);
        sceneProperty()
                .flatMap(Scene::windowProperty)
                .flatMap(Window::showingProperty)
                .orElse(false)
                .subscribe(showing -> {
                    inWindow = showing;
                    openOrClose();
                });
        visibleProperty().subscribe(this::openOrClose);
    }

    /// Shows this door from now on; the picture of the door before is gone at once.
    public void watch(Optional<DoorId> next) {
        if (!door.equals(next)) {
            door = next;
            part = View.Part.WHOLE;
            closeView();
            openOrClose();
        }
    }

    public void wantMain(boolean wanted) {
        main = wanted;
        view.ifPresent(v -> v.wantMain(wanted));
    }

    /// Shows this part of the door's picture, as large as the whole was.
    public void show(View.Part next) {
        if (!part.equals(next)) {
            part = next;
            view.ifPresent(v -> v.show(next));
        }
    }

    /// Where a point of this node lies in what is seen of the picture, in shares from 0 to 1; (0.5, 0.5) without one.
    public Point2D shareAt(double x, double y) {
        double w = image.getFitWidth();
        double h = image.getFitHeight();
        if (image.getImage() == null || w <= 0 || h <= 0) {
            return new Point2D(0.5, 0.5);
        }
        var seen = image.getViewport();
        return new Point2D(
                Math.clamp((seen.getMinX() + (x - image.getLayoutX()) / w * seen.getWidth()) / size.width(), 0, 1),
                Math.clamp((seen.getMinY() + (y - image.getLayoutY()) / h * seen.getHeight()) / size.height(), 0, 1));
    }

    /// Whether the machine cannot keep up, and this picture comes less often or simpler for it.
    public boolean slowed() {
        return slowed;
    }

    /// Dims and greys what is shown, as it also happens by itself when the picture is frozen.
    public void troubled(boolean now) {
        troubled = now;
        dim();
    }

    /// Called once for each opened view, in the pulse that paints its first picture younger than a second.
    public void onFresh(Runnable call) {
        onFresh = requireNonNull(call);
    }

    public ReadOnlyObjectProperty<Freshness> freshnessProperty() {
        return freshness.getReadOnlyProperty();
    }

    public Optional<View.Source> source() {
        return view.flatMap(View::source);
    }

    public boolean hasPicture() {
        return image.getImage() != null;
    }

    private void openOrClose() {
        boolean wanted = inWindow && isVisible() && door.isPresent();
        if (wanted && view.isEmpty()) {
            asked = box();
            view = door.flatMap(d -> glass.watch(d, asked.width(), asked.height(), main));
            view.ifPresent(v -> {
                if (!part.equals(View.Part.WHOLE)) {
                    v.show(part);
                }
                v.onPicture(this::noted);
                Flush.add(this);
                Beat.add(beat);
                noted();
            });
        } else if (!wanted) {
            closeView();
        }
    }

    private void closeView() {
        view.ifPresent(View::close);
        view = Optional.empty();
        Flush.remove(this);
        Beat.remove(beat);
        nothing();
        firstFresh = true;
        slowed = false;
        freshness.set(Freshness.CONNECTING);
        dim();
    }

    private void nothing() {
        image.setImage(null);
        size = new View.Size(1, 1);
    }

    /// On the decoder's thread.
    private void noted() {
        dirty.set(true);
        Flush.soon();
    }

    void takeNewest() {
        if (view.isEmpty() || !dirty.compareAndSet(true, false)) {
            return;
        }
        var newest = view.get().newest();
        if (newest.isEmpty()) {
            nothing();
            lookAtAge();
            return;
        }
        if (!newest.get().equals(size) || image.getImage() == null) {
            takeSize(newest.get());
        }
        pixels.updateBuffer(copy);
        if (freshness.get().kind() != Freshness.Kind.LIVE) {
            lookAtAge();
        }
        if (firstFresh && freshness.get().kind() == Freshness.Kind.LIVE) {
            firstFresh = false;
            inNextPulse(onFresh);
        }
    }

    private Rectangle2D copy(PixelBuffer<IntBuffer> into) {
        boolean copied = view.isPresent() && view.get().copyNewest(bytes.clear(), size);
        return copied ? null : Rectangle2D.EMPTY;
    }

    private void takeSize(View.Size newest) {
        size = newest;
        bytes = bytes(newest);
        pixels = buffer(newest, bytes);
        image.setImage(new WritableImage(pixels));
        requestLayout();
    }

    private static ByteBuffer bytes(View.Size size) {
        return ByteBuffer.allocateDirect(size.width() * size.height() * 4).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// The same memory as numbers: without a graphics card the toolkit copies these as they are, but bytes one by one.
    private static PixelBuffer<IntBuffer> buffer(View.Size size, ByteBuffer bytes) {
        return new PixelBuffer<>(size.width(), size.height(), bytes.asIntBuffer(), PixelFormat.getIntArgbPreInstance());
    }

    private void inNextPulse(Runnable call) {
        var scene = getScene();
        if (scene == null) {
            return;
        }
        var once = new Runnable() {
            @Override
            public void run() {
                scene.removePostLayoutPulseListener(this);
                call.run();
            }
        };
        scene.addPostLayoutPulseListener(once);
    }

    private void lookAtAge() {
        view.ifPresent(v -> {
            freshness.set(Freshness.of(v.age(), v.sight()));
            slowed = v.slowed();
            dim();
            askSize(v);
        });
    }

    private void dim() {
        image.setEffect(troubled || freshness.get().kind() == Freshness.Kind.FROZEN ? DIMMED : null);
    }

    @Override
    protected void layoutChildren() {
        double w = getWidth();
        double h = getHeight();
        if (asked.width() <= 16) {
            view.ifPresent(this::askSize);
        }
        if (image.getImage() == null || w <= 0 || h <= 0) {
            return;
        }
        double pw = size.width();
        double ph = size.height();
        double scale = fills(pw / ph) ? Math.max(w / pw, h / ph) : Math.min(w / pw, h / ph);
        double seenWidth = Math.min(pw, w / scale);
        double seenHeight = Math.min(ph, h / scale);
        image.setViewport(new Rectangle2D((pw - seenWidth) / 2, (ph - seenHeight) / 2, seenWidth, seenHeight));
        image.setFitWidth(seenWidth * scale);
        image.setFitHeight(seenHeight * scale);
        image.relocate((w - seenWidth * scale) / 2, (h - seenHeight * scale) / 2);
    }

    /// Whether filling the box cuts away no more than is allowed of a picture of this aspect.
    private boolean fills(double aspect) {
        double box = getWidth() / getHeight();
        return 1 - Math.min(box / aspect, aspect / box) <= crop;
    }

    private void askSize(View from) {
        var box = box();
        if (!box.equals(asked)) {
            asked = box;
            from.fit(box.width(), box.height());
        }
    }

    /// The box the picture must fit into so that it covers this node, in device pixels.
    private View.Size box() {
        double scale = getScene() == null || getScene().getWindow() == null
                ? 1
                : getScene().getWindow().getRenderScaleX();
        double w = getWidth();
        double h = getHeight();
        if (w > 0 && h > 0 && image.getImage() != null && fills((double) size.width() / size.height())) {
            double aspect = (double) size.width() / size.height();
            double wide = Math.max(w, h * aspect);
            h = Math.max(h, w / aspect);
            w = wide;
        }
        return new View.Size((int) Math.max(16, Math.round(w * scale)), (int) Math.max(16, Math.round(h * scale)));
    }
}
